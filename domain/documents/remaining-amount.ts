import { Decimal } from "decimal.js";
import { roundAmount, sum, ZERO } from "./rounding.ts";
import { type AmountLine, type DocumentAmounts, documentTotals } from "./totals.ts";
import type { RateTax, VatGroup } from "./vat.ts";

/** The line an amount remains on: an account with its VAT. */
export type RemainingLine = Pick<AmountLine, "lineNo" | "vatIdentifier" | "vatPercent">;

export interface WithRemaining {
  readonly unitPrice: Decimal;
  /** With the line, and with the VAT to book. */
  readonly document: DocumentAmounts;
}

/**
 * Adds one line so that the document comes to `total`, to the cent. Rounded together with other lines of its rate, the net amount may miss it, and
 * is corrected once. Where prices exclude VAT some totals cannot be reached by any net amount (0.03 at 20 %: 0.02 gives 0.02, and 0.03 gives
 * 0.04); the cent that is missing then is booked as VAT of the line's rate.
 */
export function withRemainingAmount(
  document: DocumentAmounts,
  remaining: Decimal,
  line: RemainingLine,
  total: Decimal,
): WithRemaining {
  const { decimals, pricesIncludeVat } = document;
  const factor = pricesIncludeVat ? new Decimal(1) : line.vatPercent.dividedBy(100).plus(1);
  const netOf = (amount: Decimal): Decimal => roundAmount(amount.dividedBy(factor), decimals);
  const first = withLine(document, line, netOf(remaining), total);
  if (first.missing.isZero()) return first;
  const corrected = withLine(document, line, first.unitPrice.plus(netOf(first.missing)), total);
  const nearest = corrected.missing.abs().lessThan(first.missing.abs()) ? corrected : first;
  if (nearest.missing.isZero()) return nearest;
  const sameRate = nearest.vatGroups.filter(({ vatPercent }) => vatPercent.equals(line.vatPercent));
  const booked: RateTax = {
    percent: line.vatPercent,
    amount: sum(sameRate.map(({ vat }) => vat)).plus(nearest.missing),
    taxLines: nearest.missing.abs().times(new Decimal(10).pow(decimals)).ceil().toNumber(),
  };
  const shopifyTaxes = [...nearest.document.shopifyTaxes, booked];
  return { unitPrice: nearest.unitPrice, document: { ...nearest.document, shopifyTaxes } };
}

/** With the line at a price, and what is missing of the total then; nothing where the document has no totals, which says why itself. */
function withLine(
  document: DocumentAmounts,
  line: RemainingLine,
  unitPrice: Decimal,
  total: Decimal,
): WithRemaining & { readonly missing: Decimal; readonly vatGroups: readonly VatGroup[] } {
  const complete = { ...document, lines: [...document.lines, onAccount(line, unitPrice)] };
  const result = documentTotals(complete);
  return result.kind === "totals"
    ? {
        unitPrice,
        document: complete,
        missing: total.minus(result.totals.amountIncludingVat),
        vatGroups: result.totals.vatGroups,
      }
    : { unitPrice, document: complete, missing: ZERO, vatGroups: [] };
}

const onAccount = (line: RemainingLine, unitPrice: Decimal): AmountLine => ({
  ...line,
  quantity: new Decimal(1),
  unitPrice,
  discountAmount: new Decimal(0),
  takesInvoiceDiscount: false,
});
