import { expect, test } from "@jest/globals";
import { aShop, place, textOf } from "./a-shop.ts";
import { EVERYTHING } from "./an-order-query.ts";

test("fulfillment orders, fulfillments, refunds and returns are stored as given and refer to the order's lines", async () => {
  const shop = aShop();
  const usd = (amount: string) => ({ shopMoney: { amount, currencyCode: "USD" } });
  await shop.control("POST", "locations", { locations: [{ id: "802", name: "West" }] });
  const [id = ""] = await place(shop, {
    id: "77",
    displayFinancialStatus: "PARTIALLY_REFUNDED",
    lineItems: [{ id: "11", title: "A", quantity: 3, originalUnitPriceSet: usd("20.00") }],
    fulfillmentOrders: [
      {
        id: "5",
        status: "OPEN",
        assignedLocation: { location: { id: "802" } },
        lineItems: [{ id: "6", lineItem: { id: "11" }, totalQuantity: 3, remainingQuantity: 2 }],
      },
    ],
    fulfillments: [
      {
        id: "8",
        trackingInfo: [{ number: "A1" }, { number: "B2" }],
        fulfillmentLineItems: [{ id: "9", lineItem: { id: "11" }, quantity: 1 }],
      },
    ],
    returns: [
      {
        id: "31",
        status: "CLOSED",
        returnLineItems: [{ fulfillmentLineItem: { id: "9" }, quantity: 1, returnReason: "DEFECTIVE" }],
      },
    ],
    refunds: [
      {
        id: "21",
        return: { id: "31" },
        totalRefundedSet: usd("20.00"),
        refundLineItems: [{ lineItem: { id: "11" }, quantity: 1, restockType: "RETURN", location: { id: "802" } }],
      },
    ],
  });

  const { data, errors } = await shop.run(EVERYTHING, { id });

  expect(errors).toBeUndefined();
  expect(data["order"]).toMatchObject({
    displayFinancialStatus: "PARTIALLY_REFUNDED",
    displayFulfillmentStatus: "PARTIALLY_FULFILLED",
    returnStatus: "RETURNED",
    fulfillmentOrders: {
      nodes: [
        {
          id: "gid://shopify/FulfillmentOrder/5",
          assignedLocation: { location: { id: "gid://shopify/Location/802" } },
          lineItems: {
            nodes: [
              {
                id: "gid://shopify/FulfillmentOrderLineItem/6",
                totalQuantity: 3,
                remainingQuantity: 2,
                lineItem: { id: "gid://shopify/LineItem/11" },
              },
            ],
          },
        },
      ],
    },
    fulfillments: [
      {
        id: "gid://shopify/Fulfillment/8",
        name: "#1001-F1",
        trackingInfo: [{ number: "A1" }, { number: "B2" }],
        fulfillmentLineItems: { nodes: [{ id: "gid://shopify/FulfillmentLineItem/9", quantity: 1 }] },
      },
    ],
    returns: {
      nodes: [
        {
          id: "gid://shopify/Return/31",
          totalQuantity: 1,
          returnLineItems: {
            nodes: [
              {
                quantity: 1,
                returnReasonDefinition: { name: "Defective", handle: "defective" },
                fulfillmentLineItem: { lineItem: { id: "gid://shopify/LineItem/11" } },
              },
            ],
          },
        },
      ],
    },
    refunds: [
      {
        return: { id: "gid://shopify/Return/31" },
        totalRefundedSet: { shopMoney: { amount: "20.0" } },
        refundLineItems: {
          nodes: [
            {
              quantity: 1,
              priceSet: { shopMoney: { amount: "20.0" } },
              subtotalSet: { shopMoney: { amount: "20.0" } },
              location: { id: "gid://shopify/Location/802" },
            },
          ],
        },
      },
    ],
  });
});

test("giving the same refunds again changes no money; refunds left out never happened", async () => {
  const shop = aShop();
  const usd = (amount: string) => ({ shopMoney: { amount, currencyCode: "USD" } });
  const refund = { id: "21", totalRefundedSet: usd("7.00") };
  const [id = ""] = await place(shop, {
    id: "77",
    displayFinancialStatus: "PAID",
    lineItems: [{ title: "A", originalUnitPriceSet: usd("40.00") }],
    refunds: [refund],
  });
  const refunded = async () =>
    (await shop.run(EVERYTHING, { id })).data["order"]?.["totalRefundedSet"]?.["shopMoney"]?.["amount"];

  await shop.control("PATCH", "orders/77", { refunds: [refund] });
  expect(await refunded()).toBe("7.0");

  await shop.control("PATCH", "orders/77", { refunds: [] });
  expect(await refunded()).toBe("0.0");
});

test("a status that was given stays until what it says is changed", async () => {
  const shop = aShop();
  const [id = ""] = await place(shop, { id: "77", displayFulfillmentStatus: "ON_HOLD" });
  const status = async () => (await shop.run(EVERYTHING, { id })).data["order"]?.["displayFulfillmentStatus"];

  await shop.control("PATCH", "orders/77", { note: "x" });
  expect(await status()).toBe("ON_HOLD");

  await shop.control("PATCH", "orders/77", { displayFulfillmentStatus: "FULFILLED" });
  expect(await status()).toBe("FULFILLED");
});

test("a company buys at one of its locations; company, location and contact may come with the order", async () => {
  const shop = aShop();
  const [id = ""] = await place(shop, {
    purchasingEntity: {
      __typename: "PurchasingCompany",
      company: { id: "900", name: "Acme" },
      location: { id: "901", name: "North" },
      contact: { id: "902", customer: { id: "71", email: "buyer@acme.example" } },
    },
    paymentTerms: {
      paymentTermsName: "Net 30",
      paymentTermsType: "NET",
      dueInDays: 30,
      paymentSchedules: [{ dueAt: "2026-12-25T12:00:00Z" }],
    },
  });

  const { data, errors } = await shop.run(EVERYTHING, { id });

  expect(errors).toBeUndefined();
  expect(data["order"]).toMatchObject({
    purchasingEntity: {
      __typename: "PurchasingCompany",
      company: {
        id: "gid://shopify/Company/900",
        name: "Acme",
        mainContact: { id: "gid://shopify/CompanyContact/902" },
      },
      location: { id: "gid://shopify/CompanyLocation/901" },
    },
    customer: { id: "gid://shopify/Customer/71" },
    paymentTerms: {
      paymentTermsName: "Net 30",
      paymentTermsType: "NET",
      paymentSchedules: { nodes: [{ dueAt: "2026-12-25T12:00:00Z" }] },
    },
  });
});

test("a calculated order is found by its id until it is committed", async () => {
  const shop = aShop();
  await shop.control("POST", "orders", { orders: [{ id: "77", lineItems: [{ id: "11", title: "A", quantity: 3 }] }] });
  const begun = await shop.run('mutation { orderEditBegin(id: "gid://shopify/Order/77") { calculatedOrder { id } } }');
  const id = textOf(begun.data["orderEditBegin"]?.["calculatedOrder"]?.["id"]);
  const node = async () =>
    (await shop.run(`{ node(id: "${id}") { id ... on CalculatedOrder { subtotalLineItemsQuantity } } }`)).data["node"];

  await shop.run(
    `mutation { orderEditSetQuantity(id: "${id}", lineItemId: "gid://shopify/CalculatedLineItem/11", quantity: 1) { userErrors { message } } }`,
  );

  expect(await node()).toEqual({ id, subtotalLineItemsQuantity: 1 });

  await shop.run(`mutation { orderEditCommit(id: "${id}") { userErrors { message } } }`);
  expect(await node()).toBeNull();
});
