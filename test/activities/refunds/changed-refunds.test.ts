import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { unlinkOrder } from "#database/unlink-order";
import type { OrderNode } from "#domain/orders/order-node";
import type { RefundNode } from "#domain/orders/refund-node";
import { anOrderDesk, type OrderDesk } from "../../support/order-desk.ts";
import { aTransactionNode, money } from "../../support/order-node.ts";
import { aRefundLineNode, aRefundNode } from "../../support/refund-node.ts";
import { anExchangedChair, aReturnedChair } from "../../support/returned-chair.ts";

let desk: OrderDesk;
beforeAll(async () => {
  desk = await anOrderDesk();
});
afterAll(() => desk.database.drop());
beforeEach(async () => {
  await desk.clear();
  await desk.set({ returnAndRefundProcess: "autoCreateSalesDocument", processReturnsAs: "creditMemo" });
});

const creditMemos = async () =>
  (await desk.documents())
    .filter(({ kind }) => kind === "creditMemo")
    .map(({ lines }) => lines.map(({ no, quantity, amountIncludingVat }) => [no, quantity, amountIncludingVat]));
/** Books an order and its refund, then reads the order as it is `now`. */
const bookedAndThen = async (before: Partial<OrderNode>, now: Partial<OrderNode>): Promise<void> => {
  await desk.receive(before);
  await desk.createDue();
  await desk.createCreditMemos();
  await desk.receive(now);
  await desk.createCreditMemos();
};
const told = { hasOrderStateError: true, errorCode: "refund-edited-after-processing", errorParams: { refundId: "41" } };

describe("a refund that changes after its credit memo was made is told, and the credit memo stays", () => {
  test("its money comes later", async () => {
    await bookedAndThen(aReturnedChair("0.00"), aReturnedChair("100.00", { updatedAt: "2026-03-03T10:00:00Z" }));

    expect(await creditMemos()).toEqual([
      [
        ["1000", "1", "100.00"],
        ["6130", "1", "-100.00"],
      ],
    ]);
    expect(await desk.header()).toMatchObject(told);
  });

  test("its money fails later", async () => {
    const refund = { transactions: { nodes: [{ id: "gid://shopify/OrderTransaction/32" }] } };
    const paidBack = (status: string) => ({
      transactions: [
        aTransactionNode(),
        aTransactionNode({ id: "gid://shopify/OrderTransaction/32", kind: "REFUND", status }),
      ],
    });

    await bookedAndThen(
      { ...aReturnedChair("100.00", refund), ...paidBack("SUCCESS") },
      { ...aReturnedChair("0.00", refund), ...paidBack("FAILURE") },
    );

    expect(await desk.header()).toMatchObject(told);
  });

  test("its goods turn out not to go back into stock", async () => {
    const lost = aRefundLineNode({
      restockType: "NO_RESTOCK",
      priceSet: money("100.00"),
      subtotalSet: money("100.00"),
    });

    await bookedAndThen(aReturnedChair("100.00"), aReturnedChair("100.00", { refundLineItems: { nodes: [lost] } }));

    expect(await desk.header()).toMatchObject(told);
  });
});

test("an order that is edited while a changed refund waits for a person is told as well", async () => {
  await bookedAndThen(aReturnedChair("0.00"), aReturnedChair("100.00"));
  const duties = { totalPriceSet: money("104.00"), originalTotalDutiesSet: money("4.00") };
  await desk.receive({ ...aReturnedChair("100.00"), ...duties });

  const { errorMessage } = await desk.header();
  expect(errorMessage).toContain("before refund 41 was changed");
  expect(errorMessage).toContain("another total");
});

test("a refund that changes while its order is unlinked is told still when the order has a document again", async () => {
  await bookedAndThen(aReturnedChair("0.00"), aReturnedChair("0.00"));
  await unlinkOrder(desk.db, "1");
  await desk.receive(aReturnedChair("100.00"));
  await desk.createDocuments();

  expect(await desk.header()).toMatchObject({ processed: true, hasError: true, ...told });
});

test("lines of a refund that come in another order are the same refund", async () => {
  const lines = [
    aRefundLineNode({ id: null, restockType: "RETURN", priceSet: money("60.00"), subtotalSet: money("60.00") }),
    aRefundLineNode({ id: null, restockType: "NO_RESTOCK", priceSet: money("40.00"), subtotalSet: money("40.00") }),
  ];
  const refunded = (nodes: typeof lines) => aReturnedChair("100.00", { refundLineItems: { nodes } });
  await bookedAndThen(refunded(lines), { ...refunded(lines.toReversed()), note: "Read again" });

  expect(await desk.header()).toMatchObject({ hasOrderStateError: false });
});

test("a refund that is only read again, or noted otherwise, disturbs nobody", async () => {
  await bookedAndThen(
    anExchangedChair("70.00"),
    anExchangedChair("70.00", { note: "Called", updatedAt: "2026-03-03T10:00:00Z" }),
  );

  expect(await desk.header()).toMatchObject({ hasOrderStateError: false, hasError: false });
});

describe("goods that were to be sent in exchange and that an edit takes off again", () => {
  const takenOff: RefundNode = aRefundNode({
    id: "gid://shopify/Refund/42",
    refundLineItems: {
      nodes: [
        aRefundLineNode({
          id: "gid://shopify/RefundLineItem/421",
          restockType: "NO_RESTOCK",
          lineItem: { id: "gid://shopify/LineItem/12" },
          priceSet: money("30.00"),
          subtotalSet: money("30.00"),
        }),
      ],
    },
  });
  const without = (refunded: string): Partial<OrderNode> => {
    const order = anExchangedChair(refunded);
    return { ...order, refunds: [...(order.refunds ?? []), takenOff] };
  };

  test("are not in a credit memo that is made then", async () => {
    await desk.receive(without("100.00"));
    await desk.createDue();
    await desk.createCreditMemos();

    expect(await creditMemos()).toEqual([[["1000", "1", "100.00"]]]);
  });

  test("are told when the credit memo has them", async () => {
    await bookedAndThen(anExchangedChair("70.00"), without("70.00"));

    expect(await desk.header()).toMatchObject(told);
  });
});
