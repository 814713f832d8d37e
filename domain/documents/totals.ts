import type { Decimal } from "decimal.js";
import { spreadInvoiceDiscount } from "./invoice-discount.ts";
import { lineAmount } from "./line-amount.ts";
import { sum, ZERO } from "./rounding.ts";
import { bookShopifyTaxes, shareVat, vatGroups, vatKey, type RateTax, type VatGroup } from "./vat.ts";

/** A line with an amount, in the document's currency. */
export interface AmountLine {
  readonly lineNo: number;
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  readonly discountAmount: Decimal;
  /** Items do; accounts and charges do not (BC: Allow Invoice Disc.). */
  readonly takesInvoiceDiscount: boolean;
  readonly vatIdentifier: string;
  readonly vatPercent: Decimal;
}

export interface DocumentAmounts {
  readonly pricesIncludeVat: boolean;
  /** Decimals of the document's currency. */
  readonly decimals: number;
  readonly invoiceDiscount: Decimal;
  /** Used only where prices exclude VAT. */
  readonly shopifyTaxes: readonly RateTax[];
  readonly lines: readonly AmountLine[];
}

interface LineTotals {
  readonly lineNo: number;
  /** After the line discount, before the invoice discount; with VAT when prices include it. */
  readonly lineAmount: Decimal;
  readonly invoiceDiscount: Decimal;
  readonly amount: Decimal;
  readonly vat: Decimal;
  readonly amountIncludingVat: Decimal;
}

export interface DocumentTotals {
  /** In the order of line numbers. */
  readonly lines: readonly LineTotals[];
  readonly vatGroups: readonly VatGroup[];
  readonly amount: Decimal;
  readonly vat: Decimal;
  readonly amountIncludingVat: Decimal;
}

export type TotalsResult =
  | { readonly kind: "totals"; readonly totals: DocumentTotals }
  | { readonly kind: "invoice-discount-too-large"; readonly available: Decimal };

/**
 * Amounts of a sales document: line amounts, the invoice discount on the item lines, VAT per identifier, and the share of
 * each line in it. Sums of lines, groups and document agree to the cent. The order of lines makes no difference.
 */
export function documentTotals(document: DocumentAmounts): TotalsResult {
  const { decimals, pricesIncludeVat } = document;
  const lines = document.lines.toSorted((a, b) => a.lineNo - b.lineNo);
  const amounts = lines.map((line) => lineAmount(line.quantity, line.unitPrice, line.discountAmount, decimals));
  const discountable = lines.map((line, index) => (line.takesInvoiceDiscount ? at(amounts, index) : ZERO));
  const discount = spreadInvoiceDiscount(document.invoiceDiscount, discountable, decimals);
  if (discount.kind === "too-large") return { kind: "invoice-discount-too-large", available: discount.available };

  const discounted = lines.map(({ lineNo, vatIdentifier, vatPercent }, index) => {
    const invoiceDiscount = at(discount.parts, index);
    const amount = at(amounts, index).minus(invoiceDiscount);
    return { lineNo, vatIdentifier, vatPercent, lineAmount: at(amounts, index), invoiceDiscount, amount };
  });
  const computed = vatGroups(discounted, pricesIncludeVat, decimals);
  const groups = pricesIncludeVat ? computed : bookShopifyTaxes(computed, document.shopifyTaxes, decimals);

  const totals = groups.flatMap((group) => {
    const members = discounted.filter((line) => vatKey(line) === vatKey(group));
    const shares = shareVat(
      group,
      members.map((line) => line.amount),
      pricesIncludeVat,
      decimals,
    );
    return members.map(({ lineNo, lineAmount, invoiceDiscount, amount }, index): LineTotals => {
      const vat = at(shares, index);
      return pricesIncludeVat
        ? { lineNo, lineAmount, invoiceDiscount, amount: amount.minus(vat), vat, amountIncludingVat: amount }
        : { lineNo, lineAmount, invoiceDiscount, amount, vat, amountIncludingVat: amount.plus(vat) };
    });
  });
  return {
    kind: "totals",
    totals: {
      lines: totals.toSorted((a, b) => a.lineNo - b.lineNo),
      vatGroups: groups,
      amount: sum(groups.map((group) => group.base)),
      vat: sum(groups.map((group) => group.vat)),
      amountIncludingVat: sum(groups.map((group) => group.amountIncludingVat)),
    },
  };
}

const at = (values: readonly Decimal[], index: number): Decimal => values[index] ?? ZERO;
