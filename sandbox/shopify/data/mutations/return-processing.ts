/** Reading what of a return `returnProcess` confirms. Wording of the refusals is ours [A]. */
import { notImplemented } from "../../engine/errors.ts";
import { rateOf, taxesOfNewLine } from "../actions/edit.ts";
import type { ProcessedLine, Processing } from "../actions/return.ts";
import { lineOfVariant } from "../generate/order-lines.ts";
import { readGid } from "../ids.ts";
import { isNode, type Node } from "../input/shape.ts";
import { unitsOf } from "../money.ts";
import type { Workshop } from "../part.ts";
import type { LineRecord, OrderRecord } from "../records/order.ts";
import type { ReturnRecord } from "../records/refund.ts";
import { byIdIn } from "./find.ts";
import { checkPayments, ok, readShipping, refuse, type Checked, type WantedPayment } from "./payments-back.ts";
import { nodesOf } from "./return-input.ts";

export function readProcessing(
  workshop: Workshop,
  order: OrderRecord,
  each: ReturnRecord,
  input: Node,
): Checked<Processing> {
  if (nodesOf(input["refundDuties"]).length > 0) throw notImplemented("ReturnProcessInput.refundDuties");
  if (typeof input["tipLineId"] === "string") throw notImplemented("ReturnProcessInput.tipLineId");
  const lines = readLines(workshop, each, nodesOf(input["returnLineItems"]));
  if (lines.kind === "refused") return lines;
  const payments = readTransfer(order, input["financialTransfer"]);
  if (payments.kind === "refused") return payments;
  const shipping = readShippingOf(order, input["refundShipping"]);
  if (shipping.kind === "refused") return shipping;
  const planned = planExchange(workshop, order, each, nodesOf(input["exchangeLineItems"]));
  if (planned.kind === "refused") return planned;
  if (lines.value.length + planned.value.size + payments.value.length === 0 && shipping.value === false)
    return refuse(["input"], "Nothing to process", "BLANK");
  return ok({
    locationId: null,
    lines: lines.value,
    planned: planned.value,
    // Without a transfer no money goes back: it is owed to the buyer [D: `financialTransfer` is optional].
    payments: payments.value,
    shipping: shipping.value,
    note: typeof input["note"] === "string" ? input["note"] : null,
  });
}

function readLines({ store }: Workshop, each: ReturnRecord, inputs: readonly Node[]): Checked<ProcessedLine[]> {
  const reverseLines = each.reverseFulfillmentOrders.flatMap((reverse) => reverse.lines);
  const lines: ProcessedLine[] = [];
  for (const [index, input] of inputs.entries()) {
    const at = (...names: string[]) => ["input", "returnLineItems", String(index), ...names];
    const line = findReturnLine(each, input["id"]);
    if (line === undefined || lines.some(({ id }) => id === line.id))
      return refuse(at("id"), "Return line item does not exist or is named twice", "NOT_FOUND");
    const quantity = Number(input["quantity"]);
    if (quantity < 1) return refuse(at("quantity"), "Quantity must be greater than 0", "GREATER_THAN");
    if (quantity > line.quantity - line.processed)
      return refuse(at("quantity"), "Quantity is greater than what is left to process", "LESS_THAN_OR_EQUAL_TO");
    const dispositions: ProcessedLine["dispositions"][number][] = [];
    for (const [place, disposition] of nodesOf(input["dispositions"]).entries()) {
      const of = (name: string) => at("dispositions", String(place), name);
      const name = "reverseFulfillmentOrderLineItemId";
      const reverse = byIdIn(reverseLines, disposition[name], "ReverseFulfillmentOrderLineItem");
      if (reverse === undefined || reverse.fulfillmentLineId !== line.fulfillmentLineId)
        return refuse(of(name), "Reverse fulfillment order line item does not exist", "NOT_FOUND");
      const location = byIdIn(store.locations.byId.all(), disposition["locationId"], "Location");
      if (typeof disposition["locationId"] === "string" && location === undefined)
        return refuse(of("locationId"), "Location does not exist", "NOT_FOUND");
      const type = String(disposition["dispositionType"]);
      // [D: `ReverseFulfillmentOrderDisposeInput.locationId`] where the goods are restocked.
      if (type === "RESTOCKED" && location === undefined)
        return refuse(of("locationId"), "Location is required to restock", "BLANK");
      const pieces = Number(disposition["quantity"]);
      const named = dispositions.reduce((sum, one) => sum + one.quantity, 0) + pieces;
      if (pieces < 1 || named > quantity) return refuse(of("quantity"), "Quantity is not what is processed");
      dispositions.push({ reverseLineId: reverse.id, quantity: pieces, type, locationId: location?.id ?? null });
    }
    lines.push({ id: line.id, quantity, dispositions });
  }
  return ok(lines);
}

const findReturnLine = (each: ReturnRecord, value: unknown) => {
  const named = typeof value === "string" ? readGid(value) : undefined;
  const isLine = named?.type === "ReturnLineItem" || named?.type === "UnverifiedReturnLineItem";
  return isLine ? each.lines.find((line) => line.id === named.id) : undefined;
};

/** Exchange items become lines of the order, at the price the variant has now [A]. */
function planExchange(
  { store }: Workshop,
  order: OrderRecord,
  each: ReturnRecord,
  inputs: readonly Node[],
): Checked<Map<number, LineRecord>> {
  const planned = new Map<number, LineRecord>();
  for (const [index, input] of inputs.entries()) {
    const at = (name: string) => ["input", "exchangeLineItems", String(index), name];
    const item = byIdIn(each.exchangeLines, input["id"], "ExchangeLineItem");
    const variant = item === undefined || item.variantId === null ? undefined : store.variants.get(item.variantId);
    if (item === undefined || variant === undefined || planned.has(item.id))
      return refuse(at("id"), "Exchange line item does not exist or is named twice", "NOT_FOUND");
    const quantity = Number(input["quantity"]);
    if (quantity < 1 || quantity > item.quantity - item.processed)
      return refuse(at("quantity"), "Quantity is greater than what is left to process", "LESS_THAN_OR_EQUAL_TO");
    const line = lineOfVariant(store, order, variant, quantity, rateOf(order));
    line.taxLines = taxesOfNewLine(order, line);
    planned.set(item.id, line);
  }
  return ok(planned);
}

function readTransfer(order: OrderRecord, transfer: unknown): ReturnType<typeof checkPayments> {
  const refund = isNode(transfer) ? transfer["issueRefund"] : undefined;
  if (!isNode(refund)) return ok([]);
  if (nodesOf(refund["refundMethods"]).length > 0) throw notImplemented("ReturnProcessRefundInput.refundMethods");
  const root = ["input", "financialTransfer", "issueRefund", "orderTransactions"];
  const wanted: WantedPayment[] = [];
  for (const [index, payment] of nodesOf(refund["orderTransactions"]).entries()) {
    const amount = payment["transactionAmount"] as Node;
    const field = [...root, String(index), "transactionAmount"];
    if (amount["currencyCode"] !== order.presentmentCurrencyCode)
      return refuse([...field, "currencyCode"], `Currency must be ${order.presentmentCurrencyCode}`);
    wanted.push({
      parentId: payment["parentId"],
      units: unitsOf(String(amount["amount"])),
      fieldOf: (name) => (name === "amount" ? field : [...root, String(index), name]),
    });
  }
  return checkPayments(order, wanted, refund["allowOverRefunding"] === true);
}

function readShippingOf(order: OrderRecord, input: unknown): ReturnType<typeof readShipping> {
  if (!isNode(input)) return ok(false);
  const amount = input["shippingRefundAmount"];
  const field = ["input", "refundShipping", "shippingRefundAmount"];
  if (isNode(amount) && amount["currencyCode"] !== order.presentmentCurrencyCode)
    return refuse([...field, "currencyCode"], `Currency must be ${order.presentmentCurrencyCode}`);
  const units = isNode(amount) ? unitsOf(String(amount["amount"])) : undefined;
  return readShipping(order, input["fullRefund"] === true, units, field);
}
