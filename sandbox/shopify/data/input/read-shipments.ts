/** Fulfillment orders and fulfillments given from outside. */
import { unprocessable } from "../../engine/control-routes.ts";
import type { FulfillmentOrderRecord, FulfillmentRecord } from "../records/fulfillment.ts";
import type { OrderRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";
import { primaryLocation } from "../views/fulfillment-service.ts";
import { readLocationOf } from "./read-places.ts";
import type { Reader } from "./reader.ts";

/** The order line a member refers to; it must be a line of this order. An order of one line need not say which. */
export function lineIdOf(order: OrderRecord, reader: Reader): number {
  const [only, second] = order.lines;
  const id = reader.node("lineItem")?.id("id", "LineItem") ?? (second === undefined ? only?.id : undefined);
  if (id === undefined || !order.lines.some((line) => line.id === id))
    throw unprocessable(`${reader.pointer}/lineItem`, "names no line of this order");
  return id;
}

const quantityOfLine = (order: OrderRecord, lineId: number): number =>
  order.lines.find((line) => line.id === lineId)?.quantity ?? 0;

export function readFulfillmentOrder(
  data: ShopData,
  order: OrderRecord,
  reader: Reader,
  known: FulfillmentOrderRecord | undefined,
): FulfillmentOrderRecord {
  const location = reader.node("assignedLocation");
  const at = order.createdAt;
  const lines = reader.nodes("lineItems")?.map((line) => {
    const lineId = lineIdOf(order, line);
    const total = line.whole("totalQuantity") ?? quantityOfLine(order, lineId);
    const part = {
      id: line.id("id", "FulfillmentOrderLineItem") ?? data.ids.next("FulfillmentOrderLineItem"),
      lineId,
      total,
      remaining: line.whole("remainingQuantity") ?? total,
    };
    const given = line.rest(undefined, order);
    return given === undefined ? part : { ...part, given };
  });
  const fulfillmentOrder: FulfillmentOrderRecord = {
    id: reader.id("id", "FulfillmentOrder") ?? data.ids.next("FulfillmentOrder"),
    locationId:
      (location === undefined || location === null ? undefined : readLocationOf(data, location, "location")) ??
      known?.locationId ??
      primaryLocation(data)?.id ??
      null,
    status: reader.text("status") ?? known?.status ?? "OPEN",
    requestStatus: reader.text("requestStatus") ?? known?.requestStatus ?? "UNSUBMITTED",
    deliveryMethodType: reader.node("deliveryMethod")?.text("methodType") ?? known?.deliveryMethodType ?? "SHIPPING",
    createdAt: reader.time("createdAt") ?? known?.createdAt ?? at,
    updatedAt: reader.time("updatedAt") ?? known?.updatedAt ?? at,
    lines:
      lines ??
      known?.lines ??
      order.lines.map((line) => ({
        id: data.ids.next("FulfillmentOrderLineItem"),
        lineId: line.id,
        total: line.quantity,
        remaining: line.quantity,
      })),
  };
  const given = reader.rest(known?.given, order);
  if (given !== undefined) fulfillmentOrder.given = given;
  return fulfillmentOrder;
}

export function readFulfillment(
  data: ShopData,
  order: OrderRecord,
  reader: Reader,
  known: FulfillmentRecord | undefined,
): FulfillmentRecord {
  const at = reader.time("createdAt") ?? known?.createdAt ?? order.createdAt;
  const lines = reader.nodes("fulfillmentLineItems")?.map((line) => {
    const lineId = lineIdOf(order, line);
    const part = {
      id: line.id("id", "FulfillmentLineItem") ?? data.ids.next("FulfillmentLineItem"),
      lineId,
      quantity: line.whole("quantity") ?? quantityOfLine(order, lineId),
    };
    const given = line.rest(undefined, order);
    return given === undefined ? part : { ...part, given };
  });
  const tracking = reader.nodes("trackingInfo")?.map((entry) => ({
    company: entry.text("company") ?? null,
    number: entry.text("number") ?? null,
    url: entry.text("url") ?? null,
  }));
  const fulfillment: FulfillmentRecord = {
    id: reader.id("id", "Fulfillment") ?? data.ids.next("Fulfillment"),
    name: reader.text("name") ?? known?.name ?? `${order.name}-F${order.fulfillments.length + 1}`,
    status: reader.text("status") ?? known?.status ?? "SUCCESS",
    locationId:
      readLocationOf(data, reader, "location") ?? known?.locationId ?? order.fulfillmentOrders[0]?.locationId ?? null,
    createdAt: at,
    updatedAt: reader.time("updatedAt") ?? known?.updatedAt ?? at,
    tracking: tracking ?? known?.tracking ?? [],
    lines:
      lines ??
      known?.lines ??
      order.lines.map((line) => ({
        id: data.ids.next("FulfillmentLineItem"),
        lineId: line.id,
        quantity: line.quantity,
      })),
    fulfillmentOrderIds: known?.fulfillmentOrderIds ?? order.fulfillmentOrders.slice(0, 1).map((each) => each.id),
  };
  const given = reader.rest(known?.given, order);
  if (given !== undefined) fulfillment.given = given;
  return fulfillment;
}
