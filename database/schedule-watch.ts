import { sql, type Selectable, type SqlBool } from "kysely";
import type { ScheduleWatch } from "#domain/jobs/schedule-watch";
import type { ScheduleDefinition } from "#domain/jobs/schedule-definition";
import type { Executor } from "./connection.ts";
import { countsByShop, type CountsByShop } from "./counts-by-shop.ts";
import { ofShops } from "./of-shops.ts";
import { storable } from "./storable.ts";
import type { ScheduleWatchTable } from "./tables.ts";

/** The record of a schedule that the scheduler does not keep. */
export interface WatchRow extends ScheduleWatch {
  /** Owner and name. */
  readonly scheduleId: string;
  /** When it was first found to be gone from Temporal. */
  readonly missingSince: Date | null;
  readonly checkedAt: Date;
}

const toRow = ({ report: _report, shop: _shop, ...row }: Selectable<ScheduleWatchTable>): WatchRow => ({
  ...row,
  definition: row.definition as ScheduleDefinition,
});

/** In no order. */
export async function listWatches(db: Executor): Promise<readonly WatchRow[]> {
  return (await db.selectFrom("scheduleWatch").selectAll().execute()).map(toRow);
}

export async function findWatches(db: Executor, scheduleIds: readonly string[]): Promise<readonly WatchRow[]> {
  if (scheduleIds.length === 0) return [];
  const rows = await db.selectFrom("scheduleWatch").selectAll().where("scheduleId", "in", scheduleIds).execute();
  return rows.map(toRow);
}

export async function findWatch(db: Executor, scheduleId: string): Promise<WatchRow | undefined> {
  return (await findWatches(db, [scheduleId]))[0];
}

export interface WatchFilter {
  readonly shops?: readonly string[] | undefined;
  readonly report?: string | undefined;
}

/** Those that nobody found to be gone from Temporal. */
const watched = (db: Executor, { shops, report }: WatchFilter) => {
  const query = db.selectFrom("scheduleWatch").where("missingSince", "is", null).where(ofShops(shops));
  return report === undefined ? query : query.where("report", "=", report);
};

/** Ids in their order, as the code compares them, after the given one. */
export async function listWatched(
  db: Executor,
  filter: WatchFilter,
  { limit, after }: { readonly limit?: number; readonly after?: string } = {},
): Promise<readonly string[]> {
  let query = watched(db, filter).select("scheduleId");
  if (after !== undefined) query = query.where(sql<SqlBool>`schedule_id collate "C" > ${after}`);
  if (limit !== undefined) query = query.limit(limit);
  const rows = await query.orderBy(sql`schedule_id collate "C"`).execute();
  return rows.map(({ scheduleId }) => scheduleId);
}

export async function countWatched(db: Executor, filter: WatchFilter): Promise<number> {
  const { count } = await watched(db, filter)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Those that run reports of a shop. */
export async function watchedOfShop(db: Executor, shop: string): Promise<readonly string[]> {
  const rows = await db.selectFrom("scheduleWatch").select("scheduleId").where("shop", "=", shop).execute();
  return rows.map(({ scheduleId }) => scheduleId);
}

const valuesOf = (watch: ScheduleWatch, checkedAt: Date) => ({
  ...watch,
  report: watch.definition.report,
  shop: watch.definition.shopCode,
  definition: JSON.stringify(storable(watch.definition)),
  missingSince: null,
  checkedAt,
});

/** Begins to watch a schedule; one that is watched already is left to whoever looks at it next. */
export async function beginWatch(db: Executor, scheduleId: string, watch: ScheduleWatch, at: Date): Promise<void> {
  await db
    .insertInto("scheduleWatch")
    .values({ scheduleId, ...valuesOf(watch, at) })
    .onConflict((conflict) => conflict.column("scheduleId").doNothing())
    .execute();
}

/** Of two looks at once the last one counts: both saw what is there. One that nobody watches any more stays so. */
export async function keepWatch(db: Executor, scheduleId: string, watch: ScheduleWatch, at: Date): Promise<void> {
  await db.updateTable("scheduleWatch").set(valuesOf(watch, at)).where("scheduleId", "=", scheduleId).execute();
}

/** It is gone from Temporal; it stays due. */
export async function markMissing(db: Executor, scheduleId: string, at: Date): Promise<void> {
  await db
    .updateTable("scheduleWatch")
    .set((eb) => ({ missingSince: eb.fn.coalesce("missingSince", sql<Date>`${at}`), checkedAt: at }))
    .where("scheduleId", "=", scheduleId)
    .execute();
}

/** False: nobody watched it. */
export async function endWatch(db: Executor, scheduleId: string): Promise<boolean> {
  const result = await db.deleteFrom("scheduleWatch").where("scheduleId", "=", scheduleId).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** The cue and its list: a run is due, was not seen, and nobody wanted it to stay away. */
const overdue = (db: Executor, { shops, report }: WatchFilter, now: Date) => {
  const query = db
    .selectFrom("scheduleWatch")
    .where("overdueAt", "<=", now)
    .where(ofShops(shops))
    .where(sql<SqlBool>`(shop is null or shop in (select code from shop where enabled))`);
  return report === undefined ? query : query.where("report", "=", report);
};

/** In the order of their ids. */
export async function listOverdue(
  db: Executor,
  filter: WatchFilter,
  now: Date,
  page: { readonly limit: number; readonly after?: string },
): Promise<readonly WatchRow[]> {
  let query = overdue(db, filter, now).selectAll();
  if (page.after !== undefined) query = query.where("scheduleId", ">", page.after);
  return (await query.orderBy("scheduleId").limit(page.limit).execute()).map(toRow);
}

export async function countOverdue(db: Executor, filter: WatchFilter, now: Date): Promise<number> {
  const { count } = await overdue(db, filter, now)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export const countOverdueByShop = (db: Executor, now: Date): Promise<CountsByShop> =>
  countsByShop(overdue(db, {}, now));

/** Those that seem overdue, unless somebody has looked since `checkedBefore`: not in a future that a wrong clock told of. */
export async function listSuspects(db: Executor, now: Date, checkedBefore: Date): Promise<readonly string[]> {
  const rows = await overdue(db, {}, now)
    .select("scheduleId")
    .where((eb) => eb.or([eb("checkedAt", "<", checkedBefore), eb("checkedAt", ">", now)]))
    .execute();
  return rows.map(({ scheduleId }) => scheduleId);
}
