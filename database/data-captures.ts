import { sql, type Selectable } from "kysely";
import type { Executor } from "./connection.ts";
import { equalTo } from "./equal-to.ts";
import { ofShops } from "./of-shops.ts";
import type { DataCaptureTable } from "./tables.ts";

export type DataCaptureRow = Selectable<DataCaptureTable>;

/** An answer about a record and its hash. */
export interface NewCapture {
  readonly linkedTable: string;
  readonly linkedId: string;
  /** JSON text. */
  readonly json: string;
  readonly hash: string;
}

/**
 * Keeps what was answered about the records of an order, whatever its shop's logging mode: a row for each record whose last one has
 * another hash. Captures of records that the order no longer has go with them; transactions and fulfillments stay stored. Safe to
 * repeat. One statement for all: it runs in every import.
 */
export async function captureOrder(
  db: Executor,
  order: { readonly shopifyOrderId: string; readonly shop: string; readonly isNew: boolean },
  captures: readonly NewCapture[],
): Promise<void> {
  const { shopifyOrderId, shop, isNew } = order;
  const answered = sql`
    select * from unnest(
      ${captures.map(({ linkedTable }) => linkedTable)}::text[], ${captures.map(({ linkedId }) => linkedId)}::bigint[],
      ${captures.map(({ json }) => json)}::text[], ${captures.map(({ hash }) => hash)}::text[]
    ) as answered (linked_table, linked_id, data, hash)`;
  if (isNew) {
    await sql`
      insert into data_capture (linked_table, linked_id, shop, shopify_order_id, data, hash)
      select linked_table, linked_id, ${shop}, ${shopifyOrderId}, data::json, hash from (${answered}) answered`.execute(
      db,
    );
    return;
  }
  await sql`
    with answered as (${answered}),
    gone as (
      delete from data_capture captured
       where shopify_order_id = ${shopifyOrderId}
         and linked_table in ('orderLine', 'orderShippingCharge', 'fulfillmentOrder')
         and not exists (
           select from answered where answered.linked_table = captured.linked_table and answered.linked_id = captured.linked_id
         )
    )
    insert into data_capture (linked_table, linked_id, shop, shopify_order_id, data, hash)
    select linked_table, linked_id, ${shop}, ${shopifyOrderId}, data::json, hash from answered
     where hash is distinct from (
       select last.hash from data_capture last
        where last.linked_table = answered.linked_table and last.linked_id = answered.linked_id
        order by last.entry_no desc limit 1
     )`.execute(db);
}

/** Captures of a record, or of everything that belongs to an order. */
export interface CaptureFilter {
  readonly shopifyOrderId?: string;
  readonly linkedTable?: string | undefined;
  readonly linkedId?: string;
  /** Rows of these shops only. */
  readonly shops?: readonly string[] | undefined;
}

const filtered = (db: Executor, { shops, ...equal }: CaptureFilter) =>
  db.selectFrom("dataCapture").where(equalTo<DataCaptureTable>(equal)).where(ofShops(shops));

/** The newest first, those before an entry number. */
export async function listCaptures(
  db: Executor,
  filter: CaptureFilter,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<readonly DataCaptureRow[]> {
  return filtered(db, filter)
    .$if(page.before !== undefined, (query) => query.where("entryNo", "<", page.before ?? ""))
    .selectAll()
    .orderBy("entryNo", "desc")
    .limit(page.limit)
    .execute();
}

export async function countCaptures(db: Executor, filter: CaptureFilter): Promise<number> {
  const { count } = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}
