import { describe, expect, test } from "@jest/globals";
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { documentTotals, type AmountLine, type DocumentAmounts, type DocumentTotals } from "#domain/documents/totals";

const d = (text: string | number): Decimal => new Decimal(text);

const aLine = (line: Partial<AmountLine>): AmountLine => ({
  lineNo: 10_000,
  quantity: d(1),
  unitPrice: d("10"),
  discountAmount: d(0),
  takesInvoiceDiscount: true,
  vatIdentifier: "STANDARD",
  vatPercent: d(0),
  ...line,
});

const aDocument = (document: Partial<DocumentAmounts>): DocumentAmounts => ({
  pricesIncludeVat: true,
  decimals: 2,
  invoiceDiscount: d(0),
  shopifyTaxes: [],
  lines: [aLine({})],
  ...document,
});

function totalsOf(document: Partial<DocumentAmounts>): DocumentTotals {
  const result = documentTotals(aDocument(document));
  if (result.kind !== "totals") throw new Error(result.kind);
  return result.totals;
}

const figures = (totals: DocumentTotals) =>
  [totals.amount, totals.vat, totals.amountIncludingVat].map((f) => f.toFixed(2));

test("OR-21 a line of 2 at 20.00 with 7.00 discount amounts to 33.00", () => {
  expect(
    figures(totalsOf({ lines: [aLine({ quantity: d(2), unitPrice: d("20.00"), discountAmount: d("7.00") })] })),
  ).toEqual(["33.00", "0.00", "33.00"]);
});

test("quantity times price is rounded before the discount is taken off, half a cent away from zero", () => {
  const line = aLine({ quantity: d("1.5"), unitPrice: d("0.35"), discountAmount: d("0.10") });

  expect(totalsOf({ lines: [line] }).lines[0]?.lineAmount.toFixed(2)).toBe("0.43");
  expect(totalsOf({ lines: [{ ...line, quantity: d("-1.5"), discountAmount: d(0) }] }).amount.toFixed(2)).toBe("-0.53");
});

test("VAT contained in prices is taken out of the sum of an identifier, not of each line", () => {
  const lines = [1, 2, 3].map((n) => aLine({ lineNo: n * 10_000, unitPrice: d("0.99"), vatPercent: d(20) }));

  // 2.97 · 20 / 120 = 0.495; line by line it would be 3 × 0.17 = 0.51.
  expect(figures(totalsOf({ lines }))).toEqual(["2.47", "0.50", "2.97"]);
});

test("VAT on top of prices is computed on the sum of an identifier", () => {
  const lines = [
    aLine({ lineNo: 10_000, unitPrice: d("10.02"), vatPercent: d(24), vatIdentifier: "VAT24" }),
    aLine({ lineNo: 20_000, unitPrice: d("10.02"), vatPercent: d(24), vatIdentifier: "VAT24" }),
    aLine({ lineNo: 30_000, unitPrice: d("5.00"), vatPercent: d(0), vatIdentifier: "ZERO" }),
  ];

  expect(figures(totalsOf({ pricesIncludeVat: false, lines }))).toEqual(["25.04", "4.81", "29.85"]);
});

test("many small lines share their VAT, so that none is worth less than nothing without it", () => {
  const lines = Array.from({ length: 40 }, (_, n) => aLine({ lineNo: n, unitPrice: d("0.03"), vatPercent: d(20) }));

  // 1.20 · 20 / 120 = 0.20, half a cent for each line.
  const shares = totalsOf({ lines }).lines.map((line) => `${line.amount.toFixed(2)} + ${line.vat.toFixed(2)}`);
  expect(shares).toEqual([...Array<string>(20).fill("0.02 + 0.01"), ...Array<string>(20).fill("0.03 + 0.00")]);
});

test("where goods come back and others go out, each line has the VAT of its own amount", () => {
  const lines = ["100.00", "-99.99"].map((price, index) =>
    aLine({ lineNo: index, unitPrice: d(price), vatPercent: d(20) }),
  );
  const shopifyTaxes = [{ percent: d(20), amount: d("0.01"), taxLines: 1 }];

  const totals = totalsOf({ pricesIncludeVat: false, lines, shopifyTaxes });
  expect(totals.lines.map(({ vat }) => vat.toFixed(2))).toEqual(["20.01", "-20.00"]);
  expect(figures(totals)).toEqual(["0.01", "0.01", "0.02"]);
});

test("a currency without decimals has none in its amounts", () => {
  expect(totalsOf({ decimals: 0, lines: [aLine({ unitPrice: d("1234.5"), vatPercent: d(10) })] })).toMatchObject({
    amountIncludingVat: d(1235),
    vat: d(112),
  });
});

describe("Shopify's tax", () => {
  const lines = [1, 2, 3].map((n) => aLine({ lineNo: n * 10_000, unitPrice: d("9.99"), vatPercent: d("8.25") }));
  const withTax = (amount: string, taxLines: number, percent = "8.25") =>
    totalsOf({ pricesIncludeVat: false, lines, shopifyTaxes: [{ percent: d(percent), amount: d(amount), taxLines }] });

  test("is booked when it differs from ours by at most a cent per tax line", () => {
    expect(figures(withTax("2.46", 3))).toEqual(["29.97", "2.46", "32.43"]);
    expect(figures(withTax("2.50", 3))).toEqual(["29.97", "2.50", "32.47"]);
  });

  test("is not booked when the difference is more than rounding", () => {
    expect(figures(withTax("2.51", 3))).toEqual(["29.97", "2.47", "32.44"]);
  });

  test("of another rate changes nothing", () => {
    expect(figures(withTax("2.46", 3, "8"))).toEqual(["29.97", "2.47", "32.44"]);
  });

  test("is ignored where prices include tax", () => {
    const shopifyTaxes = [{ percent: d("8.25"), amount: d("2.27"), taxLines: 3 }];
    expect(figures(totalsOf({ lines, shopifyTaxes }))).toEqual(["27.69", "2.28", "29.97"]);
  });
});

describe("invoice discount", () => {
  const discounts = (document: Partial<DocumentAmounts>) =>
    totalsOf(document).lines.map((line) => line.invoiceDiscount.toFixed(2));

  test("is spread proportionally with the remainder on the largest line", () => {
    const lines = ["10.00", "20.00", "3.33"].map((price, index) =>
      aLine({ lineNo: (index + 1) * 10_000, unitPrice: d(price) }),
    );

    expect(discounts({ lines, invoiceDiscount: d("10.00") })).toEqual(["3.00", "6.01", "0.99"]);
  });

  test("leaves accounts and negative lines alone", () => {
    const lines = [
      aLine({ lineNo: 10_000, unitPrice: d("30") }),
      aLine({ lineNo: 20_000, unitPrice: d("12"), takesInvoiceDiscount: false }),
      aLine({ lineNo: 30_000, unitPrice: d("-4") }),
    ];

    expect(discounts({ lines, invoiceDiscount: d("5") })).toEqual(["5.00", "0.00", "0.00"]);
  });

  test("goes on to the next line when the largest is used up", () => {
    const lines = Array.from({ length: 10 }, (_, n) => aLine({ lineNo: n, unitPrice: d("0.01") }));

    expect(discounts({ lines, invoiceDiscount: d("0.09") })).toEqual([...Array<string>(9).fill("0.01"), "0.00"]);
  });

  test("larger than the item lines is refused and says how much they can take", () => {
    expect(documentTotals(aDocument({ invoiceDiscount: d("10.01") }))).toEqual({
      kind: "invoice-discount-too-large",
      available: d("10.00"),
    });
  });
});

describe("whatever the document", () => {
  const money = (min: number, max: number) => fc.integer({ min, max }).map((cents) => d(cents).dividedBy(100));
  const rates = { ZERO: 0, REDUCED: 7, STANDARD: 20, HIGH: 24 };
  const amountLine = fc
    .record({
      quantity: fc.integer({ min: 1, max: 50 }).map(d),
      unitPrice: fc.integer({ min: 0, max: 1_000_000 }).map((n) => d(n).dividedBy(1000)),
      discountShare: fc.integer({ min: 0, max: 100 }),
      takesInvoiceDiscount: fc.boolean(),
      rate: fc.constantFrom(...(Object.keys(rates) as (keyof typeof rates)[])),
    })
    .map(({ discountShare, rate, ...line }) =>
      Object.assign(line, {
        discountAmount: line.quantity
          .times(line.unitPrice)
          .times(discountShare)
          .dividedBy(100)
          .toDecimalPlaces(2, Decimal.ROUND_DOWN),
        vatIdentifier: rate,
        vatPercent: d(rates[rate]),
      }),
    );
  const document = fc.record({
    pricesIncludeVat: fc.boolean(),
    lines: fc
      .array(amountLine, { minLength: 1, maxLength: 12 })
      .map((lines) => lines.map((line, index): AmountLine => ({ ...line, lineNo: (index + 1) * 10_000 }))),
    wantedDiscount: money(0, 50_000),
  });
  const build = (draft: typeof document extends fc.Arbitrary<infer T> ? T : never): DocumentAmounts => {
    const { wantedDiscount, ...rest } = draft;
    const wanted = aDocument({ ...rest, invoiceDiscount: wantedDiscount });
    const result = documentTotals(wanted);
    return result.kind === "totals" ? wanted : { ...wanted, invoiceDiscount: result.available };
  };
  const total = (values: readonly Decimal[]) => values.reduce((sum, value) => sum.plus(value), d(0)).toFixed();

  test("lines add up to the document and to the invoice discount", () => {
    fc.assert(
      fc.property(document, (draft) => {
        const amounts = build(draft);
        const totals = totalsOf(amounts);
        expect(total(totals.lines.map((line) => line.amount))).toBe(totals.amount.toFixed());
        expect(total(totals.lines.map((line) => line.vat))).toBe(totals.vat.toFixed());
        expect(total(totals.lines.map((line) => line.amountIncludingVat))).toBe(totals.amountIncludingVat.toFixed());
        expect(total(totals.lines.map((line) => line.invoiceDiscount))).toBe(amounts.invoiceDiscount.toFixed());
        expect(totals.amount.plus(totals.vat).toFixed()).toBe(totals.amountIncludingVat.toFixed());
      }),
    );
  });

  test("no line becomes negative, and no discount is larger than its line", () => {
    fc.assert(
      fc.property(document, (draft) => {
        for (const line of totalsOf(build(draft)).lines) {
          expect(line.invoiceDiscount.isNegative()).toBe(false);
          expect(line.invoiceDiscount.lessThanOrEqualTo(line.lineAmount)).toBe(true);
          expect(line.vat.isNegative()).toBe(false);
        }
      }),
    );
  });

  test("prices that include VAT give a total that does not depend on the rates", () => {
    fc.assert(
      fc.property(document, (draft) => {
        const amounts = { ...build(draft), pricesIncludeVat: true };
        const untaxed = amounts.lines.map((line) => ({ ...line, vatIdentifier: "ZERO", vatPercent: d(0) }));
        expect(totalsOf(amounts).amountIncludingVat.toFixed()).toBe(
          totalsOf({ ...amounts, lines: untaxed }).amountIncludingVat.toFixed(),
        );
      }),
    );
  });

  test("the order of lines makes no difference", () => {
    fc.assert(
      fc.property(document, fc.infiniteStream(fc.nat()), (draft, keys) => {
        const amounts = build(draft);
        const shuffled = amounts.lines
          .map((line) => ({ line, key: Number(keys.next().value) }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ line }) => line);
        expect(documentTotals({ ...amounts, lines: shuffled })).toEqual(documentTotals(amounts));
      }),
    );
  });
});
