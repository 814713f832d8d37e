import { patched, proxyActivities } from "@temporalio/workflow";
import type {
  CreateSalesDocumentsInput,
  CreateSalesOrdersActivities,
} from "#activities/orders/create-sales-orders-activities";
import type { CreateSalesOrdersParameters } from "#activities/orders/create-sales-orders-parameters";
import { attempt } from "../attempt.ts";
import type { AttemptInput, ReportResult } from "../messages.ts";
import { erpPage, shopifyPage } from "../policies.ts";
import { makeWhileWriting, runSteps, troubleOf, type Step } from "./steps.ts";

const { readDocumentChanges, createSalesDocuments, createCreditMemos } =
  proxyActivities<CreateSalesOrdersActivities>(erpPage);
const { requireScopes, writeBackDocumentNumbers, closeOrders } =
  proxyActivities<CreateSalesOrdersActivities>(shopifyPage);

/**
 * Create Sales Orders (report 30103): the shop's unprocessed orders that pass the filters become sales documents, an order
 * that cannot says why; then Shopify is told their numbers and which orders are done, and refunds become credit memos.
 */
export async function createSalesOrders(input: AttemptInput<CreateSalesOrdersParameters>): Promise<ReportResult> {
  const { shopCode, entryId, parameters } = input;
  return attempt(input, (job) =>
    runSteps(job, { shopCode, entryId, parameters }, patched("credit-memos") ? [...story, creditMemos] : story),
  );
}

const story: readonly Step<Omit<CreateSalesDocumentsInput, "after">>[] = [
  {
    phase: "Reading changes of documents",
    batch: async ({ shopCode, entryId }) => {
      await requireScopes({ shopCode, entryId, report: "createSalesOrders" });
      await readDocumentChanges({ entryId });
      return { done: true, after: "0", counts: {} };
    },
  },
  {
    phase: "Creating sales documents",
    batch: (run, after) =>
      makeWhileWriting(
        after,
        (place) => createSalesDocuments({ ...run, ...place }),
        (place) => writeBackDocumentNumbers({ ...run, ...place }),
      ),
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

/** After everything else, so that runs under way keep their place: a place is the number of a step. */
const creditMemos: Step<Omit<CreateSalesDocumentsInput, "after">> = {
  phase: "Creating credit memos",
  batch: (run, after) => createCreditMemos({ ...run, after }),
};
