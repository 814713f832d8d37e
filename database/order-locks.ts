import { sql } from "kysely";
import type { Database, Executor } from "./connection.ts";

/** Orders held by one process, so that no other works on them. A process that dies lets go of them at once. */
export interface OrderLocks {
  /**
   * Runs `work` while nobody else holds the order; `busy` when somebody does. Locks of one batch share one connection,
   * whatever their number, so that a batch never waits for a connection while it keeps others waiting.
   */
  holding<R>(shopifyOrderId: string, work: () => Promise<R>): Promise<R | "busy">;
}

/** Class of our advisory locks: other users of the database have their own. */
const LOCK_CLASS = 30_104;

/** Opens a session for locks of orders and closes it after the work. */
export async function withOrderLocks<R>(db: Database, work: (locks: OrderLocks) => Promise<R>): Promise<R> {
  return db.connection().execute((session) =>
    work({
      holding: async (shopifyOrderId, hold) => {
        const key = sql`${LOCK_CLASS}, hashtext(${shopifyOrderId})`;
        const { rows } = await sql<{ held: boolean }>`select pg_try_advisory_lock(${key}) as held`.execute(session);
        if (rows[0]?.held !== true) return "busy";
        try {
          return await hold();
        } finally {
          await sql`select pg_advisory_unlock(${key})`.execute(session);
        }
      },
    }),
  );
}

/** Changes an order that no job works on, in one transaction; `busy` when one does. */
export const changeOrder = <R>(
  db: Database,
  shopifyOrderId: string,
  change: (transaction: Executor) => Promise<R>,
): Promise<R | "busy"> =>
  withOrderLocks(db, (locks) => locks.holding(shopifyOrderId, () => db.transaction().execute(change)));
