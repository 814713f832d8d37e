import { sql } from "kysely";
import type { Executor } from "./connection.ts";

/** A listing under way: its filter, and the `updatedAt` up to which its rows are staged. */
export interface OrderListing {
  readonly startedAt: Date;
  readonly lowerBound: Date;
  readonly openOnly: boolean;
  readonly position: Date;
}

/** Time up to which a store's orders are known; undefined when they were never read. */
export async function findOrderCursor(db: Executor, store: string): Promise<Date | undefined> {
  const row = await db
    .selectFrom("synchronizationInfo")
    .select("lastSyncTime")
    .where("scopeKey", "=", store)
    .where("type", "=", "orders")
    .executeTakeFirst();
  return row?.lastSyncTime;
}

/**
 * Sets the cursor to a time given by a person (Reset Orders Sync). A listing under way is forgotten, so that it cannot overwrite the
 * cursor when it ends.
 */
export async function resetOrderCursor(db: Executor, store: string, lastSyncTime: Date): Promise<void> {
  await db.deleteFrom("orderListing").where("store", "=", store).execute();
  await setOrderCursor(db, store, lastSyncTime);
}

export async function findOrderListing(db: Executor, store: string): Promise<OrderListing | undefined> {
  return db
    .selectFrom("orderListing")
    .select(["startedAt", "lowerBound", "openOnly", "position"])
    .where("store", "=", store)
    .executeTakeFirst();
}

/** Begins a listing. Repeating it keeps the listing that is under way. */
export async function beginOrderListing(db: Executor, store: string, listing: OrderListing): Promise<void> {
  await db
    .insertInto("orderListing")
    .values({ store, ...listing })
    .onConflict((conflict) => conflict.column("store").doNothing())
    .execute();
}

/** Notes how far a listing is staged; the position never goes back. */
export async function advanceOrderListing(db: Executor, store: string, position: Date): Promise<void> {
  await db
    .updateTable("orderListing")
    .set({ position: sql<Date>`greatest(position, ${position})` })
    .where("store", "=", store)
    .execute();
}

/** Ends a listing: the cursor becomes the time it started at. Does nothing when the listing was reset meanwhile. Call in a transaction. */
export async function endOrderListing(db: Executor, store: string): Promise<void> {
  const ended = await db
    .deleteFrom("orderListing")
    .where("store", "=", store)
    .returning("startedAt")
    .executeTakeFirst();
  if (ended !== undefined) await setOrderCursor(db, store, ended.startedAt);
}

async function setOrderCursor(db: Executor, store: string, lastSyncTime: Date): Promise<void> {
  await db
    .insertInto("synchronizationInfo")
    .values({ scopeKey: store, type: "orders", lastSyncTime })
    .onConflict((conflict) =>
      conflict.columns(["scopeKey", "type"]).doUpdateSet((eb) => ({ lastSyncTime: eb.ref("excluded.lastSyncTime") })),
    )
    .execute();
}
