import { heartbeat } from "@temporalio/activity";
import type { Database } from "#database/connection";
import { deleteExpired, listRetentionPolicies, noteRetention } from "#database/retention";

/** Few enough for a statement of a second: whoever writes the log waits no longer. */
const ROWS_AT_ONCE = 5_000;

/** What runs every hour. */
export const createRetentionActivities = ({ db }: { readonly db: Database }) => ({
  /** Removes what the logs need not keep any longer; answers how many rows of each. Safe to run twice: what is gone is gone. */
  async deleteExpiredLogEntries(): Promise<Readonly<Record<string, number>>> {
    const deleted: Record<string, number> = {};
    for (const { log, keepDays, enabled } of await listRetentionPolicies(db)) {
      if (!enabled) continue;
      let rows = 0;
      for (let found = ROWS_AT_ONCE; found === ROWS_AT_ONCE; rows += found) {
        found = await deleteExpired(db, log, keepDays, ROWS_AT_ONCE);
        heartbeat();
      }
      await noteRetention(db, log, rows);
      deleted[log] = rows;
    }
    return deleted;
  },
});

export type RetentionActivities = ReturnType<typeof createRetentionActivities>;
