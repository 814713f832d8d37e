import { sql, type Insertable, type Selectable } from "kysely";
import type { Executor } from "./connection.ts";
import { storable } from "./storable.ts";
import type { JobLogTable } from "./tables.ts";

export type JobLogRow = Selectable<JobLogTable>;
export type NewJobLogRow = Insertable<JobLogTable>;

/** A closed execution, by which a row is known. */
export interface LoggedExecution {
  readonly workflowId: string;
  readonly runId: string;
}

export interface Watermark {
  /** End of the last execution seen, by Temporal's clock; null before the first. */
  readonly closedUntil: Date | null;
  /** When the log was last compared with Temporal. */
  readonly asOf: Date | null;
}

export async function readWatermark(db: Executor): Promise<Watermark> {
  const row = await db.selectFrom("jobLogWatermark").select(["closedUntil", "asOf"]).executeTakeFirst();
  return row ?? { closedUntil: null, asOf: null };
}

/** Moves the watermark forward; one that is further already stays. */
export async function moveWatermark(db: Executor, closedUntil: Date, asOf: Date): Promise<void> {
  await db
    .insertInto("jobLogWatermark")
    .values({ closedUntil, asOf })
    .onConflict((conflict) =>
      conflict.column("singleton").doUpdateSet({
        closedUntil: sql<Date>`greatest(job_log_watermark.closed_until, excluded.closed_until)`,
        asOf: sql<Date>`greatest(job_log_watermark.as_of, excluded.as_of)`,
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
 * Adds rows. One that is there already stays as it is: a closed execution does not change. Texts lose what PostgreSQL cannot keep;
 * a row it refuses all the same is left out and answered, and keeps no other from being written.
 */
export async function addLogRows(db: Executor, rows: readonly NewJobLogRow[]): Promise<readonly RefusedRow[]> {
  const [row, ...others] = rows;
  if (row === undefined) return [];
  try {
    await insertLogRows(db, rows);
    return [];
  } catch (error) {
    if (!isOfValues(error)) throw error;
    if (others.length === 0) return [{ row, error }];
  }
  const refused: RefusedRow[] = [];
  for (const one of rows) refused.push(...(await addLogRows(db, [one])));
  return refused;
}

/** Classes 22 and 23 of SQLSTATE: values PostgreSQL does not take ("PostgreSQL: error codes"). */
const isOfValues = (error: unknown): error is Error =>
  error instanceof Error && "code" in error && typeof error.code === "string" && /^2[23]/u.test(error.code);

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

/** A job that ended without a last attempt of its own. */
export interface EndedEntry {
  readonly entryId: string;
  readonly endedAt: Date;
}

/**
 * No rerun follows on the last failed attempt of these jobs, although one was announced: somebody ended them in between. Safe to
 * repeat: attempts of a later start of the same job ended later. What the next slot of a schedule catches up on needs nobody.
 */
export async function markFinal(db: Executor, ended: readonly EndedEntry[]): Promise<void> {
  if (ended.length === 0) return;
  const ids = ended.map(({ entryId }) => entryId);
  const times = ended.map(({ endedAt }) => endedAt.toISOString());
  await sql`
    update job_log last set is_final = true
      from unnest(${ids}::text[], ${times}::timestamptz[]) as job (entry_id, ended_at)
     where last.entry_id = job.entry_id and last.ended_at <= job.ended_at
       and last.error_type is not null and not last.is_final
       and not (last.trigger = 'schedule' and last.outcome = 'incomplete')
       and not exists (
         select from job_log later
          where later.entry_id = last.entry_id and (later.ended_at, later.entry_no) > (last.ended_at, last.entry_no)
       )`.execute(db);
}

/** Settles the errors of entries whose restart or rerun has succeeded. Safe to repeat, in whatever order rows arrive. */
export async function settleSuperseded(db: Executor): Promise<void> {
  await sql`
    update job_log failed
       set superseded_at = success.ended_at, superseded_by = success.entry_id
      from job_log success
     where failed.error_type is not null and failed.superseded_at is null
       and success.outcome in ('succeeded', 'succeededWithSkips')
       and success.supersedes @> array[failed.entry_id] and success.ended_at >= failed.ended_at`.execute(db);
}

/** The last row of an entry, deleted or not. */
export async function lastRowOfEntry(db: Executor, entryId: string): Promise<JobLogRow | undefined> {
  return db
    .selectFrom("jobLog")
    .selectAll()
    .where("entryId", "=", entryId)
    .orderBy("endedAt", "desc")
    .orderBy("entryNo", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** The last row of each of these entries that has one, deleted or not. */
export async function lastRowsOfEntries(db: Executor, entryIds: readonly string[]): Promise<readonly JobLogRow[]> {
  if (entryIds.length === 0) return [];
  return db
    .selectFrom("jobLog")
    .selectAll()
    .distinctOn("entryId")
    .where("entryId", "in", [...entryIds])
    .orderBy("entryId")
    .orderBy("endedAt", "desc")
    .orderBy("entryNo", "desc")
    .execute();
}

export async function findLogRow(db: Executor, entryNo: string): Promise<JobLogRow | undefined> {
  return db
    .selectFrom("jobLog")
    .selectAll()
    .where("entryNo", "=", entryNo)
    .where("deletedAt", "is", null)
    .executeTakeFirst();
}

export const jobCues = ["synchronizationErrors", "tasksFailed", "failingNow"] as const;
export type JobCue = (typeof jobCues)[number];

/** What the cues on jobs count; the same view its list reads. */
export async function countJobCues(
  db: Executor,
  shopCode: string | undefined,
): Promise<Readonly<Record<JobCue, number>>> {
  let query = db.selectFrom("jobLogCue").select(["cue", (eb) => eb.fn.countAll<string>().as("count")]);
  if (shopCode !== undefined) query = query.where("shop", "=", shopCode);
  const rows = await query.groupBy("cue").execute();
  const counted = (cue: JobCue): number => Number(rows.find((row) => row.cue === cue)?.count ?? 0);
  return {
    synchronizationErrors: counted("synchronizationErrors"),
    tasksFailed: counted("tasksFailed"),
    failingNow: counted("failingNow"),
  };
}

export interface LogFilter {
  readonly cue?: JobCue;
  readonly shopCode?: string;
  readonly report?: string;
  readonly category?: string;
  readonly entryId?: string;
  /** Rows of these entries are left out. */
  readonly exceptEntryIds?: readonly string[];
  readonly batchId?: string;
  readonly outcome?: string;
  readonly endedAfter?: Date;
  readonly endedBefore?: Date;
}

/** Place in the list, newest first, after which a page begins. */
export interface LogCursor {
  readonly endedAt: Date;
  readonly entryNo: string;
}

const filtered = (db: Executor, filter: LogFilter) => {
  let query = db.selectFrom("jobLog").where("deletedAt", "is", null);
  const { cue } = filter;
  if (cue !== undefined)
    query = query.where("entryNo", "in", (eb) =>
      eb
        .selectFrom("jobLogCue")
        .select((row) => row.ref("jobLogCue.entryNo").$castTo<string>().as("entryNo"))
        .where("cue", "=", cue),
    );
  if (filter.shopCode !== undefined) query = query.where("shop", "=", filter.shopCode);
  if (filter.report !== undefined) query = query.where("report", "=", filter.report);
  if (filter.category !== undefined) query = query.where("category", "=", filter.category);
  if (filter.exceptEntryIds !== undefined)
    query = query.where(sql<boolean>`entry_id <> all(${[...filter.exceptEntryIds]})`);
  if (filter.entryId !== undefined) query = query.where("entryId", "=", filter.entryId);
  if (filter.batchId !== undefined) query = query.where("batchId", "=", filter.batchId);
  if (filter.outcome !== undefined) query = query.where("outcome", "=", filter.outcome);
  if (filter.endedAfter !== undefined) query = query.where("endedAt", ">=", filter.endedAfter);
  if (filter.endedBefore !== undefined) query = query.where("endedAt", "<", filter.endedBefore);
  return query;
};

export async function listLogRows(
  db: Executor,
  filter: LogFilter,
  page: { readonly after?: LogCursor; readonly limit: number },
): Promise<readonly JobLogRow[]> {
  let query = filtered(db, filter).selectAll();
  const { after } = page;
  if (after !== undefined)
    query = query.where((eb) => eb(eb.refTuple("endedAt", "entryNo"), "<", eb.tuple(after.endedAt, after.entryNo)));
  return query.orderBy("endedAt", "desc").orderBy("entryNo", "desc").limit(page.limit).execute();
}

export async function countLogRows(db: Executor, filter: LogFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** A person has taken note of these errors. Answers how many were open. */
export async function acknowledgeErrors(
  db: Executor,
  where: { readonly entryNos: readonly string[] } | { readonly entryId: string },
  by: string,
  at: Date,
): Promise<number> {
  let query = db
    .updateTable("jobLog")
    .set({ acknowledgedAt: at, acknowledgedBy: by })
    .where("errorType", "is not", null)
    .where("acknowledgedAt", "is", null);
  if ("entryId" in where) query = query.where("entryId", "=", where.entryId);
  else query = query.where("entryNo", "in", [...where.entryNos]);
  const result = await query.executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Removes rows from every list. Their keys stay, so that Temporal does not bring them back. */
export async function deleteLogRows(
  db: Executor,
  where: { readonly entryNos: readonly string[] } | { readonly endedBefore: Date },
  at: Date,
): Promise<number> {
  let query = db.updateTable("jobLog").set({ deletedAt: at }).where("deletedAt", "is", null);
  if ("endedBefore" in where) query = query.where("endedAt", "<", where.endedBefore);
  else query = query.where("entryNo", "in", [...where.entryNos]);
  const result = await query.executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** The entry was started again: it is no longer among the failed jobs, whatever becomes of it. */
export async function markRestarted(db: Executor, entryId: string, at: Date): Promise<void> {
  await db
    .updateTable("jobLog")
    .set({ restartedAt: at })
    .where("entryId", "=", entryId)
    .where("restartedAt", "is", null)
    .execute();
}
