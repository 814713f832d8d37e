import { compareIds } from "#domain/orders/line-location";
import type { RefundOfReturn, RefundToPlan, ReturnLineToPlan, UnitsByReturnLine } from "./refund-to-plan.ts";

export interface ReturnedUnits {
  readonly line: ReturnLineToPlan;
  readonly quantity: number;
}

/** A refund of a return, and the lines it names. */
interface NamingRefund extends Pick<RefundToPlan, "refundId" | "returnLines" | "otherRefunds"> {
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
export function returnedUnits({ refundId, lines, returnLines, otherRefunds }: NamingRefund): readonly ReturnedUnits[] {
  if (lines.some(namesReturned)) return [];
  const waiting = otherRefunds.filter((other) => other.documentUnits === null && !other.lines.some(namesReturned));
  if (waiting.some((other) => compareIds(other.refundId, refundId) < 0)) return [];
  const named = new Map<string, number>();
  for (const { lineId, quantity } of otherRefunds.flatMap((other) => other.lines.filter(namesReturned)))
    named.set(lineId, (named.get(lineId) ?? 0) + quantity);
  return returnLines
    .toSorted((a, b) => compareIds(a.returnLineId, b.returnLineId))
    .flatMap((line) => {
      const left = Math.max(0, line.processedQuantity - inDocuments(otherRefunds, line.returnLineId));
      const namedBefore = named.get(line.lineId) ?? 0;
      const ofThisLine = Math.min(left, namedBefore);
      named.set(line.lineId, namedBefore - ofThisLine);
      return left > ofThisLine ? [{ line, quantity: left - ofThisLine }] : [];
    });
}

const inDocuments = (refunds: readonly RefundOfReturn[], returnLineId: string): number =>
  refunds.reduce((sum, { documentUnits }) => sum + (documentUnits?.[returnLineId] ?? 0), 0);

/** The same by the lines' ids, as it is kept with the document. */
export const unitsByReturnLine = (units: readonly ReturnedUnits[]): UnitsByReturnLine =>
  Object.fromEntries(units.map(({ line, quantity }) => [line.returnLineId, quantity]));
