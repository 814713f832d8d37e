import { expect, test } from "@jest/globals";
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { spreadInvoiceDiscount } from "#domain/documents/invoice-discount";

const sumOf = (values: readonly Decimal[]): Decimal => values.reduce((sum, value) => sum.plus(value), new Decimal(0));

test("an invoice discount is spread in proportion over the lines, the remainder on the largest, none below zero", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 9 }),
      fc.integer({ min: 0, max: 100 }),
      (cents, percent) => {
        const amounts = cents.map((value) => new Decimal(value).dividedBy(100));
        const discount = sumOf(amounts).times(percent).dividedBy(100).toDecimalPlaces(2);
        const spread = spreadInvoiceDiscount(discount, amounts, 2);
        if (spread.kind === "too-large") throw new Error("A discount of at most 100 % fits");

        expect(sumOf(spread.parts).toFixed()).toBe(discount.toFixed());
        for (const [index, part] of spread.parts.entries()) {
          expect(part.gte(0) && part.lte(amounts[index] ?? 0)).toBe(true);
        }
      },
    ),
  );
});
