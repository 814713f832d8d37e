import { mappingName, type ShipmentMethodMapping } from "#domain/orders/map-methods";
import type { Executor } from "./connection.ts";

/** What the shop has set for these shipping titles. The constraint of the table keeps the type within its values. */
export async function shipmentMethodMappings(
  db: Executor,
  shop: string,
  titles: readonly string[],
): Promise<readonly ShipmentMethodMapping[]> {
  if (titles.length === 0) return [];
  const rows = await db
    .selectFrom("shipmentMethodMapping")
    .selectAll()
    .where("shop", "=", shop)
    .where("name", "in", titles.map(mappingName))
    .execute();
  return rows as readonly ShipmentMethodMapping[];
}

/** Adds rows for titles that are new to the shop, for a person to fill in. Rows that exist stay as they are. */
export async function ensureShipmentMethods(db: Executor, shop: string, titles: readonly string[]): Promise<void> {
  const names = [...new Set(titles.map(mappingName))];
  if (names.length === 0) return;
  await db
    .insertInto("shipmentMethodMapping")
    .values(names.map((name) => ({ shop, name })))
    .onConflict((conflict) => conflict.columns(["shop", "name"]).doNothing())
    .execute();
}

/** Adds rows for gateways that are new to the shop, for a person to fill in. Rows that exist stay as they are. */
export async function ensurePaymentMethods(
  db: Executor,
  shop: string,
  gateways: readonly { readonly gateway: string; readonly creditCardCompany: string }[],
): Promise<void> {
  const rows = new Map(
    gateways.map(({ gateway, creditCardCompany }) => [
      `${gateway} ${creditCardCompany}`,
      { shop, gateway, creditCardCompany },
    ]),
  );
  if (rows.size === 0) return;
  await db
    .insertInto("paymentMethodMapping")
    .values([...rows.values()])
    .onConflict((conflict) => conflict.columns(["shop", "gateway", "creditCardCompany"]).doNothing())
    .execute();
}

/** Default location codes of the shop's locations, by Shopify location id. Locations without one are left out. */
export async function locationCodes(
  db: Executor,
  shop: string,
  locationIds: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  if (locationIds.length === 0) return {};
  const rows = await db
    .selectFrom("shopLocation")
    .select(["shopifyLocationId", "defaultLocationCode"])
    .where("shop", "=", shop)
    .where("shopifyLocationId", "in", locationIds)
    .where("defaultLocationCode", "<>", "")
    .execute();
  return Object.fromEntries(rows.map((row) => [row.shopifyLocationId, row.defaultLocationCode]));
}

/** The ERP's code for payment terms of Shopify; blank when they are not mapped. */
export async function paymentTermsCode(
  db: Executor,
  shop: string,
  terms: { readonly type: string; readonly name: string },
): Promise<string> {
  const row = await db
    .selectFrom("paymentTermsMapping")
    .select("paymentTermsCode")
    .where("shop", "=", shop)
    .where("type", "=", terms.type)
    .where("name", "=", terms.name)
    .orderBy("shopifyPaymentTermsId")
    .executeTakeFirst();
  return row?.paymentTermsCode ?? "";
}

/** The ERP's code for a template of payment terms, as locations of companies name it; blank when it is not mapped. */
export async function paymentTermsOfTemplate(
  db: Executor,
  shop: string,
  shopifyPaymentTermsId: string,
): Promise<string> {
  const row = await db
    .selectFrom("paymentTermsMapping")
    .select("paymentTermsCode")
    .where("shop", "=", shop)
    .where("shopifyPaymentTermsId", "=", shopifyPaymentTermsId)
    .executeTakeFirst();
  return row?.paymentTermsCode ?? "";
}

/** Set-up for customers of one country; undefined when the shop has no row for it. */
export const customerTemplate = (
  db: Executor,
  shop: string,
  countryCode: string,
): Promise<{ readonly customerTemplateCode: string; readonly defaultCustomerNo: string } | undefined> =>
  db
    .selectFrom("customerTemplateMapping")
    .select(["customerTemplateCode", "defaultCustomerNo"])
    .where("shop", "=", shop)
    .where("countryCode", "=", countryCode)
    .executeTakeFirst();

/** Adds an empty row for a country, for a person to fill in. A row that exists stays as it is. */
export async function ensureCustomerTemplate(db: Executor, shop: string, countryCode: string): Promise<void> {
  await db
    .insertInto("customerTemplateMapping")
    .values({ shop, countryCode })
    .onConflict((conflict) => conflict.columns(["shop", "countryCode"]).doNothing())
    .execute();
}

export interface TaxAreaRow {
  readonly taxAreaCode: string;
  readonly taxLiable: boolean;
  readonly vatBusPostingGroup: string;
}

/** The tax area of a country's county, by the county's code or by its name. */
export const findTaxArea = (
  db: Executor,
  place: { readonly countryCode: string; readonly county: string; readonly by: "code" | "name" },
): Promise<TaxAreaRow | undefined> =>
  taxAreasOf(db, place.countryCode)
    .where(place.by === "code" ? "countyCode" : "county", "=", place.county)
    .orderBy("county")
    .executeTakeFirst();

/**
 * The tax area of an address's province: that with its name, else that with its code, because Shopify may name a province in another
 * language than we do.
 */
export const taxAreaOfProvince = (
  db: Executor,
  address: { readonly countryCode: string; readonly provinceName: string; readonly provinceCode: string },
): Promise<TaxAreaRow | undefined> =>
  taxAreasOf(db, address.countryCode)
    .where((eb) =>
      eb.or([
        eb("county", "=", address.provinceName),
        eb.and([eb("countyCode", "=", address.provinceCode), eb("countyCode", "<>", "")]),
      ]),
    )
    .orderBy((eb) => eb("county", "=", address.provinceName), "desc")
    .orderBy("county")
    .executeTakeFirst();

const taxAreasOf = (db: Executor, countryCode: string) =>
  db
    .selectFrom("taxAreaMapping")
    .select(["taxAreaCode", "taxLiable", "vatBusPostingGroup"])
    .where("countryCode", "=", countryCode);

/** Adds a row for a member of the staff who is new to the shop, for a person to fill in. A row that exists stays as it is. */
export async function ensureStaff(db: Executor, shop: string, shopifyStaffId: string): Promise<void> {
  await db
    .insertInto("staffMapping")
    .values({ shop, shopifyStaffId })
    .onConflict((conflict) => conflict.columns(["shop", "shopifyStaffId"]).doNothing())
    .execute();
}

/** The salesperson of a member of the store's staff; blank when not mapped. */
export async function salespersonOfStaff(db: Executor, shop: string, shopifyStaffId: string): Promise<string> {
  const row = await db
    .selectFrom("staffMapping")
    .select("salespersonCode")
    .where("shop", "=", shop)
    .where("shopifyStaffId", "=", shopifyStaffId)
    .executeTakeFirst();
  return row?.salespersonCode ?? "";
}
