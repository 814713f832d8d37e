/** `refundCreate`: taking goods off an order and paying money back. */
import type { Arguments } from "../../engine/contract.ts";
import { notImplemented } from "../../engine/errors.ts";
import { forgetGiven, GIVEN_OF_FULFILLMENT, GIVEN_OF_PAYMENT } from "../actions/given.ts";
import { refundableOf, receiptsOf } from "../actions/pay.ts";
import { refundableShipping, refundOrder, type RefundPayment, type RefundRequest } from "../actions/refund.ts";
import { isNode, type Node } from "../input/shape.ts";
import { addBags, bagOf, presentmentOf, roundUnits, shopOf, subtractBags, unitsOf, type Bag } from "../money.ts";
import { writeOrder, type Workshop } from "../part.ts";
import type { OrderRecord } from "../records/order.ts";
import type { RefundLineRecord } from "../records/refund.ts";
import type { ShopData } from "../store.ts";
import { byIdIn, findOrder } from "./find.ts";
import { userError, type UserError } from "./user-errors.ts";

/** What was asked for, or why it cannot be. Wording of the refusals is ours unless a mark says otherwise [A]. */
type Checked<T> =
  { readonly kind: "ok"; readonly value: T } | { readonly kind: "refused"; readonly errors: readonly UserError[] };

const ok = <T>(value: T): Checked<T> => ({ kind: "ok", value });
const refuse = <T>(field: readonly string[] | null, message: string): Checked<T> => ({
  kind: "refused",
  errors: [userError(field, message)],
});

/** `refundCreate(input:)`. [D] needs `@idempotent` since 2026-04, which the engine checks for every mutation. */
export const createRefundCreate = (workshop: Workshop) => (args: Arguments) => {
  const { store } = workshop;
  const input = args["input"] as Node;
  if (nodesOf(input["refundDuties"]).length > 0) throw notImplemented("RefundInput.refundDuties");
  if (nodesOf(input["refundMethods"]).length > 0) throw notImplemented("RefundInput.refundMethods");
  const refused = (userErrors: readonly UserError[]) => ({ order: null, refund: null, userErrors });
  const order = findOrder(store, input["orderId"]);
  if (order === undefined) return refused([userError(["orderId"], "Order does not exist")]);
  const request = readRequest(store, order, input);
  if (request.kind === "refused") return refused(request.errors);
  writeOrder(workshop, order, () => {
    forgetGiven(order, [...GIVEN_OF_PAYMENT, ...GIVEN_OF_FULFILLMENT]);
    refundOrder(store, order, request.value);
  });
  const refund = order.refunds.at(-1);
  return {
    order: store.show("Order", order),
    refund: refund === undefined ? null : store.show("Refund", { order, refund }),
    userErrors: [],
  };
};

function readRequest(store: ShopData, order: OrderRecord, input: Node): Checked<RefundRequest> {
  const { currency, note, processedAt, discrepancyReason } = input;
  // [D: `RefundInput.currency`] the presentment currency; needed where it is not the shop's.
  const expected = order.presentmentCurrencyCode;
  if (typeof currency !== "string" && expected !== order.currencyCode)
    return refuse(["currency"], "Currency is required for orders whose presentment currency is not the shop's");
  if (typeof currency === "string" && currency !== expected)
    return refuse(["currency"], `Currency must be the presentment currency of the order (${expected})`);
  const lines = readLines(store, order, nodesOf(input["refundLineItems"]));
  if (lines.kind === "refused") return lines;
  const shipping = readShipping(order, input["shipping"]);
  if (shipping.kind === "refused") return shipping;
  const payments = readPayments(order, nodesOf(input["transactions"]), input["allowOverRefunding"] === true);
  if (payments.kind === "refused") return payments;
  if (lines.value.length === 0 && shipping.value === false && payments.value.length === 0)
    return refuse(null, "Refund must have refund line items, shipping or transactions");
  return ok({
    lines: lines.value,
    shipping: shipping.value,
    // Without transactions no money goes back: what the goods are worth is then owed to the buyer [A].
    payments: payments.value,
    note: typeof note === "string" ? note : null,
    ...(typeof processedAt === "string" ? { processedAt: Date.parse(processedAt) } : {}),
    // An adjustment has no reason OTHER [D: `OrderAdjustmentDiscrepancyReason`].
    ...(typeof discrepancyReason === "string" && discrepancyReason !== "OTHER" ? { discrepancyReason } : {}),
  });
}

type Lines = NonNullable<RefundRequest["lines"]>[number][];

function readLines(store: ShopData, order: OrderRecord, inputs: readonly Node[]): Checked<Lines> {
  const derived = store.derived(order).lines;
  const taken = new Map<number, { pieces: number; cancelled: number }>();
  const lines: Lines = [];
  for (const [index, input] of inputs.entries()) {
    const at = (name: string) => ["refundLineItems", String(index), name];
    const line = byIdIn(order.lines, input["lineItemId"], "LineItem");
    const known = line === undefined ? undefined : derived.get(line.id);
    if (line === undefined || known === undefined) return refuse(at("lineItemId"), "Line item does not exist");
    const quantity = Number(input["quantity"]);
    if (quantity < 1) return refuse(at("quantity"), "Quantity must be greater than 0");
    const restockType = (input["restockType"] ?? "NO_RESTOCK") as RefundLineRecord["restockType"];
    // [D: `RefundLineItemRestockType`]
    if (restockType === "LEGACY_RESTOCK")
      return refuse(at("restockType"), "Restock type legacy_restock is not accepted for new refunds");
    const before = taken.get(line.id) ?? { pieces: 0, cancelled: 0 };
    const pieces = before.pieces + quantity;
    const cancelled = before.cancelled + (restockType === "CANCEL" ? quantity : 0);
    taken.set(line.id, { pieces, cancelled });
    if (pieces > known.refundableQuantity)
      return refuse(at("quantity"), "Quantity cannot refund more items than were purchased");
    // [D: CANCEL is for unfulfilled line items]
    if (cancelled > known.unfulfilledQuantity)
      return refuse(at("restockType"), "Restock type cancel cannot be used for items that were fulfilled");
    const location = input["locationId"];
    const found = byIdIn(store.locations.byId.all(), location, "Location");
    if (typeof location === "string" && found === undefined) return refuse(at("locationId"), "Location does not exist");
    lines.push({ lineId: line.id, quantity, restockType, locationId: found?.id ?? null });
  }
  return ok(lines);
}

/** [D: `ShippingRefundInput`] an amount stands above `fullRefund`. */
function readShipping(order: OrderRecord, input: unknown): Checked<boolean | Bag> {
  if (!isNode(input)) return ok(false);
  const left = refundableShipping(order);
  if (typeof input["amount"] !== "string") return ok(input["fullRefund"] === true && shopOf(left) > 0);
  const units = unitsOf(input["amount"]);
  if (units < 0) return refuse(["shipping", "amount"], "Shipping amount must not be negative");
  if (units > presentmentOf(left))
    return refuse(["shipping", "amount"], "Shipping amount cannot be greater than the refundable shipping");
  return ok(units === 0 ? false : inBoth(order, units, left));
}

function readPayments(order: OrderRecord, inputs: readonly Node[], mayExceed: boolean): Checked<RefundPayment[]> {
  const payments: RefundPayment[] = [];
  for (const [index, input] of inputs.entries()) {
    const at = (name: string) => ["transactions", String(index), name];
    if (input["kind"] !== "REFUND") return refuse(at("kind"), "Transaction kind must be refund");
    if (byIdIn([order], input["orderId"], "Order") === undefined)
      return refuse(at("orderId"), "Transaction does not belong to the order");
    const receipts = receiptsOf(order);
    const isNamed = typeof input["parentId"] === "string";
    const parent = isNamed
      ? byIdIn(receipts, input["parentId"], "OrderTransaction")
      : receipts.find((each) => each.gateway === input["gateway"]);
    if (isNamed && parent === undefined)
      return refuse(at("parentId"), "Parent transaction must be a successful sale or capture of the order");
    if (parent === undefined) return refuse(at("gateway"), "Gateway did not receive a payment of this order");
    const units = unitsOf(String(input["amount"]));
    if (units <= 0) return refuse(at("amount"), "Amount must be greater than 0");
    const amount = inBoth(order, units, parent.amount);
    const taken = payments
      .filter((each) => each.parent === parent)
      .reduce<Bag>((sum, each) => addBags(sum, each.amount), 0);
    const left = subtractBags(refundableOf(order, parent), taken);
    // [D: `RefundInput.allowOverRefunding`]
    if (!mayExceed && presentmentOf(amount) > presentmentOf(left))
      return refuse(at("amount"), "Amount cannot be greater than the refundable amount of the transaction");
    payments.push({ parent, amount });
  }
  return ok(payments);
}

/** An amount of the presentment currency with its twin, at the rate of the amount it is taken from; all of it is all of both. */
const inBoth = (order: OrderRecord, units: number, whole: Bag): Bag => {
  if (order.presentmentCurrencyCode === order.currencyCode) return units;
  const rate = presentmentOf(whole) === 0 ? 1 : shopOf(whole) / presentmentOf(whole);
  return bagOf(roundUnits(units * rate, order.currencyCode), units);
};

const nodesOf = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);
