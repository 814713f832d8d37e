/** Given values give way when what they speak of changes. */
import type { OrderRecord } from "../records/order.ts";

export const GIVEN_OF_PAYMENT = [
  "displayFinancialStatus",
  "fullyPaid",
  "unpaid",
  "totalOutstandingSet",
  "totalReceivedSet",
  "totalRefundedSet",
  "canMarkAsPaid",
] as const;

export const GIVEN_OF_FULFILLMENT = ["displayFulfillmentStatus", "fulfillable"] as const;

export function forgetGiven(order: OrderRecord, names: readonly string[]): void {
  if (order.given === undefined) return;
  const left = Object.entries(order.given).filter(([name]) => !names.includes(name));
  if (left.length === 0) delete order.given;
  else order.given = Object.fromEntries(left);
}
