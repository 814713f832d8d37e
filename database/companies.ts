import { sql, type Selectable } from "kysely";
import type { Executor } from "./connection.ts";
import type { CompanyLocationTable, ShopifyCompanyTable } from "./tables.ts";

/** A company of Shopify as it was when last read. Keyed by store: shops of one store share companies. */
export interface ShopifyCompany {
  readonly store: string;
  readonly shop: string;
  readonly shopifyCompanyId: string;
  readonly name: string;
  readonly externalId: string;
  readonly note: string;
  readonly mainContactId: string;
  readonly mainContactCustomerId: string;
  readonly mainContactFirstName: string;
  readonly mainContactLastName: string;
  readonly mainContactEmail: string;
  readonly mainContactPhone: string;
  readonly shopifyCreatedAt: string;
  readonly shopifyUpdatedAt: string;
  /** The oldest first: that is the default one. */
  readonly locations: readonly ShopifyCompanyLocation[];
}

export interface ShopifyCompanyLocation {
  readonly shopifyCompanyLocationId: string;
  readonly name: string;
  readonly recipient: string;
  readonly address: string;
  readonly address2: string;
  readonly postCode: string;
  readonly city: string;
  readonly countryCode: string;
  readonly provinceCode: string;
  readonly provinceName: string;
  readonly phone: string;
  readonly taxRegistrationId: string;
  /** Left out: they were not asked for, and what is stored stays. */
  readonly shopifyPaymentTermsId?: string | null;
}

/** Stores what was read of a company. Links to the ERP, and the customers of its locations, stay. */
export async function storeShopifyCompany(db: Executor, company: ShopifyCompany): Promise<void> {
  const { locations, ...row } = company;
  const { store, shopifyCompanyId, shop: _shop, ...changes } = row;
  await db
    .insertInto("shopifyCompany")
    .values({ ...row, importedAt: sql<Date>`now()` })
    .onConflict((conflict) =>
      conflict.columns(["store", "shopifyCompanyId"]).doUpdateSet({ ...changes, importedAt: sql<Date>`now()` }),
    )
    .execute();
  // One at a time is the default one, so the old one steps back first.
  const [first] = locations;
  await db
    .updateTable("companyLocation")
    .set({ isDefault: false })
    .where("store", "=", store)
    .where("shopifyCompanyId", "=", shopifyCompanyId)
    .where("shopifyCompanyLocationId", "<>", first?.shopifyCompanyLocationId ?? "0")
    .where("isDefault", "=", true)
    .execute();
  for (const location of locations)
    await storeCompanyLocation(db, { store, shopifyCompanyId }, location, location === first);
}

/** Stores one location of a company that is stored. What people said about it stays. */
export async function storeCompanyLocation(
  db: Executor,
  company: { readonly store: string; readonly shopifyCompanyId: string },
  location: ShopifyCompanyLocation,
  isDefault?: boolean,
): Promise<void> {
  const { shopifyCompanyLocationId: _id, ...values } = location;
  const changes = { ...values, ...(isDefault === undefined ? {} : { isDefault }), importedAt: sql<Date>`now()` };
  await db
    .insertInto("companyLocation")
    .values({ ...company, ...location, ...changes })
    .onConflict((conflict) =>
      conflict
        .columns(["store", "shopifyCompanyLocationId"])
        .doUpdateSet({ ...changes, shopifyCompanyId: company.shopifyCompanyId }),
    )
    .execute();
}

export const findShopifyCompany = (
  db: Executor,
  store: string,
  shopifyCompanyId: string,
): Promise<Selectable<ShopifyCompanyTable> | undefined> =>
  db
    .selectFrom("shopifyCompany")
    .selectAll()
    .where("store", "=", store)
    .where("shopifyCompanyId", "=", shopifyCompanyId)
    .executeTakeFirst();

/** The locations of a company, the default one first. */
export const locationsOfCompany = (
  db: Executor,
  store: string,
  shopifyCompanyId: string,
): Promise<readonly Selectable<CompanyLocationTable>[]> =>
  db
    .selectFrom("companyLocation")
    .selectAll()
    .where("store", "=", store)
    .where("shopifyCompanyId", "=", shopifyCompanyId)
    .orderBy("isDefault", "desc")
    .orderBy("shopifyCompanyLocationId")
    .execute();

/**
 * Links a company to an ERP customer; null removes the link. A main contact who is not known here becomes a customer of Shopify with the
 * same link, one who is known keeps their own.
 */
export async function linkCompany(
  db: Executor,
  store: string,
  shopifyCompanyId: string,
  customerNo: string | null,
): Promise<void> {
  await db
    .with("linked", (stage) =>
      stage
        .updateTable("shopifyCompany")
        .set({ customerNo })
        .where("store", "=", store)
        .where("shopifyCompanyId", "=", shopifyCompanyId)
        .returningAll(),
    )
    .insertInto("shopifyCustomer")
    .columns(["store", "shop", "shopifyCustomerId", "firstName", "lastName", "email", "phone", "customerNo"])
    .expression((eb) =>
      eb
        .selectFrom("linked")
        .select([
          "linked.store",
          "linked.shop",
          "linked.mainContactCustomerId",
          "linked.mainContactFirstName",
          "linked.mainContactLastName",
          "linked.mainContactEmail",
          "linked.mainContactPhone",
          "linked.customerNo",
        ])
        .where("linked.customerNo", "is not", null),
    )
    .onConflict((conflict) => conflict.columns(["store", "shopifyCustomerId"]).doNothing())
    .execute();
}

/** What the orders of a page still need to know of companies. */
interface CompanyMapping {
  readonly companyImportFromShopify: string;
  readonly companyMappingType: string;
}

/**
 * Companies that the mapping of these orders needs and that are unknown here, or are known, have no ERP customer and were read before the
 * order was.
 */
export async function companiesToRead(
  db: Executor,
  shop: CompanyMapping,
  orderIds: readonly string[],
): Promise<readonly string[]> {
  if (shop.companyImportFromShopify === "none" || shop.companyMappingType === "defaultCompany") return [];
  const { rows } = await sql<{ companyId: string }>`
    select distinct header.company_id
      from order_header header
      left join shopify_company company
        on company.store = header.store and company.shopify_company_id = header.company_id
     where header.shopify_order_id = any(${[...orderIds]}::bigint[])
       and not header.processed and header.b2b
       and header.company_id is not null and header.bill_to_customer_no = ''
       and (company.store is null or (company.customer_no is null and company.imported_at < header.imported_at))
     order by header.company_id`.execute(db);
  return rows.map(({ companyId }) => companyId);
}

/** Locations these orders were placed by that are unknown here although their company is known. */
export async function companyLocationsToRead(
  db: Executor,
  shop: CompanyMapping,
  orderIds: readonly string[],
): Promise<readonly string[]> {
  if (shop.companyImportFromShopify === "none") return [];
  const { rows } = await sql<{ companyLocationId: string }>`
    select distinct header.company_location_id
      from order_header header
      join shopify_company company
        on company.store = header.store and company.shopify_company_id = header.company_id
     where header.shopify_order_id = any(${[...orderIds]}::bigint[])
       and not header.processed and header.b2b and header.company_location_id is not null
       and not exists (select from company_location location
                        where location.store = header.store
                          and location.shopify_company_location_id = header.company_location_id)
     order by header.company_location_id`.execute(db);
  return rows.map(({ companyLocationId }) => companyLocationId);
}
