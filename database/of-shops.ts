import { sql, type RawBuilder, type SqlBool } from "kysely";

/**
 * Rows of these shops; without a list all rows. Rows that belong to no shop are in no list. One shop is compared for equality, so
 * that an index on shop and order of the list still gives both.
 */
export function ofShops(shops: readonly string[] | undefined): RawBuilder<SqlBool> {
  if (shops === undefined) return sql<SqlBool>`true`;
  return shops.length === 1 ? sql<SqlBool>`shop = ${shops[0]}` : sql<SqlBool>`shop = any(${[...shops]})`;
}
