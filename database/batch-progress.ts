import { sql } from "kysely";
import type { Executor } from "./connection.ts";

/** The activity that works on a batch: the same for all its attempts, and for no other batch. */
export interface BatchKey {
  readonly runId: string;
  readonly activityId: string;
}

/** How far a batch is. */
export interface BatchProgress<Counts> {
  /** Last record of the pages that are complete. */
  readonly after: string;
  /** What those pages came to. */
  readonly counts: Counts;
  /** Ids of the page under way; some of its records may be done. */
  readonly underWay: readonly string[];
}

/** What an earlier attempt of the batch noted, and when. */
export async function findBatchProgress<Counts>(
  db: Executor,
  key: BatchKey,
): Promise<(BatchProgress<Counts> & { readonly notedAt: Date }) | undefined> {
  const row = await db
    .selectFrom("batchProgress")
    .select(["after", "counts", "underWay", "notedAt"])
    .where("runId", "=", key.runId)
    .where("activityId", "=", key.activityId)
    .executeTakeFirst();
  return row && { ...row, counts: row.counts as Counts };
}

/** Called before each page and after the last one. */
export async function noteBatchProgress<Counts>(
  db: Executor,
  key: BatchKey,
  { after, counts, underWay }: BatchProgress<Counts>,
): Promise<void> {
  const values = { after, counts: JSON.stringify(counts), underWay: [...underWay], notedAt: sql<Date>`now()` };
  await db
    .insertInto("batchProgress")
    .values({ ...key, ...values })
    .onConflict((conflict) => conflict.columns(["runId", "activityId"]).doUpdateSet(values))
    .execute();
}

/** Removes the notes of batches that nobody repeats any more. */
export async function forgetBatchProgress(db: Executor, olderThanHours: number): Promise<void> {
  await db
    .deleteFrom("batchProgress")
    .where("notedAt", "<", sql<Date>`now() - make_interval(hours => ${olderThanHours})`)
    .execute();
}
