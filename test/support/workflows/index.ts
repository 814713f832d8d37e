// The product's jobs and lines with reports that do what a test says.
import type { AttemptInput, ReportResult } from "#workflows/messages";
import { scriptedReport } from "./scripted-report.ts";

export { jobQueue } from "#workflows/job-queue";
export { reconcile } from "#workflows/reconcile";
export { runJob } from "#workflows/run-job";

type Input = AttemptInput<Readonly<Record<string, unknown>>, string | null>;

export async function syncOrders(input: Input): Promise<ReportResult> {
  return scriptedReport("syncOrders", input);
}

export async function createSalesOrders(input: Input): Promise<ReportResult> {
  return scriptedReport("createSalesOrders", input);
}

export async function postSalesOrders(input: Input): Promise<ReportResult> {
  return scriptedReport("postSalesOrders", input);
}
