import { expect, test } from "@jest/globals";
import { cancelOrder } from "#sandbox/shopify/data/actions/cancel";
import { openReturn, processReturn } from "#sandbox/shopify/data/actions/return";
import { placed, twoLines, usd } from "./a-placed-order.ts";

test("removing a unit adds a refund of zero: current values fall, the total stays", async () => {
  const { shop, order, store } = await placed({ id: "77", lineItems: twoLines });

  await shop.control("POST", "refunds", {
    order: "77",
    amount: 0,
    lines: [{ lineItem: "11", quantity: 1, restockType: "NO_RESTOCK" }],
  });

  expect(store.derived(order)).toMatchObject({
    totalPrice: 700_000,
    currentTotalPrice: 500_000,
    currentSubtotal: 500_000,
    refundDiscrepancy: 0,
    displayFinancialStatus: "PENDING",
  });
  expect(store.derived(order).lines.get(11)).toMatchObject({ currentQuantity: 2, unfulfilledQuantity: 2 });
  expect(order.fulfillmentOrders[0]?.lines[0]).toMatchObject({ total: 2, remaining: 2 });
  expect(order.transactions).toEqual([]);
});

test("money back without lines leaves a discrepancy and nothing outstanding", async () => {
  const { shop, order, store } = await placed({ id: "77", lineItems: twoLines, displayFinancialStatus: "PAID" });

  await shop.control("POST", "refunds", { order: "77", amount: "7.00" });

  expect(store.derived(order)).toMatchObject({
    currentTotalPrice: 630_000,
    refundDiscrepancy: -70_000,
    outstanding: 0,
    displayFinancialStatus: "PARTIALLY_REFUNDED",
    fullyPaid: true,
  });
});

test("cancelling an unpaid order takes all lines off by a refund of zero and voids it", async () => {
  const { store, order, write } = await placed({
    lineItems: twoLines,
    shippingLines: [{ originalPriceSet: usd("5.00") }],
  });

  const derived = write(() => cancelOrder(store, order, { reason: "CUSTOMER", restock: true, refund: false }));

  expect(derived).toMatchObject({
    displayFinancialStatus: "VOIDED",
    currentTotalPrice: 0,
    totalPrice: 750_000,
    fullyPaid: false,
  });
  expect(order.refunds).toMatchObject([
    {
      lines: [
        { restockType: "CANCEL", quantity: 3 },
        { restockType: "CANCEL", quantity: 1 },
      ],
      transactionIds: [],
    },
  ]);
  expect(order.closedAt).toBe(order.cancelledAt);
  expect(order.fulfillmentOrders).toMatchObject([{ status: "CLOSED" }]);
});

test("cancelling a paid order pays back only when asked to; an authorization is voided", async () => {
  const paid = await placed({ lineItems: twoLines, displayFinancialStatus: "PAID" });
  const kept = paid.write(() => cancelOrder(paid.store, paid.order, { reason: "OTHER", restock: true, refund: false }));
  expect(kept.displayFinancialStatus).toBe("PAID");

  const refunded = await placed({ lineItems: twoLines, displayFinancialStatus: "PAID" });
  const back = refunded.write(() =>
    cancelOrder(refunded.store, refunded.order, { reason: "OTHER", restock: true, refund: true }),
  );
  expect(back).toMatchObject({ displayFinancialStatus: "REFUNDED", currentTotalPrice: 0, outstanding: 0 });

  const held = await placed({ lineItems: twoLines, displayFinancialStatus: "AUTHORIZED" });
  const voided = held.write(() =>
    cancelOrder(held.store, held.order, { reason: "OTHER", restock: true, refund: true }),
  );
  expect(voided.displayFinancialStatus).toBe("VOIDED");
  expect(held.order.transactions.map((each) => each.kind)).toEqual(["AUTHORIZATION", "VOID"]);
});

test("a return is IN_PROGRESS until it is processed, then RETURNED and refunded", async () => {
  const { store, order, write } = await placed({
    lineItems: twoLines,
    displayFinancialStatus: "PAID",
    displayFulfillmentStatus: "FULFILLED",
  });

  const open = write(() => openReturn(store, order, { lines: [{ lineId: 11, quantity: 1, reason: "DEFECTIVE" }] }));
  expect(open.returnStatus).toBe("IN_PROGRESS");
  expect(order.returns).toMatchObject([
    { status: "OPEN", reverseFulfillmentOrders: [{ status: "OPEN", lines: [{ totalQuantity: 1 }] }] },
  ]);

  const [each] = order.returns;
  if (each === undefined) throw new Error("no return");
  const done = write(() => processReturn(store, order, each, { locationId: null }));
  expect(done).toMatchObject({
    returnStatus: "RETURNED",
    displayFinancialStatus: "PARTIALLY_REFUNDED",
    outstanding: 0,
    displayFulfillmentStatus: "FULFILLED",
  });
  expect(order.refunds).toMatchObject([
    { returnId: each.id, lines: [{ restockType: "RETURN", restocked: true, subtotal: 200_000 }] },
  ]);
});

test("an exchange adds its line to the order and pays back only the difference", async () => {
  const { store, order, write } = await placed({
    lineItems: [{ id: "11", title: "A", originalUnitPriceSet: usd("100.00") }],
    displayFinancialStatus: "PAID",
    displayFulfillmentStatus: "FULFILLED",
  });
  const [line] = order.lines;
  if (line === undefined) throw new Error("no line");

  const derived = write(() => {
    const each = openReturn(store, order, { lines: [{ lineId: 11, quantity: 1, reason: "STYLE" }] });
    processReturn(store, order, each, {
      locationId: null,
      exchange: [{ ...line, id: 13, title: "B", unitPrice: 300_000 }],
    });
  });

  expect(order.transactions.filter((each) => each.kind === "REFUND")).toMatchObject([{ amount: 700_000 }]);
  expect(derived).toMatchObject({ currentTotalPrice: 300_000, outstanding: 0, refundDiscrepancy: 0 });
  expect(order.returns).toMatchObject([{ exchangeLines: [{ lineIds: [13], quantity: 1 }] }]);
});

test("rounding of cash stands beside the total", async () => {
  const { shop, derived } = await placed({
    id: "77",
    lineItems: [{ title: "A", originalUnitPriceSet: usd("9.99") }],
    transactions: [{ kind: "SALE", gateway: "cash", amountSet: usd("9.99"), amountRoundingSet: usd("0.01") }],
  });

  const { data } = await shop.run(
    `{ order(id: "gid://shopify/Order/77") { totalPriceSet { shopMoney { amount } } totalCashRoundingAdjustment { paymentSet { shopMoney { amount } } } } }`,
  );
  expect(derived).toMatchObject({ displayFinancialStatus: "PAID", outstanding: 0 });
  expect(data["order"]).toEqual({
    totalPriceSet: { shopMoney: { amount: "9.99" } },
    totalCashRoundingAdjustment: { paymentSet: { shopMoney: { amount: "0.01" } } },
  });
});

test("partial refunds of a line add up to exactly the line", async () => {
  const { shop, order } = await placed({
    id: "77",
    lineItems: [
      {
        id: "11",
        title: "A",
        quantity: 3,
        originalUnitPriceSet: usd("10.00"),
        discountAllocations: [{ allocatedAmountSet: usd("0.01") }],
      },
    ],
    displayFinancialStatus: "PAID",
  });

  for (let piece = 0; piece < 3; piece += 1)
    await shop.control("POST", "refunds", { order: "77", lines: [{ lineItem: "11", quantity: 1 }] });

  expect(order.refunds.flatMap((refund) => refund.lines.map((line) => line.subtotal))).toEqual([
    100_000, 99_900, 100_000,
  ]);
  expect(shop.data.store.derived(order)).toMatchObject({
    displayFinancialStatus: "REFUNDED",
    currentTotalPrice: 0,
    outstanding: 0,
  });
});

test("an added line is to be sent as well", async () => {
  const { shop, order } = await placed({ id: "77", lineItems: twoLines });

  await shop.control("PATCH", "orders/77", {
    lineItems: [...twoLines, { id: "13", title: "C", quantity: 2, originalUnitPriceSet: usd("1.00") }],
  });

  expect(order.edited).toBe(true);
  expect(order.fulfillmentOrders[0]?.lines).toMatchObject([
    { lineId: 11 },
    { lineId: 12 },
    { lineId: 13, total: 2, remaining: 2 },
  ]);
});
