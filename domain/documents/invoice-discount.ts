import { Decimal } from "decimal.js";
import { largestFirst, sum, ZERO } from "./rounding.ts";

/** `available` is what the lines could take at most. */
export type InvoiceDiscount =
  | { readonly kind: "spread"; readonly parts: readonly Decimal[] }
  | { readonly kind: "too-large"; readonly available: Decimal };

/**
 * Spreads a discount on the document over its line amounts, proportionally, the remainder on the largest line. No part is
 * negative and none is larger than its line: where the largest line is used up (many lines of a cent each), the next
 * largest takes the rest. Lines with a negative amount take nothing.
 */
export function spreadInvoiceDiscount(
  discount: Decimal,
  amounts: readonly Decimal[],
  decimals: number,
): InvoiceDiscount {
  const room = amounts.map((amount) => Decimal.max(amount, ZERO));
  const available = sum(room);
  if (discount.greaterThan(available)) return { kind: "too-large", available };
  if (!discount.isPositive() || available.isZero()) return { kind: "spread", parts: amounts.map(() => ZERO) };
  const parts = room.map((amount) =>
    discount.times(amount).dividedBy(available).toDecimalPlaces(decimals, Decimal.ROUND_DOWN),
  );
  let rest = discount.minus(sum(parts));
  for (const index of largestFirst(room)) {
    const part = parts[index] ?? ZERO;
    const more = Decimal.min(rest, (room[index] ?? ZERO).minus(part));
    parts[index] = part.plus(more);
    rest = rest.minus(more);
  }
  return { kind: "spread", parts };
}
