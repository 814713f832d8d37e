import { inTransaction, type Executor } from "#database/connection";
import type { SalesDocumentKind } from "#domain/documents/sales-document";
import { checkReleasable } from "./create-sales-document.ts";
import { noteDocumentChange } from "./document-changes.ts";
import { refused } from "./errors.ts";

/** Those of the sales orders that still have something to ship. */
export async function ordersWithOutstandingQuantity(
  db: Executor,
  orderNos: readonly string[],
): Promise<ReadonlySet<string>> {
  if (orderNos.length === 0) return new Set();
  const rows = await db
    .selectFrom("ledger.salesHeader as header")
    .innerJoin("ledger.salesLine as line", "line.documentId", "header.id")
    .select("header.no")
    .distinct()
    .where("header.kind", "=", "order")
    .where("header.no", "in", orderNos)
    .where("line.outstandingQuantity", "<>", "0")
    .execute();
  return new Set(rows.map(({ no }) => no));
}

/** Releases an open document; a released one stays as it is. Throws `document-not-found` and `nothing-to-release`. */
export function releaseSalesDocument(db: Executor, id: string): Promise<void> {
  return inTransaction(db, async (transaction) => {
    await lockDocument(transaction, id);
    const lines = await transaction
      .selectFrom("ledger.salesLine")
      .select("quantity")
      .where("documentId", "=", id)
      .execute();
    checkReleasable(lines.map(({ quantity }) => quantity));
    await transaction
      .updateTable("ledger.salesHeader")
      .set({ status: "released", modifiedAt: new Date() })
      .where("id", "=", id)
      .execute();
  });
}

/**
 * Deletes a document nothing of which is shipped or invoiced, with its lines and reservations. Its source becomes free, and
 * a document change tells the connector. Throws `document-not-found` and `document-partly-posted`.
 */
export function deleteSalesDocument(db: Executor, id: string): Promise<void> {
  return inTransaction(db, async (transaction) => {
    const document = await lockDocument(transaction, id);
    const posted = await transaction
      .selectFrom("ledger.salesLine")
      .select("lineNo")
      .where("documentId", "=", id)
      .where((eb) => eb.or([eb("quantityShipped", "<>", "0"), eb("quantityInvoiced", "<>", "0")]))
      .limit(1)
      .executeTakeFirst();
    if (posted !== undefined) {
      throw refused(
        "document-partly-posted",
        `Document ${document.no} cannot be deleted: a part of it is shipped or invoiced. Post the rest, or undo the shipment`,
        { no: document.no },
      );
    }
    await transaction.deleteFrom("ledger.salesHeader").where("id", "=", id).execute();
    const source = await transaction
      .deleteFrom("ledger.documentSource")
      .where("documentId", "=", id)
      .returning(["store", "sourceKey"])
      .executeTakeFirst();
    if (source === undefined) return;
    await noteDocumentChange(transaction, {
      change: "deleted",
      store: source.store,
      sourceKey: source.sourceKey,
      document: { kind: document.kind as SalesDocumentKind, no: document.no },
      results: [],
    });
  });
}

async function lockDocument(
  transaction: Executor,
  id: string,
): Promise<{ readonly kind: string; readonly no: string }> {
  const document = await transaction
    .selectFrom("ledger.salesHeader")
    .select(["kind", "no"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (document !== undefined) return document;
  throw refused("document-not-found", `There is no open sales document ${id}: it was deleted or posted`, { id });
}
