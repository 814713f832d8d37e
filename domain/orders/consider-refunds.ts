import { Decimal } from "decimal.js";
import { spreadInvoiceDiscount } from "../documents/invoice-discount.ts";
import { roundAmount, ZERO } from "../documents/rounding.ts";
import type { OrderLineRow, TaxLineRow } from "./line-rows.ts";
import { bothAmounts, minus, NO_AMOUNT, sumOf, type AmountPair, type CurrencyDecimals } from "./order-money.ts";
import type { RefundLineRow } from "./refund-rows.ts";

/** What an order's amounts are in. */
export interface OrderCurrencies {
  readonly decimals: CurrencyDecimals;
  readonly vatIncluded: boolean;
}

/** Units of a line that were taken off the order without giving anything back, and what Shopify says they were worth. */
export interface RemovedUnits {
  readonly quantity: number;
  readonly subtotal: AmountPair;
  readonly tax: AmountPair;
}

export const NOTHING_REMOVED: RemovedUnits = { quantity: 0, subtotal: NO_AMOUNT, tax: NO_AMOUNT };

/** A line without its removed units. */
export interface ConsideredLine<L> {
  readonly line: L;
  readonly taxLines: readonly TaxLineRow[];
  /** What the removed units were worth as the line has them: the line before is the line after and this. */
  readonly value: AmountPair;
  readonly tax: AmountPair;
  /** What went with them of the discount that is on the whole order. */
  readonly orderDiscount: AmountPair;
}

/**
 * Units that are gone from the lines of an order, by line: those of zero refunds, which editing an order or cancelling an unpaid one leaves.
 * What gives goods or money back stays in the order and becomes a credit memo; lines of an exchange are in no sales document anyway.
 */
export function removedUnits(
  refundLines: readonly RefundLineRow[],
  exchangeLineIds: ReadonlySet<string>,
): ReadonlyMap<string, RemovedUnits> {
  const removed = new Map<string, RemovedUnits>();
  for (const refundLine of refundLines) {
    if (refundLine.canCreateCreditMemo || exchangeLineIds.has(refundLine.lineId)) continue;
    const soFar = removed.get(refundLine.lineId) ?? NOTHING_REMOVED;
    removed.set(refundLine.lineId, {
      quantity: soFar.quantity + refundLine.quantity,
      subtotal: sumOf([soFar.subtotal, subtotalOf(refundLine)]),
      tax: sumOf([soFar.tax, taxOf(refundLine)]),
    });
  }
  return removed;
}

/**
 * Takes removed units off a line: its quantity, their part of its discount and of its share of the order's discount, and of its taxes.
 * Shopify's subtotal says which part of the discounts went with them; where it does not fit the line (of Shopify's subtotals some hold the tax and
 * some do not), the part is worked out pro rata.
 * So nothing becomes negative, and the line before always is the line after and what was taken.
 */
export function considerRemoved<L extends OrderLineRow>(
  line: L,
  taxLines: readonly TaxLineRow[],
  removed: RemovedUnits,
  share: AmountPair,
  { decimals, vatIncluded }: OrderCurrencies,
): ConsideredLine<L> {
  const gone = Math.min(removed.quantity, line.quantity);
  if (gone === 0) return { line, taxLines, value: NO_AMOUNT, tax: NO_AMOUNT, orderDiscount: NO_AMOUNT };
  const unitPrice = { amount: line.unitPrice, presentmentAmount: line.presentmentUnitPrice };
  const before = sumOf([share, { amount: line.discountAmount, presentmentAmount: line.presentmentDiscountAmount }]);
  const left = bothAmounts(decimals, (of, places) => {
    const subtotals = [of(removed.subtotal), ...(vatIncluded ? [of(removed.subtotal).plus(of(removed.tax))] : [])];
    return discountLeft(
      { price: of(unitPrice), quantity: line.quantity, discount: of(before) },
      gone,
      subtotals,
      places,
    );
  });
  const shareLeft = bothAmounts(decimals, (of, places) =>
    of(share).isZero() ? ZERO : roundAmount(of(left).times(of(share)).dividedBy(of(before)), places),
  );
  const discount = minus(left, shareLeft);
  const taxBefore = sumOf(taxLines);
  const tax = bothAmounts(decimals, (of) => {
    if (taxLines.length === 0) return of(removed.tax);
    return gone === line.quantity ? of(taxBefore) : Decimal.min(of(removed.tax), of(taxBefore));
  });
  return {
    line: {
      ...line,
      quantity: line.quantity - gone,
      discountAmount: discount.amount,
      presentmentDiscountAmount: discount.presentmentAmount,
    },
    taxLines: taxLinesLeft(taxLines, tax, decimals),
    value: bothAmounts(decimals, (of) =>
      of(unitPrice)
        .times(gone)
        .minus(of(before).minus(of(left))),
    ),
    tax,
    orderDiscount: minus(share, shareLeft),
  };
}

/** The discount that stays on a line: of what the subtotals say, the part that is nearest to pro rata; else pro rata itself. */
function discountLeft(
  line: { readonly price: Decimal; readonly quantity: number; readonly discount: Decimal },
  gone: number,
  subtotals: readonly Decimal[],
  decimals: number,
): Decimal {
  const left = line.quantity - gone;
  if (left === 0) return ZERO;
  const proRata = roundAmount(line.discount.times(left).dividedBy(line.quantity), decimals);
  const most = Decimal.min(line.discount, line.price.times(left));
  const stated = subtotals
    .map((subtotal) => line.discount.minus(line.price.times(gone).minus(subtotal)))
    .filter((discount) => discount.gte(0) && discount.lte(most))
    .toSorted((a, b) => a.minus(proRata).abs().comparedTo(b.minus(proRata).abs()));
  return stated[0] ?? Decimal.min(proRata, most);
}

/** Tax lines without an amount that goes off them in proportion. */
export function taxLinesLeft(
  taxLines: readonly TaxLineRow[],
  removed: AmountPair,
  decimals: CurrencyDecimals,
): readonly TaxLineRow[] {
  const left = remainders(
    removed.amount,
    taxLines.map(({ amount }) => amount),
    decimals.shop,
  );
  const presentmentLeft = remainders(
    removed.presentmentAmount,
    taxLines.map(({ presentmentAmount }) => presentmentAmount),
    decimals.presentment,
  );
  return taxLines.map((taxLine, index) => ({
    ...taxLine,
    amount: left[index] ?? taxLine.amount,
    presentmentAmount: presentmentLeft[index] ?? taxLine.presentmentAmount,
  }));
}

/** What is left of amounts that a sum is taken off in proportion; no more than there is. */
function remainders(removed: string, amounts: readonly string[], decimals: number): readonly string[] {
  const before = amounts.map((amount) => new Decimal(amount));
  const spread = spreadInvoiceDiscount(new Decimal(removed), before, decimals);
  return before.map((amount, index) =>
    spread.kind === "too-large" ? "0" : amount.minus(spread.parts[index] ?? ZERO).toFixed(),
  );
}

const subtotalOf = (line: RefundLineRow): AmountPair => ({
  amount: line.subtotalAmount,
  presentmentAmount: line.presentmentSubtotalAmount,
});

const taxOf = (line: RefundLineRow): AmountPair => ({
  amount: line.totalTaxAmount,
  presentmentAmount: line.presentmentTotalTaxAmount,
});
