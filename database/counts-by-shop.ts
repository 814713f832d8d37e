import { sql, type SelectQueryBuilder } from "kysely";
import type { Tables } from "./tables.ts";

/** How many records each shop has; under null those that belong to no shop. A shop without any may be missing. */
export type CountsByShop = ReadonlyMap<string | null, number>;

/** Counts the rows of a query whose table has a column `shop`. */
export async function countsByShop<Table extends keyof Tables>(
  query: SelectQueryBuilder<Tables, Table, object>,
): Promise<CountsByShop> {
  const rows = await query
    .select([sql<string | null>`shop`.as("shop"), sql<string>`count(*)`.as("count")])
    .groupBy(sql`shop`)
    .execute();
  return new Map(rows.map(({ shop, count }) => [shop, Number(count)]));
}
