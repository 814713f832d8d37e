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

/** The moments between two steps of making a document, in their order. */
export type Boundary =
  | "order-mapped"
  | "intent-planned"
  | "document-created"
  | "order-marked"
  | "attributes-written"
  | "write-back-marked"
  | "order-closed";

export const BOUNDARIES: readonly Boundary[] = [
  "order-mapped",
  "intent-planned",
  "document-created",
  "order-marked",
  "attributes-written",
  "write-back-marked",
  "order-closed",
];
