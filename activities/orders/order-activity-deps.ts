import type { Database } from "#database/connection";
import type { ErpPort } from "#erp/port";
import type { ShopifyClient } from "#shopify/client";

/** What the steps from an imported order to its sales document work with. */
export interface OrderActivityDeps {
  readonly db: Database;
  readonly erp: ErpPort;
  readonly shopify: ShopifyClient;
  /**
   * Called between the steps that must survive a crash, so that a test can kill the process exactly there. Nothing in
   * production.
   */
  readonly boundary?: (name: Boundary) => Promise<void>;
}

/** The moments between two steps from an order to its document and back to Shopify, or from a refund to its credit memo, in their order. */
export type Boundary =
  | "order-mapped"
  | "intent-planned"
  | "document-created"
  | "order-marked"
  | "attributes-written"
  | "write-back-marked"
  | "order-closed"
  | "refund-planned"
  | "credit-memo-created"
  | "credit-memo-linked";

/** Those of orders. */
export const BOUNDARIES: readonly Boundary[] = [
  "order-mapped",
  "intent-planned",
  "document-created",
  "order-marked",
  "attributes-written",
  "write-back-marked",
  "order-closed",
];

/** Those of refunds, whose credit memos come last. */
export const REFUND_BOUNDARIES: readonly Boundary[] = ["refund-planned", "credit-memo-created", "credit-memo-linked"];
