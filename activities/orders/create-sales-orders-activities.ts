import { applyDocumentChanges } from "#database/document-changes";
import { createCreditMemos } from "../refunds/create-credit-memos.ts";
import { requireScopes } from "../shops/require-scopes.ts";
import { inBatch } from "./batch.ts";
import { closeOrders } from "./close-orders.ts";
import { createDueDocuments, createSalesDocuments } from "./create-sales-documents.ts";
import type { CreateSalesOrdersParameters } from "./create-sales-orders-parameters.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";
import type { OrderBatchPlace, OrderBatchResult } from "./order-batch.ts";
import { writeBackDocumentNumbers } from "./write-back.ts";

/** One batch of a shop's orders. `after` is what the batch before answered, `"0"` in the first. */
export interface OrderBatchInput extends OrderBatchPlace {
  readonly shopCode: string;
  readonly entryId: string;
}

export interface CreateSalesDocumentsInput extends OrderBatchInput {
  readonly parameters: CreateSalesOrdersParameters;
}

export interface RequireScopesInput {
  readonly shopCode: string;
  readonly entryId: string;
  readonly report: "syncOrders" | "createSalesOrders";
}

/** Steps from imported orders to documents, and what Shopify is told of them. Each can be repeated. */
export const createSalesOrdersActivities = (deps: OrderActivityDeps) => ({
  /** Throws `scope-missing` when the store has not granted what the report cannot do without. */
  async requireScopes(input: RequireScopesInput): Promise<void> {
    const { shopCode, entryId, report } = input;
    await inBatch(entryId, (batch) => requireScopes(deps, shopCode, report, batch.callOptions));
  },

  /** Reads what was deleted or posted in the ERP. Called at the start of a job. */
  async readDocumentChanges(input: { readonly entryId: string }): Promise<void> {
    await inBatch(input.entryId, () => applyDocumentChanges(deps.db, deps.erp));
  },

  /** Documents of the orders imported since the last time (30104 with Auto Create Sales Documents). */
  async createDueDocuments(input: OrderBatchInput): Promise<OrderBatchResult> {
    return inBatch(input.entryId, (batch) => createDueDocuments(deps, input, batch));
  },

  /** Documents of all unprocessed orders that pass the filters (30103). */
  async createSalesDocuments(input: CreateSalesDocumentsInput): Promise<OrderBatchResult> {
    return inBatch(input.entryId, (batch) => createSalesDocuments(deps, input, batch));
  },

  /** Credit memos or return orders of refunds that have none (both reports). */
  async createCreditMemos(input: OrderBatchInput): Promise<OrderBatchResult> {
    return inBatch(input.entryId, (batch) => createCreditMemos(deps, input, batch));
  },

  async writeBackDocumentNumbers(input: OrderBatchInput): Promise<OrderBatchResult> {
    return inBatch(input.entryId, (batch) => writeBackDocumentNumbers(deps, input, batch));
  },

  async closeOrders(input: OrderBatchInput): Promise<OrderBatchResult> {
    return inBatch(input.entryId, (batch) => closeOrders(deps, input, batch));
  },
});

export type CreateSalesOrdersActivities = ReturnType<typeof createSalesOrdersActivities>;
