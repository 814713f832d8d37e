// The product's jobs and lines with reports that do what a test says.
import { jobQueue as productLine } from "#workflows/job-queue";
import type { AttemptInput, JobQueueInput, ReportResult } from "#workflows/messages";
import { scriptedReport } from "./scripted-report.ts";

export { applyRetention } from "#workflows/apply-retention";
export { deliverNotification } from "#workflows/deliver-notification";
export { testNotificationRule } from "#workflows/actions/test-notification-rule";
export { notifyOfJobs } from "#workflows/notify-of-jobs";
export { initialImport } from "#workflows/initial-import";
export { reconcile } from "#workflows/reconcile";
export { runJob } from "#workflows/run-job";
export { watchSchedules } from "#workflows/watch-schedules";

type Input = AttemptInput<Readonly<Record<string, unknown>>, string | null>;

const scripted =
  (report: string) =>
  (input: Input): Promise<ReportResult> =>
    scriptedReport(report, input);

export const syncOrders = scripted("syncOrders");
export const createSalesOrders = scripted("createSalesOrders");
export const postSalesOrders = scripted("postSalesOrders");
export const syncProducts = scripted("syncProducts");
export const syncInventory = scripted("syncInventory");
export const syncImages = scripted("syncImages");
export const syncCustomers = scripted("syncCustomers");
export const syncCompanies = scripted("syncCompanies");
export const syncCatalogPrices = scripted("syncCatalogPrices");

/** The line as it is; one that ends soon does so slowly, so that joins meet it in its last step. */
export async function jobQueue(input: JobQueueInput): Promise<void> {
  await productLine(input);
  // Time stands still inside a workflow task, so the loop counts: some 60 ms.
  const isHasty = (input.timing?.idleMs ?? Number.POSITIVE_INFINITY) < 100;
  let sum = 0;
  for (let index = 0; isHasty && index < 60_000_000; index += 1) sum += index % 7;
  if (sum < 0) throw new Error("Unreachable");
}
