import { sql, type Insertable } from "kysely";
import type { Watermark } from "#domain/jobs/look-back";
import type { Database, Executor } from "./connection.ts";
import { isRefusedValue, storable } from "./storable.ts";
import type { JobLogTable } from "./tables.ts";

// What the job log takes over from Temporal; what people read and do with it is in `job-log.ts`.

export type NewJobLogRow = Insertable<JobLogTable>;

/** A closed execution, by which a row is known. */
export interface LoggedExecution {
  readonly workflowId: string;
  readonly runId: string;
}

export async function readWatermark(db: Executor): Promise<Watermark> {
  const row = await db
    .selectFrom("jobLogWatermark")
    .select(["closedUntil", "asOf", "thoroughUntil", "thoroughAt"])
    .executeTakeFirst();
  return row ?? { closedUntil: null, asOf: null, thoroughUntil: null, thoroughAt: null };
}

/** Moves the watermark forward to the end of a look; one that is further already stays. */
export async function moveWatermark(
  db: Executor,
  reached: { readonly closedUntil: Date; readonly asOf: Date; readonly isThorough: boolean },
): Promise<void> {
  const { closedUntil, asOf, isThorough } = reached;
  await db
    .insertInto("jobLogWatermark")
    .values({ closedUntil, asOf, ...(isThorough ? { thoroughUntil: closedUntil, thoroughAt: asOf } : {}) })
    .onConflict((conflict) =>
      conflict.column("singleton").doUpdateSet({
        closedUntil: sql<Date>`greatest(job_log_watermark.closed_until, excluded.closed_until)`,
        asOf: sql<Date>`greatest(job_log_watermark.as_of, excluded.as_of)`,
        thoroughUntil: sql<Date | null>`greatest(job_log_watermark.thorough_until, excluded.thorough_until)`,
        thoroughAt: sql<Date | null>`greatest(job_log_watermark.thorough_at, excluded.thorough_at)`,
      }),
    )
    .execute();
}

/** Which of these executions are in the log, deleted ones included. */
export async function loggedExecutions(
  db: Executor,
  executions: readonly LoggedExecution[],
): Promise<ReadonlySet<string>> {
  if (executions.length === 0) return new Set();
  const rows = await db
    .selectFrom("jobLog")
    .select("runId")
    // The index of executions begins with the workflow; by the run alone the whole log would be read.
    .where(
      "workflowId",
      "in",
      executions.map(({ workflowId }) => workflowId),
    )
    .where(
      "runId",
      "in",
      executions.map(({ runId }) => runId),
    )
    .execute();
  return new Set(rows.map(({ runId }) => runId));
}

/** A row that PostgreSQL does not take. */
export interface RefusedRow {
  readonly row: NewJobLogRow;
  readonly error: Error;
}

/**
 * Adds rows, and closes the errors that their successes close. One that is there already stays as it is: a closed execution does not
 * change. Texts lose what PostgreSQL cannot keep; a row it refuses all the same is left out and answered, and keeps no other from
 * being written.
 */
export async function addLogRows(db: Database, rows: readonly NewJobLogRow[]): Promise<readonly RefusedRow[]> {
  const [row, ...others] = rows;
  if (row === undefined) return [];
  try {
    await changeInTurn(db, async (transaction) => {
      await insertLogRows(transaction, rows);
      await closeErrors(transaction, rows);
    });
    return [];
  } catch (error) {
    if (!isRefusedValue(error)) throw error;
    if (others.length === 0) return [{ row, error }];
  }
  const refused: RefusedRow[] = [];
  for (const one of rows) refused.push(...(await addLogRows(db, [one])));
  return refused;
}

async function insertLogRows(db: Executor, rows: readonly NewJobLogRow[]): Promise<void> {
  await db
    .insertInto("jobLog")
    .values(
      rows.map(storable).map((row) => ({
        ...row,
        counts: JSON.stringify(row.counts),
        parameters: JSON.stringify(row.parameters),
        errorParams: row.errorParams === null ? null : JSON.stringify(row.errorParams),
      })),
    )
    .onConflict((conflict) => conflict.constraint("job_log_execution").doNothing())
    .execute();
}

/**
 * Errors of the reports and shops of these rows are closed by the first success at their end or later. Rows come in any order, so an
 * error may be new when its success is long known, and a success earlier than the one that was taken for the first.
 */
async function closeErrors(transaction: Executor, rows: readonly NewJobLogRow[]): Promise<void> {
  const reports = rows.map(({ report }) => report);
  const shops = rows.map(({ shop }) => shop ?? "");
  const times = rows.map(({ endedAt }) => new Date(endedAt).toISOString());
  await sql`
    update job_log set closed_at = found.closed_at
      from (
        select failed.entry_no, success.ended_at as closed_at
          from (
            select report, shop, min(ended_at) as since
              from unnest(${reports}::text[], ${shops}::text[], ${times}::timestamptz[]) as row (report, shop, ended_at)
             group by report, shop
          ) touched
          join job_log failed on failed.report = touched.report and coalesce(failed.shop, '') = touched.shop
           and failed.error_type is not null and (failed.closed_at is null or failed.closed_at > touched.since)
         cross join lateral (
           select ended_at from job_log
            where report = touched.report and coalesce(shop, '') = touched.shop
              and outcome in ('succeeded', 'succeededWithSkips') and ended_at >= failed.ended_at
            order by ended_at limit 1
         ) success
      ) found
     where job_log.entry_no = found.entry_no and job_log.closed_at is distinct from found.closed_at`.execute(
    transaction,
  );
}

/** Several processes follow Temporal at the same time: who changes rows of the log waits for the others, so that none waits in a circle. */
const changeInTurn = async (db: Database, change: (transaction: Executor) => Promise<void>): Promise<void> =>
  db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext('job_log'))`.execute(transaction);
    await change(transaction);
  });

/** A job that somebody ended by force, so that it may have left an attempt that nothing follows. */
export interface EndedJob extends LoggedExecution {
  readonly entryId: string;
  readonly endedAt: Date;
}

const announcesRerun = sql<boolean>`
  last.error_type is not null and not last.is_final
  and not (last.trigger = 'schedule' and last.outcome = 'incomplete')
  and not exists (
    select from job_log later
     where later.entry_id = last.entry_id and (later.ended_at, later.entry_no) > (last.ended_at, last.entry_no)
  )`;

/**
 * Those of the jobs whose last attempt failed and announced a rerun. What the next slot of a schedule catches up on needs nobody,
 * and attempts of a later start of the same job ended later.
 */
export async function endedBeforeRerun(db: Executor, jobs: readonly EndedJob[]): Promise<readonly EndedJob[]> {
  if (jobs.length === 0) return [];
  const { rows } = await sql<{ runId: string }>`
    select job.run_id from ${unnested(jobs)}
      join job_log last on last.entry_id = job.entry_id and last.ended_at <= job.ended_at
     where ${announcesRerun}`.execute(db);
  const found = new Set(rows.map(({ runId }) => runId));
  return jobs.filter(({ runId }) => found.has(runId));
}

/** No rerun follows on the last failed attempt of these jobs, although one was announced. Safe to repeat. */
export async function markFinal(db: Database, jobs: readonly EndedJob[]): Promise<void> {
  if (jobs.length === 0) return;
  await changeInTurn(db, async (transaction) => {
    await sql`
      update job_log last set is_final = true from ${unnested(jobs)}
       where last.entry_id = job.entry_id and last.ended_at <= job.ended_at and ${announcesRerun}`.execute(transaction);
  });
}

const unnested = (jobs: readonly EndedJob[]) => {
  const ids = jobs.map(({ entryId }) => entryId);
  const runs = jobs.map(({ runId }) => runId);
  const times = jobs.map(({ endedAt }) => endedAt.toISOString());
  return sql`unnest(${ids}::text[], ${runs}::text[], ${times}::timestamptz[]) as job (entry_id, run_id, ended_at)`;
};

/** Settles the errors of entries whose restart or rerun has succeeded. Safe to repeat, in whatever order rows arrive. */
export async function settleSuperseded(db: Database): Promise<void> {
  await changeInTurn(db, async (transaction) => {
    await sql`
      update job_log failed
         set superseded_at = success.ended_at, superseded_by = success.entry_id
        from (
          select unnest(supersedes) as settled, entry_id, ended_at from job_log
           where outcome in ('succeeded', 'succeededWithSkips') and supersedes <> '{}'
        ) success
       where failed.entry_id = success.settled and failed.ended_at <= success.ended_at
         and failed.error_type is not null and failed.superseded_at is null`.execute(transaction);
  });
}
