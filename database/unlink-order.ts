import type { Database } from "./connection.ts";
import { withOrderLocks } from "./order-locks.ts";
import { unlinkDocuments } from "./order-outcome.ts";

/**
 * Unlink Processed Documents: the order is unprocessed again, its ERP documents stay as they are. `busy` while a job works
 * on the order, `notProcessed` when there is nothing to unlink.
 */
export async function unlinkOrder(db: Database, shopifyOrderId: string): Promise<"unlinked" | "notProcessed" | "busy"> {
  return withOrderLocks(db, (locks) =>
    locks.holding(shopifyOrderId, async () => {
      const unlinked = await db.transaction().execute((transaction) => unlinkDocuments(transaction, shopifyOrderId));
      return unlinked ? "unlinked" : "notProcessed";
    }),
  );
}
