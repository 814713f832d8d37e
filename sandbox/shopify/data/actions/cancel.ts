/** Cancelling an order. */
import { isTip } from "../derive/amounts.ts";
import { shopOf } from "../money.ts";
import type { OrderRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";
import { addTransaction, receiptsOf } from "./pay.ts";
import { refundOrder } from "./refund.ts";

export interface Cancellation {
  readonly reason: string;
  readonly restock: boolean;
  readonly refund: boolean;
  readonly staffNote?: string | null;
  readonly at?: number;
}

/**
 * [D: `orderCancel`] sets the reason and time, cancels open fulfillment orders and archives the order.
 * Unpaid: a refund of zero takes all lines off [M]; paid: the money goes back when asked for; authorized: the authorization is
 * voided [D].
 */
export function cancelOrder(data: ShopData, order: OrderRecord, cancellation: Cancellation): void {
  const at = cancellation.at ?? data.now();
  const isPaid = receiptsOf(order).length > 0;
  const restockType = cancellation.restock ? "CANCEL" : "NO_RESTOCK";
  if (cancellation.refund || !isPaid)
    refundOrder(data, order, {
      at,
      lines: order.lines
        .filter((line) => !isTip(line) || isPaid)
        .map((line) => ({ lineId: line.id, quantity: line.quantity, restockType })),
      shipping: true,
      note: cancellation.staffNote ?? null,
      ...(isPaid ? {} : { amount: 0 }),
    });
  for (const each of order.transactions.filter((one) => one.kind === "AUTHORIZATION" && one.status === "SUCCESS")) {
    const isSettled = order.transactions.some((other) => other.parentId === each.id);
    if (!isSettled && shopOf(each.amount) > 0)
      addTransaction(data, order, {
        kind: "VOID",
        amount: each.amount,
        gateway: each.gateway,
        parentId: each.id,
        createdAt: at,
      });
  }
  for (const each of order.fulfillmentOrders)
    if (each.status !== "CLOSED") {
      each.status = "CANCELLED";
      each.updatedAt = at;
    }
  order.cancelledAt = at;
  order.cancelReason = cancellation.reason;
  order.cancelNote = cancellation.staffNote ?? null;
  order.closedAt ??= at;
}
