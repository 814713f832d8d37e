import { sql, type RawBuilder, type Selectable, type SqlBool } from "kysely";
import type { Executor } from "./connection.ts";
import { countsByShop, type CountsByShop } from "./counts-by-shop.ts";
import { equalTo } from "./equal-to.ts";
import type { MappedRecordFilter } from "./mapped-records.ts";
import { ofShops } from "./of-shops.ts";
import type { CompanyLocationTable, ShopifyCompanyTable } from "./tables.ts";

export interface CompanyListFilter extends MappedRecordFilter {
  readonly customerNo?: string | undefined;
}

export interface CompanyLocationListFilter {
  /** Locations of companies of these shops only. */
  readonly shops?: readonly string[] | undefined;
  readonly shopifyCompanyId?: string | undefined;
  readonly sellToCustomerNo?: string | undefined;
}

type After = readonly [id: string, store: string] | undefined;

const companies = (db: Executor, { mapped, dangling, shops, ...equal }: CompanyListFilter) =>
  db
    .selectFrom("shopifyCompany")
    .where(equalTo<ShopifyCompanyTable>(equal))
    .where(ofShops(shops))
    .$if(mapped !== undefined, (query) =>
      query.where((eb) => {
        const isUnmapped = eb.or([eb("customerNo", "is", null), sql<SqlBool>`customer_no = any(${[...dangling]})`]);
        return mapped === true ? eb.not(isUnmapped) : isUnmapped;
      }),
    );

const locations = (db: Executor, { shops, ...equal }: CompanyLocationListFilter) =>
  db.selectFrom("companyLocation").where(equalTo<CompanyLocationTable>(equal)).where(ofCompaniesOf(shops));

/** A location belongs to the shop of its company. */
const ofCompaniesOf = (shops: readonly string[] | undefined): RawBuilder<SqlBool> =>
  shops === undefined
    ? sql<SqlBool>`true`
    : sql<SqlBool>`exists (
        select from shopify_company company
         where company.store = company_location.store
           and company.shopify_company_id = company_location.shopify_company_id
           and company.shop = any(${[...shops]}))`;

/** By descending Shopify id, then store; only what comes after `after`. */
export async function listShopifyCompanies(
  db: Executor,
  filter: CompanyListFilter,
  page: { readonly after: After; readonly limit: number },
): Promise<readonly Selectable<ShopifyCompanyTable>[]> {
  const { after } = page;
  return companies(db, filter)
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb(eb.refTuple("shopifyCompanyId", "store"), "<", eb.tuple(after?.[0] ?? "", after?.[1] ?? "")),
      ),
    )
    .selectAll()
    .orderBy("shopifyCompanyId", "desc")
    .orderBy("store", "desc")
    .limit(page.limit)
    .execute();
}

export async function countShopifyCompanies(db: Executor, filter: CompanyListFilter): Promise<number> {
  const { count } = await companies(db, filter)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export const countShopifyCompaniesByShop = (db: Executor, filter: CompanyListFilter): Promise<CountsByShop> =>
  countsByShop(companies(db, filter));

/** By descending Shopify id, then store; only what comes after `after`. */
export async function listCompanyLocations(
  db: Executor,
  filter: CompanyLocationListFilter,
  page: { readonly after: After; readonly limit: number },
): Promise<readonly Selectable<CompanyLocationTable>[]> {
  const { after } = page;
  return locations(db, filter)
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb(eb.refTuple("shopifyCompanyLocationId", "store"), "<", eb.tuple(after?.[0] ?? "", after?.[1] ?? "")),
      ),
    )
    .selectAll()
    .orderBy("shopifyCompanyLocationId", "desc")
    .orderBy("store", "desc")
    .limit(page.limit)
    .execute();
}

export async function countCompanyLocations(db: Executor, filter: CompanyLocationListFilter): Promise<number> {
  const { count } = await locations(db, filter)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Numbers that companies are linked to: a query for whoever knows which of them exist. */
export const linkedCompanyNos = (db: Executor) =>
  db
    .selectFrom("shopifyCompany")
    .select((eb) => eb.ref("customerNo").$notNull().as("no"))
    .where("customerNo", "is not", null);
