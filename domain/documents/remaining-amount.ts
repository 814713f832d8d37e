import { Decimal } from "decimal.js";
import { roundAmount, sum } from "./rounding.ts";
import { type AmountLine, type DocumentAmounts, documentTotals } from "./totals.ts";
import type { RateTax } from "./vat.ts";

/** The line an amount remains on: an account with its VAT. */
export type RemainingLine = Pick<AmountLine, "lineNo" | "vatIdentifier" | "vatPercent">;

export interface WithRemaining {
  readonly unitPrice: Decimal;
  /** With the line, and with the VAT to book. */
  readonly document: DocumentAmounts;
}

/**
 * Adds one line so that the document comes to `total`, to the cent. Where prices exclude VAT some totals cannot be reached by any net amount
 * (0.03 at 20 %: 0.02 gives 0.02, and 0.03 gives 0.04); the cent that is missing then is booked as VAT of the line's rate.
 */
export function withRemainingAmount(
  document: DocumentAmounts,
  remaining: Decimal,
  line: RemainingLine,
  total: Decimal,
): WithRemaining {
  const { decimals, pricesIncludeVat } = document;
  const factor = pricesIncludeVat ? new Decimal(1) : line.vatPercent.dividedBy(100).plus(1);
  const unitPrice = roundAmount(remaining.dividedBy(factor), decimals);
  const complete: DocumentAmounts = { ...document, lines: [...document.lines, onAccount(line, unitPrice)] };
  const totals = documentTotals(complete);
  if (totals.kind !== "totals" || totals.totals.amountIncludingVat.equals(total))
    return { unitPrice, document: complete };
  const missing = total.minus(totals.totals.amountIncludingVat);
  const sameRate = totals.totals.vatGroups.filter(({ vatPercent }) => vatPercent.equals(line.vatPercent));
  const cents = missing.abs().times(new Decimal(10).pow(decimals)).ceil().toNumber();
  const booked: RateTax = {
    percent: line.vatPercent,
    amount: sum(sameRate.map(({ vat }) => vat)).plus(missing),
    taxLines: cents,
  };
  return { unitPrice, document: { ...complete, shopifyTaxes: [...complete.shopifyTaxes, booked] } };
}

const onAccount = (line: RemainingLine, unitPrice: Decimal): AmountLine => ({
  ...line,
  quantity: new Decimal(1),
  unitPrice,
  discountAmount: new Decimal(0),
  takesInvoiceDiscount: false,
});
