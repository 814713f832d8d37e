import { expect, test } from "@jest/globals";
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { withRemainingAmount } from "#domain/documents/remaining-amount";
import { type AmountLine, type DocumentAmounts, documentTotals, type DocumentTotals } from "#domain/documents/totals";

const d = (text: string | number): Decimal => new Decimal(text);

const aDocument = (document: Partial<DocumentAmounts> = {}): DocumentAmounts => ({
  pricesIncludeVat: true,
  decimals: 2,
  invoiceDiscount: d(0),
  shopifyTaxes: [],
  lines: [],
  ...document,
});

const aLine = (line: Partial<AmountLine>): AmountLine => ({
  lineNo: 10_000,
  quantity: d(1),
  unitPrice: d("10"),
  discountAmount: d(0),
  takesInvoiceDiscount: true,
  vatIdentifier: "VAT20",
  vatPercent: d(20),
  ...line,
});

const onAccount = (vatPercent: number) => ({
  lineNo: 90_000,
  vatIdentifier: `VAT${String(vatPercent)}`,
  vatPercent: d(vatPercent),
});

function totalsOf(document: DocumentAmounts): DocumentTotals {
  const result = documentTotals(document);
  if (result.kind !== "totals") throw new Error(result.kind);
  return result.totals;
}

function remaining(document: DocumentAmounts, total: string, vatPercent: number) {
  const missing = d(total).minus(totalsOf(document).amountIncludingVat);
  const added = withRemainingAmount(document, missing, onAccount(vatPercent), d(total));
  return { unitPrice: added.unitPrice.toFixed(2), totals: totalsOf(added.document) };
}

test("OR-39 what a refund kept of its goods is a negative line", () => {
  const { unitPrice, totals } = remaining(aDocument({ lines: [aLine({ unitPrice: d("20.00") })] }), "0", 20);

  expect(unitPrice).toBe("-20.00");
  expect(totals.amountIncludingVat.toFixed(2)).toBe("0.00");
});

test("OR-38 where prices exclude VAT the remaining amount loses its VAT", () => {
  const { unitPrice, totals } = remaining(aDocument({ pricesIncludeVat: false }), "7.00", 20);

  expect(unitPrice).toBe("5.83");
  expect(totals.vat.toFixed(2)).toBe("1.17");
});

test("a total that no net amount reaches gets its last cent as VAT", () => {
  const { unitPrice, totals } = remaining(aDocument({ pricesIncludeVat: false }), "0.03", 20);

  expect(unitPrice).toBe("0.03");
  expect([totals.amount, totals.vat, totals.amountIncludingVat].map((figure) => figure.toFixed(2))).toEqual([
    "0.03",
    "0.00",
    "0.03",
  ]);
});

test("goods that came back and goods sent instead that take each other away may leave a unit of VAT of either sign", () => {
  const lines = [aLine({ unitPrice: d(2), vatIdentifier: "VAT24", vatPercent: d(24) })];

  for (const total of ["-1", "1"])
    expect(remaining(aDocument({ pricesIncludeVat: false, decimals: 0, lines }), total, 24).totals).toMatchObject({
      amountIncludingVat: d(total),
    });
});

test("whatever the lines, their VAT and the total, the document comes to the total, and its parts add up", () => {
  const cents = fc.integer({ min: -100_000, max: 100_000 }).map((value) => d(value).dividedBy(100));
  const percent = fc.constantFrom(0, 8.25, 11, 20, 24, 25);
  const lines = fc.array(fc.tuple(cents, fc.integer({ min: -4, max: 4 }), percent), { maxLength: 6 });
  fc.assert(
    fc.property(lines, cents, percent, fc.boolean(), (drawn, total, vatPercent, pricesIncludeVat) => {
      const document = aDocument({
        pricesIncludeVat,
        lines: drawn.map(([unitPrice, quantity, rate], index) =>
          aLine({
            lineNo: (index + 1) * 10_000,
            unitPrice,
            quantity: d(quantity),
            vatPercent: d(rate),
            vatIdentifier: `VAT${String(rate)}`,
          }),
        ),
      });
      if (totalsOf(document).amountIncludingVat.equals(total)) return;

      const { totals } = remaining(document, total.toFixed(2), vatPercent);

      expect(totals.amountIncludingVat.toFixed(2)).toBe(total.toFixed(2));
      const sum = totals.lines.reduce((all, line) => all.plus(line.amountIncludingVat), d(0));
      expect(sum.toFixed(2)).toBe(total.toFixed(2));
    }),
  );
});
