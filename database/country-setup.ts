import type { Selectable } from "kysely";
import type { Executor } from "./connection.ts";
import { equalTo } from "./equal-to.ts";
import { ofShops } from "./of-shops.ts";
import type { CustomerTemplateMappingTable, TaxAreaMappingTable } from "./tables.ts";

/** A row of *Customer Setup by Country/Region*. */
export type CustomerTemplateRow = Selectable<CustomerTemplateMappingTable>;
/** A row of *Tax Area*. */
export type TaxAreaMappingRow = Selectable<TaxAreaMappingTable>;

export interface CustomerTemplateFilter {
  readonly shops?: readonly string[] | undefined;
  readonly countryCode?: string | undefined;
}

export interface TaxAreaFilter {
  readonly countryCode?: string | undefined;
  readonly taxAreaCode?: string | undefined;
}

interface After<Key> {
  readonly after: Key | undefined;
  readonly limit: number;
}

const customerTemplates = (db: Executor, { shops, ...equal }: CustomerTemplateFilter) =>
  db.selectFrom("customerTemplateMapping").where(ofShops(shops)).where(equalTo<CustomerTemplateMappingTable>(equal));

const taxAreas = (db: Executor, filter: TaxAreaFilter) =>
  db.selectFrom("taxAreaMapping").where(equalTo<TaxAreaMappingTable>(filter));

/** By shop and country; only what comes after `after`. */
export async function listCustomerTemplates(
  db: Executor,
  filter: CustomerTemplateFilter,
  { after, limit }: After<readonly [shop: string, countryCode: string]>,
): Promise<readonly CustomerTemplateRow[]> {
  return customerTemplates(db, filter)
    .$if(after !== undefined, (query) =>
      query.where((eb) => eb(eb.refTuple("shop", "countryCode"), ">", eb.tuple(after?.[0] ?? "", after?.[1] ?? ""))),
    )
    .selectAll()
    .orderBy("shop")
    .orderBy("countryCode")
    .limit(limit)
    .execute();
}

export async function countCustomerTemplates(db: Executor, filter: CustomerTemplateFilter): Promise<number> {
  const { count } = await customerTemplates(db, filter)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The row, locked until the transaction ends. */
export const lockCustomerTemplate = (
  db: Executor,
  { shop, countryCode }: Pick<CustomerTemplateRow, "shop" | "countryCode">,
): Promise<CustomerTemplateRow | undefined> =>
  db
    .selectFrom("customerTemplateMapping")
    .selectAll()
    .where("shop", "=", shop)
    .where("countryCode", "=", countryCode)
    .forUpdate()
    .executeTakeFirst();

/** Adds the row or changes the one that is there: the last one wins. */
export async function storeCustomerTemplate(db: Executor, row: CustomerTemplateRow): Promise<void> {
  const { shop: _shop, countryCode: _countryCode, ...values } = row;
  await db
    .insertInto("customerTemplateMapping")
    .values(row)
    .onConflict((conflict) => conflict.columns(["shop", "countryCode"]).doUpdateSet(values))
    .execute();
}

/** By country and county; only what comes after `after`. */
export async function listTaxAreas(
  db: Executor,
  filter: TaxAreaFilter,
  { after, limit }: After<readonly [countryCode: string, county: string]>,
): Promise<readonly TaxAreaMappingRow[]> {
  return taxAreas(db, filter)
    .$if(after !== undefined, (query) =>
      query.where((eb) => eb(eb.refTuple("countryCode", "county"), ">", eb.tuple(after?.[0] ?? "", after?.[1] ?? ""))),
    )
    .selectAll()
    .orderBy("countryCode")
    .orderBy("county")
    .limit(limit)
    .execute();
}

export async function countTaxAreas(db: Executor, filter: TaxAreaFilter): Promise<number> {
  const { count } = await taxAreas(db, filter)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The row, locked until the transaction ends. */
export const lockTaxArea = (
  db: Executor,
  { countryCode, county }: Pick<TaxAreaMappingRow, "countryCode" | "county">,
): Promise<TaxAreaMappingRow | undefined> =>
  db
    .selectFrom("taxAreaMapping")
    .selectAll()
    .where("countryCode", "=", countryCode)
    .where("county", "=", county)
    .forUpdate()
    .executeTakeFirst();

/** Adds the row or changes the one that is there: the last one wins. */
export async function storeTaxArea(db: Executor, row: TaxAreaMappingRow): Promise<void> {
  const { countryCode: _countryCode, county: _county, ...values } = row;
  await db
    .insertInto("taxAreaMapping")
    .values(row)
    .onConflict((conflict) => conflict.columns(["countryCode", "county"]).doUpdateSet(values))
    .execute();
}
