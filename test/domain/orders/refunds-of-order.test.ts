import { describe, expect, test } from "@jest/globals";
import { orderRows, type OrderRows } from "#domain/orders/import-order";
import type { OrderNode } from "#domain/orders/order-node";
import { NOTHING_KNOWN, type KnownOfOrder } from "#domain/orders/refunds-of-order";
import { anImportContext } from "../../support/import-context.ts";
import { aLineNode, anOrderNode, aTransactionNode, money } from "../../support/order-node.ts";
import {
  aRefundLineNode,
  aRefundNode,
  aReturnLineNode,
  aReturnNode,
  aReverseLineNode,
  refundedInUsd,
} from "../../support/refund-node.ts";

const rowsOf = (order: Partial<OrderNode>, known: Partial<KnownOfOrder> = {}): OrderRows =>
  orderRows(anOrderNode(order), { ...NOTHING_KNOWN, ...known }, anImportContext());
const returns = (...nodes: readonly ReturnType<typeof aReturnNode>[]) => ({ nodes });
const ofReturn = { return: { id: "gid://shopify/Return/51" } };
const chairs = (quantity: number, over: Parameters<typeof aLineNode>[0] = {}) => ({
  nodes: [aLineNode({ quantity, ...over })],
});

describe("a refund", () => {
  test("keeps both currencies of every amount, its note and its return", () => {
    const { refunds } = rowsOf({
      refunds: [
        aRefundNode({
          ...ofReturn,
          note: "Broken leg",
          createdAt: null,
          totalRefundedSet: {
            shopMoney: { amount: "25.00", currencyCode: "USD" },
            presentmentMoney: { amount: "22.50", currencyCode: "EUR" },
          },
          refundLineItems: {
            nodes: [
              aRefundLineNode({
                restockType: "RETURN",
                restocked: true,
                location: { id: "gid://shopify/Location/801" },
                priceSet: money("25.00", "22.50"),
                subtotalSet: money("24.00", "21.60"),
                totalTaxSet: money("4.00", "3.60"),
              }),
            ],
          },
          refundShippingLines: {
            nodes: [
              {
                id: "gid://shopify/RefundShippingLine/421",
                shippingLine: { id: "gid://shopify/ShippingLine/21", title: "Express" },
                subtotalAmountSet: money("5.00", "4.50"),
                taxAmountSet: money("1.00", "0.90"),
              },
            ],
          },
        }),
      ],
    });

    expect(refunds?.headers).toEqual([
      {
        refundId: "41",
        returnId: "51",
        createdAt: "2026-03-02T10:00:00Z",
        updatedAt: "2026-03-02T10:00:00Z",
        note: "Broken leg",
        totalRefundedAmount: "25",
        presentmentTotalRefundedAmount: "22.5",
        currencyCode: "",
        presentmentCurrencyCode: "EUR",
      },
    ]);
    expect(refunds?.lines).toEqual([
      {
        refundId: "41",
        refundLineId: "411",
        lineId: "11",
        restockType: "return",
        restocked: true,
        quantity: 1,
        amount: "25",
        presentmentAmount: "22.5",
        subtotalAmount: "24",
        presentmentSubtotalAmount: "21.6",
        totalTaxAmount: "4",
        presentmentTotalTaxAmount: "3.6",
        locationId: "801",
        canCreateCreditMemo: true,
        isExchangeItem: false,
      },
    ]);
    expect(refunds?.shippingLines).toEqual([
      {
        refundId: "41",
        refundShippingLineId: "421",
        shippingLineId: "21",
        title: "Express",
        subtotalAmount: "5",
        presentmentSubtotalAmount: "4.5",
        taxAmount: "1",
        presentmentTaxAmount: "0.9",
      },
    ]);
  });

  test("is stamped on its transactions", () => {
    const refund = aTransactionNode({ id: "gid://shopify/OrderTransaction/32", kind: "REFUND" });
    const { transactions } = rowsOf({
      transactions: [aTransactionNode(), refund],
      refunds: [aRefundNode({ transactions: { nodes: [{ id: refund.id }] } })],
    });

    expect(transactions.map(({ transactionId, refundId }) => [transactionId, refundId])).toEqual([
      ["31", null],
      ["32", "41"],
    ]);
  });

  test("a line that Shopify gives no id has one by its place; a restock type nobody knows is blank", () => {
    const nodes = [aRefundLineNode({ id: null }), aRefundLineNode({ id: null, restockType: "TELEPORT" })];

    expect(rowsOf({ refunds: [aRefundNode({ refundLineItems: { nodes } })] }).refunds?.lines).toMatchObject([
      { refundLineId: "1", restockType: "noRestock" },
      { refundLineId: "2", restockType: "" },
    ]);
  });
});

describe("a credit memo can be made from a refund line", () => {
  const canCreate = (refund: Parameters<typeof aRefundNode>[0], order: Partial<OrderNode> = {}) =>
    rowsOf({ ...order, refunds: [aRefundNode(refund)] }).refunds?.lines.map(
      ({ canCreateCreditMemo }) => canCreateCreditMemo,
    );

  test("when the refund belongs to a return", () => {
    expect(canCreate(ofReturn)).toEqual([true]);
  });

  test("when money was given back", () => {
    expect(canCreate({ totalRefundedSet: refundedInUsd("0.01") })).toEqual([true]);
  });

  test("when the goods came back", () => {
    expect(
      canCreate({ refundLineItems: { nodes: [aRefundLineNode({ restockType: "RETURN" }), aRefundLineNode()] } }),
    ).toEqual([true, false]);
  });

  test("OR-34 not when nothing was given back", () => {
    expect(canCreate({})).toEqual([false]);
    expect(canCreate({ refundLineItems: { nodes: [aRefundLineNode({ restockType: "CANCEL" })] } })).toEqual([false]);
  });

  test("when the money is on its way: Shopify says 0 while the payment is pending", () => {
    const payment = (status: string) =>
      aTransactionNode({ id: "gid://shopify/OrderTransaction/32", kind: "REFUND", status });
    const refund = { transactions: { nodes: [{ id: payment("").id }] } };

    expect(canCreate(refund, { transactions: [payment("PENDING")] })).toEqual([true]);
    expect(canCreate(refund, { transactions: [payment("AWAITING_RESPONSE")] })).toEqual([true]);
    expect(canCreate(refund, { transactions: [payment("FAILURE")] })).toEqual([false]);
  });

  test("when it belonged to a return as long as returns could be read", () => {
    const { return: _, ...withoutReturn } = aRefundNode();
    const known = { returnOfRefund: new Map([["41", "51"]]) };
    const { refunds } = rowsOf({ refunds: [withoutReturn] }, known);

    expect(refunds?.headers).toMatchObject([{ returnId: "51" }]);
    expect(refunds?.lines).toMatchObject([{ canCreateCreditMemo: true }]);
  });
});

describe("a return", () => {
  test("keeps quantities, reason, weight and worth of its lines", () => {
    const decline = { reason: "RETURN_PERIOD_ENDED", note: "Too late" };
    const rows = rowsOf({ returns: returns(aReturnNode({ status: "DECLINED", decline })) }).returns;

    expect(rows?.headers).toEqual([
      {
        returnId: "51",
        name: "#1001-R1",
        status: "declined",
        totalQuantity: 1,
        declineReason: "returnPeriodEnded",
        declineNote: "Too late",
        createdAt: "2026-03-02T09:00:00Z",
        closedAt: "2026-03-02T10:00:00Z",
      },
    ]);
    expect(rows?.lines).toMatchObject([
      {
        returnLineId: "511",
        type: "default",
        lineId: "11",
        returnReasonHandle: "color",
        returnReasonName: "Color",
        weight: "1.5",
        weightUnit: "kilograms",
        discountedTotalAmount: "25",
        presentmentDiscountedTotalAmount: "25",
        unitPrice: null,
      },
    ]);
  });

  test("unverified goods have a price in its own currency, and no worth", () => {
    const line = {
      ...aReturnLineNode(),
      kind: "UnverifiedReturnLineItem",
      unitPrice: { amount: "7.50", currencyCode: "EUR" },
    } as const;
    const rows = rowsOf({ returns: returns(aReturnNode({ returnLineItems: { nodes: [line] } })) }).returns;

    expect(rows?.lines).toMatchObject([
      { type: "unverified", lineId: null, unitPrice: "7.5", unitPriceCurrency: "EUR", discountedTotalAmount: null },
    ]);
  });

  test("goods that went to one location have it, on the line of the refund too; to several, none", () => {
    const locationsOf = (...ids: readonly string[]) => {
      const reverse = {
        id: "gid://shopify/ReverseFulfillmentOrder/53",
        lineItems: { nodes: [aReverseLineNode("11", ...ids)] },
      };
      const rows = rowsOf({
        refunds: [aRefundNode(ofReturn)],
        returns: returns(aReturnNode({ reverseFulfillmentOrders: { nodes: [reverse] } })),
      });
      return [rows.returns?.lines[0]?.locationId, rows.refunds?.lines[0]?.locationId];
    };

    expect(locationsOf("801", "801")).toEqual(["801", "801"]);
    expect(locationsOf("801", "802", "801")).toEqual([null, null]);
    expect(locationsOf()).toEqual([null, null]);
  });
});

describe("OR-44 refunds that are not imported", () => {
  test("OR-44 are not stored, and take nothing off quantities", () => {
    const rows = rowsOf({ lineItems: chairs(3) });

    expect(rows).toMatchObject({ refunds: null, returns: null, lines: [{ quantity: 3 }] });
  });
});

describe("units that were removed", () => {
  const threeChairs: Partial<OrderNode> = {
    lineItems: chairs(3, { discountAllocations: [{ allocatedAmountSet: money("7.50") }] }),
    totalPriceSet: money("67.50"),
    subtotalPriceSet: money("67.50"),
  };

  test("OR-35 are not in the line, nor in the order's amounts; their part of the discount is gone", () => {
    const refundLineItems = { nodes: [aRefundLineNode({ subtotalSet: money("22.50") })] };
    const { lines, editable } = rowsOf({ ...threeChairs, refunds: [aRefundNode({ refundLineItems })] });

    expect(lines).toMatchObject([{ quantity: 2, discountAmount: "5" }]);
    expect(editable).toMatchObject({ totalAmount: "45", subtotalAmount: "45" });
  });

  test("what really was given back stays: a credit memo is made from it", () => {
    const { lines, editable } = rowsOf({
      ...threeChairs,
      refunds: [aRefundNode({ totalRefundedSet: refundedInUsd("22.50") })],
    });

    expect(lines).toMatchObject([{ quantity: 3, discountAmount: "7.5" }]);
    expect(editable.totalAmount).toBe("67.5");
  });

  test("of a line that has none left take the line away, with its taxes and attributes", () => {
    const tax = { title: "Tax", rate: 0.2, ratePercentage: 20, channelLiable: null, priceSet: money("5.00") };
    const rows = rowsOf({
      taxesIncluded: false,
      lineItems: {
        nodes: [
          aLineNode({ taxLines: [tax], customAttributes: [{ key: "a", value: "1" }] }),
          aLineNode({ id: "gid://shopify/LineItem/12", taxLines: [tax] }),
        ],
      },
      totalPriceSet: money("60.00"),
      totalTaxSet: money("10.00"),
      refunds: [aRefundNode({ refundLineItems: { nodes: [aRefundLineNode({ totalTaxSet: money("5.00") })] } })],
    });

    expect(rows.lines.map(({ lineId }) => lineId)).toEqual(["12"]);
    expect(rows.taxLines).toMatchObject([{ parentId: "12", amount: "5" }]);
    expect(rows.lineAttributes).toEqual([]);
    expect(rows.editable).toMatchObject({ totalAmount: "30", vatAmount: "5" });
    // The line is still there at Shopify: it is no other set of lines.
    expect(rows.editable.lineItemsRedundancyCode).toBe("11,12");
  });

  test("leave a line where its fulfillment order has it, which counts what is to be sent", () => {
    const fulfillmentOrder = {
      id: "gid://shopify/FulfillmentOrder/81",
      status: "OPEN",
      requestStatus: "UNSUBMITTED",
      updatedAt: "2026-03-01T10:00:00Z",
      assignedLocation: { location: { id: "gid://shopify/Location/802" } },
      deliveryMethod: null,
      lineItems: {
        nodes: [
          {
            id: "gid://shopify/FulfillmentOrderLineItem/811",
            totalQuantity: 2,
            remainingQuantity: 2,
            lineItem: { id: "gid://shopify/LineItem/11" },
          },
        ],
      },
    };
    const { lines } = rowsOf({
      lineItems: chairs(3),
      fulfillmentOrders: { nodes: [fulfillmentOrder] },
      refunds: [aRefundNode()],
    });

    expect(lines).toMatchObject([{ quantity: 2, locationId: "802" }]);
  });
});
