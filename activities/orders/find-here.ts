import type { Executor } from "#database/connection";
import { findImportedOrder, type OrderWanted } from "#database/orders";
import { findQueuedOrder } from "#database/orders-to-import";

/** The id of an order a person asks for, when it is imported or waits in the queue: Shopify may have deleted it. */
export async function findHere(db: Executor, store: string, wanted: OrderWanted): Promise<string | undefined> {
  const order = (await findImportedOrder(db, store, wanted)) ?? (await findQueuedOrder(db, store, wanted));
  return order?.shopifyOrderId;
}
