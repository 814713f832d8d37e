import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from "kysely";
import type { Executor } from "./connection.ts";
import { withoutError } from "./order-outcome.ts";
import type { Tables } from "./tables.ts";

/** A processed order that is done in Shopify and whose shop archives such orders. */
export interface ArchiveCandidate {
  readonly shopifyOrderId: string;
  readonly salesOrderNo: string;
}

/** Those of the orders that are fulfilled, paid, open in Shopify and processed, of shops that archive; not yet marked. */
export async function archiveCandidates(
  db: Executor,
  orderIds: readonly string[],
): Promise<readonly ArchiveCandidate[]> {
  if (orderIds.length === 0) return [];
  return db
    .selectFrom("orderHeader")
    .innerJoin("shop", "shop.code", "orderHeader.shop")
    .select(["orderHeader.shopifyOrderId", "orderHeader.salesOrderNo"])
    .where("orderHeader.shopifyOrderId", "in", orderIds)
    .where("shop.archiveProcessedOrders", "=", true)
    .where("orderHeader.closed", "=", false)
    .where("orderHeader.closeDue", "=", false)
    .where(isDone)
    .execute();
}

/** Marks orders to be closed in Shopify; the closing step takes them from there. */
export async function markCloseDue(db: Executor, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  await db
    .updateTable("orderHeader")
    .set({ closeDue: true })
    .where("shopifyOrderId", "in", orderIds)
    .where("closed", "=", false)
    .execute();
}

/** The order is closed in Shopify. */
export async function markClosed(db: Executor, shopifyOrderId: string, closedAt: string | null): Promise<void> {
  await db
    .updateTable("orderHeader")
    .set({ closed: true, closedAt, closeDue: false, ...withoutError("close-refused") })
    .where("shopifyOrderId", "=", shopifyOrderId)
    .execute();
}

/**
 * What was marked while data sync was off may have changed since: an order that is not done in Shopify any more, or whose shop does not archive
 * any more, is not to be closed.
 */
export async function dropCloses(
  db: Executor,
  shop: { readonly code: string; readonly archiveProcessedOrders: boolean },
): Promise<void> {
  let marked = db
    .updateTable("orderHeader")
    .set({ closeDue: false, ...withoutError("close-refused") })
    .where("shop", "=", shop.code)
    .where("closeDue", "=", true);
  if (shop.archiveProcessedOrders) marked = marked.where((eb) => eb.not(isDone(eb)));
  await marked.execute();
}

/** Fulfilled and paid in Shopify, with a document here. */
const isDone = (eb: ExpressionBuilder<Tables, "orderHeader">): ExpressionWrapper<Tables, "orderHeader", SqlBool> =>
  eb.and([
    eb("orderHeader.fulfillmentStatus", "=", "fulfilled"),
    eb("orderHeader.fullyPaid", "=", true),
    eb.or([eb("orderHeader.salesOrderNo", "<>", ""), eb("orderHeader.salesInvoiceNo", "<>", "")]),
  ]);
