/** `refundCreate`: taking goods off an order and paying money back. */
import type { Arguments } from "../../engine/contract.ts";
import { notImplemented } from "../../engine/errors.ts";
import { forgetGiven, GIVEN_OF_FULFILLMENT, GIVEN_OF_PAYMENT } from "../actions/given.ts";
import { refundOrder, type RefundPayment, type RefundRequest } from "../actions/refund.ts";
import { isNode, type Node } from "../input/shape.ts";
import { unitsOf } from "../money.ts";
import { writeOrder, type Workshop } from "../part.ts";
import type { OrderRecord } from "../records/order.ts";
import type { RefundLineRecord } from "../records/refund.ts";
import type { ShopData } from "../store.ts";
import { byIdIn, findOrder } from "./find.ts";
import { checkPayments, ok, readShipping, refuse, type Checked, type WantedPayment } from "./payments-back.ts";
import { userError, type UserError } from "./user-errors.ts";

/** `refundCreate(input:)`. Wording of its refusals is ours [A]. [D] It needs `@idempotent` since 2026-04, which the engine checks for every mutation. */
export const createRefundCreate = (workshop: Workshop) => (args: Arguments) => {
  const { store } = workshop;
  const input = args["input"] as Node;
  if (nodesOf(input["refundDuties"]).length > 0) throw notImplemented("RefundInput.refundDuties");
  if (nodesOf(input["refundMethods"]).length > 0) throw notImplemented("RefundInput.refundMethods");
  const refused = (userErrors: readonly UserError[]) => ({ order: null, refund: null, userErrors });
  const order = findOrder(store, input["orderId"]);
  if (order === undefined) return refused([userError(["orderId"], "Order does not exist")]);
  const request = readRequest(store, order, input);
  if (request.kind === "refused") return refused([request.error]);
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
  const wanted = isNode(input["shipping"]) ? input["shipping"] : {};
  const amount = typeof wanted["amount"] === "string" ? unitsOf(wanted["amount"]) : undefined;
  const shipping = readShipping(order, wanted["fullRefund"] === true, amount, ["shipping", "amount"]);
  if (shipping.kind === "refused") return shipping;
  const payments = readTransactions(order, nodesOf(input["transactions"]), input["allowOverRefunding"] === true);
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

function readTransactions(order: OrderRecord, inputs: readonly Node[], mayExceed: boolean): Checked<RefundPayment[]> {
  const wanted: WantedPayment[] = [];
  for (const [index, input] of inputs.entries()) {
    const at = (name: string) => ["transactions", String(index), name];
    if (input["kind"] !== "REFUND") return refuse(at("kind"), "Transaction kind must be refund");
    if (byIdIn([order], input["orderId"], "Order") === undefined)
      return refuse(at("orderId"), "Transaction does not belong to the order");
    const { parentId, gateway } = input;
    wanted.push({ parentId, gateway, units: unitsOf(String(input["amount"])), fieldOf: at });
  }
  return checkPayments(order, wanted, mayExceed);
}

const nodesOf = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);
