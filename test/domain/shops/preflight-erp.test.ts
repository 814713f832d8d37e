import { expect, test } from "@jest/globals";
import type { SetupFacts } from "#domain/shops/erp-setup";
import { findingsOfErp } from "#domain/shops/preflight-erp";
import { setupQuestion } from "#domain/shops/setup-question";
import type { Shop } from "#domain/shops/shop";
import type { ShopMappings } from "#domain/shops/shop-mappings";
import type { StoreFacts } from "#domain/shops/store-facts";
import { aReadyShop, aSetup, mappings, storeFacts, told } from "./a-preflight.ts";

interface Given {
  readonly shop?: Partial<Shop>;
  readonly setup?: Partial<SetupFacts>;
  readonly mappings?: Partial<ShopMappings>;
  readonly store?: Partial<StoreFacts>;
}

const found = (given: Given) =>
  findingsOfErp({
    shop: aReadyShop(given.shop),
    setup: aSetup(given.setup),
    mappings: mappings(given.mappings),
    store: storeFacts(given.store),
  });

const series = (manualAllowed: boolean) =>
  (["salesOrder", "salesInvoice", "customer", "contact", "item"] as const).map((code) => ({ code, manualAllowed }));
const shop = "/api/shops/DEMO#/";
const account = (no: string, changes: object) => [
  ...aSetup().accounts.filter((each) => each.no !== no),
  { no, isPostable: true, blocked: false, vatProductGroup: "GOODS", ...changes },
];
const method = {
  name: "Express",
  shipmentMethodCode: "EXP",
  shippingAgentCode: "",
  shippingAgentServiceCode: "",
  shippingChargesType: "",
  shippingChargesNo: "",
} as const;

test("a ledger with all that orders need leaves nothing to say", () => {
  expect(found({})).toEqual([]);
});

test("without a company there is one thing to do first", () => {
  expect(told(found({ setup: { company: null, numberSeries: [], accounts: [] } }))).toEqual([
    "error company-missing /api/company#/name",
  ]);
});

test.each<[string, Given, readonly string[]]>([
  [
    "the store's currency is not that of the shop's documents",
    {
      store: { currencyCode: "EUR", presentmentCurrencies: ["EUR"] },
      setup: { currencies: [{ isoCode: "EUR", code: "EUR", hasRate: true }] },
    },
    [`error currency-differs ${shop}currencyCode`],
  ],
  [
    "the ERP has no currency for the store",
    { store: { currencyCode: "EUR" }, setup: { currencies: [] } },
    ["error currency-unknown erp/currencies/EUR"],
  ],
  [
    "the shop's currency is none of the ERP",
    { shop: { currencyCode: "XXX" }, setup: { shopCurrency: null } },
    ["error currency-unknown erp/currencies/XXX"],
  ],
  [
    "the shop's currency has no rate of today",
    {
      shop: { currencyCode: "EUR" },
      store: { currencyCode: "EUR" },
      setup: { shopCurrency: { isoCode: "EUR", code: "EUR", hasRate: false } },
    },
    ["error exchange-rate-missing erp/currencies/EUR#/exchangeRate"],
  ],
  [
    "buyers pay in a currency the ERP does not have: an error only when it is the store's own",
    {
      shop: { currencyHandling: "presentmentCurrency" },
      store: { currencyCode: "EUR", presentmentCurrencies: ["EUR", "JPY", "USD"] },
    },
    ["error currency-unknown erp/currencies/EUR", "warning currency-unknown erp/currencies/JPY"],
  ],
  [
    "days are counted in two zones, and a country is not known",
    { store: { timeZone: "Europe/Berlin", shipsToCountries: ["US", "DK", "AT"] } },
    ["info time-zone-differs /api/company#/timeZone", "info country-missing erp/countries"],
  ],
])("%s", (_what, given, expected) => {
  expect(told(found(given))).toEqual(expected);
});

test.each<[string, Given, readonly string[]]>([
  [
    "no number series",
    { setup: { numberSeries: [] } },
    [
      "error number-series-missing erp/number-series/salesOrder",
      "error number-series-missing erp/number-series/salesInvoice",
      "error number-series-missing erp/number-series/customer",
      "error number-series-missing erp/number-series/contact",
      "error number-series-missing erp/number-series/item",
    ],
  ],
  [
    "of the series only those that are used",
    {
      shop: {
        createInvoicesFromOrders: false,
        autoCreateUnknownCustomers: false,
        defaultCustomerNo: "10000",
        autoCreateUnknownItems: false,
        skuMapping: "itemNo",
      },
      setup: {
        numberSeries: [],
        itemGroups: ["GOODS"],
        customers: [{ no: "10000", vatBusinessGroup: "DOMESTIC", blocked: false }],
      },
    },
    ["error number-series-missing erp/number-series/salesOrder"],
  ],
  [
    "numbers that come from Shopify, and a series that wants its own",
    { shop: { useShopifyOrderNo: true, skuMapping: "itemNo" }, setup: { numberSeries: series(false) } },
    [
      "error manual-numbers-not-allowed erp/number-series/salesOrder#/manualAllowed",
      "error manual-numbers-not-allowed erp/number-series/salesInvoice#/manualAllowed",
      "error manual-numbers-not-allowed erp/number-series/item#/manualAllowed",
    ],
  ],
  ["series that draw every number", { setup: { numberSeries: series(false) } }, []],
  [
    "unknown buyers have nowhere to go",
    { shop: { autoCreateUnknownCustomers: false } },
    [`error unknown-customers ${shop}autoCreateUnknownCustomers`],
  ],
  [
    "customers are never imported, so none is created",
    { shop: { customerImportFromShopify: "none" } },
    [`error unknown-customers ${shop}autoCreateUnknownCustomers`],
  ],
  [
    "all go to a default customer that is not there",
    { shop: { customerMappingType: "defaultCustomer" } },
    [`error default-customer-missing ${shop}defaultCustomerNo`],
  ],
  [
    "the default customer does not exist",
    { shop: { defaultCustomerNo: "99" } },
    [`error customer-missing ${shop}defaultCustomerNo`],
  ],
  [
    "the default customer of a country is blocked",
    {
      mappings: { customerTemplates: [{ countryCode: "DK", customerTemplateCode: "", defaultCustomerNo: "45000" }] },
      setup: { customers: [{ no: "45000", vatBusinessGroup: "DOMESTIC", blocked: true }] },
    },
    ["error customer-blocked erp/customers/45000#/blocked"],
  ],
  [
    "no template for customers",
    { shop: { customerTemplCode: "" }, setup: { customerTemplates: [] } },
    [`error customer-template-missing ${shop}customerTemplCode`],
  ],
  [
    "the template of a country does not exist",
    { mappings: { customerTemplates: [{ countryCode: "DK", customerTemplateCode: "NORDIC", defaultCustomerNo: "" }] } },
    ["error customer-template-missing erp/customer-templates/NORDIC"],
  ],
  [
    "no product can find its item",
    { shop: { autoCreateUnknownItems: false } },
    [`error unknown-items ${shop}autoCreateUnknownItems`],
  ],
  [
    "a SKU names an item, and there is none",
    { shop: { autoCreateUnknownItems: false, skuMapping: "itemNo" } },
    [`error unknown-items ${shop}autoCreateUnknownItems`],
  ],
  [
    "products are linked by hand",
    { shop: { autoCreateUnknownItems: false }, mappings: { hasLinkedProducts: true } },
    [],
  ],
  [
    "no template for items",
    { shop: { itemTemplCode: "" }, setup: { itemTemplates: [] } },
    [`error item-template-missing ${shop}itemTemplCode`],
  ],
  [
    "the template for items does not exist",
    { setup: { itemTemplates: [] } },
    ["error item-template-missing erp/item-templates/GOODS"],
  ],
])("%s", (_what, given, expected) => {
  expect(told(found(given))).toEqual(expected);
});

test.each<[string, Given, readonly string[]]>([
  [
    "accounts that are not set: without shipping no shop does",
    {
      shop: {
        shippingChargesAccount: "",
        tipAccount: "",
        soldGiftCardAccount: "",
        dutiesAndFeesAccount: "",
        cashRoundingsAccount: "",
      },
    },
    [
      `error shipping-account-missing ${shop}shippingChargesAccount`,
      `warning tip-account-missing ${shop}tipAccount`,
      `warning gift-card-account-missing ${shop}soldGiftCardAccount`,
      `warning duties-account-missing ${shop}dutiesAndFeesAccount`,
      `warning rounding-account-missing ${shop}cashRoundingsAccount`,
    ],
  ],
  [
    "an account is gone",
    { setup: { accounts: aSetup().accounts.filter(({ no }) => no !== "6120") } },
    [`warning account-missing ${shop}tipAccount`],
  ],
  [
    "an account was blocked after it was chosen",
    { setup: { accounts: account("6110", { blocked: true }) } },
    ["error account-blocked erp/gl-accounts/6110#/blocked"],
  ],
  [
    "the account of cash roundings need only exist when it is chosen, and yet is posted to",
    { setup: { accounts: account("9140", { isPostable: false }) } },
    ["warning account-not-postable erp/gl-accounts/9140#/directPosting"],
  ],
  [
    "shipping that is mapped to a kind of line without a number, and to what is not there",
    {
      mappings: {
        shipmentMethods: [
          { ...method, shippingChargesType: "item" },
          { ...method, name: "Air / Sea", shippingChargesType: "glAccount", shippingChargesNo: "1" },
          { ...method, name: "Freight", shippingChargesType: "chargeItem", shippingChargesNo: "F" },
        ],
      },
      setup: { references: [{ table: "shipmentMethod", code: "EXP" }] },
    },
    [
      "error shipping-charge-no-missing /api/shops/DEMO/shipment-methods/Express#/shippingChargesNo",
      "error account-missing /api/shops/DEMO/shipment-methods/Air%20%2F%20Sea#/shippingChargesNo",
      "error charge-missing /api/shops/DEMO/shipment-methods/Freight#/shippingChargesNo",
    ],
  ],
  [
    "no VAT for what the shop itself brings together",
    { setup: { vatPostingSetup: [] } },
    ["error vat-setup-missing erp/vat-posting-setup/DOMESTIC/GOODS"],
  ],
  [
    "no VAT for what may meet or not",
    { setup: { customerGroups: ["EXPORT", "DOMESTIC"], itemGroups: ["BOOKS"] } },
    [
      "warning vat-setup-missing erp/vat-posting-setup/DOMESTIC/BOOKS",
      "warning vat-setup-missing erp/vat-posting-setup/EXPORT/GOODS",
      "warning vat-setup-missing erp/vat-posting-setup/EXPORT/BOOKS",
    ],
  ],
  [
    "the group of a tax area stands above the template's",
    { mappings: { taxAreas: [{ countryCode: "DK", county: "", taxAreaCode: "", vatBusPostingGroup: "EU" }] } },
    ["error vat-setup-missing erp/vat-posting-setup/EU/GOODS"],
  ],
])("%s", (_what, given, expected) => {
  expect(told(found(given))).toEqual(expected);
});

const everyMapping: Partial<ShopMappings> = {
  paymentMethods: [
    { gateway: "paypal", creditCardCompany: "", paymentMethodCode: "PAYPAL" },
    { gateway: "cash", creditCardCompany: "", paymentMethodCode: "" },
  ],
  paymentTerms: [{ shopifyPaymentTermsId: "4", name: "Net 30", paymentTermsCode: "30D" }],
  shipmentMethods: [{ ...method, shippingAgentCode: "DHL", shippingAgentServiceCode: "NEXT" }],
  locations: [{ shopifyLocationId: "7", defaultLocationCode: "WEST" }],
  staff: [{ shopifyStaffId: "91", salespersonCode: "JO" }],
  taxAreas: [{ countryCode: "US", county: "Washington", taxAreaCode: "SEATTLE", vatBusPostingGroup: "" }],
};

test("codes of the mappings have to exist in the ERP; rows that are not filled in are told once", () => {
  expect(told(found({ mappings: everyMapping }))).toEqual([
    "error reference-missing /api/shops/DEMO/payment-methods/paypal#/paymentMethodCode",
    "error reference-missing /api/shops/DEMO/payment-terms/4#/paymentTermsCode",
    "error reference-missing /api/shops/DEMO/shipment-methods/Express#/shipmentMethodCode",
    "error reference-missing /api/shops/DEMO/shipment-methods/Express#/shippingAgentCode",
    "error reference-missing /api/shops/DEMO/shipment-methods/Express#/shippingAgentServiceCode",
    "error reference-missing /api/shops/DEMO/locations/7#/defaultLocationCode",
    "error reference-missing /api/shops/DEMO/staff/91#/salespersonCode",
    "error reference-missing /api/tax-areas/US/Washington#/taxAreaCode",
    "info payment-method-unmapped /api/shops/DEMO/payment-methods?mapped=false",
  ]);
});

test("what the ERP is asked covers every code, once", () => {
  const { references, ...asked } = setupQuestion(
    aReadyShop({ cashRoundingsAccount: "6110" }),
    mappings(everyMapping),
    storeFacts({ presentmentCurrencies: ["USD", "EUR"] }),
  );

  expect(references).toEqual([
    { table: "paymentMethod", code: "PAYPAL" },
    { table: "paymentTerms", code: "30D" },
    { table: "shipmentMethod", code: "EXP" },
    { table: "shippingAgent", code: "DHL" },
    { table: "shippingAgentService", code: "DHL/NEXT" },
    { table: "location", code: "WEST" },
    { table: "salesperson", code: "JO" },
    { table: "taxArea", code: "SEATTLE" },
  ]);
  expect(asked).toEqual({
    customerTemplates: ["BUYER"],
    itemTemplates: ["GOODS"],
    customers: [],
    accounts: ["6110", "6120", "2420", "6140"],
    currencyCode: "",
    currencies: ["USD", "EUR"],
    countries: ["US"],
    itemCharges: [],
  });
  expect(told(found({ mappings: everyMapping, setup: { references } }))).toEqual([
    "info payment-method-unmapped /api/shops/DEMO/payment-methods?mapped=false",
  ]);
});

test("tax areas are asked for, and no county has one", () => {
  expect(told(found({ shop: { taxAreaPriority: "shipToSellToBillTo" } }))).toEqual([
    "warning tax-areas-missing /api/tax-areas",
  ]);
});

test("a shop that maps locations hears of new ones, one that maps none does not", () => {
  const store = { locations: [{ id: "8", name: "East" }] };

  expect(told(found({ store }))).toEqual([]);
  expect(
    told(
      found({
        store,
        mappings: { locations: [{ shopifyLocationId: "7", defaultLocationCode: "WEST" }] },
        setup: { references: [{ table: "location", code: "WEST" }] },
      }),
    ),
  ).toEqual(["info location-unmapped /api/shops/DEMO/locations/8#/defaultLocationCode"]);
});
