import { sql, type Selectable } from "kysely";
import type { Executor } from "./connection.ts";
import type { CountsByShop } from "./counts-by-shop.ts";
import { ofShops } from "./of-shops.ts";
import type { JobLogTable } from "./tables.ts";

export type JobLogRow = Selectable<JobLogTable>;

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
  shops: readonly string[] | undefined,
  requestedBy?: string,
): Promise<Readonly<Record<JobCue, number>>> {
  let query = db.selectFrom("jobLogCue").select(["cue", (eb) => eb.fn.countAll<string>().as("count")]);
  if (shops !== undefined) query = query.where(ofShops(shops));
  if (requestedBy !== undefined)
    query = query.where("entryNo", "in", (eb) =>
      eb.selectFrom("jobLog").select("jobLog.entryNo").where("requestedBy", "=", requestedBy),
    );
  const rows = await query.groupBy("cue").execute();
  const counted = (cue: JobCue): number => Number(rows.find((row) => row.cue === cue)?.count ?? 0);
  return {
    synchronizationErrors: counted("synchronizationErrors"),
    tasksFailed: counted("tasksFailed"),
    failingNow: counted("failingNow"),
  };
}

/** The same by shop, of all jobs. */
export async function countJobCuesByShop(db: Executor): Promise<Readonly<Record<JobCue, CountsByShop>>> {
  const rows = await db
    .selectFrom("jobLogCue")
    .select(["cue", "shop", (eb) => eb.fn.countAll<string>().as("count")])
    .groupBy(["cue", "shop"])
    .execute();
  const counted = (wanted: JobCue): CountsByShop =>
    new Map(rows.flatMap(({ cue, shop, count }) => (cue === wanted ? [[shop, Number(count)] as const] : [])));
  return {
    synchronizationErrors: counted("synchronizationErrors"),
    tasksFailed: counted("tasksFailed"),
    failingNow: counted("failingNow"),
  };
}

export interface LogFilter {
  readonly cue?: JobCue;
  /** Rows of an error group, which is named by its first row. */
  readonly errorGroup?: string;
  /** Rows of these shops only. */
  readonly shops?: readonly string[];
  readonly report?: string;
  readonly category?: string;
  readonly entryId?: string;
  /** Rows of these entries are left out. */
  readonly exceptEntryIds?: readonly string[];
  readonly batchId?: string;
  /** Rows of jobs that this principal started. */
  readonly requestedBy?: string;
  readonly outcome?: string;
  readonly endedAfter?: Date;
  readonly endedBefore?: Date;
  /** Errors that nobody acknowledged and no later run settled. */
  readonly isOpenError?: true;
}

/** Rows that something is done to. */
export type LogChoice =
  /** Named rows; with shops those of them that belong to these. */
  | { readonly entryNos: readonly string[]; readonly shops?: readonly string[] | undefined }
  | { readonly filter: LogFilter };

/** Place in the list, newest first, after which a page begins. */
export interface LogCursor {
  readonly endedAt: Date;
  readonly entryNo: string;
}

const filtered = (db: Executor, filter: LogFilter) => {
  let query = db.selectFrom("jobLog").where("deletedAt", "is", null);
  const { cue, errorGroup } = filter;
  if (cue !== undefined)
    query = query.where("entryNo", "in", (eb) =>
      eb
        .selectFrom("jobLogCue")
        .select((row) => row.ref("jobLogCue.entryNo").$castTo<string>().as("entryNo"))
        .where("cue", "=", cue),
    );
  if (errorGroup !== undefined)
    query = query.where("entryNo", "in", (eb) =>
      eb
        .selectFrom("jobLogError")
        .select((row) => row.ref("jobLogError.entryNo").$castTo<string>().as("entryNo"))
        .where("groupNo", "=", errorGroup),
    );
  if (filter.shops !== undefined) query = query.where(ofShops(filter.shops));
  if (filter.report !== undefined) query = query.where("report", "=", filter.report);
  if (filter.category !== undefined) query = query.where("category", "=", filter.category);
  if (filter.exceptEntryIds !== undefined)
    query = query.where(sql<boolean>`entry_id <> all(${[...filter.exceptEntryIds]})`);
  if (filter.entryId !== undefined) query = query.where("entryId", "=", filter.entryId);
  if (filter.batchId !== undefined) query = query.where("batchId", "=", filter.batchId);
  if (filter.requestedBy !== undefined) query = query.where("requestedBy", "=", filter.requestedBy);
  if (filter.outcome !== undefined) query = query.where("outcome", "=", filter.outcome);
  if (filter.endedAfter !== undefined) query = query.where("endedAt", ">=", filter.endedAfter);
  if (filter.endedBefore !== undefined) query = query.where("endedAt", "<", filter.endedBefore);
  if (filter.isOpenError === true)
    query = query
      .where("errorType", "is not", null)
      .where("supersededAt", "is", null)
      .where("acknowledgedAt", "is", null);
  return query;
};

const chosen = (db: Executor, choice: LogChoice) =>
  "filter" in choice
    ? filtered(db, choice.filter)
    : filtered(db, {})
        .where(ofShops(choice.shops))
        .where("entryNo", "in", [...choice.entryNos]);

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

/** The last of the chosen rows of each job, the one that ended first before the others; `limit` jobs at most. */
export async function lastRowOfEachJob(db: Executor, choice: LogChoice, limit: number): Promise<readonly JobLogRow[]> {
  return db
    .selectFrom(
      chosen(db, choice)
        .selectAll()
        .distinctOn("entryId")
        .orderBy("entryId")
        .orderBy("endedAt", "desc")
        .orderBy("entryNo", "desc")
        .as("last"),
    )
    .selectAll()
    .orderBy("endedAt")
    .orderBy("entryNo")
    .limit(limit)
    .execute();
}

/** A person has taken note of these errors. Answers those that were open; what somebody acknowledged before keeps its reason. */
export async function acknowledgeErrors(
  db: Executor,
  choice: LogChoice,
  note: { readonly by: string; readonly reason: string; readonly at: Date },
): Promise<readonly Pick<JobLogRow, "entryNo" | "shop">[]> {
  return db
    .updateTable("jobLog")
    .set({ acknowledgedAt: note.at, acknowledgedBy: note.by, acknowledgedReason: note.reason })
    .where("entryNo", "in", chosen(db, choice).select("entryNo"))
    .where("errorType", "is not", null)
    .where("acknowledgedAt", "is", null)
    .returning(["entryNo", "shop"])
    .execute();
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

/** A new job repeats the work of this one; of several the last one is named. */
export async function markRerun(db: Executor, entryId: string, rerunBy: string): Promise<void> {
  await db.updateTable("jobLog").set({ rerunBy }).where("entryId", "=", entryId).execute();
}
