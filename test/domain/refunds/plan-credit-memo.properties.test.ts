import { expect, test } from "@jest/globals";
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { withRemainingAmount } from "#domain/documents/remaining-amount";
import type { SalesDocumentDraft } from "#domain/documents/sales-document";
import { type AmountLine, type DocumentAmounts, documentTotals } from "#domain/documents/totals";
import { planCreditMemo } from "#domain/refunds/plan-credit-memo";
import type { RefundedOrder, RefundToPlan, RestockType } from "#domain/refunds/refund-to-plan";
import {
  aRefundedLine,
  aRefundedOrder,
  aRefundLine,
  aRefundShippingLine,
  aRefundToPlan,
  aRefundTransaction,
  refundMappings,
  refundSettings,
} from "../../support/refund-to-plan.ts";

const cents = (max: number) => fc.integer({ min: 0, max }).map((value) => new Decimal(value).dividedBy(100));
const restockTypes: readonly RestockType[] = ["", "return", "legacyRestock", "noRestock", "cancel"];

interface Case {
  readonly refund: RefundToPlan;
  readonly order: RefundedOrder;
  readonly total: Decimal;
}

const cases = fc
  .record({
    lines: fc.array(
      fc.record({
        restockType: fc.constantFrom(...restockTypes),
        quantity: fc.integer({ min: 1, max: 9 }),
        price: cents(50_000),
        discountPercent: fc.integer({ min: 0, max: 100 }),
        kind: fc.constantFrom("item", "giftCard", "exchange"),
      }),
      { maxLength: 8 },
    ),
    shipping: fc.array(fc.record({ subtotal: cents(5_000), tax: cents(1_000) }), { maxLength: 3 }),
    refunded: cents(100_000),
    rounding: fc.integer({ min: -4, max: 4 }).map((value) => new Decimal(value).dividedBy(100)),
    vatIncluded: fc.boolean(),
  })
  .map(({ lines, shipping, refunded, rounding, vatIncluded }): Case => {
    const refundLines = lines.map((line, index) => {
      const id = String(index + 1);
      const quantity = line.kind === "exchange" ? -line.quantity : line.quantity;
      const gross = line.price.times(quantity);
      const subtotal = gross.minus(gross.times(line.discountPercent).dividedBy(100).toDecimalPlaces(2));
      return aRefundLine({
        refundLineId: line.kind === "exchange" ? `-${id}` : id,
        lineId: id,
        restockType: line.kind === "exchange" ? "return" : line.restockType,
        quantity,
        amount: line.price.toFixed(),
        subtotalAmount: subtotal.toFixed(),
      });
    });
    return {
      refund: aRefundToPlan({
        lines: refundLines,
        shippingLines: shipping.map(({ subtotal, tax }, index) =>
          aRefundShippingLine({
            refundShippingLineId: String(index + 1),
            subtotalAmount: subtotal.toFixed(),
            taxAmount: tax.toFixed(),
          }),
        ),
        totalRefundedAmount: refunded.toFixed(),
        transactions: [aRefundTransaction({ roundingAmount: rounding.toFixed() })],
      }),
      order: aRefundedOrder({
        header: { vatIncluded, refundRoundingAmount: rounding.toFixed() },
        lines: lines.map((line, index) =>
          aRefundedLine({ lineId: String(index + 1), giftCard: line.kind === "giftCard" }),
        ),
      }),
      total: refunded.plus(rounding),
    };
  });

/** As an ERP with 20 % VAT on everything adds the lines up. */
function totalOf(draft: SalesDocumentDraft): string {
  const vat = { vatIdentifier: "VAT20", vatPercent: new Decimal(20) };
  const document: DocumentAmounts = {
    pricesIncludeVat: draft.pricesIncludeVat,
    decimals: 2,
    invoiceDiscount: new Decimal(draft.invoiceDiscount),
    shopifyTaxes: [],
    lines: draft.lines.flatMap((line): readonly AmountLine[] =>
      line.kind === "comment"
        ? []
        : [
            {
              lineNo: line.lineNo,
              quantity: new Decimal(line.quantity),
              unitPrice: new Decimal(line.unitPrice),
              discountAmount: new Decimal(line.discountAmount),
              takesInvoiceDiscount: line.kind === "item",
              ...vat,
            },
          ],
    ),
  };
  const wanted = new Decimal(draft.remaining?.total ?? 0);
  const before = documentTotals(document);
  if (before.kind !== "totals") throw new Error(before.kind);
  const remaining = wanted.minus(before.totals.amountIncludingVat);
  const complete = remaining.isZero()
    ? document
    : withRemainingAmount(document, remaining, { lineNo: 990_000, ...vat }, wanted).document;
  const after = documentTotals(complete);
  if (after.kind !== "totals") throw new Error(after.kind);
  return after.totals.amountIncludingVat.toFixed(2);
}

test("whatever was refunded, its document comes to what Shopify gave back and the rounding", () => {
  fc.assert(
    fc.property(cases, ({ refund, order, total }) => {
      const plan = planCreditMemo(refund, order, refundSettings(), refundMappings());
      if (plan.kind === "nothing") {
        expect(total.toFixed(2)).toBe("0.00");
        return;
      }
      if (plan.kind !== "create") throw new Error(plan.kind);

      expect(plan.draft.expectedTotal).toBe(total.toFixed());
      expect(totalOf(plan.draft)).toBe(total.toFixed(2));
    }),
  );
});

test("the order in which Shopify gives lines makes no difference", () => {
  fc.assert(
    fc.property(cases, ({ refund, order }) => {
      const reversed: RefundToPlan = {
        ...refund,
        lines: refund.lines.toReversed(),
        shippingLines: refund.shippingLines.toReversed(),
        transactions: refund.transactions.toReversed(),
      };

      expect(
        planCreditMemo(reversed, { ...order, lines: order.lines.toReversed() }, refundSettings(), refundMappings()),
      ).toEqual(planCreditMemo(refund, order, refundSettings(), refundMappings()));
    }),
  );
});
