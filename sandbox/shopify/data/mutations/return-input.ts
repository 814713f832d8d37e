/** Reading what a return is to be made of, and what of it is processed. Wording of the refusals is ours [A]. */
import type { Arguments } from "../../engine/contract.ts";
import { notImplemented } from "../../engine/errors.ts";
import type { ReturnRequest } from "../actions/return.ts";
import { readGid } from "../ids.ts";
import { isNode, type Node } from "../input/shape.ts";
import { unitsOf } from "../money.ts";
import type { Workshop } from "../part.ts";
import type { OrderRecord } from "../records/order.ts";
import { reasonOfDefinition } from "../views/return-views.ts";
import { byIdIn, idIn } from "./find.ts";
import { ok, refuse, type Checked } from "./payments-back.ts";

export const nodesOf = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

/** Fees for giving goods back are not simulated. */
export function refuseFees(input: Node): void {
  if (isNode(input["returnShippingFee"])) throw notImplemented("ReturnInput.returnShippingFee");
}

type Lines = ReturnRequest["lines"][number][];

/** [D: `returnCreate`] pieces that were sent, and are neither refunded nor in another return. */
export function readReturnLines(
  { store }: Workshop,
  order: OrderRecord,
  inputs: readonly Node[],
  root: readonly string[],
): Checked<Lines> {
  if (inputs.length === 0) return refuse([...root, "returnLineItems"], "Return must have return line items", "BLANK");
  const taken = new Map<number, number>();
  const lines: Lines = [];
  for (const [index, input] of inputs.entries()) {
    const at = (name: string) => [...root, "returnLineItems", String(index), name];
    if (isNode(input["restockingFee"])) throw notImplemented("ReturnLineItemInput.restockingFee");
    const sent = order.fulfillments.filter(({ status }) => status === "SUCCESS").flatMap((each) => each.lines);
    const part = byIdIn(sent, input["fulfillmentLineItemId"], "FulfillmentLineItem");
    if (part === undefined)
      return refuse(at("fulfillmentLineItemId"), "Fulfillment line item does not exist", "NOT_FOUND");
    const quantity = Number(input["quantity"]);
    if (quantity < 1) return refuse(at("quantity"), "Quantity must be greater than 0", "GREATER_THAN");
    const pieces = (taken.get(part.id) ?? 0) + quantity;
    taken.set(part.id, pieces);
    const waiting = order.returns
      .filter(({ status }) => status === "OPEN" || status === "REQUESTED")
      .flatMap((each) => each.lines)
      .filter((line) => line.lineId === part.lineId);
    const waitingOfPart = waiting.filter((line) => line.fulfillmentLineId === part.id);
    const unprocessed = (parts: typeof waiting) => parts.reduce((sum, line) => sum + line.quantity - line.processed, 0);
    const refundable = store.derived(order).lines.get(part.lineId)?.refundableQuantity ?? 0;
    const returnable = Math.min(part.quantity - unprocessed(waitingOfPart), refundable - unprocessed(waiting));
    if (pieces > returnable) return refuse(at("quantity"), "Quantity is not returnable");
    const { returnReason, returnReasonDefinitionId, returnReasonNote, customerNote } = input;
    const definition = typeof returnReasonDefinitionId === "string" ? readGid(returnReasonDefinitionId) : null;
    const reason =
      definition === null
        ? (returnReason ?? "UNKNOWN")
        : definition?.type === "ReturnReasonDefinition"
          ? reasonOfDefinition(definition.id)
          : undefined;
    if (typeof reason !== "string")
      return refuse(at("returnReasonDefinitionId"), "Return reason does not exist", "NOT_FOUND");
    lines.push({
      lineId: part.lineId,
      fulfillmentLineId: part.id,
      quantity,
      reason,
      note: typeof returnReasonNote === "string" ? returnReasonNote : "",
      customerNote: typeof customerNote === "string" ? customerNote : null,
    });
  }
  return ok(lines);
}

type Exchange = NonNullable<ReturnRequest["exchange"]>[number][];

/** Items that are to be sent in exchange; they join the order when they are processed. */
export function readExchange(
  { store }: Workshop,
  order: OrderRecord,
  inputs: readonly Node[],
  root: readonly string[],
): Checked<Exchange> {
  const items: Exchange = [];
  for (const [index, input] of inputs.entries()) {
    const at = (name: string) => [...root, "exchangeLineItems", String(index), name];
    if (Array.isArray(input["giftCardCodes"])) throw notImplemented("ExchangeLineItemInput.giftCardCodes");
    const variantId = idIn(input["variantId"], "ProductVariant");
    if (variantId === undefined || store.variants.get(variantId) === undefined)
      return refuse(at("variantId"), "Variant does not exist", "NOT_FOUND");
    const quantity = Number(input["quantity"]);
    if (quantity < 1) return refuse(at("quantity"), "Quantity must be greater than 0", "GREATER_THAN");
    const discount = readDiscount(order, input["appliedDiscount"]);
    if (discount === null) return refuse(at("appliedDiscount"), "Applied discount is invalid");
    items.push({ variantId, quantity, ...(discount === undefined ? {} : { discount }) });
  }
  return ok(items);
}

/** Undefined: none was given; null: it cannot be. */
function readDiscount(order: OrderRecord, input: unknown): Exchange[number]["discount"] | null {
  if (!isNode(input)) return undefined;
  const { percentage, amount } = input["value"] as Arguments;
  const description = typeof input["description"] === "string" ? input["description"] : "";
  if (typeof percentage === "number")
    return percentage > 0 && percentage <= 100 ? { description, value: { percentage } } : null;
  const units =
    isNode(amount) && amount["currencyCode"] === order.presentmentCurrencyCode ? unitsOf(String(amount["amount"])) : 0;
  // Orders in two currencies would need a rate nobody gave.
  return units > 0 && order.presentmentCurrencyCode === order.currencyCode
    ? { description, value: { amount: units } }
    : null;
}
