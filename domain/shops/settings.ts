import type { TaxAreaPriority } from "../orders/tax-area.ts";
import { account, choice, derived, flag, text, type SettingValues } from "./setting.ts";

const personalNames = ["firstAndLastName", "lastAndFirstName", "none"] as const;
const names = ["companyName", ...personalNames] as const;
const taxAreaPriorities = [
  "noTaxes",
  "shipToSellToBillTo",
  "shipToBillToSellTo",
  "sellToShipToBillTo",
  "sellToBillToShipTo",
  "billToSellToShipTo",
  "billToShipToSellTo",
] as const satisfies readonly TaxAreaPriority[];
const exportsProducts = { setting: "syncItem", is: ["toShopify"] } as const;

/**
 * Every setting of a shop: its caption in Business Central, what it may be, and what a new shop starts with. The table, the API's contract,
 * the validation and the form of the page follow this list. `onlyWith` names what a setting needs to have an effect; it may be stored without.
 */
export const settings = {
  // General
  currencyCode: text("Currency Code", 10, { refersTo: "currency" }),
  languageCode: text("Language Code", 10),
  loggingMode: choice("Logging Mode", ["errorOnly", "all", "disabled"], "errorOnly"),
  allowBackgroundSyncs: flag("Run Syncs in Background", true),
  allowOutgoingRequests: flag("Allow Data Sync to Shopify", true),
  weightUnit: choice("Weight Unit", ["none", "grams", "kilograms", "ounces", "pounds"], "none"),
  advancedShopifyPlan: derived(flag("Advanced Shopify Plan", false)),
  fulfillmentServiceActivated: derived(flag("Fulfillment Service Activated", false)),

  // Items and products
  syncItem: choice("Sync Item", ["none", "toShopify", "fromShopify"], "none"),
  autoCreateUnknownItems: flag("Auto Create Unknown Items", false),
  itemTemplCode: text("Item Template Code", 20, { onlyWith: { setting: "autoCreateUnknownItems", is: [true] } }),
  shopifyCanUpdateItems: flag("Shopify Can Update Items", false),
  canUpdateShopifyProducts: flag("Can Update Shopify Products", false, { onlyWith: exportsProducts }),
  syncItemImages: choice("Sync Item Images", ["disabled", "toShopify", "fromShopify"], "disabled"),
  syncItemExtendedText: flag("Sync Item Extended Text", false),
  syncItemMarketingText: flag("Sync Item Marketing Text", false),
  syncItemAttributes: flag("Sync Item Attributes", false),
  syncHsCodeAndCountry: flag("Sync HS Code and Country of Origin", true),
  uomAsVariant: flag("UoM as Variant", false),
  optionNameForUom: text("Variant Option Name for UoM", 50),
  skuMapping: choice(
    "SKU Mapping",
    ["none", "itemNo", "variantCode", "itemNoAndVariantCode", "vendorItemNo", "barcode"],
    "none",
  ),
  skuFieldSeparator: text("SKU Field Separator", 10, {
    initial: "|",
    onlyWith: { setting: "skuMapping", is: ["itemNoAndVariantCode"] },
  }),
  variantPrefix: text("Variant Prefix", 5, {
    initial: "V_",
    onlyWith: { setting: "skuMapping", is: ["variantCode", "itemNoAndVariantCode"] },
  }),
  findMappingByBarcode: flag("Find Mapping by Barcode", true),
  inventoryTracked: flag("Inventory Tracked", false),
  defaultInventoryPolicy: choice("Default Inventory Policy", ["deny", "continue"], "continue"),
  statusForCreatedProducts: choice("Status for Created Products", ["active", "draft", "unlisted"], "active"),
  actionForRemovedProducts: choice(
    "Action for Removed Products and Blocked Items",
    ["none", "statusToArchived", "statusToDraft"],
    "none",
  ),
  productMetafieldsToShopify: flag("Sync Product/Variant Metafields to Shopify", true),
  productCollection: choice("Product Collection", ["none", "taxGroup", "vatProdPostingGroup"], "none"),

  // Prices
  customerPriceGroup: text("Customer Price Group", 10),
  customerDiscountGroup: text("Customer Discount Group", 20),
  pricesIncludingVat: flag("Prices Including VAT", false),
  allowLineDisc: flag("Allow Line Disc.", true),
  genBusPostingGroup: text("Gen. Bus. Posting Group", 20),
  vatBusPostingGroup: text("VAT Bus. Posting Group", 20, { onlyWith: { setting: "pricesIncludingVat", is: [true] } }),
  customerPostingGroup: text("Customer Posting Group", 20),
  vatCountryRegionCode: text("VAT Country/Region Code", 10),
  taxAreaCode: text("Tax Area Code", 20),
  taxLiable: flag("Tax Liable", false),
  syncPrices: flag("Sync Prices with Products", true),

  // Customers
  customerImportFromShopify: choice(
    "Customer Import from Shopify",
    ["none", "withOrderImport", "allCustomers"],
    "withOrderImport",
  ),
  customerMappingType: choice(
    "Customer Mapping Type",
    ["byEmailPhone", "byBillToInfo", "defaultCustomer"],
    "byEmailPhone",
  ),
  autoCreateUnknownCustomers: flag("Auto Create Unknown Customers", false),
  customerTemplCode: text("Customer/Company Template Code", 20),
  defaultCustomerNo: text("Default Customer No.", 20, { refersTo: "customer" }),
  shopifyCanUpdateCustomer: flag("Shopify Can Update Customers", false),
  canUpdateShopifyCustomer: flag("Can Update Shopify Customers", false),
  nameSource: choice("Name Source", names, "companyName"),
  name2Source: choice("Name 2 Source", names, "firstAndLastName"),
  contactSource: choice("Contact Source", personalNames, "firstAndLastName"),
  countySource: choice("County Source", ["code", "name"], "code"),
  customerMetafieldsToShopify: flag("Sync Customer Metafields", true),

  // Companies
  companyImportFromShopify: choice(
    "Company Import from Shopify",
    ["none", "withOrderImport", "allCompanies"],
    "withOrderImport",
  ),
  companyMappingType: choice("Company Mapping Type", ["byEmailPhone", "defaultCompany", "byTaxId"], "byEmailPhone"),
  companyTaxIdMapping: choice("Company Tax Id Mapping", ["registrationNo", "vatRegistrationNo"], "registrationNo"),
  autoCreateUnknownCompanies: flag("Auto Create Unknown Companies", false),
  defaultCompanyNo: text("Default Company No.", 20, { refersTo: "customer" }),
  shopifyCanUpdateCompanies: flag("Shopify Can Update Companies", false),
  canUpdateShopifyCompanies: flag("Can Update Shopify Companies", false),
  defaultContactPermission: choice(
    "Default Contact Permission",
    ["noPermission", "orderingOnly", "locationAdmin"],
    "orderingOnly",
  ),
  autoCreateCatalog: flag("Auto Create B2B Catalog", false),
  companyMetafieldsToShopify: flag("Sync Company Metafields", true),

  // Orders
  orderCreatedWebhooks: derived(flag("Auto Sync Orders", false)),
  orderCreatedWebhookUserId: derived(text("Order Created Webhook User Id", 100)),
  orderCreatedWebhookId: derived(text("Order Created Webhook Id", 50)),
  shippingChargesAccount: account("Shipping Charges Account"),
  soldGiftCardAccount: account("Sold Gift Card Account"),
  tipAccount: account("Tip Account"),
  cashRoundingsAccount: text("Cash Roundings Account", 20, { refersTo: "existingAccount" }),
  dutiesAndFeesAccount: account("Duties and Fees Account"),
  autoCreateOrders: flag("Auto Create Sales Documents", false),
  createInvoicesFromOrders: flag("Create Fulfilled Orders as Invoices", true),
  useShopifyOrderNo: flag("Use Shopify Order No.", false),
  shopifyOrderNoOnDocLine: flag("Shopify Order No. on Doc. Line", false),
  orderAttributesToShopify: flag("Sync Business Central Doc. No. as Attribute", true, {
    onlyWith: { setting: "allowOutgoingRequests", is: [true] },
  }),
  taxAreaPriority: choice("Tax Area Priority", taxAreaPriorities, "noTaxes"),
  currencyHandling: choice("Currency Handling", ["shopCurrency", "presentmentCurrency"], "shopCurrency"),
  autoReleaseSalesOrders: flag("Auto Release Sales Documents", true),
  onTotalDifference: choice("On Total Difference", ["error", "keepOpen", "release"], "error"),
  archiveProcessedOrders: flag("Archive Processed Shopify Orders", true),
  sendShippingConfirmation: flag("Send Shipping Confirmation", true),
  postedInvoiceSync: flag("Posted Invoice Sync", false),

  // Returns and refunds
  returnAndRefundProcess: choice("Process Type", ["none", "importOnly", "autoCreateSalesDocument"], "importOnly"),
  returnLocationPriority: choice(
    "Return Location Priority",
    ["defaultReturnLocation", "originalThenDefaultLocation"],
    "defaultReturnLocation",
  ),
  processReturnsAs: choice("Process Returns as", ["creditMemo", "returnOrder"], "creditMemo"),
  returnLocation: text("Default Return Location", 10),
  refundAccNonRestockItems: account("Refund Account non-restock Items"),
  refundAccount: account("Refund Account"),

  // Bulk operations
  bulkOperationWebhookUserId: derived(text("Bulk Operation Webhook User Id", 100)),
  bulkOperationWebhookId: derived(text("Bulk Operation Webhook Id", 50)),

  // The connection itself
  appUninstalledWebhookId: derived(text("App Uninstalled Webhook Id", 50)),
} as const;

export type SettingName = keyof typeof settings;

/** The values of all settings of one shop. */
export interface ShopSettings extends SettingValues<typeof settings> {}

/** What a person may change: everything that is not derived from the store. */
export type WritableSettingName = {
  [Name in SettingName]: (typeof settings)[Name] extends { readonly derived: true } ? never : Name;
}[SettingName];
