import type { ShipmentMethodMapping } from "#domain/orders/map-methods";
import type { ShopMappings } from "#domain/shops/shop-mappings";
import type { Executor } from "./connection.ts";

/** All of a shop's mappings. Tax areas belong to the company; only those that say something are told. */
export async function mappingsOfShop(db: Executor, shop: string): Promise<ShopMappings> {
  const [customerTemplates, taxAreas, paymentMethods, paymentTerms, shipmentMethods, locations, staff, linked] =
    await Promise.all([
      db
        .selectFrom("customerTemplateMapping")
        .select(["countryCode", "customerTemplateCode", "defaultCustomerNo"])
        .where("shop", "=", shop)
        .orderBy("countryCode")
        .execute(),
      db
        .selectFrom("taxAreaMapping")
        .select(["countryCode", "county", "taxAreaCode", "vatBusPostingGroup"])
        .where((eb) => eb.or([eb("taxAreaCode", "<>", ""), eb("vatBusPostingGroup", "<>", "")]))
        .orderBy("countryCode")
        .orderBy("county")
        .execute(),
      db
        .selectFrom("paymentMethodMapping")
        .select(["gateway", "creditCardCompany", "paymentMethodCode"])
        .where("shop", "=", shop)
        .orderBy("gateway")
        .orderBy("creditCardCompany")
        .execute(),
      db
        .selectFrom("paymentTermsMapping")
        .select(["shopifyPaymentTermsId", "name", "paymentTermsCode"])
        .where("shop", "=", shop)
        .orderBy("name")
        .execute(),
      db.selectFrom("shipmentMethodMapping").selectAll().where("shop", "=", shop).orderBy("name").execute(),
      db
        .selectFrom("shopLocation")
        .select(["shopifyLocationId", "defaultLocationCode"])
        .where("shop", "=", shop)
        .orderBy("shopifyLocationId")
        .execute(),
      db
        .selectFrom("staffMapping")
        .select(["shopifyStaffId", "salespersonCode"])
        .where("shop", "=", shop)
        .orderBy("shopifyStaffId")
        .execute(),
      db
        .selectFrom("shopifyVariant")
        .select("shop")
        .where("shop", "=", shop)
        .where("itemNo", "is not", null)
        .limit(1)
        .execute(),
    ]);
  return {
    customerTemplates,
    taxAreas,
    paymentMethods,
    paymentTerms,
    shipmentMethods: shipmentMethods as readonly ShipmentMethodMapping[],
    locations,
    staff,
    hasLinkedProducts: linked.length > 0,
  };
}
