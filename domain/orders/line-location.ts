import type { FulfillmentOrderNode } from "./order-node.ts";
import { enumName } from "./order-status.ts";
import { legacyId, legacyIdOrNull } from "./shopify-id.ts";

export interface LineLocation {
  readonly locationId: string | null;
  readonly deliveryMethod: string;
}

/**
 * Where a line is fulfilled according to its fulfillment orders: the one with the highest id, when all of them that are not closed (all,
 * when every one is closed) add up to the line's quantity, with or without its removed units. Undefined when they do not: the fulfillment
 * service's location stays.
 */
export function locationFromFulfillmentOrders(
  lineId: string,
  quantities: readonly number[],
  fulfillmentOrders: readonly FulfillmentOrderNode[],
): LineLocation | undefined {
  const ofLine = fulfillmentOrders
    .map((order) => ({ order, quantity: quantityOf(order, lineId) }))
    .filter((entry) => entry.quantity > 0);
  const notClosed = ofLine.filter(({ order }) => order.status !== "CLOSED");
  const counted = notClosed.length > 0 ? notClosed : ofLine;
  const total = counted.reduce((sum, entry) => sum + entry.quantity, 0);
  const last = counted.toSorted((a, b) => compareIds(legacyId(a.order.id), legacyId(b.order.id))).at(-1);
  if (last === undefined || !quantities.includes(total)) return undefined;
  return {
    locationId: legacyIdOrNull(last.order.assignedLocation.location?.id),
    deliveryMethod: enumName(last.order.deliveryMethod?.methodType),
  };
}

function quantityOf(order: FulfillmentOrderNode, lineId: string): number {
  return order.lineItems.nodes
    .filter((line) => legacyId(line.lineItem.id) === lineId)
    .reduce((sum, line) => sum + line.totalQuantity, 0);
}

/** Ascending by number; ids are longer than a JavaScript number is exact. */
export const compareIds = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : Number(a > b));
