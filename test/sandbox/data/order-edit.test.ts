import { expect, test } from "@jest/globals";
import { aShop, textOf, type Json, type TestShop } from "./a-shop.ts";
import { twoLines, usd } from "./a-placed-order.ts";

const ORDER = "gid://shopify/Order/77";
const A = "gid://shopify/CalculatedLineItem/11";

const STATE = `calculatedOrder {
  id committed subtotalLineItemsQuantity totalPriceSet { shopMoney { amount } } totalOutstandingSet { shopMoney { amount } }
  lineItems(first: 9) { nodes { id quantity editableQuantity editableQuantityBeforeChanges restocking } }
  addedLineItems(first: 9) { nodes { id title sku quantity originalUnitPriceSet { shopMoney { amount } } variant { sku } } }
  stagedChanges(first: 9) { nodes {
    __typename
    ... on OrderStagedChangeDecrementItem { delta restock lineItem { id } }
    ... on OrderStagedChangeIncrementItem { delta }
    ... on OrderStagedChangeAddVariant { quantity variant { sku } }
    ... on OrderStagedChangeAddCustomItem { title originalUnitPrice { amount } }
    ... on OrderStagedChangeAddLineItemDiscount { description value { ... on PricingPercentageValue { percentage } ... on MoneyV2 { amount } } }
  } }
}
orderEditSession { id } userErrors { field message }`;

const LINE = `calculatedLineItem { id quantity hasStagedLineItemDiscount discountedUnitPriceSet { shopMoney { amount } } }`;

const ORDER_STATE = `order {
  edited updatedAt displayFinancialStatus displayFulfillmentStatus
  totalPriceSet { shopMoney { amount } } currentTotalPriceSet { shopMoney { amount } } totalOutstandingSet { shopMoney { amount } }
  lineItems(first: 9) { nodes { title quantity currentQuantity unfulfilledQuantity totalDiscountSet { shopMoney { amount } } taxLines { priceSet { shopMoney { amount } } } } }
  refunds { totalRefundedSet { shopMoney { amount } } refundLineItems(first: 9) { nodes { quantity restockType subtotalSet { shopMoney { amount } } } } }
  fulfillmentOrders(first: 9) { nodes { status lineItems(first: 9) { nodes { totalQuantity remainingQuantity lineItem { title } } } } }
}`;

const amount = (text: string) => ({ shopMoney: { amount: text } });

async function shopWith(node: object = {}): Promise<TestShop> {
  const shop = aShop();
  await shop.control("POST", "products", {
    products: [{ title: "C", variants: [{ id: "500", sku: "C-1", price: "7.00" }] }],
  });
  await shop.control("POST", "orders", {
    orders: [{ id: "77", createdAt: "2026-11-01T00:00:00Z", lineItems: twoLines, ...node }],
  });
  return shop;
}

const call = async (shop: TestShop, name: string, args: string, fields: string): Promise<Json> => {
  const { data, errors } = await shop.run(`mutation { ${name}(${args}) { ${fields} } }`);
  expect(errors).toBeUndefined();
  return data[name] as Json;
};

const begin = (shop: TestShop, order = ORDER) => call(shop, "orderEditBegin", `id: "${order}"`, STATE);
const idOf = (begun: Json) => textOf(begun["calculatedOrder"]?.["id"]);
const setQuantity = (shop: TestShop, id: string, quantity: number, more = "", line = A) =>
  call(
    shop,
    "orderEditSetQuantity",
    `id: "${id}", lineItemId: "${line}", quantity: ${quantity}${more}`,
    `${LINE} ${STATE}`,
  );
const addVariant = (shop: TestShop, id: string, more = "", variant = "gid://shopify/ProductVariant/500") =>
  call(shop, "orderEditAddVariant", `id: "${id}", variantId: "${variant}", quantity: 2${more}`, `${LINE} ${STATE}`);
const commit = (shop: TestShop, id: string) =>
  call(shop, "orderEditCommit", `id: "${id}"`, `${ORDER_STATE} successMessages userErrors { field message }`);

test("[D] an edit is staged: the calculated order shows it, the order does not change before the commit", async () => {
  const shop = await shopWith();
  const id = idOf(await begin(shop));

  const answer = await setQuantity(shop, id, 1);

  expect(answer).toMatchObject({
    calculatedLineItem: { id: A, quantity: 1 },
    calculatedOrder: {
      committed: false,
      subtotalLineItemsQuantity: 2,
      totalPriceSet: amount("30.0"),
      lineItems: { nodes: [{ quantity: 1, editableQuantity: 1, editableQuantityBeforeChanges: 3 }, { quantity: 1 }] },
      addedLineItems: { nodes: [] },
      stagedChanges: {
        nodes: [
          {
            __typename: "OrderStagedChangeDecrementItem",
            delta: 2,
            restock: false,
            lineItem: { id: "gid://shopify/LineItem/11" },
          },
        ],
      },
    },
    userErrors: [],
  });
  expect((await shop.run(`{ order(id: "${ORDER}") { edited updatedAt refunds { id } } }`)).data["order"]).toEqual({
    edited: false,
    updatedAt: "2026-11-01T00:00:00Z",
    refunds: [],
  });
});

test("[D] what a commit takes off stays in the line's quantity and is a refund of zero, not restocked", async () => {
  const shop = await shopWith({ displayFinancialStatus: "PAID" });
  const id = idOf(await begin(shop));
  await setQuantity(shop, id, 1);

  expect(await commit(shop, id)).toMatchObject({
    userErrors: [],
    successMessages: ["Order was updated."],
    order: {
      edited: true,
      updatedAt: "2026-11-25T10:00:00Z",
      displayFinancialStatus: "PAID",
      totalPriceSet: amount("70.0"),
      currentTotalPriceSet: amount("30.0"),
      totalOutstandingSet: amount("-40.0"),
      lineItems: { nodes: [{ quantity: 3, currentQuantity: 1, unfulfilledQuantity: 1 }, { quantity: 1 }] },
      refunds: [
        {
          totalRefundedSet: amount("0.0"),
          refundLineItems: { nodes: [{ quantity: 2, restockType: "NO_RESTOCK", subtotalSet: amount("40.0") }] },
        },
      ],
      fulfillmentOrders: { nodes: [{ lineItems: { nodes: [{ totalQuantity: 1 }, { totalQuantity: 1 }] } }] },
    },
  });
});

test("[A] what is put back into stock is CANCEL", async () => {
  const shop = await shopWith();
  const id = idOf(await begin(shop));
  expect(await setQuantity(shop, id, 0, ", restock: true")).toMatchObject({
    calculatedOrder: { lineItems: { nodes: [{ quantity: 0, restocking: true }, {}] } },
  });

  expect(await commit(shop, id)).toMatchObject({
    order: { refunds: [{ refundLineItems: { nodes: [{ quantity: 3, restockType: "CANCEL" }] } }] },
  });
});

test("[D] added pieces and lines raise the total, are owed, and are to be sent", async () => {
  const shop = await shopWith({
    displayFinancialStatus: "PAID",
    lineItems: [
      {
        id: "11",
        title: "A",
        quantity: 1,
        originalUnitPriceSet: usd("20.00"),
        taxLines: [{ title: "VAT", rate: 0.25, priceSet: usd("4.00") }],
      },
    ],
  });
  const id = idOf(await begin(shop));
  await setQuantity(shop, id, 2);
  expect(await addVariant(shop, id)).toMatchObject({ calculatedLineItem: { quantity: 2 } });
  const custom = await call(
    shop,
    "orderEditAddCustomItem",
    `id: "${id}", title: "Engraving", price: { amount: "5.00", currencyCode: USD }, quantity: 1, taxable: false`,
    `${LINE} ${STATE}`,
  );
  expect(custom).toMatchObject({
    calculatedOrder: {
      totalPriceSet: amount("59.0"),
      totalOutstandingSet: amount("39.0"),
      addedLineItems: {
        nodes: [
          { title: "C", sku: "C-1", quantity: 2, originalUnitPriceSet: amount("7.0"), variant: { sku: "C-1" } },
          { title: "Engraving", sku: null, variant: null },
        ],
      },
      stagedChanges: {
        nodes: [
          { __typename: "OrderStagedChangeAddVariant", quantity: 2, variant: { sku: "C-1" } },
          { __typename: "OrderStagedChangeAddCustomItem", title: "Engraving", originalUnitPrice: { amount: "5.0" } },
          { __typename: "OrderStagedChangeIncrementItem", delta: 1 },
        ],
      },
    },
  });

  expect(await commit(shop, id)).toMatchObject({
    order: {
      displayFinancialStatus: "PARTIALLY_PAID",
      totalPriceSet: amount("59.0"),
      totalOutstandingSet: amount("39.0"),
      lineItems: {
        nodes: [
          { quantity: 2, currentQuantity: 2, taxLines: [{ priceSet: amount("8.0") }] },
          { quantity: 2, unfulfilledQuantity: 2, taxLines: [{ priceSet: amount("2.8") }] },
          { title: "Engraving", taxLines: [] },
        ],
      },
      refunds: [],
      fulfillmentOrders: {
        nodes: [
          {
            status: "OPEN",
            lineItems: { nodes: [{ remainingQuantity: 2 }, { remainingQuantity: 2 }, { remainingQuantity: 1 }] },
          },
        ],
      },
    },
  });
});

test("[D] lines added to an order that was sent get a fulfillment order of their own", async () => {
  const shop = await shopWith({ displayFulfillmentStatus: "FULFILLED" });
  const id = idOf(await begin(shop));
  await addVariant(shop, id);

  expect(await commit(shop, id)).toMatchObject({
    order: {
      displayFulfillmentStatus: "PARTIALLY_FULFILLED",
      fulfillmentOrders: {
        nodes: [{ status: "CLOSED" }, { status: "OPEN", lineItems: { nodes: [{ lineItem: { title: "C" } }] } }],
      },
    },
  });
});

test("[A] a discount of an edit is a percentage of the line or an amount off each piece", async () => {
  const shop = await shopWith();
  const id = idOf(await begin(shop));
  const discount = (line: string, value: string) =>
    call(
      shop,
      "orderEditAddLineItemDiscount",
      `id: "${id}", lineItemId: "${line}", discount: { description: "Friend", ${value} }`,
      `addedDiscountStagedChange { description } ${LINE} ${STATE}`,
    );

  expect(await discount(A, "percentValue: 10")).toMatchObject({
    addedDiscountStagedChange: { description: "Friend" },
    calculatedLineItem: { hasStagedLineItemDiscount: true, discountedUnitPriceSet: amount("18.0") },
    calculatedOrder: { stagedChanges: { nodes: [{ description: "Friend", value: { percentage: 10 } }] } },
  });
  await discount("gid://shopify/CalculatedLineItem/12", 'fixedValue: { amount: "1.50", currencyCode: USD }');
  expect(await discount(A, "percentValue: 101")).toMatchObject({ userErrors: [{ field: ["discount"] }] });

  expect(await commit(shop, id)).toMatchObject({
    order: {
      currentTotalPriceSet: amount("62.5"),
      lineItems: { nodes: [{ totalDiscountSet: amount("6.0") }, { totalDiscountSet: amount("1.5") }] },
    },
  });
});

test("[D] pieces that were sent cannot be edited away, and the session names the edit as well", async () => {
  const shop = await shopWith();
  await shop.control("POST", "fulfillments", { order: "77", lines: [{ lineItem: "11", quantity: 2 }] });
  const begun = await begin(shop);
  const session = textOf(begun["orderEditSession"]?.["id"]);

  expect(await setQuantity(shop, session, 1)).toMatchObject({
    calculatedOrder: null,
    userErrors: [{ field: ["quantity"] }],
  });
  expect(await setQuantity(shop, session, 2)).toMatchObject({ calculatedLineItem: { quantity: 2 }, userErrors: [] });
});

test("[D] a variant that is on the order is added again only when duplicates are allowed", async () => {
  const shop = await shopWith({ lineItems: [{ id: "11", variant: { id: "gid://shopify/ProductVariant/500" } }] });
  const id = idOf(await begin(shop));

  expect(await addVariant(shop, id)).toMatchObject({ userErrors: [{ field: ["variantId"] }] });
  expect(await addVariant(shop, id, ", allowDuplicates: true")).toMatchObject({ userErrors: [] });
});

test("[A] an edit whose pieces were sent meanwhile is refused, and so are an empty and a second commit", async () => {
  const shop = await shopWith();
  const stale = idOf(await begin(shop));
  await setQuantity(shop, stale, 0);
  await shop.control("POST", "fulfillments", { order: "77" });
  const empty = idOf(await begin(shop));
  const good = idOf(await begin(shop));
  await addVariant(shop, good);

  const refused = { order: null, userErrors: [{ field: ["id"] }] };
  expect(await commit(shop, stale)).toMatchObject(refused);
  expect(await commit(shop, empty)).toMatchObject(refused);
  expect(await commit(shop, good)).toMatchObject({ userErrors: [] });
  expect(await commit(shop, good)).toMatchObject(refused);
});

test("orderEditBegin and the changes refuse what is not there", async () => {
  const shop = await shopWith();
  const id = idOf(await begin(shop));
  const wrong = (field: string) => ({ calculatedOrder: null, userErrors: [{ field: [field] }] });

  expect(await begin(shop, "gid://shopify/Order/1")).toMatchObject(wrong("id"));
  expect(await setQuantity(shop, "gid://shopify/CalculatedOrder/1", 1)).toMatchObject(wrong("id"));
  expect(await setQuantity(shop, id, 1, "", "gid://shopify/LineItem/11")).toMatchObject(wrong("lineItemId"));
  expect(await setQuantity(shop, id, -1)).toMatchObject(wrong("quantity"));
  expect(await addVariant(shop, id, "", "gid://shopify/ProductVariant/1")).toMatchObject(wrong("variantId"));
  expect(await addVariant(shop, id, ', locationId: "gid://shopify/Location/1"')).toMatchObject(wrong("locationId"));

  await shop.run(`mutation { orderClose(input: { id: "${ORDER}" }) { userErrors { message } } }`);
  expect(await begin(shop)).toMatchObject(wrong("id"));
});
