import { compareIds } from "#domain/orders/line-location";
import type { RefundToPlan, ReturnLineToPlan } from "./refund-to-plan.ts";

export interface ReturnedUnits {
  readonly line: ReturnLineToPlan;
  readonly quantity: number;
}

/** Whether a line of a refund names goods that came back; those sent in exchange are negative. */
export const namesReturned = ({ quantity }: { readonly quantity: number }): boolean => quantity > 0;

/**
 * Goods that a refund without lines of its own has from its return, in the order of their ids: those that came back and that no other refund of
 * the return names. Business Central takes the return's lines whole, which books goods again that another refund has, and goods that are still
 * with the buyer. Of several refunds without lines the first has them all, so that none is in two documents.
 */
export function returnedUnits({
  refundId,
  returnLines,
  otherRefunds,
}: Pick<RefundToPlan, "refundId" | "returnLines" | "otherRefunds">): readonly ReturnedUnits[] {
  const earlier = otherRefunds.filter((other) => compareIds(other.refundId, refundId) < 0);
  if (earlier.some(({ lines }) => !lines.some(namesReturned))) return [];
  const named = new Map<string, number>();
  for (const { lineId, quantity } of otherRefunds.flatMap(({ lines }) => lines.filter(namesReturned)))
    named.set(lineId, (named.get(lineId) ?? 0) + quantity);
  return returnLines
    .toSorted((a, b) => compareIds(a.returnLineId, b.returnLineId))
    .flatMap((line) => {
      const namedBefore = named.get(line.lineId) ?? 0;
      const ofThisLine = Math.min(line.processedQuantity, namedBefore);
      named.set(line.lineId, namedBefore - ofThisLine);
      const quantity = line.processedQuantity - ofThisLine;
      return quantity > 0 ? [{ line, quantity }] : [];
    });
}
