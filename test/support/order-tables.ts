import { sql } from "kysely";
import type { Database } from "#database/connection";

/** Tables with a column for the order's id that do not say what the order is at Shopify. */
const OF_OTHERS = {
  orders_to_import: "what waits to be read",
  data_capture: "one more each time something is read",
  document_link: "what is booked",
};

/** Columns that say when and by whom an order was read first or last, not what it is. */
const OF_READING = {
  imported_at: "when it was stored last",
  read_at: "when Shopify was asked last",
  shop: "the shop that claimed the order",
  edited: "whether it had been edited when it was read first: fixed, as in BC",
};

type Row = Readonly<Record<string, unknown>>;

/** By table, the rows that were read of orders, by their keys. */
export type OrderTables = ReadonlyMap<string, ReadonlyMap<string, Row>>;

/** Everything that was read of orders. */
export async function orderTables(db: Database): Promise<OrderTables> {
  const { rows: tables } = await sql<{ name: string; key: readonly string[] }>`
    select relation.relname as name, array_agg(attribute.attname::text order by attribute.attnum) as key
      from pg_index index
      join pg_class relation on relation.oid = index.indrelid
      join pg_attribute attribute on attribute.attrelid = relation.oid and attribute.attnum = any(index.indkey)
     where index.indisprimary and relation.relnamespace = 'public'::regnamespace
       and exists (select from pg_attribute one where one.attrelid = relation.oid and one.attname = 'shopify_order_id')
       and relation.relname <> all(${Object.keys(OF_OTHERS)}::text[])
     group by relation.relname
     order by relation.relname`.execute(db);
  const read = new Map<string, ReadonlyMap<string, Row>>();
  for (const { name, key } of tables) {
    const { rows } = await sql<{ row: Row }>`
      select to_jsonb(one) - ${Object.keys(OF_READING)}::text[] as row from ${sql.table(name)} one`.execute(db);
    read.set(name, new Map(rows.map(({ row }) => [key.map((column) => String(row[column])).join("/"), row])));
  }
  return read;
}

/** What two readings do not agree about, a sentence for each value; none is right. */
export function differencesOf(one: OrderTables, other: OrderTables): readonly string[] {
  return [...one].flatMap(([table, rows]) => {
    const others = other.get(table) ?? new Map<string, Row>();
    const keys = [...new Set([...rows.keys(), ...others.keys()])].toSorted();
    return keys.flatMap((key) => {
      const [left, right] = [rows.get(key), others.get(key)];
      if (left === undefined || right === undefined)
        return [`${table} ${key}: only in the ${left ? "first" : "second"}`];
      return Object.keys(left)
        .filter((column) => JSON.stringify(left[column]) !== JSON.stringify(right[column]))
        .map(
          (column) => `${table} ${key}: ${column} ${JSON.stringify(left[column])}, ${JSON.stringify(right[column])}`,
        );
    });
  });
}
