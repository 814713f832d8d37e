import type { SetupFacts } from "#domain/shops/erp-setup";
import type { Finding } from "#domain/shops/finding";
import type { PreflightFacts } from "#domain/shops/preflight";
import type { StoreTerms } from "#domain/shops/preflight-store";
import type { Shop } from "#domain/shops/shop";
import { noMappings, type ShopMappings } from "#domain/shops/shop-mappings";
import type { StoreCheck, StoreFacts } from "#domain/shops/store-facts";
import { aShop } from "./a-shop.ts";

export const now = new Date("2026-11-25T10:00:00Z");

/** A shop that has all it needs. */
export const aReadyShop = (settings: Partial<Shop> = {}): Shop =>
  aShop({
    enabled: true,
    autoCreateOrders: true,
    autoCreateUnknownCustomers: true,
    customerTemplCode: "BUYER",
    autoCreateUnknownItems: true,
    itemTemplCode: "GOODS",
    shippingChargesAccount: "6110",
    tipAccount: "6120",
    soldGiftCardAccount: "2420",
    dutiesAndFeesAccount: "6140",
    cashRoundingsAccount: "9140",
    orderCreatedWebhooks: true,
    orderCreatedWebhookId: "11",
    bulkOperationWebhookId: "12",
    appUninstalledWebhookId: "13",
    ...settings,
  });

export const storeFacts = (facts: Partial<StoreFacts> = {}): StoreFacts => ({
  currencyCode: "USD",
  presentmentCurrencies: ["USD"],
  timeZone: "UTC",
  shipsToCountries: ["US"],
  grantedScopes: ["write_orders", "read_all_orders", "read_returns"],
  supportedApiVersions: ["2026-04", "2026-07"],
  webhooks: [
    { topic: "ORDERS_CREATE", id: "11" },
    { topic: "BULK_OPERATIONS_FINISH", id: "12" },
    { topic: "APP_UNINSTALLED", id: "13" },
  ],
  locations: [],
  ...facts,
});

export const aCheck = (facts: Partial<StoreFacts> = {}): StoreCheck => ({
  at: now,
  answer: { kind: "told", facts: storeFacts(facts), repairs: [] },
});

/** Scopes are taken by their names here; what they include is the business of shopify/scopes. */
export const terms = (changes: Partial<StoreTerms> = {}): StoreTerms => ({
  apiVersion: "2026-07",
  apiVersionState: "ok",
  apiVersionExpiresAt: new Date("2027-07-01T00:00:00Z"),
  scopes: [
    { report: "syncOrders", required: ["write_orders", "read_all_orders"], optional: ["read_returns"] },
    { report: "createSalesOrders", required: ["write_orders"], optional: [] },
  ],
  missing: (granted, wanted) => wanted.filter((scope) => !granted.includes(scope)),
  now,
  ...changes,
});

const account = (no: string) => ({ no, isPostable: true, blocked: false, vatProductGroup: "GOODS" });

/** A ledger that has all such a shop needs. */
export const aSetup = (changes: Partial<SetupFacts> = {}): SetupFacts => ({
  company: { timeZone: "UTC", localCurrencyCode: "USD" },
  numberSeries: (["salesOrder", "salesInvoice", "customer", "contact", "item"] as const).map((code) => ({
    code,
    manualAllowed: true,
  })),
  customerTemplates: [{ code: "BUYER", vatBusinessGroup: "DOMESTIC" }],
  itemTemplates: [{ code: "GOODS", vatProductGroup: "GOODS" }],
  customers: [],
  accounts: ["6110", "6120", "2420", "6140", "9140"].map(account),
  shopCurrency: { isoCode: "USD", code: "", hasRate: true },
  currencies: [{ isoCode: "USD", code: "", hasRate: true }],
  countries: ["US"],
  itemCharges: [],
  references: [],
  vatPostingSetup: [{ vatBusinessGroup: "DOMESTIC", vatProductGroup: "GOODS" }],
  customerGroups: [],
  itemGroups: [],
  ...changes,
});

export const mappings = (changes: Partial<ShopMappings> = {}): ShopMappings => ({ ...noMappings, ...changes });

export const aPreflight = (changes: Partial<PreflightFacts> = {}): PreflightFacts => ({
  shop: aReadyShop(),
  access: { state: "connected", renewableUntil: null, isEndless: false },
  check: aCheck(),
  mappings: mappings(),
  setup: aSetup(),
  scheduledReports: ["syncOrders"],
  reports: [
    { name: "syncOrders", available: true },
    { name: "createSalesOrders", available: true },
    { name: "syncProducts", available: false },
  ],
  terms: terms(),
  ...changes,
});

/** `error tip-account-missing /api/shops/DEMO#/tipAccount` */
export const told = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ severity, code, field }) => [severity, code, field?.path ?? ""].join(" ").trim());
