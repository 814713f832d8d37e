import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { OrderNode } from "#domain/orders/order-node";
import type { RefundNode } from "#domain/orders/refund-node";
import { anOrderDesk, type OrderDesk } from "../../support/order-desk.ts";
import { aLineNode, aShippingLineNode, money } from "../../support/order-node.ts";
import { aRefundLineNode, aRefundNode, refundedInUsd } from "../../support/refund-node.ts";
import { anExchangedChair } from "../../support/returned-chair.ts";

let desk: OrderDesk;
beforeAll(async () => {
  desk = await anOrderDesk();
});
afterAll(() => desk.database.drop());
beforeEach(async () => {
  await desk.clear();
  await desk.set({
    returnAndRefundProcess: "autoCreateSalesDocument",
    processReturnsAs: "creditMemo",
    currencyHandling: "shopCurrency",
  });
});

/** Kind, total and lines of every document. */
const books = async () =>
  (await desk.documents()).map(({ kind, amountIncludingVat, lines }) => [
    kind,
    amountIncludingVat,
    ...lines.map(({ no, quantity, amountIncludingVat: amount }) => `${no} ${quantity} ${amount}`),
  ]);
/** Documents less credit memos. */
const balance = async () =>
  (await desk.documents()).reduce(
    (sum, { kind, amountIncludingVat }) => sum + (kind === "creditMemo" ? -1 : 1) * Number(amountIncludingVat),
    0,
  );
test("shipping that is taken off a processed order is an edition, also when Shopify's totals still hold it", async () => {
  const order: Partial<OrderNode> = {
    totalPriceSet: money("37.00"),
    totalShippingPriceSet: money("12.00"),
    shippingLines: { nodes: [aShippingLineNode()] },
    refunds: [],
  };
  await desk.receive(order);
  await desk.createDue();
  await desk.receive({ ...order, shippingLines: { nodes: [aShippingLineNode({ isRemoved: true })] } });

  expect(await balance()).toBe(37);
  expect(await desk.header()).toMatchObject({ totalAmount: "25", hasOrderStateError: true });
});

test.each<[string, { discount: string; refundShippingLines?: string; isRemoved?: boolean }]>([
  ["given up with a unit", { discount: "2.00", refundShippingLines: "10.00" }],
  ["free, and named by the zero refund", { discount: "12.00", refundShippingLines: "0.00" }],
  ["removed by an edit", { discount: "2.00", isRemoved: true }],
])("the discount of shipping that is %s is no discount on goods", async (_what, shipping) => {
  const { discount, refundShippingLines, isRemoved = false } = shipping;
  await desk.receive({
    lineItems: { nodes: [aLineNode({ quantity: isRemoved ? 1 : 2 })] },
    shippingLines: {
      nodes: [aShippingLineNode({ isRemoved, discountAllocations: [{ allocatedAmountSet: money(discount) }] })],
    },
    totalPriceSet: money(String((isRemoved ? 25 : 50) + 12 - Number(discount))),
    totalShippingPriceSet: money("12.00"),
    currentTotalDiscountsSet: money(discount),
    refunds:
      refundShippingLines === undefined
        ? []
        : [
            aRefundNode({
              refundShippingLines: {
                nodes: [
                  {
                    id: "gid://shopify/RefundShippingLine/421",
                    shippingLine: { id: "gid://shopify/ShippingLine/21", title: "Express" },
                    subtotalAmountSet: money(refundShippingLines),
                    taxAmountSet: money("0.00"),
                  },
                ],
              },
            }),
          ],
  });
  await desk.createDue();

  expect(await desk.header()).toMatchObject({ errorMessage: "", totalAmount: "25" });
  expect(await books()).toEqual([["order", "25.00", "1000 1 25.00"]]);
});

/** Two chairs at 25.00 with 10.00 off the whole order, one of which is gone. */
const discountedAsAWhole = (left: string, refund: Partial<RefundNode>): Partial<OrderNode> => ({
  lineItems: { nodes: [aLineNode({ quantity: 2 })] },
  totalPriceSet: money("40.00"),
  subtotalPriceSet: money("40.00"),
  totalDiscountsSet: money("10.00"),
  currentTotalDiscountsSet: money(left),
  refunds: [aRefundNode(refund)],
});
const oneChair = (restockType: "RETURN" | "NO_RESTOCK") => ({
  nodes: [aRefundLineNode({ restockType, priceSet: money("25.00"), subtotalSet: money("20.00") })],
});

test("a discount on the whole order is that of all its units, also when some came back before the document was made", async () => {
  await desk.receive(
    discountedAsAWhole("5.00", { totalRefundedSet: refundedInUsd("20.00"), refundLineItems: oneChair("RETURN") }),
  );
  await desk.createDue();
  await desk.createCreditMemos();

  expect(await desk.header()).toMatchObject({ errorMessage: "", totalAmount: "40" });
  expect(await books()).toEqual([
    ["creditMemo", "20.00", "1000 1 20.00"],
    ["order", "40.00", "1000 2 40.00"],
  ]);
});

test("a tip is no discount on the whole order, although Shopify's subtotal is without it", async () => {
  await desk.receive({
    lineItems: {
      nodes: [
        aLineNode(),
        aLineNode({
          id: "gid://shopify/LineItem/12",
          name: "Tip",
          product: null,
          variant: null,
          originalUnitPriceSet: money("5.00"),
        }),
      ],
    },
    shippingLines: { nodes: [aShippingLineNode({ discountAllocations: [{ allocatedAmountSet: money("12.00") }] })] },
    totalShippingPriceSet: money("12.00"),
    totalTipReceivedSet: money("5.00"),
    totalDiscountsSet: money("12.00"),
    currentTotalDiscountsSet: money("12.00"),
    totalPriceSet: money("30.00"),
  });
  await desk.createDue();

  expect(await desk.header()).toMatchObject({ errorMessage: "", discountAmount: "12" });
  expect(await balance()).toBe(30);
});

test.each([["5.00"], ["10.00"]])(
  "a removed unit takes its part of a discount on the whole order along, of which Shopify says that %s are left",
  async (left) => {
    await desk.receive(
      discountedAsAWhole(left, { totalRefundedSet: refundedInUsd("0.00"), refundLineItems: oneChair("NO_RESTOCK") }),
    );
    await desk.createDue();

    expect(await desk.header()).toMatchObject({ errorMessage: "", totalAmount: "20", discountAmount: "5" });
    expect(await books()).toEqual([["order", "20.00", "1000 1 20.00"]]);
  },
);

test.each<[string, Partial<OrderNode>]>([
  [
    "a discount on the whole order",
    {
      totalPriceSet: money("32.00"),
      subtotalPriceSet: money("20.00"),
      totalDiscountsSet: money("5.00"),
      currentTotalDiscountsSet: money("5.00"),
    },
  ],
  [
    "a discount on shipping",
    {
      totalPriceSet: money("30.00"),
      shippingLines: { nodes: [aShippingLineNode({ discountAllocations: [{ allocatedAmountSet: money("7.00") }] })] },
    },
  ],
  ["duties", { totalPriceSet: money("41.00"), originalTotalDutiesSet: money("4.00") }],
])("%s that comes after the document was made is told", async (_what, change) => {
  const order: Partial<OrderNode> = {
    totalPriceSet: money("37.00"),
    totalShippingPriceSet: money("12.00"),
    shippingLines: { nodes: [aShippingLineNode()] },
  };
  await desk.receive(order);
  await desk.createDue();
  await desk.receive({ ...order, ...change });

  expect(await balance()).toBe(37);
  expect(await desk.header()).toMatchObject({ hasOrderStateError: true, errorParams: { edited: "total" } });
});

test("a payment in cash that was rounded after the document was made is told: the document lacks the rounding", async () => {
  await desk.receive();
  await desk.createDue();
  const rounded = { paymentSet: money("-0.02"), refundSet: money("0.00") };
  await desk.receive({ totalCashRoundingAdjustment: rounded });

  expect(await balance()).toBe(25);
  expect(await desk.header()).toMatchObject({ hasOrderStateError: true, errorParams: { edited: "cashRounding" } });
});

test("a refund without lines has what came back also when goods went out in exchange", async () => {
  await desk.receive(anExchangedChair("70.00", { refundLineItems: { nodes: [] } }));
  await desk.createDue();
  await desk.createCreditMemos();

  expect(await books()).toEqual([
    ["creditMemo", "70.00", "1000 1 100.00", "1001 -1 -30.00"],
    ["order", "100.00", "1000 1 100.00"],
  ]);
});

test("goods of an exchange that the order's document has are an edition when they become known: its credit memo takes them out again", async () => {
  const { returns: _returns, refunds: _refunds, ...unread } = anExchangedChair("70.00");
  await desk.set({ returnAndRefundProcess: "none" });
  await desk.receive(unread);
  await desk.createDue();
  await desk.set({ returnAndRefundProcess: "autoCreateSalesDocument" });
  await desk.receive(anExchangedChair("70.00"));
  await desk.createCreditMemos();

  // The buyer paid 100.00 and has 70.00 back.
  expect(await balance()).toBe(60);
  expect(await desk.header()).toMatchObject({ hasOrderStateError: true, errorParams: { edited: "lineSet" } });
});
