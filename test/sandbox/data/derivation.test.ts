import { expect, test } from "@jest/globals";
import { cancelOrder } from "#sandbox/shopify/data/actions/cancel";
import { openReturn, processReturn } from "#sandbox/shopify/data/actions/return";
import type { OrderRecord } from "#sandbox/shopify/data/records/order";
import { aShop } from "./a-shop.ts";

const usd = (amount: string) => ({ shopMoney: { amount, currencyCode: "USD" } });

/** Places an order and gives it with the shop it is in. */
async function placed(node: object, settings = {}) {
  const shop = aShop(settings);
  await shop.control("POST", "orders", { orders: [node] });
  const [order] = shop.data.store.orders.byId.all();
  if (order === undefined) throw new Error("No order was placed");
  const write = (change: (order: OrderRecord) => void) => {
    shop.data.store.orders.write(order, change);
    return shop.data.store.derived(order);
  };
  return { shop, order, store: shop.data.store, derived: shop.data.store.derived(order), write };
}

const twoLines = [
  { id: "11", title: "A", quantity: 3, originalUnitPriceSet: usd("20.00") },
  { id: "12", title: "B", quantity: 1, originalUnitPriceSet: usd("10.00") },
];

test("the total is lines less discounts, plus shipping, tip and fee; taxes come on top only when prices exclude them", async () => {
  const node = {
    lineItems: [
      {
        title: "A",
        quantity: 2,
        originalUnitPriceSet: usd("50.00"),
        discountAllocations: [{ allocatedAmountSet: usd("10.00") }],
        taxLines: [{ title: "VAT", rate: 0.2 }],
      },
      { title: "Tip", quantity: 1, originalUnitPriceSet: usd("3.00") },
    ],
    shippingLines: [{ title: "Express", originalPriceSet: usd("12.00"), taxLines: [{ title: "VAT", rate: 0.2 }] }],
    additionalFees: [{ name: "Customs", price: usd("5.00") }],
  };

  const excluded = await placed({ ...node, taxesIncluded: false });
  expect(excluded.derived).toMatchObject({
    subtotal: 900_000,
    totalTax: 204_000,
    totalPrice: 1_304_000,
    totalShipping: 120_000,
    totalDiscounts: 100_000,
  });

  const included = await placed({ ...node, taxesIncluded: true });
  expect(included.derived).toMatchObject({ subtotal: 900_000, totalTax: 170_000, totalPrice: 1_100_000 });
});

test("presentment money is added up in its own currency", async () => {
  const bag = (shop: string, presentment: string) => ({
    shopMoney: { amount: shop, currencyCode: "USD" },
    presentmentMoney: { amount: presentment, currencyCode: "EUR" },
  });
  const { derived } = await placed({
    presentmentCurrencyCode: "EUR",
    lineItems: [{ title: "A", quantity: 2, originalUnitPriceSet: bag("100.00", "90.01") }],
    shippingLines: [{ title: "S", originalPriceSet: bag("5.00", "4.50") }],
  });

  expect(derived.totalPrice).toEqual([2_050_000, 1_845_200]);
});

test("an order nobody paid is PENDING, one worth nothing is PAID", async () => {
  expect((await placed({ lineItems: twoLines })).derived).toMatchObject({
    displayFinancialStatus: "PENDING",
    fullyPaid: false,
    unpaid: true,
    outstanding: 700_000,
  });
  expect((await placed({ lineItems: [{ title: "Free", originalUnitPriceSet: usd("0") }] })).derived).toMatchObject({
    displayFinancialStatus: "PAID",
    fullyPaid: true,
    unpaid: false,
  });
});

test.each(["PAID", "PARTIALLY_PAID", "AUTHORIZED", "VOIDED", "REFUNDED", "PARTIALLY_REFUNDED", "PENDING"])(
  "a given status %s alone makes the payments it speaks of",
  async (status) => {
    const { derived, order } = await placed({ lineItems: twoLines, displayFinancialStatus: status });

    expect(derived.displayFinancialStatus).toBe(status);
    expect(order.given).toBeUndefined();
  },
);

test("a pending refund moves no money yet", async () => {
  const { derived } = await placed({
    lineItems: [{ title: "A", originalUnitPriceSet: usd("40.00") }],
    displayFinancialStatus: "PAID",
    refunds: [{ transactions: [{ amountSet: usd("40.00"), status: "PENDING" }] }],
  });

  expect(derived).toMatchObject({ displayFinancialStatus: "PAID", payments: { refunded: 0 } });
});

test("sending a part is PARTIALLY_FULFILLED, all of it FULFILLED and closes the fulfillment order", async () => {
  const { shop, order, store } = await placed({ id: "77", lineItems: twoLines });

  await shop.control("POST", "fulfillments", { order: "77", lines: [{ lineItem: "11", quantity: 2 }] });
  expect(store.derived(order)).toMatchObject({ displayFulfillmentStatus: "PARTIALLY_FULFILLED" });
  expect(store.derived(order).lines.get(11)).toMatchObject({ unfulfilledQuantity: 1, currentQuantity: 3 });
  expect(order.fulfillmentOrders).toMatchObject([
    {
      status: "IN_PROGRESS",
      lines: [
        { total: 3, remaining: 1 },
        { total: 1, remaining: 1 },
      ],
    },
  ]);

  await shop.control("POST", "fulfillments", { order: "77" });
  expect(store.derived(order).displayFulfillmentStatus).toBe("FULFILLED");
  expect(order.fulfillmentOrders).toMatchObject([{ status: "CLOSED" }]);
});

test.each([
  ["ON_HOLD", "UNSUBMITTED", "ON_HOLD"],
  ["IN_PROGRESS", "ACCEPTED", "IN_PROGRESS"],
  ["OPEN", "SUBMITTED", "PENDING_FULFILLMENT"],
  ["OPEN", "REJECTED", "REQUEST_DECLINED"],
  ["SCHEDULED", "UNSUBMITTED", "SCHEDULED"],
  ["OPEN", "UNSUBMITTED", "UNFULFILLED"],
])("a fulfillment order %s/%s shows as %s", async (status, requestStatus, shown) => {
  const { derived } = await placed({ lineItems: twoLines, fulfillmentOrders: [{ status, requestStatus }] });

  expect(derived.displayFulfillmentStatus).toBe(shown);
});

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
