/** Prices exclude tax here: Shopify adds its tax, rounded for each line and title, and the document books it. */
import { expect, test } from "@jest/globals";
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { documentTotals, type AmountLine, type DocumentTotals } from "#domain/documents/totals";
import type { RateTax } from "#domain/documents/vat";
import type { OrderToPlan } from "#domain/orders/order-to-plan";
import { shopifyTaxes } from "#domain/orders/shopify-taxes";
import { aLineToPlan, anOrderToPlan, aTaxLineToPlan } from "../../support/order-to-plan.ts";

const ZERO = new Decimal(0);
const sum = (values: readonly Decimal[]): Decimal => values.reduce((total, value) => total.plus(value), ZERO);

/** Taxes of one line by title: VAT, GST and PST, state and county. */
const RATES: readonly (readonly number[])[] = [[20], [7], [5, 7], [6.25, 1, 1], [0]];
const IDENTIFIERS = ["GOODS", "SERVICES", "BOOKS"] as const;

/** A line as Shopify taxed it. Two identifiers of the ERP may have one rate: goods and services are told apart in the books. */
const lines = fc.array(
  fc.record({
    cents: fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 5 })),
    quantity: fc.integer({ min: 1, max: 9 }),
    rates: fc.constantFrom(...RATES),
    identifier: fc.constantFrom(...IDENTIFIERS),
    isExchangeItem: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);
type Line = typeof lines extends fc.Arbitrary<readonly (infer T)[]> ? T : never;

const priceOf = ({ cents }: Line): Decimal => new Decimal(cents).dividedBy(100);
const rateOf = ({ rates }: Line): Decimal => sum(rates.map((rate) => new Decimal(rate)));
const taxesOf = (line: Line): readonly Decimal[] =>
  line.rates.map((rate) => priceOf(line).times(line.quantity).times(rate).dividedBy(100).toDecimalPlaces(2));

const orderOf = (drawn: readonly Line[]): OrderToPlan =>
  anOrderToPlan({
    header: { vatIncluded: false },
    lines: drawn.map(({ isExchangeItem }, index) => aLineToPlan({ lineId: String(index + 1), isExchangeItem })),
    taxLines: drawn.flatMap((line, index) =>
      taxesOf(line).map((amount, title) =>
        aTaxLineToPlan({
          parentKind: "line",
          parentId: String(index + 1),
          ratePercent: String(line.rates[title]),
          amount: amount.toFixed(),
          presentmentAmount: amount.toFixed(),
        }),
      ),
    ),
  });

const ratesOf = (order: OrderToPlan): readonly RateTax[] =>
  shopifyTaxes(order, "shopCurrency").map(({ percent, amount, taxLines }) => ({
    percent: new Decimal(percent),
    amount: new Decimal(amount),
    taxLines,
  }));

function totalsOf(drawn: readonly Line[], taxes: readonly RateTax[]): DocumentTotals {
  const document = drawn.map((line, index): AmountLine => ({
    lineNo: (index + 1) * 10_000,
    quantity: new Decimal(line.quantity),
    unitPrice: priceOf(line),
    discountAmount: ZERO,
    takesInvoiceDiscount: true,
    vatIdentifier: `${line.identifier}-${rateOf(line).toFixed()}`,
    vatPercent: rateOf(line),
  }));
  const result = documentTotals({
    pricesIncludeVat: false,
    decimals: 2,
    invoiceDiscount: ZERO,
    shopifyTaxes: taxes,
    lines: document,
  });
  if (result.kind !== "totals") throw new Error(result.kind);
  return result.totals;
}

test("the taxes of the lines come to the taxes of their rates, whatever their order; exchanges are left out", () => {
  fc.assert(
    fc.property(lines, (drawn) => {
      const order = orderOf(drawn);
      const taxes = shopifyTaxes(order, "shopCurrency");
      const sold = drawn.filter(({ isExchangeItem }) => !isExchangeItem);

      expect(sum(taxes.map(({ amount }) => new Decimal(amount))).toFixed(2)).toBe(
        sum(sold.flatMap(taxesOf)).toFixed(2),
      );
      expect(taxes.reduce((count, { taxLines }) => count + taxLines, 0)).toBe(
        sold.flatMap(({ rates }) => rates).length,
      );
      const reversed = shopifyTaxes({ ...order, taxLines: order.taxLines.toReversed() }, "shopCurrency");
      expect(new Set(reversed)).toEqual(new Set(taxes));
    }),
  );
});

test("the document books what Shopify taxed, to the cent, in parts that add up and none of which is negative", () => {
  fc.assert(
    fc.property(lines, (drawn) => {
      const sold = drawn.filter(({ isExchangeItem }) => !isExchangeItem);
      const totals = totalsOf(sold, ratesOf(orderOf(drawn)));

      expect(totals.vat.toFixed(2)).toBe(sum(sold.flatMap(taxesOf)).toFixed(2));
      for (const parts of [totals.lines, totals.vatGroups]) {
        expect(sum(parts.map(({ vat }) => vat)).toFixed(2)).toBe(totals.vat.toFixed(2));
        expect(parts.filter(({ vat }) => vat.isNegative() && !vat.isZero())).toEqual([]);
      }
      expect(totals.amount.toFixed(2)).toBe(sum(sold.map((line) => priceOf(line).times(line.quantity))).toFixed(2));
    }),
    { numRuns: 300 },
  );
});

test("many lines too small to be taxed leave no negative VAT where several identifiers have their rate", () => {
  // 0.02 at 20 % is 0.004 for Shopify, which is nothing; the books add up 0.06 and find 0.01 for each identifier.
  const drawn = IDENTIFIERS.flatMap((identifier) =>
    Array.from({ length: 3 }, (): Line => ({ cents: 2, quantity: 1, rates: [20], identifier, isExchangeItem: false })),
  );
  const totals = totalsOf(drawn, ratesOf(orderOf(drawn)));

  expect(totals.vatGroups.map(({ vat }) => vat.toFixed(2))).toEqual(["0.00", "0.00", "0.00"]);
  expect(totals.amountIncludingVat.toFixed(2)).toBe("0.18");
});
