/** Which webhooks a change raises. */
import type { PiecesOfLine } from "../actions/fulfil.ts";
import { gid } from "../ids.ts";
import type { ProductRecord } from "../records/catalogue.ts";
import type { CompanyLocationRecord, CompanyRecord, CustomerRecord } from "../records/customer.ts";
import type { OrderRecord } from "../records/order.ts";
import type { ReturnRecord } from "../records/refund.ts";
import { restFulfillment, restOrder, restRefund } from "../rest/rest-order.ts";
import { restCustomer, restProduct } from "../rest/rest-records.ts";
import {
  restCompany,
  restCompanyLocation,
  restDeclinedReturn,
  restReturn,
  restReturnStatus,
} from "../rest/rest-returns.ts";
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

export const companyEvent = (topic: string, company: CompanyRecord): WebhookEvent => ({
  topic,
  resourceId: gid("Company", company.id),
  payload: restCompany(company),
});

export const companyLocationEvent = (
  topic: string,
  company: CompanyRecord,
  location: CompanyLocationRecord,
): WebhookEvent => ({
  topic,
  resourceId: gid("CompanyLocation", location.id),
  payload: restCompanyLocation(company, location),
});

export interface OrderState {
  readonly isPaid: boolean;
  readonly isFulfilled: boolean;
  readonly isCancelled: boolean;
  readonly refunds: number;
  /** When each fulfillment was changed last. */
  readonly fulfillments: ReadonlyMap<number, number>;
  /** Status of each return. */
  readonly returns: ReadonlyMap<number, string>;
}

export const orderState = (data: ShopData, order: OrderRecord): OrderState => {
  const { fullyPaid, displayFulfillmentStatus } = data.derived(order);
  return {
    isPaid: fullyPaid,
    isFulfilled: displayFulfillmentStatus === "FULFILLED",
    isCancelled: order.cancelledAt !== null,
    refunds: order.refunds.length,
    fulfillments: new Map(order.fulfillments.map((each) => [each.id, each.updatedAt])),
    returns: new Map(order.returns.map((each) => [each.id, each.status])),
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
    ...fulfillmentEvents(before, order),
    ...order.returns.flatMap((each) => returnEvent(before.returns.get(each.id), order, each)),
  ];
}

const fulfillmentEvents = (before: OrderState, order: OrderRecord): WebhookEvent[] =>
  order.fulfillments
    .filter((each) => before.fulfillments.get(each.id) !== each.updatedAt)
    .map((each) => ({
      topic: before.fulfillments.has(each.id) ? "FULFILLMENTS_UPDATE" : "FULFILLMENTS_CREATE",
      resourceId: gid("Fulfillment", each.id),
      payload: restFulfillment(order, each),
    }));

/** [D: topics RETURNS_*] a return that is made open was approved at once; one that opens again after it was closed is reopened. */
function returnEvent(before: string | undefined, order: OrderRecord, each: ReturnRecord): WebhookEvent[] {
  if (before === each.status) return [];
  const event = (topic: string, payload: WebhookEvent["payload"]): WebhookEvent[] => [
    { topic, resourceId: gid("Return", each.id), payload },
  ];
  switch (each.status) {
    case "REQUESTED":
      return event("RETURNS_REQUEST", restReturn(order, each));
    case "OPEN":
      return before === "CLOSED"
        ? event("RETURNS_REOPEN", restReturnStatus(order, each))
        : event("RETURNS_APPROVE", restReturn(order, each));
    case "CLOSED":
      return event("RETURNS_CLOSE", restReturnStatus(order, each));
    case "CANCELED":
      return event("RETURNS_CANCEL", restReturnStatus(order, each));
    case "DECLINED":
      return event("RETURNS_DECLINE", restDeclinedReturn(order, each));
    default:
      return [];
  }
}
