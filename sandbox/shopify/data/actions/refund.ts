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
import type { LineRecord, OrderRecord } from "../records/order.ts";
import type { RefundLineRecord, RefundRecord, RefundShippingRecord } from "../records/refund.ts";
import type { ShopData } from "../store.ts";
import { releasePieces } from "./fulfil.ts";
import { addTransaction, receiptsOf } from "./pay.ts";

export interface RefundRequest {
  readonly lines?: readonly {
    readonly lineId: number;
    readonly quantity: number;
    readonly restockType: RefundLineRecord["restockType"];
    readonly locationId?: number | null;
  }[];
  /** Refund what is left of the shipping lines. */
  readonly shipping?: boolean;
  /** Money to pay back; what the lines and shipping are worth when left out; 0 for an edit. */
  readonly amount?: Bag;
  /** Worth of what was sent in exchange, which is not paid back. */
  readonly lessExchange?: Bag;
  readonly status?: string;
  readonly returnId?: number | null;
  readonly note?: string | null;
  readonly at?: number;
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
    const isCancelled = wanted.restockType !== "RETURN";
    if (isCancelled) releasePieces(order, line.id, quantity, at);
    lines.push({
      id: data.ids.next("RefundLineItem"),
      lineId: line.id,
      quantity,
      restockType: wanted.restockType,
      restocked: wanted.restockType !== "NO_RESTOCK",
      locationId: wanted.locationId ?? order.fulfillmentOrders[0]?.locationId ?? null,
      price: line.unitPrice,
      ...worthOfPieces(order, line, already, quantity),
    });
  }
  const shippingLines = request.shipping === true ? shippingRefunds(data, order) : [];
  const worth = sumBags([...lines, ...shippingLines], (part) =>
    order.taxesIncluded ? part.subtotal : addBags(part.subtotal, part.tax),
  );
  const owed = shopOf(request.lessExchange ?? 0) >= shopOf(worth) ? 0 : subtractBags(worth, request.lessExchange ?? 0);
  const transactionIds = payBack(data, order, request.amount ?? owed, request.status ?? "SUCCESS", at);
  const refund: RefundRecord = {
    id: data.ids.next("Refund"),
    createdAt: at,
    updatedAt: at,
    processedAt: at,
    note: request.note ?? null,
    returnId: request.returnId ?? null,
    lines,
    shippingLines,
    transactionIds,
  };
  order.refunds.push(refund);
  return refund;
}

const shippingRefunds = (data: ShopData, order: OrderRecord): RefundShippingRecord[] => {
  const done = new Set(order.refunds.flatMap((refund) => refund.shippingLines).map((part) => part.shippingLineId));
  return order.shippingLines
    .filter((line) => !line.isRemoved && !done.has(line.id) && !isZero(netOfShipping(line)))
    .map((line) => ({
      id: data.ids.next("RefundShippingLine"),
      shippingLineId: line.id,
      subtotal: netOfShipping(line),
      tax: taxOf(line),
    }));
};

/** Pays an amount back over the receipts in their order; more than was received cannot be paid back. */
function payBack(data: ShopData, order: OrderRecord, amount: Bag, status: string, at: number): number[] {
  const ids: number[] = [];
  let left = amount;
  for (const receipt of receiptsOf(order)) {
    if (shopOf(left) <= 0) break;
    const paidBack = sumBags(order.transactions, (each) =>
      each.kind === "REFUND" && each.parentId === receipt.id && each.status !== "FAILURE" ? each.amount : 0,
    );
    const available = subtractBags(receipt.amount, paidBack);
    if (shopOf(available) <= 0) continue;
    const part = shopOf(left) <= shopOf(available) ? left : available;
    const { id } = addTransaction(data, order, {
      kind: "REFUND",
      status,
      amount: part,
      gateway: receipt.gateway,
      parentId: receipt.id,
      createdAt: at,
      card: receipt.card,
    });
    ids.push(id);
    left = subtractBags(left, part);
  }
  return ids;
}
