import type { SetupQuestion, SetupReference } from "./erp-setup.ts";
import type { MappingPlace } from "./finding.ts";
import type { Shop } from "./shop.ts";
import type { ShopMappings } from "./shop-mappings.ts";
import type { StoreFacts } from "./store-facts.ts";

/** Customers of unknown buyers are created with the order. */
export const createsCustomers = (shop: Shop): boolean =>
  shop.autoCreateUnknownCustomers && shop.customerImportFromShopify !== "none";

/** G/L accounts of a shop's documents, by the setting they are entered in. */
export const accountSettings = [
  "shippingChargesAccount",
  "tipAccount",
  "soldGiftCardAccount",
  "dutiesAndFeesAccount",
  "cashRoundingsAccount",
] as const;

/** Codes that a mapping names, with the row and field they stand in. */
export interface MappedReference extends SetupReference {
  readonly caption: string;
  readonly row: MappingPlace;
  readonly field: string;
}

/** What to ask the ERP about a shop. `store` is null when the store could not be asked. */
export function setupQuestion(shop: Shop, mappings: ShopMappings, store: StoreFacts | null): SetupQuestion {
  const charges = (type: string): readonly string[] =>
    mappings.shipmentMethods.flatMap(({ shippingChargesType, shippingChargesNo }) =>
      shippingChargesType === type ? [shippingChargesNo] : [],
    );
  return {
    customerTemplates: given([
      shop.customerTemplCode,
      ...mappings.customerTemplates.map(({ customerTemplateCode }) => customerTemplateCode),
    ]),
    itemTemplates: given([shop.itemTemplCode]),
    customers: given([
      shop.defaultCustomerNo,
      ...mappings.customerTemplates.map(({ defaultCustomerNo }) => defaultCustomerNo),
    ]),
    accounts: given([...accountSettings.map((setting) => shop[setting]), ...charges("glAccount")]),
    currencyCode: shop.currencyCode,
    currencies: given(store === null ? [] : [store.currencyCode, ...store.presentmentCurrencies]),
    countries: given(store?.shipsToCountries ?? []),
    itemCharges: given(charges("chargeItem")),
    references: mappedReferences(mappings).map(({ table, code }) => ({ table, code })),
  };
}

/** Every code of the mappings that has to exist in the ERP; blank ones are left out. */
export function mappedReferences(mappings: ShopMappings): readonly MappedReference[] {
  const { paymentMethods, paymentTerms, shipmentMethods, locations, staff, taxAreas } = mappings;
  const all: readonly MappedReference[] = [
    ...paymentMethods.map(({ gateway, creditCardCompany, paymentMethodCode }): MappedReference => {
      const row: MappingPlace = ["payment-methods", gateway, creditCardCompany];
      return {
        table: "paymentMethod",
        code: paymentMethodCode,
        caption: "Payment Method",
        row,
        field: "paymentMethodCode",
      };
    }),
    ...paymentTerms.map(({ shopifyPaymentTermsId, paymentTermsCode }): MappedReference => {
      const row: MappingPlace = ["payment-terms", shopifyPaymentTermsId];
      return {
        table: "paymentTerms",
        code: paymentTermsCode,
        caption: "Payment Terms",
        row,
        field: "paymentTermsCode",
      };
    }),
    ...shipmentMethods.flatMap((method): readonly MappedReference[] => {
      const row: MappingPlace = ["shipment-methods", method.name];
      const { shippingAgentCode: agent, shippingAgentServiceCode: service } = method;
      return [
        {
          table: "shipmentMethod",
          code: method.shipmentMethodCode,
          caption: "Shipment Method",
          row,
          field: "shipmentMethodCode",
        },
        { table: "shippingAgent", code: agent, caption: "Shipping Agent", row, field: "shippingAgentCode" },
        {
          table: "shippingAgentService",
          code: agent === "" || service === "" ? "" : `${agent}/${service}`,
          caption: "Shipping Agent Service",
          row,
          field: "shippingAgentServiceCode",
        },
        {
          table: "item",
          code: method.shippingChargesType === "item" ? method.shippingChargesNo : "",
          caption: "Shipping Charges No.",
          row,
          field: "shippingChargesNo",
        },
      ];
    }),
    ...locations.map(({ shopifyLocationId, defaultLocationCode }): MappedReference => {
      const row: MappingPlace = ["locations", shopifyLocationId];
      return { table: "location", code: defaultLocationCode, caption: "Location", row, field: "defaultLocationCode" };
    }),
    ...staff.map(({ shopifyStaffId, salespersonCode }): MappedReference => {
      const row: MappingPlace = ["staff", shopifyStaffId];
      return { table: "salesperson", code: salespersonCode, caption: "Salesperson", row, field: "salespersonCode" };
    }),
    ...taxAreas.map(({ countryCode, county, taxAreaCode }): MappedReference => {
      const row: MappingPlace = ["tax-areas", countryCode, county];
      return { table: "taxArea", code: taxAreaCode, caption: "Tax Area", row, field: "taxAreaCode" };
    }),
  ];
  return all.filter(({ code }) => code !== "");
}

const given = (codes: readonly string[]): readonly string[] => [...new Set(codes)].filter((code) => code !== "");
