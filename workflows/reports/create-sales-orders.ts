import { proxyActivities } from "@temporalio/workflow";
import type { CreateSalesOrdersActivities } from "#activities/orders/create-sales-orders-activities";
import type { CreateSalesOrdersParameters } from "#activities/orders/create-sales-orders-parameters";
import type { OrderBatchResult } from "#activities/orders/order-batch";
import { attempt, type RunningJob } from "../attempt.ts";
import type { AttemptInput, ReportResult } from "../messages.ts";
import { erpPage, shopifyPage } from "../policies.ts";

const erp = proxyActivities<CreateSalesOrdersActivities>(erpPage);
const shopify = proxyActivities<CreateSalesOrdersActivities>(shopifyPage);

/**
 * Create Sales Orders (report 30103): the shop's unprocessed orders that pass the filters become sales documents, an order
 * that cannot says why; then Shopify is told their numbers and which orders are done.
 */
export async function createSalesOrders(input: AttemptInput<CreateSalesOrdersParameters>): Promise<ReportResult> {
  return attempt(input, async (job) => {
    const { shopCode, entryId, parameters } = input;
    await erp.readDocumentChanges({ entryId });

    job.phase("Creating sales documents");
    await eachBatch(job, async (after) => {
      const batch = await erp.createSalesDocuments({ shopCode, entryId, parameters, after });
      job.add(batch.counts);
      return batch;
    });

    job.phase("Writing document numbers to Shopify");
    await eachBatch(job, async (after) => {
      const batch = await shopify.writeBackDocumentNumbers({ shopCode, entryId, after });
      addTrouble(job, batch);
      return batch;
    });

    job.phase("Archiving orders in Shopify");
    await eachBatch(job, async (after) => {
      const batch = await shopify.closeOrders({ shopCode, entryId, after });
      addTrouble(job, batch);
      return batch;
    });
  });
}

async function eachBatch(job: RunningJob, step: (after: string) => Promise<OrderBatchResult>): Promise<void> {
  for (let after = "0"; ;) {
    const batch = await step(after);
    if (batch.done) return;
    after = batch.after;
    await job.betweenBatches();
  }
}

/** The orders were counted when their documents were made; of later steps only what goes wrong counts. */
function addTrouble(job: RunningJob, { counts }: OrderBatchResult): void {
  job.add({ failed: counts.failed, blockedBySetting: counts.blockedBySetting });
}
