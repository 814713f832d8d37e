/** Name of a report in the API, and the type of its workflow. */
export type ReportName =
  | "syncOrders"
  | "createSalesOrders"
  | "syncShipments"
  | "syncProducts"
  | "syncInventory"
  | "syncImages"
  | "syncCustomers"
  | "syncCompanies"
  | "syncPayouts"
  | "syncDisputes"
  | "syncCatalogs"
  | "syncCatalogPrices"
  | "syncInvoices"
  | "syncCountries"
  | "suggestPayments"
  | "postSalesOrders"
  | "postSalesInvoices";

export type Area =
  | "orders"
  | "products"
  | "inventory"
  | "customers"
  | "companies"
  | "catalogs"
  | "shipments"
  | "payments"
  | "documents"
  | "shops";

export interface Report {
  readonly name: ReportName;
  /** Object number in Business Central; accepted wherever the name is. */
  readonly number: number;
  readonly caption: string;
  readonly direction: "fromShopify" | "toShopify" | "both" | "none";
  readonly area: Area;
  /** Per shop, or once for the company (no shop, and the company's line). */
  readonly scope: "shop" | "company";
  /** Job queue category unless the request says otherwise: at most one job of it runs at a time within its scope. */
  readonly category: "SHPFY" | "SALESPOST";
  /** Whether a failed run counts in the cue *Synchronization Errors*. */
  readonly countsInCue: boolean;
  readonly schedulable: boolean;
  readonly writesToShopify: boolean;
  /** Name of the schema its parameters are checked against. */
  readonly parametersSchema: string;
  /** False: known from Business Central, but not built yet. */
  readonly available: boolean;
}

const report = (
  name: ReportName,
  number: number,
  caption: string,
  area: Area,
  direction: Report["direction"],
  exceptions: Partial<
    Pick<Report, "scope" | "category" | "countsInCue" | "schedulable" | "writesToShopify" | "available">
  > = {},
): Report => ({
  name,
  number,
  caption,
  direction,
  area,
  scope: "shop",
  category: "SHPFY",
  countsInCue: true,
  schedulable: true,
  writesToShopify: direction === "toShopify" || direction === "both",
  parametersSchema: `${name.charAt(0).toUpperCase()}${name.slice(1)}Parameters`,
  available: false,
  ...exceptions,
});

const posting = { scope: "company", category: "SALESPOST", countsInCue: false } as const;

/** Every report, in the order of the connector's documentation. Twelve of them count in *Synchronization Errors*. */
export const reports: readonly Report[] = [
  // Imports, but also writes document numbers back and archives processed orders.
  report("syncOrders", 30104, "Sync Orders from Shopify", "orders", "fromShopify", {
    writesToShopify: true,
    available: true,
  }),
  report("createSalesOrders", 30103, "Create Sales Orders", "orders", "none", {
    countsInCue: false,
    writesToShopify: true,
    available: true,
  }),
  report("syncShipments", 30109, "Sync Shipments to Shopify", "shipments", "toShopify"),
  report("syncProducts", 30108, "Sync Products", "products", "both"),
  report("syncInventory", 30102, "Sync Stock to Shopify", "inventory", "toShopify"),
  report("syncImages", 30107, "Sync Images", "products", "both"),
  report("syncCustomers", 30100, "Sync Customers", "customers", "both"),
  report("syncCompanies", 30114, "Sync Companies", "companies", "both"),
  report("syncPayouts", 30105, "Sync Payouts", "payments", "fromShopify"),
  report("syncDisputes", 30120, "Sync Disputes", "payments", "fromShopify"),
  report("syncCatalogs", 30115, "Sync Catalogs", "catalogs", "fromShopify"),
  report("syncCatalogPrices", 30116, "Sync Catalog Prices", "catalogs", "toShopify"),
  report("syncInvoices", 30119, "Sync Invoices to Shopify", "documents", "toShopify", { schedulable: false }),
  report("syncCountries", 30110, "Sync Countries", "shops", "fromShopify", {
    countsInCue: false,
    schedulable: false,
    available: true,
  }),
  report("suggestPayments", 30118, "Suggest Payments", "payments", "none", { countsInCue: false }),
  report("postSalesOrders", 296, "Batch Post Sales Orders", "documents", "none", posting),
  report("postSalesInvoices", 297, "Batch Post Sales Invoices", "documents", "none", posting),
];

/** The reports that can be started and asked for. */
export interface Catalogue {
  readonly reports: readonly Report[];
  /** The report with this API name or this number. */
  find(nameOrNumber: string): Report | undefined;
}

export const createCatalogue = (list: readonly Report[]): Catalogue => ({
  reports: list,
  find: (nameOrNumber) => list.find(({ name, number }) => name === nameOrNumber || String(number) === nameOrNumber),
});

/** Those of this version. */
export const catalogue = createCatalogue(reports);

/** What is known of a report, also of one that is not available. */
export const findReport = (nameOrNumber: string): Report | undefined => catalogue.find(nameOrNumber);
