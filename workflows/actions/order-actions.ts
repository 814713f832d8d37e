import { proxyActivities } from "@temporalio/workflow";
import type { ExplainedOrder, ExplainOrderInput } from "#activities/orders/explain-missed-order";
import type {
  CancelOrderInput,
  OrderActionActivities,
  OrderActionInput,
  OrderActionResult,
} from "#activities/orders/order-action-activities";

type MissingMappings = Awaited<ReturnType<OrderActionActivities["findOrderMappings"]>>;

/** A person waits for the answer at most 20 s: three tries within that time, so that a short trouble passes unseen. */
const orders = proxyActivities<OrderActionActivities>({
  taskQueue: "shopify",
  startToCloseTimeout: "60s",
  heartbeatTimeout: "15s",
  retry: { initialInterval: "500ms", maximumInterval: "2s", maximumAttempts: 3 },
});

/** Marks an order as paid in Shopify; started as `action/{store}/mark-as-paid/{order}`. */
export async function markOrderAsPaid(input: OrderActionInput): Promise<OrderActionResult> {
  return orders.markOrderAsPaid(input);
}

/** Asks Shopify to cancel an order; started as `action/{store}/cancel-order/{order}`. */
export async function cancelOrder(input: CancelOrderInput): Promise<OrderActionResult> {
  return orders.cancelOrder(input);
}

/** Maps an order to the ERP; started as `action/{store}/find-mappings/{order}`. Answers what is still missing. */
export async function findOrderMappings(input: OrderActionInput): Promise<MissingMappings> {
  return orders.findOrderMappings(input);
}

/** Looks for an order that somebody misses, and says why it is not imported; started as `action/{store}/explain-order/{shop}/{order}`. */
export async function explainOrder(input: ExplainOrderInput): Promise<ExplainedOrder> {
  return orders.explainOrder(input);
}
