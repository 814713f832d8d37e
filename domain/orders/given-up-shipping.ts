import { Decimal } from "decimal.js";
import { taxLinesLeft, type OrderCurrencies } from "./consider-refunds.ts";
import { discountsOf, type ShippingChargeRow, type TaxLineRow } from "./line-rows.ts";
import { bothAmounts, isNothing, minus, NO_AMOUNT, sumOf, type AmountPair } from "./order-money.ts";
import type { RefundLines } from "./refunds-of-order.ts";

/** The shipping of an order without what was given up of it. */
export interface ConsideredShipping {
  readonly charges: readonly ShippingChargeRow[];
  readonly taxLines: readonly TaxLineRow[];
  /** What was given up as the charges have it: they were, before, what they are after and this. */
  readonly value: AmountPair;
  readonly tax: AmountPair;
  /** Of charges that are gone: the order's discount still holds it. */
  readonly discount: AmountPair;
}

interface GivenUp {
  readonly subtotal: AmountPair;
  readonly tax: AmountPair;
}

/**
 * Takes off an order's shipping what zero refunds gave up of it together with units: no credit memo will ever have it, as it will not have the
 * units. Of each charge no more goes than it has after its discount; one without anything left is gone.
 */
export function considerGivenUpShipping(
  charges: readonly ShippingChargeRow[],
  taxLines: readonly TaxLineRow[],
  refunds: RefundLines | null,
  currencies: OrderCurrencies,
): ConsideredShipping {
  const givenUp = givenUpByCharge(refunds ?? { lines: [], shippingLines: [] });
  const considered = charges.map((charge) => {
    const taxes = taxLines.filter(({ parentId }) => parentId === charge.shippingLineId);
    const gone = givenUp.get(charge.shippingLineId);
    if (gone === undefined)
      return { charges: [charge], taxLines: taxes, value: NO_AMOUNT, tax: NO_AMOUNT, discount: NO_AMOUNT };
    return withoutGivenUp(charge, taxes, gone, currencies);
  });
  return {
    charges: considered.flatMap((each) => each.charges),
    taxLines: considered.flatMap((each) => each.taxLines),
    value: sumOf(considered.map(({ value }) => value)),
    tax: sumOf(considered.map(({ tax }) => tax)),
    discount: sumOf(considered.map((each) => each.discount)),
  };
}

function givenUpByCharge({ lines, shippingLines }: RefundLines): ReadonlyMap<string, GivenUp> {
  const considered = new Set(
    lines.filter(({ canCreateCreditMemo }) => !canCreateCreditMemo).map(({ refundId }) => refundId),
  );
  const byCharge = new Map<string, GivenUp>();
  for (const { refundId, shippingLineId, ...line } of shippingLines) {
    if (shippingLineId === null || !considered.has(refundId)) continue;
    const soFar = byCharge.get(shippingLineId) ?? { subtotal: NO_AMOUNT, tax: NO_AMOUNT };
    byCharge.set(shippingLineId, {
      subtotal: sumOf([
        soFar.subtotal,
        { amount: line.subtotalAmount, presentmentAmount: line.presentmentSubtotalAmount },
      ]),
      tax: sumOf([soFar.tax, { amount: line.taxAmount, presentmentAmount: line.presentmentTaxAmount }]),
    });
  }
  return byCharge;
}

function withoutGivenUp(
  charge: ShippingChargeRow,
  taxLines: readonly TaxLineRow[],
  gone: GivenUp,
  { decimals, vatIncluded }: OrderCurrencies,
): ConsideredShipping {
  const discount = discountsOf([charge]);
  const net = minus(charge, discount);
  const taxBefore = sumOf(taxLines);
  const value = bothAmounts(decimals, (of) => valueGone(of, { net, taxBefore, gone, vatIncluded }));
  const tax = bothAmounts(decimals, (of) =>
    of(value).equals(of(net)) ? of(taxBefore) : Decimal.min(of(gone.tax), of(taxBefore)),
  );
  const left = { ...charge, ...minus(charge, value) };
  const remains = minus(left, discount);
  const isGone = isNothing(remains);
  return {
    charges: isGone ? [] : [left],
    taxLines: isGone ? [] : taxLinesLeft(taxLines, tax, decimals),
    value,
    tax,
    discount: isGone ? discount : NO_AMOUNT,
  };
}

/** Of Shopify's subtotals some hold the tax and some do not: where prices include it, the one that is nearer to the tax's share counts. */
function valueGone(
  of: (pair: AmountPair) => Decimal,
  {
    net,
    taxBefore,
    gone,
    vatIncluded,
  }: {
    readonly net: AmountPair;
    readonly taxBefore: AmountPair;
    readonly gone: GivenUp;
    readonly vatIncluded: boolean;
  },
): Decimal {
  const subtotal = of(gone.subtotal);
  const withTax = subtotal.plus(of(gone.tax));
  if (!vatIncluded || of(taxBefore).isZero()) return Decimal.min(subtotal, of(net));
  const proRata = of(net).times(of(gone.tax)).dividedBy(of(taxBefore));
  const isWithout = withTax.minus(proRata).abs().lessThan(subtotal.minus(proRata).abs());
  return Decimal.min(isWithout ? withTax : subtotal, of(net));
}
