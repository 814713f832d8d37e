import type { StartRequest } from "#temporal/start-jobs";
import type { Catalogue, ReportName } from "#workflows/catalogue";
import type { JobParameters } from "#workflows/messages";

/**
 * What *Sync All* runs, in its order ("Microsoft Learn: Run tasks in the background", Sync All). Orders, payouts and shipments are not
 * part of it, whatever its tooltip says.
 */
const syncAll = [
  { report: "syncCustomers", parameters: {} },
  { report: "syncProducts", parameters: {} },
  { report: "syncInventory", parameters: {} },
  { report: "syncImages", parameters: {} },
  { report: "syncProducts", parameters: { onlySyncPrices: true } },
  { report: "syncCompanies", parameters: {} },
  { report: "syncCatalogPrices", parameters: {} },
] as const satisfies readonly { readonly report: ReportName; readonly parameters: JobParameters }[];

export interface SyncAllPlan {
  readonly jobs: readonly Pick<StartRequest, "report" | "parameters">[];
  /** What is not started, and why. Named once, also when it would run twice. */
  readonly left: readonly { readonly report: ReportName; readonly reason: "report-not-available" }[];
}

/** Which jobs *Sync All* of a shop is made of in this version. */
export function planSyncAll(catalogue: Catalogue): SyncAllPlan {
  const isAvailable = ({ report }: { readonly report: ReportName }): boolean =>
    catalogue.find(report)?.available === true;
  const missing = new Set(syncAll.filter((job) => !isAvailable(job)).map(({ report }) => report));
  return {
    jobs: syncAll.filter(isAvailable),
    left: [...missing].map((report) => ({ report, reason: "report-not-available" })),
  };
}
