import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { OrderNode } from "#domain/orders/order-node";
import { anOrderDesk, type OrderDesk } from "../../support/order-desk.ts";
import { aLineNode, aTransactionNode, money } from "../../support/order-node.ts";
import { aRefundLineNode, aRefundNode, refundedInUsd } from "../../support/refund-node.ts";

let desk: OrderDesk;
beforeAll(async () => {
  desk = await anOrderDesk();
});
afterAll(() => desk.database.drop());
beforeEach(() => desk.clear());

const twoChairs: Partial<OrderNode> = {
  lineItems: { nodes: [aLineNode({ quantity: 2 })] },
  currentSubtotalLineItemsQuantity: 2,
  totalPriceSet: money("50.00"),
  subtotalPriceSet: money("50.00"),
};
const oneRemoved: Partial<OrderNode> = { ...twoChairs, currentSubtotalLineItemsQuantity: 1, refunds: [aRefundNode()] };

test.each([
  ["a unit is removed", oneRemoved, "removedItems"],
  ["it is cancelled", { ...twoChairs, cancelledAt: "2026-03-02T10:00:00Z", refunds: [] }, "cancellation"],
] as const)(
  "OR-34 an order keeps the document that is made while %s, and a person is told",
  async (_what, edited, conflict) => {
    await desk.receive(twoChairs);
    desk.onBoundary = async (name) => {
      if (name === "document-created") await desk.receive(edited);
    };

    await desk.createDue();

    expect((await desk.documents()).map(({ amountIncludingVat }) => amountIncludingVat)).toEqual(["50.00"]);
    expect(await desk.header()).toMatchObject({
      processed: true,
      hasOrderStateError: true,
      errorParams: { edited: conflict },
    });
  },
);

test("a conflict that was resolved does not come back with what was removed before", async () => {
  await desk.receive(twoChairs);
  await desk.createDue();
  await desk.receive(oneRemoved);
  expect(await desk.header()).toMatchObject({ hasOrderStateError: true });
  await desk.db.updateTable("orderHeader").set({ hasOrderStateError: false, hasError: false }).execute();

  await desk.receive({ ...oneRemoved, note: "Ring twice" });

  expect(await desk.header()).toMatchObject({ hasOrderStateError: false, workDescription: "Ring twice" });
});

describe("the document of an order that a unit was removed from comes to Shopify's total", () => {
  const tax = (amount: string) => ({
    title: "VAT",
    rate: 0.2,
    ratePercentage: 20,
    channelLiable: null,
    priceSet: money(amount),
  });
  beforeAll(() => desk.db.updateTable("ledger.vatPostingSetup").set({ vatPercent: "20" }).execute());
  afterAll(() => desk.db.updateTable("ledger.vatPostingSetup").set({ vatPercent: "0" }).execute());

  /** Three chairs at 9.99 with 1.00 off, of which one is removed with its third of the discount. */
  const removed = (subtotal: string, totalTax: string) => [
    aRefundNode({
      refundLineItems: {
        nodes: [
          aRefundLineNode({ priceSet: money("9.99"), subtotalSet: money(subtotal), totalTaxSet: money(totalTax) }),
        ],
      },
    }),
  ];
  const threeChairs = (taxAmount: string) => ({
    nodes: [
      aLineNode({
        quantity: 3,
        originalUnitPriceSet: money("9.99"),
        discountAllocations: [{ allocatedAmountSet: money("1.00") }],
        taxLines: [tax(taxAmount)],
      }),
    ],
  });

  test("OR-35 where prices exclude tax", async () => {
    await desk.receive({
      taxesIncluded: false,
      lineItems: threeChairs("5.79"),
      totalPriceSet: money("34.76"),
      subtotalPriceSet: money("28.97"),
      totalTaxSet: money("5.79"),
      refunds: removed("9.66", "1.93"),
    });

    await desk.createDue();

    expect(await desk.header()).toMatchObject({
      processed: true,
      hasError: false,
      totalAmount: "23.17",
      vatAmount: "3.86",
    });
    expect(await desk.documents()).toMatchObject([{ amount: "19.31", amountIncludingVat: "23.17" }]);
  });

  test.each([
    ["with", "9.66"],
    ["without", "8.05"],
  ])("OR-35 where they include it and Shopify's subtotal is %s tax", async (_with, subtotal) => {
    await desk.receive({
      lineItems: threeChairs("4.83"),
      totalPriceSet: money("28.97"),
      subtotalPriceSet: money("28.97"),
      totalTaxSet: money("4.83"),
      refunds: removed(subtotal, "1.61"),
    });

    await desk.createDue();

    expect(await desk.header()).toMatchObject({
      processed: true,
      hasError: false,
      totalAmount: "19.31",
      vatAmount: "3.22",
    });
    expect(await desk.documents()).toMatchObject([{ amountIncludingVat: "19.31" }]);
  });
});

test("a refund whose payment was pending is read again, and keeps what came of its credit memo; its lines are replaced", async () => {
  const payment = (status: string) =>
    aTransactionNode({ id: "gid://shopify/OrderTransaction/32", kind: "REFUND", status });
  const refund = (amount: string, refundLineId: string) =>
    aRefundNode({
      totalRefundedSet: refundedInUsd(amount),
      transactions: { nodes: [{ id: payment("").id }] },
      refundLineItems: { nodes: [aRefundLineNode({ id: `gid://shopify/RefundLineItem/${refundLineId}` })] },
    });
  await desk.receive({ transactions: [payment("PENDING")], refunds: [refund("0.00", "411")] });
  const outcome = { hasProcessingError: true, lastErrorCode: "pending", lastErrorDescription: "Wait" };
  await desk.db
    .updateTable("refundHeader")
    .set({ ...outcome, lastErrorAt: "2026-03-03T10:00:00Z" })
    .execute();

  await desk.receive({ transactions: [payment("SUCCESS")], refunds: [refund("25.00", "412")] });

  expect(await desk.db.selectFrom("refundHeader").selectAll().execute()).toMatchObject([
    { totalRefundedAmount: "25", ...outcome },
  ]);
  expect(await desk.db.selectFrom("refundLine").selectAll().execute()).toMatchObject([
    { refundLineId: "412", canCreateCreditMemo: true },
  ]);
  expect(await desk.db.selectFrom("orderLine").select("quantity").execute()).toEqual([{ quantity: 1 }]);
});

test("a refund whose payment failed is considered in its order, and nothing is the matter with it any more", async () => {
  const payment = (status: string) =>
    aTransactionNode({ id: "gid://shopify/OrderTransaction/32", kind: "REFUND", status });
  const refund = aRefundNode({ transactions: { nodes: [{ id: payment("").id }] } });
  await desk.receive({ ...twoChairs, transactions: [payment("PENDING")], refunds: [refund] });
  await desk.set({ returnAndRefundProcess: "autoCreateSalesDocument" });
  await desk.createCreditMemos();
  const refunds = () =>
    desk.db.selectFrom("refundHeader").select(["hasProcessingError", "lastErrorCode", "lastErrorAt"]).execute();
  expect(await refunds()).toMatchObject([{ hasProcessingError: true, lastErrorCode: "order-not-processed" }]);

  await desk.receive({ ...twoChairs, transactions: [payment("FAILURE")], refunds: [refund] });

  expect(await refunds()).toEqual([{ hasProcessingError: false, lastErrorCode: "", lastErrorAt: null }]);
});
