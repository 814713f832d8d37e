import { sql } from "kysely";
import type { Executor } from "./connection.ts";
import type { Tables } from "./tables.ts";

/** A table with a shop's mappings: its name, the columns that tell its rows apart within the shop, and what a row is filled in with. */
export interface MappingTable {
  readonly name: keyof Tables &
    (
      | "customerTemplateMapping"
      | "paymentMethodMapping"
      | "paymentTermsMapping"
      | "shipmentMethodMapping"
      | "shopLocation"
      | "staffMapping"
    );
  readonly key: readonly string[];
  /** `id`: the key is an id of Shopify. */
  readonly keyType: "text" | "id";
  readonly codes: readonly string[];
}

/** A row by its columns. Their values are texts, numbers and flags, as the contract of the table has checked them. */
export interface MappingRow {
  readonly shop: string;
  readonly [column: string]: unknown;
}

export interface MappingFilter {
  readonly shop: string;
  /** Whether anything of the row is filled in. */
  readonly mapped?: boolean | undefined;
}

const wanted = (table: MappingTable, { shop, mapped }: MappingFilter) => {
  const hasCode = sql.join(
    table.codes.map((code) => sql`${sql.ref(code)} <> ''`),
    sql` or `,
  );
  return sql`shop = ${shop} and ${mapped === undefined ? sql`true` : mapped ? sql`(${hasCode})` : sql`not (${hasCode})`}`;
};

const keyColumns = (table: MappingTable) => sql.join(table.key.map((column) => sql.ref(column)));

const rowOf = (table: MappingTable, row: MappingRow) =>
  sql.join(
    ["shop", ...table.key].map((column) => sql`${sql.ref(column)} = ${row[column]}`),
    sql` and `,
  );

/** Rows of a shop by their key; only what comes after `after`. */
export async function listMappings(
  db: Executor,
  table: MappingTable,
  filter: MappingFilter,
  page: { readonly after: readonly string[] | undefined; readonly limit: number },
): Promise<readonly MappingRow[]> {
  const isAfter = page.after === undefined ? sql`true` : sql`(${keyColumns(table)}) > (${sql.join([...page.after])})`;
  const { rows } = await sql<MappingRow>`
    select * from ${sql.table(table.name)} where ${wanted(table, filter)} and ${isAfter}
     order by ${keyColumns(table)} limit ${page.limit}`.execute(db);
  return rows;
}

export async function countMappings(db: Executor, table: MappingTable, filter: MappingFilter): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from ${sql.table(table.name)} where ${wanted(table, filter)}`.execute(db);
  return Number(rows[0]?.count);
}

/** The row with the shop and key of `row`. */
export async function findMapping(db: Executor, table: MappingTable, row: MappingRow): Promise<MappingRow | undefined> {
  const { rows } = await sql<MappingRow>`
    select * from ${sql.table(table.name)} where ${rowOf(table, row)}`.execute(db);
  return rows[0];
}

/** Adds the row or changes the one with its key: the last one wins. */
export async function storeMapping(db: Executor, table: MappingTable, row: MappingRow): Promise<void> {
  const columns = Object.keys(row);
  await sql`
    insert into ${sql.table(table.name)} (${sql.join(columns.map((column) => sql.ref(column)))})
    values (${sql.join(Object.values(row))})
    on conflict (shop, ${keyColumns(table)}) do update
    set ${sql.join(columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`))}`.execute(db);
}

/** Takes the row with the shop and key of `row` away, if it is there. */
export async function deleteMapping(db: Executor, table: MappingTable, row: MappingRow): Promise<void> {
  await sql`delete from ${sql.table(table.name)} where ${rowOf(table, row)}`.execute(db);
}
