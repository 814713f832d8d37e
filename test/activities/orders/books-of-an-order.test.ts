import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { OrderNode } from "#domain/orders/order-node";
import type { RefundNode } from "#domain/orders/refund-node";
import { anOrderDesk, type OrderDesk } from "../../support/order-desk.ts";
import { aLineNode, aShippingLineNode, money } from "../../support/order-node.ts";
import {
  anExchangeLineNode,
  aRefundLineNode,
  aRefundNode,
  aReturnLineNode,
  aReturnNode,
  refundedInUsd,
} from "../../support/refund-node.ts";

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
const soldFor = (amount: string) => ({ priceSet: money(amount), subtotalSet: money(amount) });
const chairBack = { nodes: [aRefundLineNode({ restockType: "RETURN", ...soldFor("100.00") })] };

/** A chair at 100.00 that comes back; a table goes out for it. */
const anExchange = (table: string, refunded: string, refund: Partial<RefundNode> = {}): Partial<OrderNode> => {
  const total = money(String(100 + Number(table)));
  return {
    returnStatus: "RETURNED",
    lineItems: {
      nodes: [
        aLineNode({ originalUnitPriceSet: money("100.00") }),
        aLineNode({
          id: "gid://shopify/LineItem/12",
          variant: { legacyResourceId: "502" },
          originalUnitPriceSet: money(table),
        }),
      ],
    },
    totalPriceSet: total,
    subtotalPriceSet: total,
    returns: {
      nodes: [
        aReturnNode({
          returnLineItems: { nodes: [aReturnLineNode({ withCodeDiscountedTotalPriceSet: money("100.00") })] },
          exchangeLineItems: { nodes: [anExchangeLineNode(["12"])] },
        }),
      ],
    },
    refunds: [
      aRefundNode({
        return: { id: "gid://shopify/Return/51" },
        totalRefundedSet: refundedInUsd(refunded),
        refundLineItems: chairBack,
        ...refund,
      }),
    ],
  };
};

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

test.each([
  ["given up with a unit", { refundShippingLines: "10.00" }],
  ["free, and named by the zero refund", { discount: "12.00", refundShippingLines: "0.00" }],
  ["removed by an edit", { isRemoved: true }],
] as const)("the discount of shipping that is %s is no discount on goods", async (_what, shipping) => {
  const {
    discount = "2.00",
    refundShippingLines,
    isRemoved = false,
  } = shipping as {
    discount?: string;
    refundShippingLines?: string;
    isRemoved?: boolean;
  };
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

test("a refund without lines has what came back also when goods went out in exchange", async () => {
  await desk.receive(anExchange("30.00", "70.00", { refundLineItems: { nodes: [] } }));
  await desk.createDue();
  await desk.createCreditMemos();

  expect(await books()).toEqual([
    ["creditMemo", "70.00", "1000 1 100.00", "1001 -1 -30.00"],
    ["order", "100.00", "1000 1 100.00"],
  ]);
});

test("goods of an exchange that are in the order's document are not taken out of it by its credit memo unseen", async () => {
  const { returns: _returns, refunds: _refunds, ...unread } = anExchange("30.00", "70.00");
  await desk.set({ returnAndRefundProcess: "none" });
  await desk.receive(unread);
  await desk.createDue();
  await desk.set({ returnAndRefundProcess: "autoCreateSalesDocument" });
  await desk.receive(anExchange("30.00", "70.00"));
  await desk.createCreditMemos();

  // The buyer paid 100.00 and has 70.00 back.
  expect({ balance: await balance(), told: (await desk.header()).hasOrderStateError }).not.toEqual({
    balance: 60,
    told: false,
  });
});
