import type { Batch } from "./batch.ts";
import type { OptionalFields } from "./optional-fields.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";

/** Whose orders are read, and how. */
export interface OrderReader {
  readonly shopify: OrderActivityDeps["shopify"];
  readonly shop: { readonly code: string; readonly store: string };
  readonly fields: OptionalFields;
  readonly callOptions: Batch["callOptions"];
}
