import type { Executor } from "./connection.ts";

/** What is read from Shopify from a moment on. Orders are kept by store (see order-cursor), the others by shop. */
export type CursorType = "products" | "customers" | "companies" | "orders";

/** The cursors of a shop and of its store; those that were never set are left out. */
export async function syncCursors(
  db: Executor,
  shop: { readonly code: string; readonly store: string },
): Promise<Partial<Record<CursorType, Date>>> {
  const rows = await db
    .selectFrom("synchronizationInfo")
    .select(["type", "lastSyncTime"])
    .where((eb) =>
      eb.or([
        eb.and([eb("scopeKey", "=", shop.code), eb("type", "<>", "orders")]),
        eb.and([eb("scopeKey", "=", shop.store), eb("type", "=", "orders")]),
      ]),
    )
    .execute();
  return Object.fromEntries(rows.map((row) => [row.type, row.lastSyncTime]));
}

/** Reading goes on from `lastSyncTime`, forwards or backwards. */
export async function setSyncCursor(
  db: Executor,
  shopCode: string,
  type: Exclude<CursorType, "orders">,
  lastSyncTime: Date,
): Promise<void> {
  await db
    .insertInto("synchronizationInfo")
    .values({ scopeKey: shopCode, type, lastSyncTime })
    .onConflict((conflict) => conflict.columns(["scopeKey", "type"]).doUpdateSet({ lastSyncTime }))
    .execute();
}
