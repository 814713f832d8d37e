import { Decimal } from "decimal.js";
import { compareIds } from "#domain/orders/line-location";
import type {
  RefundLineToPlan,
  RefundOfReturn,
  RefundToPlan,
  ReturnLineToPlan,
  UnitsByReturnLine,
} from "./refund-to-plan.ts";

export interface ReturnedUnits {
  readonly line: ReturnLineToPlan;
  readonly quantity: number;
}

/** A refund of a return, and the lines it names. */
interface NamingRefund extends Pick<RefundToPlan, "refundId" | "returnLines" | "otherRefunds" | "documentUnits"> {
  readonly lines: RefundOfReturn["lines"];
}

/** Whether a line of a refund names goods that came back; those sent in exchange are negative. */
export const namesReturned = ({ quantity }: { readonly quantity: number }): boolean => quantity > 0;

/**
 * Goods that a refund without lines of its own has from its return, in the order of their ids: those that came back and that no other refund of
 * the return names, or has in its document. Business Central takes the return's lines whole, which books goods again that another refund has,
 * and goods that are still with the buyer. Of several refunds that have neither lines nor a document the first has them all, so that none is in
 * two documents.
 */
export function returnedUnits(refund: NamingRefund): readonly ReturnedUnits[] {
  const { refundId, returnLines, otherRefunds, documentUnits } = refund;
  if (refund.lines.some(namesReturned)) return [];
  const lines = returnLines.toSorted((a, b) => compareIds(a.returnLineId, b.returnLineId));
  if (documentUnits !== null) return withUnits(lines, ({ returnLineId }) => documentUnits[returnLineId] ?? 0);
  const waiting = otherRefunds.filter((other) => other.documentUnits === null && !other.lines.some(namesReturned));
  if (waiting.some((other) => compareIds(other.refundId, refundId) < 0)) return [];
  const named = namedUnits(otherRefunds);
  return withUnits(lines, (line) => {
    const left = Math.max(0, line.processedQuantity - inDocuments(otherRefunds, line));
    const ofThisLine = Math.min(left, named.get(line.lineId) ?? 0);
    named.set(line.lineId, (named.get(line.lineId) ?? 0) - ofThisLine);
    return left - ofThisLine;
  });
}

/** The same by the lines' ids, as it is kept with the document. */
export const unitsByReturnLine = (units: readonly ReturnedUnits[]): UnitsByReturnLine =>
  Object.fromEntries(units.map(({ line, quantity }) => [line.returnLineId, quantity]));

const withUnits = (
  lines: readonly ReturnLineToPlan[],
  unitsOf: (line: ReturnLineToPlan) => number,
): readonly ReturnedUnits[] =>
  lines.map((line) => ({ line, quantity: unitsOf(line) })).filter(({ quantity }) => quantity > 0);

const inDocuments = (refunds: readonly RefundOfReturn[], { returnLineId }: ReturnLineToPlan): number =>
  refunds.reduce((sum, { documentUnits }) => sum + (documentUnits?.[returnLineId] ?? 0), 0);

/** What refunds name, by line of the order; of one whose document has units it did not name, those count (`inDocuments`), whatever it names since. */
function namedUnits(refunds: readonly RefundOfReturn[]): Map<string, number> {
  const naming = refunds.filter(({ documentUnits }) => Object.keys(documentUnits ?? {}).length === 0);
  const named = new Map<string, number>();
  for (const { lineId, quantity } of naming.flatMap(({ lines }) => lines.filter(namesReturned)))
    add(named, lineId, quantity);
  return named;
}

const add = (sums: Map<string, number>, key: string, quantity: number): void =>
  void sums.set(key, (sums.get(key) ?? 0) + quantity);

/**
 * Lines of a refund that names what came back, without the units that another document of its return has already: a refund without lines was
 * made a document of before this one named them. What they are worth is left for the line that brings the document to its total.
 */
export function linesToBook(refund: RefundToPlan): readonly RefundLineToPlan[] {
  const earlier = namedUnits(refund.otherRefunds.filter(({ refundId }) => compareIds(refundId, refund.refundId) < 0));
  const [processed, booked] = [new Map<string, number>(), new Map<string, number>()];
  for (const line of refund.returnLines) {
    add(processed, line.lineId, line.processedQuantity);
    add(booked, line.lineId, inDocuments(refund.otherRefunds, line));
  }
  const left = new Map<string, number>();
  for (const [lineId, quantity] of booked)
    if (quantity > 0) left.set(lineId, (processed.get(lineId) ?? 0) - quantity - (earlier.get(lineId) ?? 0));
  return refund.lines
    .filter(namesReturned)
    .toSorted((a, b) => compareIds(a.refundLineId, b.refundLineId))
    .flatMap((line) => {
      const most = left.get(line.lineId);
      if (most === undefined) return [line];
      const quantity = Math.min(line.quantity, Math.max(0, most));
      left.set(line.lineId, most - quantity);
      return quantity === 0 ? [] : [quantity === line.quantity ? line : unitsOf(line, quantity)];
    });
}

/** Decimals of a unit price that stands for a share of a line's total. */
export const PRICE_DECIMALS = 10;

/** So many units of a line, each at its share of what the line comes to. */
function unitsOf(line: RefundLineToPlan, quantity: number): RefundLineToPlan {
  const price = (subtotal: string) => new Decimal(subtotal).dividedBy(line.quantity).toDecimalPlaces(PRICE_DECIMALS);
  const [amount, presentmentAmount] = [price(line.subtotalAmount), price(line.presentmentSubtotalAmount)];
  return {
    ...line,
    quantity,
    amount: amount.toFixed(),
    presentmentAmount: presentmentAmount.toFixed(),
    subtotalAmount: amount.times(quantity).toFixed(),
    presentmentSubtotalAmount: presentmentAmount.times(quantity).toFixed(),
  };
}
