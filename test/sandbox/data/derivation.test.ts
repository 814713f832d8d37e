import { expect, test } from "@jest/globals";
import { placed, twoLines, usd } from "./a-placed-order.ts";

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

test("a removed shipping line counts neither with its price nor with its tax", async () => {
  const shipping = { title: "S", originalPriceSet: usd("5.00"), taxLines: [{ title: "VAT", rate: 0.2 }] };
  const { derived } = await placed({
    lineItems: [{ title: "A", originalUnitPriceSet: usd("10.00"), taxLines: [{ title: "VAT", rate: 0.2 }] }],
    shippingLines: [{ ...shipping, isRemoved: true }, shipping],
    taxesIncluded: false,
  });

  expect(derived).toMatchObject({ totalShipping: 50_000, totalTax: 30_000, totalPrice: 180_000 });
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
