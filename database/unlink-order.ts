import { sql } from "kysely";
import type { Executor } from "./connection.ts";
import { retireIntents } from "./documents.ts";
import { resolveConflict } from "./order-outcome.ts";

/**
 * Unlink Processed Documents: the order is unprocessed again, its ERP documents stay as they are. Numbers and links go, and the
 * next document gets a source key of its own, so that the ERP does not answer with the old one. It is made of what the order is now, so a
 * conflict with the old one is resolved. False when the order is not
 * processed or not there. To be called by `changeOrder`: no job may work on it.
 */
export async function unlinkOrder(db: Executor, shopifyOrderId: string): Promise<boolean> {
  const order = await db
    .updateTable("orderHeader")
    .set((eb) => ({
      processed: false,
      processedCurrencyHandling: "",
      salesOrderNo: "",
      salesInvoiceNo: "",
      writeBackDue: false,
      closeDue: false,
      documentRound: eb("documentRound", "+", 1),
    }))
    .where("shopifyOrderId", "=", shopifyOrderId)
    .where("processed", "=", true)
    .returning("store")
    .executeTakeFirst();
  if (order === undefined) return false;
  await resolveConflict(db, shopifyOrderId);
  await retireIntents(db, order.store, shopifyOrderId);
  await sql`
    delete from document_line_link line using document_link link
     where link.store = ${order.store} and link.shopify_document_type = 'order' and link.shopify_document_id = ${shopifyOrderId}
       and line.store = link.store and line.document_type = link.document_type and line.document_no = link.document_no`.execute(
    db,
  );
  await db
    .deleteFrom("documentLink")
    .where("store", "=", order.store)
    .where("shopifyDocumentType", "=", "order")
    .where("shopifyDocumentId", "=", shopifyOrderId)
    .execute();
  return true;
}
