import { patched, proxyActivities } from "@temporalio/workflow";
import type { CreateSalesOrdersActivities } from "#activities/orders/create-sales-orders-activities";
import type { SyncOrdersActivities, SyncOrdersStep } from "#activities/orders/sync-orders-activities";
import type { SyncOrdersParameters } from "#activities/orders/sync-orders-parameters";
import { attempt } from "../attempt.ts";
import type { AttemptInput, ReportResult } from "../messages.ts";
import { erpPage, shopifyPage } from "../policies.ts";
import { makeWhileWriting, runSteps, troubleOf, type Step } from "./steps.ts";

const {
  requireScopes,
  refreshShopPlan,
  discoverOrders,
  claimOrders,
  importOrders,
  requireOrderNumbers,
  writeBackDocumentNumbers,
  closeOrders,
} = proxyActivities<SyncOrdersActivities & CreateSalesOrdersActivities>(shopifyPage);
const { readDocumentChanges, createDueDocuments, createCreditMemos } =
  proxyActivities<CreateSalesOrdersActivities>(erpPage);

/**
 * Sync Orders from Shopify (report 30104): the store's changed orders go into the queue, this shop claims those its filters let through and
 * imports and maps them; then, unless it was only to import, sales documents are made where the shop wants that, Shopify is told their numbers
 * and which orders are done, and refunds become credit memos. Ends with an error when it was asked for order numbers that nobody knows.
 */
export async function syncOrders(input: AttemptInput<SyncOrdersParameters>): Promise<ReportResult> {
  const { shopCode, entryId, parameters } = input;
  const namesOrders = parameters.orderIds !== undefined || parameters.orderNos !== undefined;
  const isAskedFor = input.trigger === "manual" || input.trigger === "foreground" || namesOrders;
  const run: SyncOrdersStep = {
    shopCode,
    entryId,
    runId: `${entryId}/${input.attempt}`,
    parameters,
    reread: isAskedFor,
  };
  return attempt(input, (job) => runSteps(job, run, stepsOf(parameters)));
}

function stepsOf({ importOnly = false, orderNos }: SyncOrdersParameters): readonly Step<SyncOrdersStep>[] {
  const steps = importOnly ? imports : story();
  return orderNos !== undefined && patched("numbers-nobody-knows") ? [...steps, orderNumbers] : steps;
}

const story = (): readonly Step<SyncOrdersStep>[] => [
  ...imports,
  ...documents,
  ...(patched("credit-memos") ? [creditMemos] : []),
];

const imports: readonly Step<SyncOrdersStep>[] = [
  {
    phase: "Reading changes of documents and the store's plan",
    batch: async (run) => {
      await requireScopes({ shopCode: run.shopCode, entryId: run.entryId, report: "syncOrders" });
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
];

const documents: readonly Step<SyncOrdersStep>[] = [
  {
    phase: "Creating sales documents",
    batch: async (run, after) => {
      const batch = await makeWhileWriting(
        after,
        (place) => createDueDocuments({ ...run, ...place }),
        (place) => writeBackDocumentNumbers({ ...run, ...place }),
      );
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

/** After everything else: a mistyped number keeps no other order out. */
const orderNumbers: Step<SyncOrdersStep> = {
  phase: "Looking for numbers nobody knows",
  batch: async (run) => {
    await requireOrderNumbers(run);
    return { done: true, after: "0", counts: {} };
  },
};

/** After the documents, so that runs under way keep their place: a place is the number of a step. */
const creditMemos: Step<SyncOrdersStep> = {
  phase: "Creating credit memos",
  batch: (run, after) => createCreditMemos({ ...run, after }),
};
