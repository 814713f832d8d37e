import { sql, type Selectable } from "kysely";
import type { FailureParams } from "#domain/failure";
import type { Executor } from "./connection.ts";
import { countsByShop, type CountsByShop } from "./counts-by-shop.ts";
import { ofShops } from "./of-shops.ts";
import type { SkippedRecordTable } from "./tables.ts";

export type SkippedRecordRow = Selectable<SkippedRecordTable>;

/** A record the connector chose not to send or process, and why. */
export interface SkippedRecord {
  readonly shop: string;
  readonly tableName: string;
  readonly recordKey: string;
  /** As people read it. */
  readonly reason: string;
  readonly reasonCode: string;
  readonly reasonParams?: FailureParams;
  readonly shopifyId?: string;
  readonly description: string;
  readonly jobEntryId: string | null;
}

/**
 * Notes a skipped record, unless the shop's logging mode is Disabled (BCApps: `ShpfySkippedRecord.LogSkippedRecord`). The same
 * record skipped for the same reason is one row that counts up.
 */
export async function noteSkipped(db: Executor, record: SkippedRecord): Promise<void> {
  await db
    .insertInto("skippedRecord")
    .columns([
      "shop",
      "tableName",
      "recordKey",
      "reason",
      "reasonCode",
      "reasonParams",
      "shopifyId",
      "description",
      "jobEntryId",
    ])
    .expression((eb) =>
      eb
        .selectFrom("shop")
        .select([
          "shop.code",
          eb.val(record.tableName).as("tableName"),
          eb.val(record.recordKey).as("recordKey"),
          eb.val(record.reason).as("reason"),
          eb.val(record.reasonCode).as("reasonCode"),
          sql`${JSON.stringify(record.reasonParams ?? {})}::jsonb`.as("reasonParams"),
          sql`${record.shopifyId ?? "0"}::bigint`.as("shopifyId"),
          eb.val(record.description).as("description"),
          eb.val(record.jobEntryId).as("jobEntryId"),
        ])
        .where("shop.code", "=", record.shop)
        .where("shop.loggingMode", "<>", "disabled"),
    )
    .onConflict((conflict) =>
      conflict.constraint("skipped_record_once").doUpdateSet((eb) => ({
        times: eb("skippedRecord.times", "+", 1),
        reasonParams: eb.ref("excluded.reasonParams"),
        description: eb.ref("excluded.description"),
        jobEntryId: eb.ref("excluded.jobEntryId"),
        lastSeenAt: sql<Date>`now()`,
      })),
    )
    .execute();
}

export interface SkippedFilter {
  /** Rows of these shops only. */
  readonly shops?: readonly string[];
  readonly tableName?: string;
}

const filtered = (db: Executor, filter: SkippedFilter) => {
  let query = db.selectFrom("skippedRecord");
  if (filter.shops !== undefined) query = query.where(ofShops(filter.shops));
  if (filter.tableName !== undefined) query = query.where("tableName", "=", filter.tableName);
  return query;
};

/** Number of rows, which is the cue. */
export async function countSkipped(db: Executor, filter: SkippedFilter): Promise<number> {
  const row = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export const countSkippedByShop = (db: Executor, filter: SkippedFilter): Promise<CountsByShop> =>
  countsByShop(filtered(db, filter));

/** Newest first, those after `after` (an entry number). */
export async function listSkipped(
  db: Executor,
  filter: SkippedFilter,
  page: { readonly after?: string; readonly limit: number },
): Promise<readonly SkippedRecordRow[]> {
  let query = filtered(db, filter).selectAll();
  if (page.after !== undefined) query = query.where("entryNo", "<", page.after);
  return query.orderBy("entryNo", "desc").limit(page.limit).execute();
}

/** Deletes all, or those not seen for so many days. Answers how many. */
export async function deleteSkipped(db: Executor, notSeenForDays?: number): Promise<number> {
  let query = db.deleteFrom("skippedRecord");
  if (notSeenForDays !== undefined)
    query = query.where("lastSeenAt", "<", sql<Date>`now() - ${notSeenForDays} * interval '1 day'`);
  const result = await query.executeTakeFirst();
  return Number(result.numDeletedRows);
}
