import { findReport, type ReportName } from "./catalogue.ts";
import type { JobParameters } from "./messages.ts";

/** What the connector's actions call what they sync. Other reports are named by their captions. */
const syncTypes: Readonly<Partial<Record<ReportName, string>>> = {
  syncOrders: "Orders",
  syncProducts: "Products",
  syncInventory: "Inventory",
  syncImages: "Images",
  syncCustomers: "Customers",
  syncCompanies: "Companies",
  syncPayouts: "Payouts",
  syncDisputes: "Disputes",
  syncCatalogs: "Catalogs",
  syncCatalogPrices: "Catalog Prices",
  syncShipments: "Shipments",
  syncInvoices: "Invoices",
  syncCountries: "Countries",
};

/** The description of a job queue entry, as the connector writes it. */
export function describeJob(job: {
  readonly report: string;
  /** Null for a report of the whole company. */
  readonly shopCode: string | null;
  readonly parameters: JobParameters;
}): string {
  const { report, shopCode, parameters } = job;
  if (shopCode === null) return findReport(report)?.caption ?? report;
  if (report === "syncOrders" && (parameters["orderIds"] ?? parameters["orderNos"]) !== undefined)
    return `Shopify order sync of orders: ${shopCode}`;
  const type = parameters["onlySyncPrices"] === true ? "Prices" : syncTypes[report as ReportName];
  if (type !== undefined) return `Shopify Sync of ${type} for shop(s) ${shopCode}`;
  return `${findReport(report)?.caption ?? report} for shop(s) ${shopCode}`;
}
