import { expect, test } from "@jest/globals";
import { aShop, type Json, type TestShop } from "./a-shop.ts";
import { twoLines } from "./a-placed-order.ts";

const ORDER = "gid://shopify/Order/77";
const fulfillmentOrder = (id: number) => `gid://shopify/FulfillmentOrder/${id}`;
const lineOf = (id: number) => `gid://shopify/FulfillmentOrderLineItem/${id}`;

const CREATE = `mutation F($fulfillment: FulfillmentInput!) { fulfillmentCreate(fulfillment: $fulfillment) {
  fulfillment { name status totalQuantity location { name } trackingInfo(first: 5) { company number url } fulfillmentLineItems(first: 5) { nodes { quantity lineItem { title } } } fulfillmentOrders(first: 5) { nodes { status } } }
  userErrors { field message }
} }`;

async function shopWith(): Promise<TestShop> {
  const shop = aShop();
  const location = (name: string) => ({
    id: `gid://shopify/Location/${shop.data.store.locations.byId.all().find((each) => each.name === name)?.id}`,
  });
  await shop.control("POST", "orders", {
    orders: [
      {
        id: "77",
        createdAt: "2026-11-01T00:00:00Z",
        lineItems: twoLines,
        fulfillmentOrders: [
          {
            id: "801",
            assignedLocation: { location: location("Main Warehouse") },
            lineItems: [{ id: "811", lineItem: { id: "11" }, totalQuantity: 3 }],
          },
          {
            id: "802",
            assignedLocation: { location: location("Downtown") },
            lineItems: [{ id: "812", lineItem: { id: "12" }, totalQuantity: 1 }],
          },
        ],
      },
    ],
  });
  return shop;
}

const send = async (shop: TestShop, entries: object[], more: object = {}): Promise<Json> => {
  const { data, errors } = await shop.run(CREATE, { fulfillment: { lineItemsByFulfillmentOrder: entries, ...more } });
  expect(errors).toBeUndefined();
  return data["fulfillmentCreate"] as Json;
};

const orderOf = async (shop: TestShop) =>
  (await shop.run(`{ order(id: "${ORDER}") { updatedAt displayFulfillmentStatus } }`)).data["order"];

test("[D] pieces of a fulfillment order are sent, with tracking; what remains stays to be sent", async () => {
  const shop = await shopWith();

  const part = await send(
    shop,
    [
      {
        fulfillmentOrderId: fulfillmentOrder(801),
        fulfillmentOrderLineItems: [{ id: lineOf(811), quantity: 2 }],
      },
    ],
    { trackingInfo: { company: "UPS", numbers: ["1Z1", "1Z2"] } },
  );

  expect(part).toMatchObject({
    userErrors: [],
    fulfillment: {
      name: expect.stringMatching(/-F1$/),
      status: "SUCCESS",
      totalQuantity: 2,
      location: { name: "Main Warehouse" },
      trackingInfo: [
        { company: "UPS", number: "1Z1", url: null },
        { company: "UPS", number: "1Z2", url: null },
      ],
      fulfillmentLineItems: { nodes: [{ quantity: 2, lineItem: { title: "A" } }] },
      fulfillmentOrders: { nodes: [{ status: "IN_PROGRESS" }] },
    },
  });
  expect(await orderOf(shop)).toEqual({
    updatedAt: "2026-11-25T10:00:00Z",
    displayFulfillmentStatus: "PARTIALLY_FULFILLED",
  });

  expect(await send(shop, [{ fulfillmentOrderId: fulfillmentOrder(801) }])).toMatchObject({
    fulfillment: { totalQuantity: 1, fulfillmentOrders: { nodes: [{ status: "CLOSED" }] } },
  });
  await send(shop, [{ fulfillmentOrderId: fulfillmentOrder(802) }]);
  expect(await orderOf(shop)).toMatchObject({ displayFulfillmentStatus: "FULFILLED" });
});

test("[D] a fulfillment is of one location", async () => {
  const shop = await shopWith();
  const both = [{ fulfillmentOrderId: fulfillmentOrder(801) }, { fulfillmentOrderId: fulfillmentOrder(802) }];

  expect(await send(shop, both)).toMatchObject({ fulfillment: null, userErrors: [{ field: ["fulfillment"] }] });
  expect(await orderOf(shop)).toMatchObject({ updatedAt: "2026-11-01T00:00:00Z" });
});

test("[M] more pieces than remain, and unknown lines, are an invalid quantity", async () => {
  const shop = await shopWith();
  const pieces = (id: number, quantity: number) => [
    { fulfillmentOrderId: fulfillmentOrder(801), fulfillmentOrderLineItems: [{ id: lineOf(id), quantity }] },
  ];
  const refused = {
    fulfillment: null,
    userErrors: [{ field: ["fulfillment"], message: "Invalid fulfillment order line item quantity requested." }],
  };

  expect(await send(shop, pieces(811, 4))).toMatchObject(refused);
  expect(await send(shop, pieces(812, 1))).toMatchObject(refused);
});

test("fulfillmentCreate refuses what is sent already and what is not there", async () => {
  const shop = await shopWith();
  const all = [{ fulfillmentOrderId: fulfillmentOrder(801) }];
  await send(shop, all);

  const refused = { fulfillment: null, userErrors: [{ field: ["fulfillment"] }] };
  expect(await send(shop, all)).toMatchObject(refused);
  expect(await send(shop, [{ fulfillmentOrderId: fulfillmentOrder(1) }])).toMatchObject(refused);
  expect(await send(shop, [])).toMatchObject(refused);
});

test("[D] a gift card that was bought is issued when it is sent: one card a piece", async () => {
  const shop = aShop();
  await shop.control("POST", "orders", {
    orders: [
      {
        id: "77",
        lineItems: [
          { id: "11", title: "Chair", quantity: 1 },
          {
            id: "12",
            title: "Gift card",
            quantity: 2,
            isGiftCard: true,
            originalUnitPriceSet: { shopMoney: { amount: "50.00" } },
          },
        ],
      },
    ],
  });
  const CARDS = `{ giftCards(first: 5, query: "source:purchased") { nodes { initialValue { amount } balance { amount } enabled lineItem { id } order { id } } } }`;
  expect((await shop.run(CARDS)).data["giftCards"]).toEqual({ nodes: [] });

  await shop.control("POST", "fulfillments", { order: "77" });

  const card = {
    initialValue: { amount: "50.0" },
    balance: { amount: "50.0" },
    enabled: true,
    lineItem: { id: "gid://shopify/LineItem/12" },
    order: { id: ORDER },
  };
  expect((await shop.run(CARDS)).data["giftCards"]).toEqual({ nodes: [card, card] });
});
