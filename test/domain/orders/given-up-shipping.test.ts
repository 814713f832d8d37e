import { describe, expect, test } from "@jest/globals";
import { orderRows, type OrderRows } from "#domain/orders/import-order";
import type { OrderNode } from "#domain/orders/order-node";
import type { RefundNode } from "#domain/orders/refund-node";
import { NOTHING_KNOWN } from "#domain/orders/refunds-of-order";
import { anImportContext } from "../../support/import-context.ts";
import { aLineNode, anOrderNode, aShippingLineNode, aTransactionNode, money } from "../../support/order-node.ts";
import { aRefundLineNode, aRefundNode, refundedInUsd } from "../../support/refund-node.ts";

const tax = (amount: string) => ({
  title: "VAT",
  rate: 0.2,
  ratePercentage: 20,
  channelLiable: null,
  priceSet: money(amount),
});
const refundedShipping = (subtotal: string, taxAmount = "0.00"): RefundNode["refundShippingLines"] => ({
  nodes: [
    {
      id: "gid://shopify/RefundShippingLine/421",
      shippingLine: { id: "gid://shopify/ShippingLine/21", title: "Express" },
      subtotalAmountSet: money(subtotal),
      taxAmountSet: money(taxAmount),
    },
  ],
});
/** Two chairs at 25.00 and shipping for 12.00. */
const rowsOf = (order: Partial<OrderNode>): OrderRows =>
  orderRows(
    anOrderNode({
      lineItems: { nodes: [aLineNode({ quantity: 2 })] },
      shippingLines: { nodes: [aShippingLineNode()] },
      totalPriceSet: money("62.00"),
      subtotalPriceSet: money("50.00"),
      totalShippingPriceSet: money("12.00"),
      ...order,
    }),
    NOTHING_KNOWN,
    anImportContext(),
  );

describe("shipping that a zero refund gives up with units", () => {
  test("leaves the order: no credit memo will ever have it", () => {
    const { shippingCharges, editable } = rowsOf({
      refunds: [aRefundNode({ refundShippingLines: refundedShipping("5.00") })],
    });

    expect(shippingCharges).toMatchObject([{ amount: "7", presentmentAmount: "7" }]);
    // 62.00 less a chair and 5.00. Shopify's own shipping price stays for the comparison of conflicts.
    expect(editable).toMatchObject({
      totalAmount: "32",
      subtotalAmount: "25",
      shippingChargesAmount: "7",
      rawShippingChargesAmount: "12",
    });
  });

  test("takes the charge with it when nothing remains, but never more than there is", () => {
    const { shippingCharges, editable } = rowsOf({
      refunds: [aRefundNode({ refundShippingLines: refundedShipping("15.00") })],
    });

    expect(shippingCharges).toEqual([]);
    expect(editable).toMatchObject({ totalAmount: "25", shippingChargesAmount: "0" });
  });

  test("takes a charge with it of which only its discount would remain", () => {
    const { shippingCharges, editable } = rowsOf({
      shippingLines: {
        nodes: [
          aShippingLineNode({
            discountAllocations: [{ allocatedAmountSet: money("2.00") }],
          }),
        ],
      },
      totalPriceSet: money("60.00"),
      totalShippingPriceSet: money("10.00"),
      refunds: [aRefundNode({ refundShippingLines: refundedShipping("10.00") })],
    });

    expect(shippingCharges).toEqual([]);
    expect(editable).toMatchObject({ totalAmount: "25", shippingChargesAmount: "0" });
  });

  test("takes its tax along where prices exclude it", () => {
    const { taxLines, editable } = rowsOf({
      taxesIncluded: false,
      shippingLines: { nodes: [aShippingLineNode({ taxLines: [tax("2.40")] })] },
      totalPriceSet: money("64.40"),
      totalTaxSet: money("2.40"),
      refunds: [aRefundNode({ refundShippingLines: refundedShipping("5.00", "1.00") })],
    });

    expect(taxLines).toMatchObject([{ parentKind: "shippingLine", amount: "1.4" }]);
    expect(editable).toMatchObject({ totalAmount: "33.4", vatAmount: "1.4", shippingChargesAmount: "7" });
  });

  test.each([
    ["with", "6.00"],
    ["without", "5.00"],
  ])("is the same where prices include tax and Shopify's subtotal is %s it", (_with, subtotal) => {
    const { shippingCharges, editable } = rowsOf({
      shippingLines: { nodes: [aShippingLineNode({ taxLines: [tax("2.00")] })] },
      totalTaxSet: money("2.00"),
      refunds: [aRefundNode({ refundShippingLines: refundedShipping(subtotal, "1.00") })],
    });

    expect(shippingCharges).toMatchObject([{ amount: "6" }]);
    expect(editable).toMatchObject({ totalAmount: "31", vatAmount: "1" });
  });

  test("stays in the order when money went back: the credit memo has it", () => {
    const { shippingCharges, editable } = rowsOf({
      refunds: [
        aRefundNode({ totalRefundedSet: refundedInUsd("37.00"), refundShippingLines: refundedShipping("12.00") }),
      ],
    });

    expect(shippingCharges).toMatchObject([{ amount: "12" }]);
    expect(editable).toMatchObject({ totalAmount: "62", shippingChargesAmount: "12" });
  });
});

describe("an order that was cancelled before anything was paid", () => {
  const cancelled: Partial<OrderNode> = {
    cancelledAt: "2026-03-02T10:00:00Z",
    transactions: [aTransactionNode({ kind: "AUTHORIZATION" }), aTransactionNode({ kind: "VOID" })],
    refunds: [aRefundNode({ refundLineItems: { nodes: [aRefundLineNode({ quantity: 2, restockType: "CANCEL" })] } })],
  };

  test("has nothing left to bill, although Shopify's refund does not speak of its shipping, duties and discount", () => {
    const { lines, shippingCharges, taxLines, editable } = rowsOf({
      ...cancelled,
      shippingLines: { nodes: [aShippingLineNode({ taxLines: [tax("2.00")] })] },
      originalTotalDutiesSet: money("3.00"),
      currentTotalDiscountsSet: money("1.00"),
    });

    expect({ lines, shippingCharges, taxLines }).toEqual({ lines: [], shippingCharges: [], taxLines: [] });
    expect(editable).toMatchObject({
      totalAmount: "0",
      vatAmount: "0",
      discountAmount: "0",
      shippingChargesAmount: "0",
      dutiesAmount: "0",
      rawShippingChargesAmount: "12",
    });
  });

  test("keeps what was not taken off it", () => {
    expect(rowsOf({ ...cancelled, refunds: [aRefundNode()] })).toMatchObject({
      lines: [{ quantity: 1 }],
      shippingCharges: [{ amount: "12" }],
    });
  });

  test.each([
    ["is not cancelled", { cancelledAt: null }],
    ["was paid", { transactions: [aTransactionNode({ kind: "CAPTURE" })] }],
    ["is not known in its refunds", { refunds: [] }],
  ] as const)("is another one that %s: its shipping stays", (_what, order) => {
    expect(rowsOf({ ...cancelled, ...order }).shippingCharges).toMatchObject([{ amount: "12" }]);
  });
});
