/** Placing and changing orders from outside. */
import { unprocessable, type ControlRoute } from "../../engine/control-routes.ts";
import { fulfil } from "../actions/fulfil.ts";
import { forgetGiven, GIVEN_OF_FULFILLMENT, GIVEN_OF_PAYMENT } from "../actions/given.ts";
import { refundOrder } from "../actions/refund.ts";
import { gid } from "../ids.ts";
import { changeOrder, readNewOrder } from "../input/read-order.ts";
import { createReader, readId } from "../input/reader.ts";
import { isNode, type Node } from "../input/shape.ts";
import { unitsOf } from "../money.ts";
import { childIdsOf } from "../order-children.ts";
import { writeOrder, type DataPart } from "../part.ts";
import type { OrderRecord } from "../records/order.ts";
import type { RefundLineRecord } from "../records/refund.ts";
import { orderChangeEvents, orderEvent, orderState } from "../webhooks/events.ts";
import { timeText } from "../views/view.ts";
import { found, membersIn, nodesIn, refuseKnown } from "./records.ts";

const idsOf = (type: string, records: readonly { readonly id: number }[]) =>
  records.map(({ id }) => ({ id: gid(type, id) }));

/** Ids of the order and what is in it, so that later calls can name them. */
const answerOf = (order: OrderRecord) => ({
  id: gid("Order", order.id),
  legacyResourceId: String(order.id),
  name: order.name,
  createdAt: timeText(order.createdAt),
  updatedAt: timeText(order.updatedAt),
  lineItems: idsOf("LineItem", order.lines),
  shippingLines: idsOf("ShippingLine", order.shippingLines),
  transactions: idsOf("OrderTransaction", order.transactions),
  fulfillmentOrders: idsOf("FulfillmentOrder", order.fulfillmentOrders),
  fulfillments: idsOf("Fulfillment", order.fulfillments),
  refunds: idsOf("Refund", order.refunds),
  returns: idsOf("Return", order.returns),
});

function insert({ store }: DataPart, order: OrderRecord): void {
  refuseKnown(store.orders.get(order.id) !== undefined, "Order", order.id);
  store.ids.seen("Order", order.id);
  for (const [type, id] of childIdsOf(order)) store.ids.seen(type, id);
  store.orders.insert(order);
}

/** Works on a copy first: a body that is refused leaves the order as it was. */
function changed({ store }: DataPart, order: OrderRecord, members: Node): OrderRecord {
  const copy = structuredClone(order);
  changeOrder(store, createReader(members, ""), copy);
  return copy;
}

/** `{ lines: [{ lineItem, quantity, … }] }`: pieces by line, checked. */
function linesIn(
  order: OrderRecord,
  body: Node,
): (Node & { readonly lineId: number; readonly quantity: number })[] | undefined {
  const { lines } = body;
  if (!Array.isArray(lines)) return undefined;
  return lines.filter(isNode).map((line, index) => {
    const lineId = readId(line["lineItem"], "LineItem", `/lines/${index}/lineItem`);
    const known = order.lines.find((each) => each.id === lineId);
    if (known === undefined) throw unprocessable(`/lines/${index}/lineItem`, "names no line of this order");
    return { ...line, lineId, quantity: typeof line["quantity"] === "number" ? line["quantity"] : known.quantity };
  });
}

export const orderRoutes: readonly ControlRoute<DataPart>[] = [
  {
    method: "POST",
    path: "orders",
    makesShop: true,
    members: ["orders", "emit"],
    handle({ data, body }) {
      const orders: OrderRecord[] = [];
      for (const [index, node] of nodesIn(body, "orders", "Order").entries()) {
        const order = readNewOrder(data.store, createReader(node, `/orders/${index}`));
        insert(data, order);
        orders.push(order);
      }
      if (body["emit"] === true)
        for (const order of orders) data.webhooks.emit(orderEvent(data.store, "ORDERS_CREATE", order));
      return { orders: orders.map(answerOf) };
    },
  },
  {
    method: "PATCH",
    path: "orders/:id",
    handle({ data, body, params }) {
      const { store, webhooks } = data;
      const order = found(store.orders, "Order", params["id"]);
      const members = membersIn(body, "Order");
      const before = orderState(store, order);
      const { updatedAt, ...rest } = changed(data, order, members);
      store.orders.write(order, () => {
        delete order.given;
        Object.assign(order, rest);
        if (members["updatedAt"] !== undefined) order.updatedAt = updatedAt;
      });
      if (body["emit"] === true) for (const event of orderChangeEvents(store, before, order)) webhooks.emit(event);
      return answerOf(order);
    },
  },
  {
    method: "DELETE",
    path: "orders/:id",
    members: [],
    handle({ data, params }) {
      data.store.orders.delete(found(data.store.orders, "Order", params["id"]));
      return { deleted: true };
    },
  },
  {
    /** `{ order, lines?: [{ lineItem, quantity }], tracking?: [{ company, number, url }] }`: everything when no lines are named. */
    method: "POST",
    path: "fulfillments",
    members: ["order", "lines", "tracking"],
    handle({ data, body }) {
      const order = found(data.store.orders, "Order", String(body["order"]));
      const lines = linesIn(order, body);
      const tracking = (Array.isArray(body["tracking"]) ? body["tracking"].filter(isNode) : []).map((entry) => ({
        company: textOf(entry["company"]),
        number: textOf(entry["number"]),
        url: textOf(entry["url"]),
      }));
      writeOrder(data, order, () => {
        forgetGiven(order, GIVEN_OF_FULFILLMENT);
        fulfil(data.store, order, {
          tracking,
          ...(lines === undefined ? {} : { lines: new Map(lines.map((line) => [line.lineId, line.quantity])) }),
        });
      });
      return answerOf(order);
    },
  },
  {
    /** `{ order, lines?: [{ lineItem, quantity, restockType }], shipping?, amount?, note?, status? }`. */
    method: "POST",
    path: "refunds",
    members: ["order", "lines", "shipping", "amount", "note", "status"],
    handle({ data, body }) {
      const order = found(data.store.orders, "Order", String(body["order"]));
      const lines = linesIn(order, body)?.map((line) => ({
        lineId: line.lineId,
        quantity: line.quantity,
        restockType: (textOf(line["restockType"]) ?? "RETURN") as RefundLineRecord["restockType"],
      }));
      const { amount, note, status } = body;
      writeOrder(data, order, () => {
        forgetGiven(order, GIVEN_OF_PAYMENT);
        refundOrder(data.store, order, {
          ...(lines === undefined ? {} : { lines }),
          shipping: body["shipping"] === true,
          note: textOf(note),
          ...(typeof amount === "string" || typeof amount === "number" ? { amount: unitsOf(amount) } : {}),
          ...(typeof status === "string" ? { status } : {}),
        });
      });
      return answerOf(order);
    },
  },
];

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);
