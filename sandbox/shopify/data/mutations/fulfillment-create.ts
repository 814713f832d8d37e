/** `fulfillmentCreate`: sending what fulfillment orders of one location hold. Wording without a mark is ours [A]. */
import type { Arguments } from "../../engine/contract.ts";
import { sendParts, type PartOfShipment } from "../actions/fulfil.ts";
import { forgetGiven, GIVEN_OF_FULFILLMENT } from "../actions/given.ts";
import { isNode, type Node } from "../input/shape.ts";
import { writeOrder, type Workshop } from "../part.ts";
import type { FulfillmentOrderRecord, FulfillmentRecord, TrackingRecord } from "../records/fulfillment.ts";
import type { OrderRecord } from "../records/order.ts";
import { byIdIn, idIn } from "./find.ts";
import { userError } from "./user-errors.ts";

/** Only these can be fulfilled [D: `FulfillmentOrderStatus`]. */
const FULFILLABLE = new Set(["OPEN", "IN_PROGRESS"]);

export const createFulfillmentCreate = (workshop: Workshop) => (args: Arguments) => {
  const { store } = workshop;
  const input = args["fulfillment"] as Node;
  // Shopify names the argument, not the member [M].
  const refused = (message: string) => ({ fulfillment: null, userErrors: [userError(["fulfillment"], message)] });
  const parts: PartOfShipment[] = [];
  let order: OrderRecord | undefined;
  for (const entry of nodesOf(input["lineItemsByFulfillmentOrder"])) {
    const id = idIn(entry["fulfillmentOrderId"], "FulfillmentOrder");
    const owner = id === undefined ? undefined : store.orderOf("FulfillmentOrder", id);
    const fulfillmentOrder = owner?.fulfillmentOrders.find((each) => each.id === id);
    if (owner === undefined || fulfillmentOrder === undefined) return refused("Fulfillment order does not exist.");
    order ??= owner;
    const [first] = parts;
    // [D: `fulfillmentCreate`] one order, one location.
    if (order !== owner || (first ?? { fulfillmentOrder }).fulfillmentOrder.locationId !== fulfillmentOrder.locationId)
      return refused("All fulfillment orders must belong to the same order and location.");
    if (!FULFILLABLE.has(fulfillmentOrder.status))
      return refused(
        `Fulfillment order ${fulfillmentOrder.id} has an unfulfillable status= ${fulfillmentOrder.status.toLowerCase()}.`,
      );
    const pieces = piecesIn(fulfillmentOrder, entry["fulfillmentOrderLineItems"]);
    // [M] one wording for an unknown line and for too many pieces.
    if (pieces === undefined) return refused("Invalid fulfillment order line item quantity requested.");
    parts.push({ fulfillmentOrder, pieces });
  }
  if (order === undefined) return refused("Fulfillment orders must be named.");
  const sent = order;
  let made: FulfillmentRecord | undefined;
  writeOrder(workshop, sent, () => {
    forgetGiven(sent, GIVEN_OF_FULFILLMENT);
    made = sendParts(store, sent, parts, trackingIn(input["trackingInfo"]), store.now());
  });
  return {
    fulfillment: made === undefined ? null : store.show("Fulfillment", { order: sent, fulfillment: made }),
    userErrors: [],
  };
};

/** [D: `fulfillmentOrderLineItems`] everything that remains when left out; undefined: more than that was asked for. */
function piecesIn(fulfillmentOrder: FulfillmentOrderRecord, inputs: unknown): Map<number, number> | undefined {
  const wanted = nodesOf(inputs);
  if (wanted.length === 0)
    return new Map(
      fulfillmentOrder.lines.filter((line) => line.remaining > 0).map((line) => [line.id, line.remaining]),
    );
  const pieces = new Map<number, number>();
  for (const each of wanted) {
    const line = byIdIn(fulfillmentOrder.lines, each["id"], "FulfillmentOrderLineItem");
    const quantity = Number(each["quantity"]);
    if (line === undefined || quantity < 1) return undefined;
    const total = (pieces.get(line.id) ?? 0) + quantity;
    if (total > line.remaining) return undefined;
    pieces.set(line.id, total);
  }
  return pieces;
}

/** One number, or several with their addresses in the same order [D: `FulfillmentTrackingInput`]. */
function trackingIn(input: unknown): TrackingRecord[] {
  if (!isNode(input)) return [];
  const company = textOf(input["company"]);
  const numbers = textsIn(input["numbers"], input["number"]);
  const urls = textsIn(input["urls"], input["url"]);
  const count = Math.max(numbers.length, urls.length, company === null ? 0 : 1);
  return Array.from({ length: count }, (_, index) => ({
    company,
    number: numbers[index] ?? null,
    url: urls[index] ?? null,
  }));
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

const textsIn = (list: unknown, one: unknown): string[] => {
  const texts = Array.isArray(list) ? list.map(String) : [];
  return texts.length > 0 || typeof one !== "string" ? texts : [one];
};

const nodesOf = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);
