import { expect, test } from "@jest/globals";
import { aShop, type Json, type TestShop } from "./a-shop.ts";
import { usd } from "./a-placed-order.ts";

const ORDER = "gid://shopify/Order/77";
const AUTHORIZATION = "gid://shopify/OrderTransaction/900";

const CAPTURE = `mutation C($input: OrderCaptureInput!) { orderCapture(input: $input) {
  transaction { kind status gateway amountSet { shopMoney { amount } presentmentMoney { amount } } parentTransaction { id } }
  userErrors { field message }
} }`;
const STATE = `{ order(id: "${ORDER}") { displayFinancialStatus totalCapturableSet { shopMoney { amount } } totalReceivedSet { shopMoney { amount } } } }`;

/** One piece for 60.00, authorized. */
async function shopWith(node: object = {}): Promise<TestShop> {
  const shop = aShop();
  await shop.control("POST", "orders", {
    orders: [
      {
        id: "77",
        createdAt: "2026-11-01T00:00:00Z",
        lineItems: [{ id: "11", title: "A", originalUnitPriceSet: usd("60.00") }],
        transactions: [{ id: "900", kind: "AUTHORIZATION", gateway: "shopify_payments", amountSet: usd("60.00") }],
        ...node,
      },
    ],
  });
  return shop;
}

const capture = async (shop: TestShop, input: object): Promise<Json> => {
  const { data, errors } = await shop.run(CAPTURE, {
    input: { id: ORDER, parentTransactionId: AUTHORIZATION, ...input },
  });
  expect(errors).toBeUndefined();
  return data["orderCapture"] as Json;
};

test("[D] orderCapture takes a part of what was authorized, then the rest", async () => {
  const shop = await shopWith();

  expect(await capture(shop, { amount: "20.00" })).toMatchObject({
    userErrors: [],
    transaction: {
      kind: "CAPTURE",
      status: "SUCCESS",
      gateway: "shopify_payments",
      amountSet: { shopMoney: { amount: "20.0" } },
      parentTransaction: { id: AUTHORIZATION },
    },
  });
  expect((await shop.run(STATE)).data["order"]).toMatchObject({
    displayFinancialStatus: "PARTIALLY_PAID",
    totalCapturableSet: { shopMoney: { amount: "40.0" } },
    totalReceivedSet: { shopMoney: { amount: "20.0" } },
  });
  expect(await capture(shop, { amount: "40.00", currency: "USD" })).toMatchObject({ userErrors: [] });
  expect((await shop.run(STATE)).data["order"]).toMatchObject({ displayFinancialStatus: "PAID" });
});

test("[D] orderCapture takes no more than is left, of authorizations only, in the buyer's currency", async () => {
  const shop = await shopWith();
  const refusal = async (input: object): Promise<unknown> => (await capture(shop, input))["userErrors"];
  const about = (field: string) => [{ field: ["input", field] }];

  expect(await refusal({ amount: "60.01" })).toMatchObject(about("amount"));
  expect(await refusal({ amount: "0" })).toMatchObject(about("amount"));
  expect(await refusal({ amount: "5", currency: "EUR" })).toMatchObject(about("currency"));
  expect(await refusal({ amount: "5", parentTransactionId: "gid://shopify/OrderTransaction/1" })).toMatchObject(
    about("parentTransactionId"),
  );
  expect(await refusal({ amount: "5", id: "gid://shopify/Order/1" })).toMatchObject(about("id"));
});

test("[A] the last part of an authorization in two currencies is all that is left of both", async () => {
  const both = { shopMoney: { amount: "100.01" }, presentmentMoney: { amount: "90.00" } };
  const shop = await shopWith({
    presentmentCurrencyCode: "EUR",
    lineItems: [{ id: "11", title: "A", originalUnitPriceSet: both }],
    transactions: [{ id: "900", kind: "AUTHORIZATION", amountSet: both }],
  });
  const taken = async (amount: string): Promise<unknown> =>
    (await capture(shop, { amount, currency: "EUR" }))["transaction"]?.["amountSet"];

  expect(await taken("30.00")).toMatchObject({
    shopMoney: { amount: "33.34" },
    presentmentMoney: { amount: "30.0" },
  });
  expect(await taken("60.00")).toMatchObject({ shopMoney: { amount: "66.67" } });
});
