import { expect, test } from "@jest/globals";
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { withRemainingAmount } from "#domain/documents/remaining-amount";
import { type AmountLine, type DocumentAmounts, documentTotals, type DocumentTotals } from "#domain/documents/totals";
import type { RateTax } from "#domain/documents/vat";

const RATES = [0, 5.5, 7, 8.25, 20, 24] as const;
/** Yen, dollar, dinar. */
const DECIMALS = [0, 2, 3] as const;
const sumOf = (values: readonly Decimal[]): Decimal => values.reduce((sum, value) => sum.plus(value), new Decimal(0));
const unitOf = (decimals: number): Decimal => new Decimal(10).pow(-decimals);

const shuffled = <T>(list: readonly T[], keys: readonly number[]): readonly T[] =>
  list
    .map((element, index) => ({ element, key: keys[index] ?? 0 }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ element }) => element);

/** A document with amounts in units of its currency. Many lines of a few units each are what rounding is hard for. */
const documents = (signs: "positive" | "both") =>
  fc
    .record({
      pricesIncludeVat: fc.boolean(),
      decimals: fc.constantFrom(...DECIMALS),
      discountPercent: fc.constantFrom(0, 0, 10, 33, 100),
      lines: fc.array(
        fc.record({
          units: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 2_000_000 })),
          isNegative: fc.boolean(),
          discountPercent: fc.integer({ min: 0, max: 100 }),
          takesInvoiceDiscount: fc.boolean(),
          rate: fc.constantFrom(...RATES),
          tax: fc.constantFrom(-1, 0, 1),
        }),
        { minLength: 1, maxLength: 40 },
      ),
      keys: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
    })
    .map(({ lines, discountPercent, keys, ...rest }) => {
      const unit = unitOf(rest.decimals);
      const amounts = lines.map((line, index): AmountLine => {
        const sign = signs === "both" && line.isNegative ? -1 : 1;
        const price = unit.times(line.units);
        return {
          lineNo: (index + 1) * 10_000,
          quantity: new Decimal(sign),
          unitPrice: price,
          discountAmount: price
            .times(line.discountPercent * sign)
            .dividedBy(100)
            .toDecimalPlaces(rest.decimals),
          takesInvoiceDiscount: line.takesInvoiceDiscount,
          vatIdentifier: `VAT${line.rate}`,
          vatPercent: new Decimal(line.rate),
        };
      });
      const document: DocumentAmounts = {
        ...rest,
        lines: amounts,
        invoiceDiscount: new Decimal(0),
        shopifyTaxes: rest.pricesIncludeVat
          ? []
          : taxesOf(
              amounts,
              lines.map(({ tax }) => tax),
              rest.decimals,
            ),
      };
      const most = documentTotals({ ...document, invoiceDiscount: new Decimal("1e12") });
      const available = most.kind === "totals" ? new Decimal(0) : most.available;
      const invoiceDiscount = available.times(discountPercent).dividedBy(100).toDecimalPlaces(rest.decimals);
      return { document: { ...document, invoiceDiscount }, keys };
    });

/** Shopify rounds each line's tax by itself: here a unit more or less than the line's own. */
function taxesOf(lines: readonly AmountLine[], more: readonly number[], decimals: number): readonly RateTax[] {
  return RATES.flatMap((rate): readonly RateTax[] => {
    const taxes = lines.flatMap((line, index) => {
      if (!line.vatPercent.equals(rate)) return [];
      const amount = line.quantity.times(line.unitPrice).minus(line.discountAmount);
      const tax = amount
        .times(rate)
        .dividedBy(100)
        .toDecimalPlaces(decimals)
        .plus(unitOf(decimals).times(more[index] ?? 0));
      return [Decimal.max(tax, 0)];
    });
    return taxes.length === 0 ? [] : [{ percent: new Decimal(rate), amount: sumOf(taxes), taxLines: taxes.length }];
  });
}

function totalsOf(document: DocumentAmounts): DocumentTotals {
  const result = documentTotals(document);
  if (result.kind !== "totals") throw new Error(result.kind);
  return result.totals;
}

test("the parts are the whole to the unit: lines, VAT groups and document, with Shopify's taxes or ours", () => {
  fc.assert(
    fc.property(documents("both"), ({ document }) => {
      const { lines, vatGroups: groups, amount, vat, amountIncludingVat } = totalsOf(document);

      for (const parts of [lines, groups]) {
        expect(sumOf(parts.map((part) => part.vat)).toFixed()).toBe(vat.toFixed());
        expect(sumOf(parts.map((part) => part.amountIncludingVat)).toFixed()).toBe(amountIncludingVat.toFixed());
      }
      expect(sumOf(lines.map((line) => line.amount)).toFixed()).toBe(amount.toFixed());
      expect(sumOf(lines.map((line) => line.invoiceDiscount)).toFixed()).toBe(document.invoiceDiscount.toFixed());
      expect(amount.plus(vat).toFixed()).toBe(amountIncludingVat.toFixed());
      for (const line of lines) {
        expect(line.amount.plus(line.vat).toFixed()).toBe(line.amountIncludingVat.toFixed());
        for (const part of [line.amount, line.vat]) {
          expect(part.decimalPlaces()).toBeLessThanOrEqual(document.decimals);
        }
      }
    }),
  );
});

test("nothing of what is sold is negative: neither discount, nor VAT, nor what is left without it", () => {
  fc.assert(
    fc.property(documents("positive"), ({ document }) => {
      for (const line of totalsOf(document).lines) {
        for (const part of [line.invoiceDiscount, line.amount, line.vat, line.amountIncludingVat]) {
          expect(part.toNumber()).toBeGreaterThanOrEqual(0);
        }
        expect(line.invoiceDiscount.lessThanOrEqualTo(line.lineAmount)).toBe(true);
      }
    }),
  );
});

test("the VAT of a line is that of its own rate, but for two units, also where lines take each other away", () => {
  fc.assert(
    fc.property(documents("both"), ({ document }) => {
      const { lines, pricesIncludeVat, decimals } = document;
      for (const total of totalsOf({ ...document, shopifyTaxes: [] }).lines) {
        const percent = lines.find(({ lineNo }) => lineNo === total.lineNo)?.vatPercent ?? new Decimal(0);
        const base = pricesIncludeVat ? total.amountIncludingVat : total.amount;
        const own = base.times(percent).dividedBy(pricesIncludeVat ? percent.plus(100) : 100);
        expect(total.vat.minus(own).abs().dividedBy(unitOf(decimals)).toNumber()).toBeLessThanOrEqual(2);
      }
    }),
  );
});

test("in whatever order lines and taxes come, each line has the same amounts", () => {
  fc.assert(
    fc.property(documents("both"), ({ document, keys }) => {
      const other = {
        ...document,
        lines: shuffled(document.lines, keys),
        shopifyTaxes: shuffled(document.shopifyTaxes, keys),
      };

      expect(totalsOf(other)).toEqual(totalsOf(document));
    }),
  );
});

test("a document with its remaining amount comes to any total to the unit, whatever the rates", () => {
  fc.assert(
    fc.property(
      documents("both"),
      fc.integer({ min: -3_000_000, max: 3_000_000 }),
      fc.constantFrom(...RATES),
      ({ document }, units, rate) => {
        const wanted = unitOf(document.decimals).times(units);
        const before = totalsOf(document);
        const line = { lineNo: 990_000, vatIdentifier: `VAT${rate}`, vatPercent: new Decimal(rate) };
        const complete = withRemainingAmount(document, wanted.minus(before.amountIncludingVat), line, wanted);

        expect(totalsOf(complete.document).amountIncludingVat.toFixed()).toBe(wanted.toFixed());
      },
    ),
  );
});
