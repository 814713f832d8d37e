import { sql } from "kysely";
import type { EndedRun } from "#domain/jobs/notification-occasions";
import type { Executor } from "./connection.ts";

/** What jobs of the whole company have instead of a shop. */
type Shop = string | null;

/** An ended run with what is told of it. */
export interface LoggedRun extends EndedRun {
  readonly entryId: string;
  /** Null: nobody, such as a schedule. */
  readonly requestedBy: string | null;
  readonly errorType: string | null;
  readonly errorMessage: string | null;
  readonly errorParams: unknown;
}

/** Rows of the log nobody has considered, of one report and shop. */
export interface RunsToConsider {
  readonly report: string;
  readonly shop: Shop;
  readonly entryNos: readonly string[];
  readonly firstEndedAt: Date;
}

/**
 * Takes at most `limit` rows that nobody has considered, the oldest first, by report and shop. Whoever else does so waits until the
 * transaction ends. A row that somebody is just changing is left for the next time, so that nobody waits for each other.
 */
export async function takeRunsToConsider(db: Executor, limit: number): Promise<readonly RunsToConsider[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended('notification', 0))`.execute(db);
  const rows = await db
    .selectFrom("jobLog")
    .select(["entryNo", "report", "shop", "endedAt"])
    .where("endsRun", "=", true)
    .where("consideredAt", "is", null)
    .orderBy("endedAt")
    .orderBy("entryNo")
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  const taken = new Map<string, RunsToConsider & { readonly entryNos: string[] }>();
  for (const { entryNo, report, shop, endedAt } of rows) {
    const key = JSON.stringify([report, shop]);
    const runs = taken.get(key) ?? { report, shop, entryNos: [], firstEndedAt: endedAt };
    runs.entryNos.push(entryNo);
    taken.set(key, runs);
  }
  return [...taken.values()];
}

/** Runs that ended since the last success before that moment, oldest first: those in a row with what ended then, and later ones. */
export async function runsInARow(
  db: Executor,
  { report, shop, firstEndedAt }: RunsToConsider,
): Promise<readonly LoggedRun[]> {
  // Not `is not distinct from`, which no index serves.
  const ofShop = shop === null ? sql`shop is null` : sql`shop = ${shop}`;
  const { rows } = await sql<LoggedRun>`
    select entry_no, entry_id, requested_by, ended_at, trigger, considered_at is null as is_new, error_type, error_message, error_params,
           case when error_type is null then 'succeeded' when is_final then 'failed' else 'incomplete' end as result
      from job_log
     where report = ${report} and ${ofShop} and ends_run and deleted_at is null
       and ended_at > coalesce((
         select max(ended_at) from job_log
          where report = ${report} and ${ofShop} and deleted_at is null
            and outcome in ('succeeded', 'succeededWithSkips') and ended_at < ${firstEndedAt}), '-infinity')
     order by ended_at, entry_no`.execute(db);
  return rows;
}

export async function markConsidered(db: Executor, runs: readonly RunsToConsider[]): Promise<void> {
  await sql`
    update job_log set considered_at = now()
     where entry_no = any(${runs.flatMap(({ entryNos }) => entryNos)}::bigint[])`.execute(db);
}
