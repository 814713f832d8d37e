import { randomUUID } from "node:crypto";
import { expect, test } from "@jest/globals";
import { aShop, type Json, type TestShop } from "./a-shop.ts";
import { usd } from "./a-placed-order.ts";

const ORDER = "gid://shopify/Order/77";
const LINE = "gid://shopify/LineItem/11";
const SALE = "gid://shopify/OrderTransaction/900";

const REFUND = `mutation R($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key) {
  refund {
    note
    totalRefundedSet { shopMoney { amount } presentmentMoney { amount } }
    refundLineItems(first: 5) { nodes { quantity restockType restocked location { name } subtotalSet { shopMoney { amount } } totalTaxSet { shopMoney { amount } } } }
    refundShippingLines(first: 5) { nodes { subtotalAmountSet { shopMoney { amount } } taxAmountSet { shopMoney { amount } } } }
    orderAdjustments(first: 5) { nodes { reason amountSet { shopMoney { amount } } } }
    transactions(first: 5) { nodes { kind status gateway amountSet { shopMoney { amount } } parentTransaction { id } } }
  }
  order {
    updatedAt displayFinancialStatus displayFulfillmentStatus
    currentTotalPriceSet { shopMoney { amount } } totalOutstandingSet { shopMoney { amount } }
    lineItems(first: 5) { nodes { currentQuantity unfulfilledQuantity } }
    fulfillmentOrders(first: 5) { nodes { status lineItems(first: 5) { nodes { remainingQuantity } } } }
  }
  userErrors { field message }
} }`;

/** Three of A for 20.00 (tax 20 % in it) and shipping of 6.00, paid by card. */
const order = (node: object = {}) => ({
  id: "77",
  createdAt: "2026-11-01T00:00:00Z",
  lineItems: [
    {
      id: "11",
      title: "A",
      quantity: 3,
      originalUnitPriceSet: usd("20.00"),
      taxLines: [{ title: "VAT", rate: 0.2, priceSet: usd("10.00") }],
    },
  ],
  shippingLines: [
    { id: "51", originalPriceSet: usd("6.00"), taxLines: [{ title: "VAT", rate: 0.2, priceSet: usd("1.00") }] },
  ],
  transactions: [{ id: "900", kind: "SALE", amountSet: usd("66.00") }],
  ...node,
});

async function shopWith(node: object = {}): Promise<TestShop> {
  const shop = aShop();
  await shop.control("POST", "orders", { orders: [order(node)] });
  return shop;
}

const refund = async (shop: TestShop, input: object, key: string = randomUUID()): Promise<Json> => {
  const { data, errors } = await shop.run(REFUND, { key, input: { orderId: ORDER, ...input } });
  expect(errors).toBeUndefined();
  return data["refundCreate"] as Json;
};

const money = (amount: string, parentId: string | undefined = SALE) => ({
  orderId: ORDER,
  kind: "REFUND",
  gateway: "shopify_payments",
  amount,
  parentId,
});

const amount = (text: string) => ({ shopMoney: { amount: text } });

test("[D] goods that were sent come back: restocked at a location and paid back over the sale", async () => {
  const shop = await shopWith({ displayFulfillmentStatus: "FULFILLED" });
  const location = [...shop.data.store.locations.byId.all()][1];

  const answer = await refund(shop, {
    note: "Too small",
    refundLineItems: [
      { lineItemId: LINE, quantity: 1, restockType: "RETURN", locationId: `gid://shopify/Location/${location?.id}` },
    ],
    transactions: [money("20.00")],
  });

  expect(answer).toMatchObject({
    userErrors: [],
    refund: {
      note: "Too small",
      totalRefundedSet: { shopMoney: { amount: "20.0" }, presentmentMoney: { amount: "20.0" } },
      refundLineItems: {
        nodes: [
          {
            quantity: 1,
            restockType: "RETURN",
            restocked: true,
            location: { name: "Downtown" },
            subtotalSet: amount("20.0"),
            totalTaxSet: amount("3.33"),
          },
        ],
      },
      orderAdjustments: { nodes: [] },
      transactions: {
        nodes: [
          {
            kind: "REFUND",
            status: "SUCCESS",
            gateway: "shopify_payments",
            amountSet: amount("20.0"),
            parentTransaction: { id: SALE },
          },
        ],
      },
    },
    order: {
      updatedAt: "2026-11-25T10:00:00Z",
      displayFinancialStatus: "PARTIALLY_REFUNDED",
      displayFulfillmentStatus: "FULFILLED",
      currentTotalPriceSet: amount("46.0"),
      totalOutstandingSet: amount("0.0"),
      lineItems: { nodes: [{ currentQuantity: 2, unfulfilledQuantity: 0 }] },
    },
  });
});

test("[D] a cancelled piece is restocked and will not be sent; a piece that is not restocked has no location", async () => {
  const shop = await shopWith();

  const answer = await refund(shop, {
    refundLineItems: [
      { lineItemId: LINE, quantity: 1, restockType: "CANCEL" },
      { lineItemId: LINE, quantity: 1 },
    ],
    transactions: [money("40.00")],
  });

  expect(answer).toMatchObject({
    userErrors: [],
    refund: {
      refundLineItems: {
        nodes: [
          { restockType: "CANCEL", restocked: true, location: { name: "Main Warehouse" } },
          { restockType: "NO_RESTOCK", restocked: false, location: null },
        ],
      },
    },
    order: {
      lineItems: { nodes: [{ currentQuantity: 1, unfulfilledQuantity: 1 }] },
      fulfillmentOrders: { nodes: [{ lineItems: { nodes: [{ remainingQuantity: 1 }] } }] },
    },
  });
});

test("[A] a refund of goods without transactions pays nothing back: the money is owed to the buyer", async () => {
  const shop = await shopWith();

  const answer = await refund(shop, { refundLineItems: [{ lineItemId: LINE, quantity: 1 }], transactions: [] });

  expect(answer).toMatchObject({
    userErrors: [],
    refund: { totalRefundedSet: amount("0.0"), transactions: { nodes: [] } },
    order: { displayFinancialStatus: "PAID", totalOutstandingSet: amount("-20.0") },
  });
});

test("[D] another amount than the goods are worth is an adjustment with the reason that was given", async () => {
  const shop = await shopWith();

  const answer = await refund(shop, {
    refundLineItems: [{ lineItemId: LINE, quantity: 1 }],
    transactions: [money("15.00")],
    discrepancyReason: "DAMAGE",
  });

  expect(answer).toMatchObject({
    refund: { orderAdjustments: { nodes: [{ reason: "DAMAGE", amountSet: amount("5.0") }] } },
    order: { totalOutstandingSet: amount("0.0") },
  });
});

test("[A] shipping is refunded in parts with its tax in proportion, and at last exactly", async () => {
  const shop = await shopWith();

  const part = await refund(shop, { shipping: { amount: "2.00", fullRefund: true }, transactions: [money("2.00")] });
  const rest = await refund(shop, { shipping: { fullRefund: true }, transactions: [money("4.00")] });
  const more = await refund(shop, { shipping: { amount: "0.01" } });

  const shipping = (subtotal: string, tax: string) => ({
    refund: {
      refundShippingLines: { nodes: [{ subtotalAmountSet: amount(subtotal), taxAmountSet: amount(tax) }] },
    },
  });
  expect(part).toMatchObject(shipping("2.0", "0.33"));
  expect(rest).toMatchObject({ ...shipping("4.0", "0.67"), order: { currentTotalPriceSet: amount("60.0") } });
  expect(more).toMatchObject({ refund: null, userErrors: [{ field: ["shipping", "amount"] }] });
});

test("[D] an order in two currencies is refunded in the buyer's, which must be named", async () => {
  const both = (shop: string, buyer: string) => ({
    shopMoney: { amount: shop, currencyCode: "USD" },
    presentmentMoney: { amount: buyer, currencyCode: "EUR" },
  });
  const shop = await shopWith({
    presentmentCurrencyCode: "EUR",
    lineItems: [{ id: "11", title: "A", originalUnitPriceSet: both("20.00", "16.00") }],
    shippingLines: [],
    transactions: [{ id: "900", kind: "SALE", amountSet: both("20.00", "16.00") }],
  });

  expect(await refund(shop, { transactions: [money("4.00")] })).toMatchObject({
    userErrors: [{ field: ["currency"] }],
  });
  expect(await refund(shop, { currency: "USD", transactions: [money("4.00")] })).toMatchObject({
    userErrors: [{ field: ["currency"] }],
  });
  expect(await refund(shop, { currency: "EUR", transactions: [money("4.00")] })).toMatchObject({
    userErrors: [],
    refund: { totalRefundedSet: { shopMoney: { amount: "5.0" }, presentmentMoney: { amount: "4.0" } } },
  });
});

test("[D] more than was paid goes back only when over-refunding is allowed", async () => {
  const shop = await shopWith();

  const refused = await refund(shop, { transactions: [money("40.00"), money("26.01")] });
  const allowed = await refund(shop, { transactions: [money("70.00")], allowOverRefunding: true });

  expect(refused).toMatchObject({ refund: null, userErrors: [{ field: ["transactions", "1", "amount"] }] });
  expect(allowed).toMatchObject({ refund: { totalRefundedSet: amount("70.0") }, userErrors: [] });
});

test.each([
  ["an order that is not there", { orderId: "gid://shopify/Order/1" }, ["orderId"]],
  ["nothing to refund", {}, null],
  [
    "a line of another order",
    { refundLineItems: [{ lineItemId: "gid://shopify/LineItem/99", quantity: 1 }] },
    ["refundLineItems", "0", "lineItemId"],
  ],
  ["no pieces", { refundLineItems: [{ lineItemId: LINE, quantity: 0 }] }, ["refundLineItems", "0", "quantity"]],
  [
    "more pieces than are left, over two entries",
    {
      refundLineItems: [
        { lineItemId: LINE, quantity: 2 },
        { lineItemId: LINE, quantity: 2 },
      ],
    },
    ["refundLineItems", "1", "quantity"],
  ],
  [
    "a location that is not there",
    { refundLineItems: [{ lineItemId: LINE, quantity: 1, locationId: "gid://shopify/Location/1" }] },
    ["refundLineItems", "0", "locationId"],
  ],
  [
    "the restock type of old refunds",
    { refundLineItems: [{ lineItemId: LINE, quantity: 1, restockType: "LEGACY_RESTOCK" }] },
    ["refundLineItems", "0", "restockType"],
  ],
  [
    "a parent that brought no money",
    { transactions: [money("1.00", "gid://shopify/OrderTransaction/1")] },
    ["transactions", "0", "parentId"],
  ],
  [
    "another kind of transaction",
    { transactions: [{ ...money("1.00"), kind: "SALE" }] },
    ["transactions", "0", "kind"],
  ],
])("refundCreate refuses %s and changes nothing", async (_what, input, field) => {
  const shop = await shopWith();

  expect(await refund(shop, input)).toMatchObject({ refund: null, order: null, userErrors: [{ field }] });
  expect((await shop.run(`{ order(id: "${ORDER}") { updatedAt refunds { id } } }`)).data["order"]).toEqual({
    updatedAt: "2026-11-01T00:00:00Z",
    refunds: [],
  });
});

test("[D] pieces that were sent cannot be cancelled", async () => {
  const shop = await shopWith({ displayFulfillmentStatus: "FULFILLED" });

  expect(
    await refund(shop, { refundLineItems: [{ lineItemId: LINE, quantity: 1, restockType: "CANCEL" }] }),
  ).toMatchObject({ refund: null, userErrors: [{ field: ["refundLineItems", "0", "restockType"] }] });
});

test("[D] refundCreate needs an idempotency key, and pays back once per key", async () => {
  const shop = await shopWith();
  const input = { orderId: ORDER, transactions: [money("5.00")] };

  const keyless = await shop.run(
    "mutation R($input: RefundInput!) { refundCreate(input: $input) { userErrors { message } } }",
    { input },
  );
  expect(keyless.errors).toMatchObject([{ extensions: { code: "BAD_REQUEST" } }]);

  await refund(shop, input, "k-1");
  await refund(shop, input, "k-1");
  expect((await shop.run(`{ order(id: "${ORDER}") { refunds { note } } }`)).data["order"]).toMatchObject({
    refunds: [{ note: null }],
  });
});
