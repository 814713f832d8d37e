/** Money going back, with or without goods. */
import { netOfLine, netOfShipping, taxOf } from "../derive/amounts.ts";
import {
  addBags,
  bagOf,
  isZero,
  presentmentOf,
  roundUnits,
  shopOf,
  subtractBags,
  sumBags,
  type Bag,
  type Currencies,
} from "../money.ts";
import type { LineRecord, OrderRecord, ShippingLineRecord, TransactionRecord } from "../records/order.ts";
import type { RefundLineRecord, RefundRecord, RefundShippingRecord } from "../records/refund.ts";
import type { ShopData } from "../store.ts";
import { releasePieces } from "./fulfil.ts";
import { addTransaction, receiptsOf, refundableOf } from "./pay.ts";

export interface RefundRequest {
  readonly lines?: readonly {
    readonly lineId: number;
    readonly quantity: number;
    readonly restockType: RefundLineRecord["restockType"];
    readonly locationId?: number | null;
  }[];
  /** Refund what is left of the shipping lines, or this much of it (without its tax when prices exclude tax). */
  readonly shipping?: boolean | Bag;
  /** Money to pay back; what the lines and shipping are worth when left out; 0 for an edit. */
  readonly amount?: Bag;
  /** Money that goes back in parts which were named one by one; stands instead of `amount`. */
  readonly payments?: readonly RefundPayment[];
  /** Worth of what was sent in exchange, which is not paid back. */
  readonly lessExchange?: Bag;
  readonly status?: string;
  readonly returnId?: number | null;
  /** Lines `lessExchange` is the worth of. */
  readonly exchangeLineIds?: readonly number[];
  readonly note?: string | null;
  readonly processedAt?: number;
  readonly discrepancyReason?: string;
  readonly at?: number;
}

/** Money that goes back over the transaction that brought it. */
export interface RefundPayment {
  readonly parent: TransactionRecord;
  readonly amount: Bag;
}

const scaled = (bag: Bag, part: number, whole: number, currencies: Currencies): Bag =>
  bagOf(
    roundUnits((shopOf(bag) * part) / whole, currencies.currencyCode),
    roundUnits((presentmentOf(bag) * part) / whole, currencies.presentmentCurrencyCode),
  );

/** Worth of some pieces of a line, such that all partial refunds together make exactly the line [A]. */
export const worthOfPieces = (
  order: OrderRecord,
  line: LineRecord,
  alreadyRefunded: number,
  quantity: number,
): { readonly subtotal: Bag; readonly tax: Bag } => {
  if (line.quantity === 0) return { subtotal: 0, tax: 0 };
  const upTo = (bag: Bag, pieces: number) => scaled(bag, pieces, line.quantity, order);
  const between = (bag: Bag) => subtractBags(upTo(bag, alreadyRefunded + quantity), upTo(bag, alreadyRefunded));
  return { subtotal: between(netOfLine(line)), tax: between(taxOf(line)) };
};

/** What the goods and the shipping of a refund are worth, taxes included. */
export const worthOfRefund = (
  order: OrderRecord,
  { lines, shippingLines }: Pick<RefundRecord, "lines" | "shippingLines">,
): Bag =>
  sumBags([...lines, ...shippingLines], (part) =>
    order.taxesIncluded ? part.subtotal : addBags(part.subtotal, part.tax),
  );

const refundedPieces = (order: OrderRecord, lineId: number): number =>
  order.refunds
    .flatMap((refund) => refund.lines)
    .filter((line) => line.lineId === lineId)
    .reduce((sum, line) => sum + line.quantity, 0);

/** [D: `refundCreate`] records what is taken off the order and pays back over the transactions that brought the money. */
export function refundOrder(data: ShopData, order: OrderRecord, request: RefundRequest): RefundRecord {
  const at = request.at ?? data.now();
  const lines: RefundLineRecord[] = [];
  for (const wanted of request.lines ?? []) {
    const line = order.lines.find((each) => each.id === wanted.lineId);
    if (line === undefined) continue;
    const already = refundedPieces(order, line.id);
    const quantity = Math.min(wanted.quantity, line.quantity - already);
    if (quantity <= 0) continue;
    // Pieces of a return were sent, whether or not they are put back into stock.
    const isCancelled = wanted.restockType !== "RETURN" && (request.returnId ?? null) === null;
    if (isCancelled) releasePieces(order, line.id, quantity, at);
    lines.push({
      id: data.ids.next("RefundLineItem"),
      lineId: line.id,
      quantity,
      restockType: wanted.restockType,
      restocked: wanted.restockType !== "NO_RESTOCK",
      // [D: `RefundLineItemInput.locationId`] empty when nothing is put back into stock.
      locationId:
        wanted.restockType === "NO_RESTOCK"
          ? null
          : (wanted.locationId ?? order.fulfillmentOrders[0]?.locationId ?? null),
      price: line.unitPrice,
      ...worthOfPieces(order, line, already, quantity),
    });
  }
  const { shipping = false } = request;
  const shippingLines =
    shipping === false ? [] : shippingRefunds(data, order, shipping === true ? undefined : shipping);
  const worth = worthOfRefund(order, { lines, shippingLines });
  const owed = shopOf(request.lessExchange ?? 0) >= shopOf(worth) ? 0 : subtractBags(worth, request.lessExchange ?? 0);
  const payments = request.payments ?? spread(order, request.amount ?? owed);
  const transactionIds = payments.map(({ parent, amount }) => {
    const { gateway, card } = parent;
    const facts = { status: request.status ?? "SUCCESS", createdAt: at, gateway, card, parentId: parent.id };
    return addTransaction(data, order, { kind: "REFUND", amount, ...facts }).id;
  });
  const refund: RefundRecord = {
    id: data.ids.next("Refund"),
    createdAt: at,
    updatedAt: at,
    processedAt: request.processedAt ?? at,
    note: request.note ?? null,
    returnId: request.returnId ?? null,
    lines,
    shippingLines,
    transactionIds,
  };
  if (request.exchangeLineIds !== undefined) refund.exchangeLineIds = request.exchangeLineIds;
  if (request.discrepancyReason !== undefined) refund.discrepancyReason = request.discrepancyReason;
  order.refunds.push(refund);
  return refund;
}

/** What of a shipping line was not refunded yet. */
const shippingLeft = (order: OrderRecord, line: ShippingLineRecord): { readonly subtotal: Bag; readonly tax: Bag } => {
  const done = order.refunds
    .flatMap(({ shippingLines }) => shippingLines)
    .filter((each) => each.shippingLineId === line.id);
  return {
    subtotal: subtractBags(
      netOfShipping(line),
      sumBags(done, (each) => each.subtotal),
    ),
    tax: line.isRemoved
      ? 0
      : subtractBags(
          taxOf(line),
          sumBags(done, (each) => each.tax),
        ),
  };
};

/** Shipping that can still be refunded. */
export const refundableShipping = (order: OrderRecord): Bag =>
  sumBags(order.shippingLines, (line) => shippingLeft(order, line).subtotal);

/** Everything that is left, or an amount spread over the lines in their order, with tax in proportion [A]. */
function shippingRefunds(data: ShopData, order: OrderRecord, amount: Bag | undefined): RefundShippingRecord[] {
  const refunds: RefundShippingRecord[] = [];
  let left = amount;
  for (const line of order.shippingLines) {
    const rest = shippingLeft(order, line);
    const isPart = left !== undefined && shopOf(left) < shopOf(rest.subtotal);
    const subtotal = isPart && left !== undefined ? left : rest.subtotal;
    if (isZero(subtotal)) continue;
    const tax = isPart ? scaled(rest.tax, shopOf(subtotal), shopOf(rest.subtotal), order) : rest.tax;
    refunds.push({ id: data.ids.next("RefundShippingLine"), shippingLineId: line.id, subtotal, tax });
    if (left !== undefined) left = subtractBags(left, subtotal);
  }
  return refunds;
}

/** Spreads an amount over the receipts in their order; more than was received cannot be paid back. */
function spread(order: OrderRecord, amount: Bag): RefundPayment[] {
  const payments: RefundPayment[] = [];
  let left = amount;
  for (const receipt of receiptsOf(order)) {
    if (shopOf(left) <= 0) break;
    const available = refundableOf(order, receipt);
    if (shopOf(available) <= 0) continue;
    const part = shopOf(left) <= shopOf(available) ? left : available;
    payments.push({ parent: receipt, amount: part });
    left = subtractBags(left, part);
  }
  return payments;
}
