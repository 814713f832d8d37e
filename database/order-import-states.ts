import type { Executor } from "./connection.ts";

/** Where an order stands on its way from the queue into our tables. */
export interface ImportState {
  readonly shopifyOrderId: string;
  /** The run that tried it last; blank: none yet, null: it has left the queue. */
  readonly lastRun: string | null;
  /** When it was last written; null: never. */
  readonly importedAt: Date | null;
  readonly creationDue: boolean;
}

/** How far these orders are. One that is neither in the queue nor stored is left out. */
export async function importStates(db: Executor, orderIds: readonly string[]): Promise<readonly ImportState[]> {
  if (orderIds.length === 0) return [];
  const queued = await db
    .selectFrom("ordersToImport")
    .select(["shopifyOrderId", "lastRun"])
    .where("shopifyOrderId", "in", [...orderIds])
    .execute();
  const stored = await db
    .selectFrom("orderHeader")
    .select(["shopifyOrderId", "importedAt", "creationDue"])
    .where("shopifyOrderId", "in", [...orderIds])
    .execute();
  const lastRuns = new Map(queued.map(({ shopifyOrderId, lastRun }) => [shopifyOrderId, lastRun]));
  const known = new Set(stored.map(({ shopifyOrderId }) => shopifyOrderId));
  return [
    ...stored.map((order) => ({ ...order, lastRun: lastRuns.get(order.shopifyOrderId) ?? null })),
    ...queued
      .filter(({ shopifyOrderId }) => !known.has(shopifyOrderId))
      .map((order) => ({ ...order, importedAt: null, creationDue: false })),
  ];
}
