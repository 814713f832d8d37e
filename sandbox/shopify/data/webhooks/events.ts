/** Which webhooks a change raises. */
import type { PiecesOfLine } from "../actions/fulfil.ts";
import { gid } from "../ids.ts";
import type { ProductRecord } from "../records/catalogue.ts";
import type { CustomerRecord } from "../records/customer.ts";
import type { OrderRecord } from "../records/order.ts";
import { restOrder, restRefund } from "../rest/rest-order.ts";
import { restCustomer, restProduct } from "../rest/rest-records.ts";
import type { ShopData } from "../store.ts";
import { timeText } from "../views/view.ts";
import type { WebhookEvent } from "./deliveries.ts";

export const orderEvent = (data: ShopData, topic: string, order: OrderRecord): WebhookEvent => ({
  topic,
  resourceId: gid("Order", order.id),
  payload: restOrder(data, order),
});

export interface CommittedEdit {
  readonly id: number;
  readonly notifyCustomer: boolean;
  readonly staffNote: string | null;
  readonly additions: readonly PiecesOfLine[];
  readonly removals: readonly PiecesOfLine[];
}

/** [D: topic ORDERS_EDITED] what an edit added and removed, by line. */
export const orderEditedEvent = (data: ShopData, order: OrderRecord, edit: CommittedEdit): WebhookEvent => {
  const deltas = (pieces: readonly PiecesOfLine[]) =>
    pieces.map(({ line, quantity }) => ({ id: line.id, delta: quantity }));
  return {
    topic: "ORDERS_EDITED",
    resourceId: gid("Order", order.id),
    payload: {
      order_edit: {
        id: edit.id,
        app_id: null,
        created_at: timeText(data.now()),
        notify_customer: edit.notifyCustomer,
        order_id: order.id,
        staff_note: edit.staffNote,
        user_id: null,
        line_items: { additions: deltas(edit.additions), removals: deltas(edit.removals) },
        discounts: { line_item: { additions: [], removals: [] } },
        shipping_lines: { additions: [], removals: [] },
      },
    },
  };
};

export const customerEvent = (data: ShopData, topic: string, customer: CustomerRecord): WebhookEvent => ({
  topic,
  resourceId: gid("Customer", customer.id),
  payload: restCustomer(data, customer),
});

export const productEvent = (data: ShopData, topic: string, product: ProductRecord): WebhookEvent => ({
  topic,
  resourceId: gid("Product", product.id),
  payload: restProduct(data, product),
});

export interface OrderState {
  readonly isPaid: boolean;
  readonly isFulfilled: boolean;
  readonly isCancelled: boolean;
  readonly refunds: number;
}

export const orderState = (data: ShopData, order: OrderRecord): OrderState => {
  const { fullyPaid, displayFulfillmentStatus } = data.derived(order);
  return {
    isPaid: fullyPaid,
    isFulfilled: displayFulfillmentStatus === "FULFILLED",
    isCancelled: order.cancelledAt !== null,
    refunds: order.refunds.length,
  };
};

/** Every change raises `orders/updated`, and what it brought about its own topic [D]. */
export function orderChangeEvents(data: ShopData, before: OrderState, order: OrderRecord): WebhookEvent[] {
  const after = orderState(data, order);
  const topics = [
    "ORDERS_UPDATED",
    ...(after.isPaid && !before.isPaid ? ["ORDERS_PAID"] : []),
    ...(after.isFulfilled && !before.isFulfilled ? ["ORDERS_FULFILLED"] : []),
    ...(after.isCancelled && !before.isCancelled ? ["ORDERS_CANCELLED"] : []),
  ];
  return [
    ...topics.map((topic) => orderEvent(data, topic, order)),
    ...order.refunds.slice(before.refunds).map((refund) => ({
      topic: "REFUNDS_CREATE",
      resourceId: gid("Refund", refund.id),
      payload: restRefund(order, refund),
    })),
  ];
}
