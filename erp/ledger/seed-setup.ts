import type { Insertable } from "kysely";
import type { Tables } from "#database/tables";

type Rows<T extends keyof Tables> = readonly Insertable<Tables[T]>[];

export const GL_ACCOUNTS: Rows<"ledger.glAccount"> = [
  { no: "2000", name: "Assets and liabilities", type: "heading", directPosting: false },
  { no: "2310", name: "Customers, domestic", directPosting: false },
  { no: "2420", name: "Gift cards sold", vatProductGroup: "ZERO" },
  { no: "2910", name: "Cash" },
  { no: "2920", name: "Bank, payment service providers" },
  { no: "5610", name: "Sales VAT", directPosting: false },
  { no: "6000", name: "Income", type: "heading", directPosting: false },
  { no: "6010", name: "Sales of goods", vatProductGroup: "STANDARD" },
  { no: "6110", name: "Shipping charges", vatProductGroup: "STANDARD" },
  { no: "6120", name: "Tips", vatProductGroup: "ZERO" },
  { no: "6130", name: "Refunds", vatProductGroup: "STANDARD" },
  { no: "6135", name: "Refunds of goods not restocked", vatProductGroup: "STANDARD" },
  { no: "6140", name: "Duties and additional fees", vatProductGroup: "ZERO" },
  { no: "9140", name: "Cash rounding", vatProductGroup: "ZERO" },
];

/** Numbers of documents say what they are; customers and items with a number of their own stay clear of the series. */
export const NUMBER_SERIES: Rows<"ledger.numberSeries"> = [
  { code: "customer", description: "Customers", prefix: "C", next: "10001" },
  { code: "contact", description: "Contacts", prefix: "CT", next: "100001" },
  { code: "item", description: "Items", prefix: "I", next: "10001" },
  { code: "salesOrder", description: "Sales orders", prefix: "SO", next: "100001" },
  { code: "salesInvoice", description: "Sales invoices", prefix: "SI", next: "100001" },
  { code: "salesCreditMemo", description: "Sales credit memos", prefix: "SC", next: "100001" },
  { code: "salesReturnOrder", description: "Sales return orders", prefix: "SR", next: "100001" },
  { code: "postedShipment", description: "Posted shipments", prefix: "PS", next: "100001", manualAllowed: false },
  { code: "postedInvoice", description: "Posted invoices", prefix: "PI", next: "100001", manualAllowed: false },
  { code: "postedCreditMemo", description: "Posted credit memos", prefix: "PC", next: "100001", manualAllowed: false },
  { code: "postedReturnReceipt", description: "Return receipts", prefix: "PR", next: "100001", manualAllowed: false },
];

/** Code, name; the ISO code is the code. */
const COUNTRY_NAMES: readonly (readonly [string, string])[] = [
  ["AT", "Austria"],
  ["AU", "Australia"],
  ["BE", "Belgium"],
  ["BR", "Brazil"],
  ["CA", "Canada"],
  ["CH", "Switzerland"],
  ["CN", "China"],
  ["CZ", "Czechia"],
  ["DE", "Germany"],
  ["DK", "Denmark"],
  ["EE", "Estonia"],
  ["ES", "Spain"],
  ["FI", "Finland"],
  ["FR", "France"],
  ["GB", "United Kingdom"],
  ["GR", "Greece"],
  ["HU", "Hungary"],
  ["IE", "Ireland"],
  ["IN", "India"],
  ["IS", "Iceland"],
  ["IT", "Italy"],
  ["JP", "Japan"],
  ["KR", "Korea"],
  ["LT", "Lithuania"],
  ["LU", "Luxembourg"],
  ["LV", "Latvia"],
  ["MX", "Mexico"],
  ["NL", "Netherlands"],
  ["NO", "Norway"],
  ["NZ", "New Zealand"],
  ["PL", "Poland"],
  ["PT", "Portugal"],
  ["RO", "Romania"],
  ["SE", "Sweden"],
  ["SG", "Singapore"],
  ["SI", "Slovenia"],
  ["SK", "Slovakia"],
  ["US", "United States"],
];
export const COUNTRIES: Rows<"ledger.country"> = COUNTRY_NAMES.map(([code, name]) => ({ code, name, isoCode: code }));

export const CURRENCIES: Rows<"ledger.currency"> = [
  { code: "CAD", isoCode: "CAD", name: "Canadian dollar" },
  { code: "DKK", isoCode: "DKK", name: "Danish krone" },
  { code: "EUR", isoCode: "EUR", name: "Euro" },
  { code: "GBP", isoCode: "GBP", name: "Pound sterling" },
  { code: "JPY", isoCode: "JPY", name: "Yen", amountDecimals: 0 },
];

/** US dollars for one unit. */
export const EXCHANGE_RATES: Rows<"ledger.exchangeRate"> = [
  { currencyCode: "CAD", startingDate: "2020-01-01", rate: "0.73" },
  { currencyCode: "DKK", startingDate: "2020-01-01", rate: "0.15" },
  { currencyCode: "EUR", startingDate: "2020-01-01", rate: "1.10" },
  { currencyCode: "GBP", startingDate: "2020-01-01", rate: "1.30" },
  { currencyCode: "JPY", startingDate: "2020-01-01", rate: "0.0068" },
];

/** Whoever is in DOMESTIC pays no VAT; the other groups are there for shops that charge it. */
export const VAT_POSTING_SETUP: Rows<"ledger.vatPostingSetup"> = [
  ["DOMESTIC", "0"],
  ["EXPORT", "0"],
  ["VAT20", "20"],
  ["VAT24", "24"],
].flatMap(([vatBusinessGroup = "", percent = "0"]) => [
  {
    vatBusinessGroup,
    vatProductGroup: "STANDARD",
    vatIdentifier: `VAT${percent}`,
    vatPercent: percent,
    salesVatAccountNo: "5610",
  },
  { vatBusinessGroup, vatProductGroup: "ZERO", vatIdentifier: "ZERO", vatPercent: "0", salesVatAccountNo: "5610" },
]);

export const PAYMENT_TERMS: Rows<"ledger.paymentTerms"> = [
  { code: "COD", description: "Cash on delivery", dueDays: 0 },
  { code: "14D", description: "Net 14 days", dueDays: 14 },
  { code: "30D", description: "Net 30 days", dueDays: 30 },
  { code: "60D", description: "Net 60 days", dueDays: 60 },
];

export const PAYMENT_METHODS: Rows<"ledger.paymentMethod"> = [
  { code: "BANK", description: "Bank transfer" },
  { code: "CARD", description: "Card payment", balancingAccountNo: "2920" },
  { code: "CASH", description: "Cash payment", balancingAccountNo: "2910" },
  { code: "PAYPAL", description: "PayPal", balancingAccountNo: "2920" },
];

export const SHIPMENT_METHODS: Rows<"ledger.shipmentMethod"> = [
  { code: "STANDARD", description: "Standard delivery" },
  { code: "EXPRESS", description: "Express delivery" },
  { code: "PICKUP", description: "Pickup in store" },
];

export const SHIPPING_AGENTS: Rows<"ledger.shippingAgent"> = [
  { code: "DHL", name: "DHL", trackingUrl: "https://www.dhl.com/en/express/tracking.html?AWB=%1" },
  { code: "FEDEX", name: "FedEx", trackingUrl: "https://www.fedex.com/fedextrack/?trknbr=%1" },
  { code: "UPS", name: "UPS", trackingUrl: "https://www.ups.com/track?tracknum=%1" },
];

export const SHIPPING_AGENT_SERVICES: Rows<"ledger.shippingAgentService"> = ["DHL", "FEDEX", "UPS"].flatMap((agent) => [
  { shippingAgentCode: agent, code: "STANDARD", description: "Standard" },
  { shippingAgentCode: agent, code: "NEXTDAY", description: "Next day" },
]);

export const SALESPEOPLE: Rows<"ledger.salesperson"> = [
  { code: "JO", name: "Jim Olive" },
  { code: "LT", name: "Linda Turner" },
];

export const TAX_AREAS: Rows<"ledger.taxArea"> = [{ code: "SEATTLE", description: "Seattle, WA" }];

export const LOCATIONS: Rows<"ledger.location"> = [
  { code: "MAIN", name: "Main warehouse", countryCode: "US" },
  { code: "EAST", name: "Warehouse east", countryCode: "US" },
  { code: "WEST", name: "Warehouse west", countryCode: "US" },
];

export const UNITS_OF_MEASURE: Rows<"ledger.unitOfMeasure"> = [
  { code: "PCS", description: "Piece" },
  { code: "BOX", description: "Box" },
];

export const CUSTOMER_TEMPLATES: Rows<"ledger.customerTemplate"> = [
  { code: "CUSTOMER", description: "Consumer", vatBusinessGroup: "DOMESTIC", paymentTermsCode: "COD" },
  { code: "COMPANY", description: "Company", vatBusinessGroup: "DOMESTIC", paymentTermsCode: "30D" },
  { code: "EXPORT", description: "Consumer abroad", vatBusinessGroup: "EXPORT", paymentTermsCode: "COD" },
];

export const ITEM_TEMPLATES: Rows<"ledger.itemTemplate"> = [
  { code: "ITEM", description: "Goods", unitOfMeasure: "PCS", vatProductGroup: "STANDARD" },
];

export const ITEM_CHARGES: Rows<"ledger.itemCharge"> = [
  { no: "FREIGHT", description: "Freight", vatProductGroup: "STANDARD" },
];
