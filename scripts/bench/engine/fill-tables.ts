import { sql } from "kysely";
import type { Database } from "#database/connection";

/** Of so many rows one is of this kind. */
const FAILED = 25;
const OPEN = 250;
const UNPROCESSED = 200;
const STATE_ERROR = 1_000;

/**
 * Adds attempts of the last thirty days: of a hundred four failed, a tenth of which nobody has settled; the last ones go on failing.
 */
export async function fillJobLog(db: Database, shops: readonly string[], store: string, rows: number): Promise<void> {
  await sql`
    insert into job_log (workflow_id, run_id, entry_id, report, shop, store, counts_in_cue, trigger, category, priority, attempt, max_attempts,
      outcome, is_final, enqueued_at, started_at, ended_at, counts, parameters, error_type, error_message, error_params, supersedes,
      acknowledged_at, acknowledged_by, closed_at)
    select 'job/log-' || n || '/1', 'log-' || n, 'log-' || n, report, shop, ${store}, report = 'syncOrders',
      case when n % 20 = 0 then 'manual' else 'schedule' end, 'SHPFY', 3, 1, 0,
      case when has_failed then 'failed' when n % 10 = 0 then 'succeededWithSkips' else 'succeeded' end, true,
      ended_at - interval '4 seconds', ended_at - interval '3 seconds', ended_at,
      '{"read":0,"changed":0,"unchanged":0,"skipped":0,"failed":0,"notMatched":0,"blockedBySetting":0}', '{}',
      case when has_failed then 'cause-' || n / ${FAILED} % 5 end, case when has_failed then 'It did not work' end,
      case when has_failed then '{}'::jsonb end, '{}',
      case when has_failed and n % ${OPEN} <> 0 then ended_at + interval '1 hour' end,
      case when has_failed and n % ${OPEN} <> 0 then 'admin' end,
      case when has_failed and n < ${rows - OPEN}::integer then ended_at + interval '10 minutes' end
    from (
      select n, n % ${FAILED} = 0 as has_failed,
        (array['syncOrders', 'createSalesOrders'])[n % 2 + 1] as report,
        (${[...shops]}::text[])[n / 2 % ${shops.length} + 1] as shop,
        now() - (${rows} - n) * interval '30 days' / ${rows} - interval '1 minute' as ended_at
      from generate_series(1, ${rows}::integer) n
    ) attempt`.execute(db);
  await settle(db, "job_log");
}

/** Adds orders: half a percent is not processed, one in a thousand was changed after its document was made. Every shop has its share. */
export async function fillOrders(db: Database, shops: readonly string[], store: string, rows: number): Promise<void> {
  const required = await sql<{ name: string; type: string }>`
    select column_name as name, data_type as type from information_schema.columns
     where table_schema = 'public' and table_name = 'order_header' and is_nullable = 'NO' and column_default is null
       and column_name not in ('shopify_order_id', 'shop', 'store', 'shopify_order_no')`.execute(db);
  const names = required.rows.map(({ name }) => sql.ref(name));
  const values = required.rows.map(({ type }) => sql.raw(blanks[type] ?? "''"));
  await sql`
    insert into order_header (shopify_order_id, shop, store, shopify_order_no, processed, has_order_state_error, ${sql.join(names)})
    select 5000000000 + n, (${[...shops]}::text[])[n % ${shops.length} + 1], ${store}, '#' || n, n % ${UNPROCESSED} <> 0, n % ${STATE_ERROR} = 1,
      ${sql.join(values)}
    from generate_series(1, ${rows}::integer) n`.execute(db);
  await settle(db, "order_header");
}

const blanks: Readonly<Record<string, string>> = {
  boolean: "false",
  numeric: "0",
  integer: "0",
  date: "current_date",
  "timestamp with time zone": "now()",
};

/** What PostgreSQL does by itself some minutes after such a change. */
async function settle(db: Database, table: string): Promise<void> {
  await sql`vacuum analyze ${sql.table(table)}`.execute(db);
  await sql`checkpoint`.execute(db);
}
