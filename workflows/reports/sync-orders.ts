import { proxyActivities } from "@temporalio/workflow";
import type { CreateSalesOrdersActivities } from "#activities/orders/create-sales-orders-activities";
import type { OrderBatchResult } from "#activities/orders/order-batch";
import type { SyncOrdersActivities, SyncOrdersStep } from "#activities/orders/sync-orders-activities";
import type { SyncOrdersParameters } from "#activities/orders/sync-orders-parameters";
import { attempt } from "../attempt.ts";
import type { AttemptInput, Counts, ReportResult } from "../messages.ts";
import { erpPage, shopifyPage } from "../policies.ts";

const { refreshShopPlan, discoverOrders, claimOrders, importOrders, writeBackDocumentNumbers, closeOrders } =
  proxyActivities<SyncOrdersActivities & CreateSalesOrdersActivities>(shopifyPage);
const { readDocumentChanges, createDueDocuments } = proxyActivities<CreateSalesOrdersActivities>(erpPage);

/**
 * Sync Orders from Shopify (report 30104): the store's changed orders go into the queue, this shop claims those its filters let through and
 * imports them; then sales documents are made where the shop wants that, and Shopify is told their numbers and which orders are done.
 */
export async function syncOrders(input: AttemptInput<SyncOrdersParameters>): Promise<ReportResult> {
  const { shopCode, entryId, parameters } = input;
  const isAskedFor = input.trigger === "manual" || input.trigger === "foreground" || parameters.orderIds !== undefined;
  const run: SyncOrdersStep = {
    shopCode,
    entryId,
    runId: `${entryId}/${input.attempt}`,
    parameters,
    reread: isAskedFor,
  };
  return attempt(input, async (job) => {
    let place = (job.carry as Place | null | undefined) ?? { step: 0, after: "0" };
    for (;;) {
      const step = story[place.step];
      if (step === undefined) return;
      job.phase(step.phase);
      const batch = await step.batch(run, place.after);
      job.add(batch.counts);
      place = batch.done ? { step: place.step + 1, after: "0" } : { step: place.step, after: batch.after };
      job.carry = place;
      if (place.step < story.length) await job.betweenBatches();
    }
  });
}

/** Where a run goes on in a new execution. What the steps did is in the database. */
interface Place {
  readonly step: number;
  readonly after: string;
}

interface Step {
  readonly phase: string;
  readonly batch: (run: SyncOrdersStep, after: string) => Promise<StepResult>;
}

interface StepResult {
  readonly done: boolean;
  readonly after: string;
  readonly counts: Partial<Counts>;
}

const story: readonly Step[] = [
  {
    phase: "Reading changes of documents and the store's plan",
    batch: async (run) => {
      await readDocumentChanges({ entryId: run.entryId });
      await refreshShopPlan(run);
      return { done: true, after: "0", counts: {} };
    },
  },
  {
    phase: "Listing orders",
    batch: async (run) => {
      const { done, unknown } = await discoverOrders(run);
      return { done, after: "0", counts: { read: unknown, failed: unknown } };
    },
  },
  {
    phase: "Claiming orders",
    batch: async (run) => {
      await claimOrders(run);
      return { done: true, after: "0", counts: {} };
    },
  },
  {
    phase: "Importing orders",
    batch: async (run) => {
      const { done, counts } = await importOrders(run);
      return { done, after: "0", counts };
    },
  },
  {
    phase: "Creating sales documents",
    batch: async (run, after) => {
      const batch = await createDueDocuments({ ...run, after });
      const { counts, ...place } = troubleOf(batch);
      // An order that cannot be mapped yet was left without a document: the run must not look as if all were done.
      return { ...place, counts: { ...counts, skipped: batch.counts.skipped } };
    },
  },
  {
    phase: "Writing document numbers to Shopify",
    batch: async (run, after) => troubleOf(await writeBackDocumentNumbers({ ...run, after })),
  },
  {
    phase: "Archiving orders in Shopify",
    batch: async (run, after) => troubleOf(await closeOrders({ ...run, after })),
  },
];

/** The orders were counted when they were imported; of the steps after that only what goes wrong counts. */
function troubleOf({ done, after, counts }: OrderBatchResult): StepResult {
  return { done, after, counts: { failed: counts.failed, blockedBySetting: counts.blockedBySetting } };
}
