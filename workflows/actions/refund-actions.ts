import { proxyActivities } from "@temporalio/workflow";
import type {
  RefundActionActivities,
  RefundActionInput,
  RefundActionResult,
} from "#activities/refunds/refund-action-activities";

/** A person waits for the answer at most 20 s: three tries within that time, so that a short trouble passes unseen. */
const refunds = proxyActivities<RefundActionActivities>({
  taskQueue: "erp",
  startToCloseTimeout: "60s",
  retry: { initialInterval: "500ms", maximumInterval: "2s", maximumAttempts: 3 },
});

/** Makes the credit memo or return order of a refund; started as `action/{store}/create-document/{refund}`. */
export async function createRefundDocument(input: RefundActionInput): Promise<RefundActionResult> {
  return refunds.createRefundDocument(input);
}
