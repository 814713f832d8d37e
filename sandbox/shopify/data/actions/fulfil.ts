/** What is to be sent, and sending it. */
import { isTip } from "../derive/amounts.ts";
import { shopOf } from "../money.ts";
import type { FulfillmentOrderRecord, FulfillmentRecord, TrackingRecord } from "../records/fulfillment.ts";
import type { LineRecord, OrderRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";
import { primaryLocation } from "../views/fulfillment-service.ts";

/** [D: order routing] one open fulfillment order at the primary location with every line that can be sent; tips cannot. */
export function openFulfillmentOrder(data: ShopData, order: OrderRecord, at = order.createdAt): void {
  const lines = order.lines.filter((line) => !isTip(line) && line.quantity > 0);
  if (lines.length === 0) return;
  order.fulfillmentOrders.push({
    id: data.ids.next("FulfillmentOrder"),
    locationId: order.retailLocationId ?? primaryLocation(data)?.id ?? null,
    status: "OPEN",
    requestStatus: "UNSUBMITTED",
    deliveryMethodType: deliveryMethodOf(order),
    createdAt: at,
    updatedAt: at,
    lines: lines.map((line) => ({
      id: data.ids.next("FulfillmentOrderLineItem"),
      lineId: line.id,
      total: line.quantity,
      remaining: line.quantity,
    })),
  });
}

export interface PiecesOfLine {
  readonly line: LineRecord;
  readonly quantity: number;
}

/** [D: order editing] added pieces are to be sent as well: they join an open fulfillment order, or get one of their own. */
export function addPieces(data: ShopData, order: OrderRecord, pieces: readonly PiecesOfLine[], at = data.now()): void {
  if (pieces.length === 0) return;
  const open = order.fulfillmentOrders.find((each) => each.status === "OPEN");
  if (open === undefined) {
    openFulfillmentOrder(data, { ...order, lines: pieces.map(({ line, quantity }) => ({ ...line, quantity })) }, at);
    return;
  }
  for (const { line, quantity } of pieces) {
    const part = open.lines.find((each) => each.lineId === line.id);
    if (part === undefined) {
      const id = data.ids.next("FulfillmentOrderLineItem");
      open.lines.push({ id, lineId: line.id, total: quantity, remaining: quantity });
    } else {
      part.total += quantity;
      part.remaining += quantity;
    }
  }
}

const deliveryMethodOf = (order: OrderRecord): string => {
  if (order.retailLocationId !== null) return "RETAIL";
  return order.lines.some((line) => line.requiresShipping) ? "SHIPPING" : "NONE";
};

/** [D: fulfillment orders close when nothing remains and are in progress after a part was sent]. */
function settleFulfillmentOrder(fulfillmentOrder: FulfillmentOrderRecord, at: number): void {
  const remaining = fulfillmentOrder.lines.reduce((sum, line) => sum + line.remaining, 0);
  if (remaining === 0) {
    fulfillmentOrder.status = "CLOSED";
    if (fulfillmentOrder.requestStatus !== "UNSUBMITTED") fulfillmentOrder.requestStatus = "CLOSED";
  } else if (fulfillmentOrder.status === "OPEN") fulfillmentOrder.status = "IN_PROGRESS";
  fulfillmentOrder.updatedAt = at;
}

export interface Shipment {
  /** Pieces by order line; everything that remains when left out. */
  readonly lines?: ReadonlyMap<number, number>;
  readonly tracking?: readonly TrackingRecord[];
  readonly at?: number;
}

/** Pieces of one fulfillment order that are sent, by its lines. */
export interface PartOfShipment {
  readonly fulfillmentOrder: FulfillmentOrderRecord;
  readonly pieces: ReadonlyMap<number, number>;
}

/** [D: `fulfillmentCreate`] one fulfillment for parts of fulfillment orders at one location, whose remaining quantities fall. */
export function sendParts(
  data: ShopData,
  order: OrderRecord,
  parts: readonly PartOfShipment[],
  tracking: readonly TrackingRecord[],
  at: number,
): FulfillmentRecord {
  const lines: FulfillmentRecord["lines"] = [];
  for (const { fulfillmentOrder, pieces } of parts) {
    for (const line of fulfillmentOrder.lines) {
      const quantity = pieces.get(line.id) ?? 0;
      if (quantity === 0) continue;
      line.remaining -= quantity;
      lines.push({ id: data.ids.next("FulfillmentLineItem"), lineId: line.lineId, quantity });
    }
    settleFulfillmentOrder(fulfillmentOrder, at);
  }
  const fulfillment: FulfillmentRecord = {
    id: data.ids.next("Fulfillment"),
    name: `${order.name}-F${order.fulfillments.length + 1}`,
    status: "SUCCESS",
    locationId: parts[0]?.fulfillmentOrder.locationId ?? null,
    createdAt: at,
    updatedAt: at,
    tracking,
    lines,
    fulfillmentOrderIds: parts.map(({ fulfillmentOrder }) => fulfillmentOrder.id),
  };
  order.fulfillments.push(fulfillment);
  for (const { lineId, quantity } of lines) issueGiftCards(data, order, lineId, quantity, at);
  return fulfillment;
}

/** [D: gift cards] a gift card that was bought is issued when its line is fulfilled: one card a piece. */
function issueGiftCards(data: ShopData, order: OrderRecord, lineId: number, quantity: number, at: number): void {
  const line = order.lines.find((each) => each.id === lineId);
  if (line?.isGiftCard !== true) return;
  for (let piece = 0; piece < quantity; piece += 1) {
    const id = data.ids.next("GiftCard");
    data.giftCards.insert({
      id,
      createdAt: at,
      updatedAt: at,
      initialValue: shopOf(line.unitPrice),
      balance: shopOf(line.unitPrice),
      currencyCode: order.currencyCode,
      lastCharacters: id.toString(36).slice(-4),
      enabled: true,
      deactivatedAt: null,
      expiresOn: null,
      note: null,
      source: "purchased",
      customerId: order.customerId,
      orderId: order.id,
      lineId,
    });
  }
}

/** Sends pieces from wherever they lie: a fulfillment per fulfillment order. */
export function fulfil(data: ShopData, order: OrderRecord, shipment: Shipment = {}): FulfillmentRecord[] {
  const at = shipment.at ?? data.now();
  const wanted = shipment.lines === undefined ? undefined : new Map(shipment.lines);
  const made: FulfillmentRecord[] = [];
  for (const fulfillmentOrder of order.fulfillmentOrders) {
    if (fulfillmentOrder.status === "CLOSED" || fulfillmentOrder.status === "CANCELLED") continue;
    const pieces = new Map<number, number>();
    for (const line of fulfillmentOrder.lines) {
      const asked = wanted === undefined ? line.remaining : (wanted.get(line.lineId) ?? 0);
      const quantity = Math.min(line.remaining, asked);
      if (quantity <= 0) continue;
      wanted?.set(line.lineId, asked - quantity);
      pieces.set(line.id, quantity);
    }
    if (pieces.size > 0) made.push(sendParts(data, order, [{ fulfillmentOrder, pieces }], shipment.tracking ?? [], at));
  }
  return made;
}

/** Takes pieces that will not be sent out of the open fulfillment orders. */
export function releasePieces(order: OrderRecord, lineId: number, quantity: number, at: number): void {
  let left = quantity;
  for (const fulfillmentOrder of order.fulfillmentOrders) {
    if (fulfillmentOrder.status === "CLOSED" || fulfillmentOrder.status === "CANCELLED") continue;
    const line = fulfillmentOrder.lines.find((each) => each.lineId === lineId);
    if (line === undefined) continue;
    const taken = Math.min(left, line.remaining);
    line.remaining -= taken;
    line.total -= taken;
    left -= taken;
    if (fulfillmentOrder.lines.every((each) => each.remaining === 0)) settleFulfillmentOrder(fulfillmentOrder, at);
  }
}
