/** The three statuses Shopify shows for an order. */
import { isZero, shopOf, type Bag } from "../money.ts";
import type { OrderRecord } from "../records/order.ts";
import type { ReturnRecord } from "../records/refund.ts";
import type { DerivedLine, Payments } from "./derived.ts";

/**
 * [D: `OrderDisplayFinancialStatus`] paid as soon as what is due was received; a refund of everything received is REFUNDED.
 * A cancelled order nobody paid shows VOIDED [M]; an order worth nothing is PAID [M].
 */
export function financialStatusOf(order: OrderRecord, payments: Payments, due: Bag): string {
  const captured = shopOf(payments.captured);
  if (captured > 0) {
    const refunded = shopOf(payments.refunded);
    if (refunded >= captured) return "REFUNDED";
    if (refunded > 0) return "PARTIALLY_REFUNDED";
    return captured >= shopOf(due) ? "PAID" : "PARTIALLY_PAID";
  }
  if (!isZero(payments.capturable)) return "AUTHORIZED";
  if (payments.hasVoid || order.cancelledAt !== null) return "VOIDED";
  return shopOf(due) <= 0 ? "PAID" : "PENDING";
}

/** [D: `OrderDisplayFulfillmentStatus`] what was sent decides; before that the state of the fulfillment orders. */
export function fulfillmentStatusOf(order: OrderRecord, lines: ReadonlyMap<number, DerivedLine>): string {
  let fulfilled = 0;
  let unfulfilled = 0;
  for (const line of lines.values()) {
    fulfilled += line.fulfilledQuantity;
    unfulfilled += line.unfulfilledQuantity;
  }
  if (fulfilled > 0) return unfulfilled === 0 ? "FULFILLED" : "PARTIALLY_FULFILLED";
  const active = order.fulfillmentOrders.filter((each) => each.status !== "CLOSED" && each.status !== "CANCELLED");
  if (active.some((each) => each.status === "ON_HOLD")) return "ON_HOLD";
  if (active.some((each) => each.requestStatus === "REJECTED")) return "REQUEST_DECLINED";
  if (active.some((each) => each.status === "IN_PROGRESS")) return "IN_PROGRESS";
  if (active.some((each) => each.requestStatus === "SUBMITTED")) return "PENDING_FULFILLMENT";
  if (active.length > 0 && active.every((each) => each.status === "SCHEDULED")) return "SCHEDULED";
  return "UNFULFILLED";
}

/** [D: `OrderReturnStatus`] the least finished return decides; declined and cancelled ones do not count. */
export function returnStatusOf(returns: readonly ReturnRecord[]): string {
  const statuses = new Set(returns.map((each) => each.status));
  if (statuses.has("REQUESTED")) return "RETURN_REQUESTED";
  if (statuses.has("OPEN")) return "IN_PROGRESS";
  return statuses.has("CLOSED") ? "RETURNED" : "NO_RETURN";
}
