import type { ImportContext } from "#domain/orders/header-fields";

/** What an import knows besides the order: USD is the local currency, and a hash can be read. */
export const anImportContext = (over: Partial<ImportContext> = {}): ImportContext => ({
  shop: {
    useShopifyOrderNo: false,
    nameSource: "companyName",
    name2Source: "firstAndLastName",
    contactSource: "firstAndLastName",
    countySource: "code",
  },
  timeZone: "UTC",
  currencyCode: (isoCode) => (isoCode === "USD" ? "" : isoCode),
  salespersonCode: (staffId) => (staffId === "91" ? "JO" : ""),
  hash: (text) => text,
  ...over,
});
