import { proxyActivities } from "@temporalio/workflow";
import type { CreateSalesOrdersActivities, OrderBatchInput } from "#activities/orders/create-sales-orders-activities";
import type { OrderBatchResult } from "#activities/orders/order-batch";
import type { SyncOrdersActivities, SyncOrdersStep } from "#activities/orders/sync-orders-activities";
import type { SyncOrdersParameters } from "#activities/orders/sync-orders-parameters";
import { attempt, type RunningJob } from "../attempt.ts";
import type { AttemptInput, ReportResult } from "../messages.ts";
import { policies } from "../policies.ts";

const shopify = proxyActivities<SyncOrdersActivities>(policies.page);
const erp = proxyActivities<CreateSalesOrdersActivities>(policies.page);

/**
 * Sync Orders from Shopify (report 30104): the store's changed orders go into the queue, this shop claims those its filters let through and
 * imports them; then sales documents are made where the shop wants that, and Shopify is told their numbers and which orders are done.
 */
export async function syncOrders(input: AttemptInput<SyncOrdersParameters>): Promise<ReportResult> {
  return attempt(input, async (job) => {
    const { shopCode, entryId, parameters } = input;
    const isAskedFor = input.trigger === "manual" || parameters.orderIds !== undefined;
    const step: SyncOrdersStep = {
      shopCode,
      entryId,
      runId: `${entryId}/${input.attempt}`,
      parameters,
      reread: isAskedFor,
    };

    await erp.readDocumentChanges({ entryId });
    await shopify.refreshShopPlan(step);
    await listOrders(job, step);
    await shopify.claimOrders(step);
    await importOrders(job, step);

    const orders = { shopCode, entryId };
    await eachBatch(job, "Creating sales documents", orders, erp.createDueDocuments);
    await eachBatch(job, "Writing document numbers to Shopify", orders, erp.writeBackDocumentNumbers);
    await eachBatch(job, "Archiving orders in Shopify", orders, erp.closeOrders);
  });
}

async function listOrders(job: RunningJob, step: SyncOrdersStep): Promise<void> {
  job.phase("Listing orders");
  for (;;) {
    const { done, unknown } = await shopify.discoverOrders(step);
    job.add({ read: unknown, failed: unknown });
    if (done) return;
    await job.betweenBatches();
  }
}

async function importOrders(job: RunningJob, step: SyncOrdersStep): Promise<void> {
  job.phase("Importing orders");
  for (;;) {
    const { done, counts } = await shopify.importOrders(step);
    job.add(counts);
    if (done) return;
    await job.betweenBatches();
  }
}

/** Runs a step over the shop's orders. The orders were counted when they were imported; only what goes wrong counts again. */
async function eachBatch(
  job: RunningJob,
  phase: string,
  orders: Omit<OrderBatchInput, "after">,
  step: (input: OrderBatchInput) => Promise<OrderBatchResult>,
): Promise<void> {
  job.phase(phase);
  for (let after = "0"; ;) {
    const batch = await step({ ...orders, after });
    job.add({ failed: batch.counts.failed, blockedBySetting: batch.counts.blockedBySetting });
    if (batch.done) return;
    after = batch.after;
    await job.betweenBatches();
  }
}
