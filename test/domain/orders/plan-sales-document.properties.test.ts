import { expect, test } from "@jest/globals";
import { Decimal } from "decimal.js";
import fc from "fast-check";
import type { OrderToPlan } from "#domain/orders/order-to-plan";
import { planSalesDocument } from "#domain/orders/plan-sales-document";
import {
  aChargeToPlan,
  aLineToPlan,
  anOrderToPlan,
  documentMappings,
  documentSettings,
} from "../../support/order-to-plan.ts";

const cents = (max: number) => fc.integer({ min: 0, max }).map((value) => new Decimal(value).dividedBy(100));

/** Lines, charges and a discount as Shopify adds them up: no discount is larger than what it is taken from. */
const orders = fc
  .record({
    lines: fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 9 }),
        price: cents(100_000),
        discountPercent: fc.integer({ min: 0, max: 100 }),
        kind: fc.constantFrom("item", "tip", "giftCard", "exchange"),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    charges: fc.array(fc.record({ price: cents(5_000), discountPercent: fc.integer({ min: 0, max: 100 }) }), {
      maxLength: 3,
    }),
    orderDiscount: cents(500),
    rounding: fc.integer({ min: -4, max: 4 }).map((value) => new Decimal(value).dividedBy(100)),
  })
  .map(({ lines, charges, orderDiscount, rounding }): OrderToPlan => {
    const amounts = (price: Decimal, quantity: number, percent: number) => {
      const discount = price.times(quantity).times(percent).dividedBy(100).toDecimalPlaces(2);
      return { discount, net: price.times(quantity).minus(discount) };
    };
    const lineAmounts = lines.map((line) => amounts(line.price, line.quantity, line.discountPercent));
    const chargeAmounts = charges.map((charge) => amounts(charge.price, 1, charge.discountPercent));
    const sum = (list: readonly Decimal[]) => list.reduce((total, each) => total.plus(each), new Decimal(0));
    const all = [...lineAmounts, ...chargeAmounts];
    return anOrderToPlan({
      lines: lines.map((line, index) =>
        aLineToPlan({
          lineId: String(index + 1),
          quantity: line.quantity,
          tip: line.kind === "tip",
          giftCard: line.kind === "giftCard",
          isExchangeItem: line.kind === "exchange",
          unitPrice: line.price.toFixed(),
          discountAmount: lineAmounts[index]?.discount.toFixed() ?? "0",
        }),
      ),
      shippingCharges: charges.map((charge, index) =>
        aChargeToPlan({
          shippingLineId: String(index + 1),
          amount: charge.price.toFixed(),
          discountAmount: chargeAmounts[index]?.discount.toFixed() ?? "0",
        }),
      ),
      header: {
        totalAmount: sum(all.map(({ net }) => net))
          .minus(orderDiscount)
          .toFixed(),
        discountAmount: sum(all.map(({ discount }) => discount))
          .plus(orderDiscount)
          .toFixed(),
        paymentRoundingAmount: rounding.toFixed(),
      },
    });
  });

test("the lines of a document come to what Shopify charged, rounding included and exchanges left out", () => {
  fc.assert(
    fc.property(orders, (order) => {
      const plan = planSalesDocument(order, documentSettings(), documentMappings());
      if (plan.kind === "blocked") throw new Error(plan.problem.message);
      const total = plan.draft.lines
        .map((line) =>
          line.kind === "comment"
            ? new Decimal(0)
            : new Decimal(line.unitPrice).times(line.quantity).minus(line.discountAmount),
        )
        .reduce((sum, each) => sum.plus(each), new Decimal(0))
        .minus(plan.draft.invoiceDiscount);

      expect(total.toFixed(2)).toBe(new Decimal(plan.draft.expectedTotal ?? "NaN").toFixed(2));
    }),
  );
});

test("lines are numbered by ten thousands in the order of Shopify's ids, and the plan is the same every time", () => {
  fc.assert(
    fc.property(orders, (order) => {
      const shuffled = {
        ...order,
        lines: order.lines.toReversed(),
        shippingCharges: order.shippingCharges.toReversed(),
      };
      const plan = planSalesDocument(order, documentSettings(), documentMappings());

      expect(planSalesDocument(shuffled, documentSettings(), documentMappings())).toEqual(plan);
      if (plan.kind === "create") {
        expect(plan.draft.lines.map(({ lineNo }) => lineNo)).toEqual(
          plan.draft.lines.map((_line, index) => (index + 1) * 10_000),
        );
      }
    }),
  );
});
