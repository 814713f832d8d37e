import type { Selectable } from "kysely";
import type { Executor } from "./connection.ts";
import { equalTo } from "./equal-to.ts";
import type { TaxAreaMappingTable } from "./tables.ts";

/** A row of *Tax Area*. */
export type TaxAreaMappingRow = Selectable<TaxAreaMappingTable>;

export interface TaxAreaFilter {
  readonly countryCode?: string | undefined;
  readonly taxAreaCode?: string | undefined;
}

const taxAreas = (db: Executor, filter: TaxAreaFilter) =>
  db.selectFrom("taxAreaMapping").where(equalTo<TaxAreaMappingTable>(filter));

/** By country and county; only what comes after `after`. */
export async function listTaxAreas(
  db: Executor,
  filter: TaxAreaFilter,
  {
    after,
    limit,
  }: { readonly after: readonly [countryCode: string, county: string] | undefined; readonly limit: number },
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

export const findTaxAreaRow = (
  db: Executor,
  { countryCode, county }: Pick<TaxAreaMappingRow, "countryCode" | "county">,
): Promise<TaxAreaMappingRow | undefined> =>
  db
    .selectFrom("taxAreaMapping")
    .selectAll()
    .where("countryCode", "=", countryCode)
    .where("county", "=", county)
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

/** Takes the row of a county away, if it is there. */
export async function deleteTaxArea(
  db: Executor,
  { countryCode, county }: Pick<TaxAreaMappingRow, "countryCode" | "county">,
): Promise<void> {
  await db.deleteFrom("taxAreaMapping").where("countryCode", "=", countryCode).where("county", "=", county).execute();
}
