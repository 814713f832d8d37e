import { expect, test } from "@jest/globals";
import { aShop, type Json, type TestShop } from "./a-shop.ts";

const usd = (amount: string) => ({ shopMoney: { amount, currencyCode: "USD" } });
const ORDER = "gid://shopify/Order/77";

async function shopWithOrder(node: object = {}): Promise<TestShop> {
  const shop = aShop();
  await shop.control("POST", "orders", {
    orders: [
      {
        id: "77",
        createdAt: "2026-11-01T00:00:00Z",
        lineItems: [{ id: "11", title: "A", originalUnitPriceSet: usd("40.00") }],
        ...node,
      },
    ],
  });
  return shop;
}

const orderIs = async (shop: TestShop, fields: string): Promise<Json> =>
  (await shop.run(`{ order(id: "${ORDER}") { ${fields} } }`)).data["order"] as Json;

test("orderUpdate replaces custom attributes and tags as whole lists and moves updatedAt", async () => {
  const shop = await shopWithOrder({ customAttributes: [{ key: "Loyalty", value: "1" }], tags: ["a"] });

  const { data } = await shop.run(
    "mutation Update($input: OrderInput!) { orderUpdate(input: $input) { order { updatedAt tags customAttributes { key value } poNumber } userErrors { field message } } }",
    { input: { id: ORDER, customAttributes: [{ key: "BC Doc. No.", value: "S-1" }], tags: ["b"], poNumber: "PO-1" } },
  );

  expect(data["orderUpdate"]).toEqual({
    order: {
      updatedAt: "2026-11-25T10:00:00Z",
      tags: ["b"],
      customAttributes: [{ key: "BC Doc. No.", value: "S-1" }],
      poNumber: "PO-1",
    },
    userErrors: [],
  });
});

test("a change that is refused changes nothing: the order stays as it was, and where it was in the list", async () => {
  const shop = await shopWithOrder();
  await shop.control("POST", "orders", { orders: [{ id: "78", createdAt: "2026-11-02T00:00:00Z" }] });

  const { errors } = await shop.run(
    "mutation Update($input: OrderInput!) { orderUpdate(input: $input) { order { id } userErrors { message } } }",
    { input: { id: ORDER, note: "new", shippingAddress: { id: "gid://shopify/Customer/1", city: "Aarhus" } } },
  );

  expect(errors).toHaveLength(1);
  expect(await orderIs(shop, "note updatedAt")).toEqual({ note: null, updatedAt: "2026-11-01T00:00:00Z" });
  const { data } = await shop.run("{ orders(first: 5, sortKey: UPDATED_AT) { nodes { id } } }");
  expect(data["orders"]).toEqual({ nodes: [{ id: ORDER }, { id: "gid://shopify/Order/78" }] });
});

test("an order that is not there is a user error", async () => {
  const shop = aShop();
  const { data } = await shop.run(
    `mutation { orderClose(input: { id: "gid://shopify/Order/1" }) { order { id } userErrors { field message } } }`,
  );

  expect(data["orderClose"]).toEqual({ order: null, userErrors: [{ field: ["id"], message: "Order does not exist" }] });
});

test("orderClose and orderOpen archive and bring back; closing twice changes nothing", async () => {
  const shop = await shopWithOrder();
  const close = `mutation { orderClose(input: { id: "${ORDER}" }) { order { closed closedAt updatedAt } userErrors { message } } }`;

  expect((await shop.run(close)).data["orderClose"]).toMatchObject({
    order: { closed: true, closedAt: "2026-11-25T10:00:00Z" },
    userErrors: [],
  });
  shop.clock.advance(60_000);
  expect((await shop.run(close)).data["orderClose"]).toMatchObject({ order: { updatedAt: "2026-11-25T10:00:00Z" } });
  await shop.run(`mutation { orderOpen(input: { id: "${ORDER}" }) { order { closed } userErrors { message } } }`);
  expect(await orderIs(shop, "closed closedAt")).toEqual({ closed: false, closedAt: null });
});

test("orderMarkAsPaid adds a manual sale of what is outstanding, once", async () => {
  const shop = await shopWithOrder({ transactions: [{ kind: "SALE", amountSet: usd("15.00") }] });
  const pay = `mutation { orderMarkAsPaid(input: { id: "${ORDER}" }) { order { fullyPaid displayFinancialStatus } userErrors { field message } } }`;

  expect((await shop.run(pay)).data["orderMarkAsPaid"]).toEqual({
    order: { fullyPaid: true, displayFinancialStatus: "PAID" },
    userErrors: [],
  });
  expect(
    await orderIs(shop, "transactions { kind gateway manualPaymentGateway amountSet { shopMoney { amount } } }"),
  ).toMatchObject({
    transactions: [
      {},
      { kind: "SALE", gateway: "manual", manualPaymentGateway: true, amountSet: { shopMoney: { amount: "25.0" } } },
    ],
  });
  expect((await shop.run(pay)).data["orderMarkAsPaid"]).toMatchObject({
    order: null,
    userErrors: [{ field: ["id"], message: "Order cannot be marked as paid." }],
  });
});

test("orderCancel is done by a job at the next step of the clock", async () => {
  const shop = await shopWithOrder();
  const cancel = `mutation { orderCancel(orderId: "${ORDER}", reason: CUSTOMER, restock: true, notifyCustomer: false, refundMethod: { originalPaymentMethodsRefund: true }) { job { id done } orderCancelUserErrors { field code message } } }`;

  const { data } = await shop.run(cancel);
  expect(data["orderCancel"]).toMatchObject({ job: { done: false }, orderCancelUserErrors: [] });
  expect(await orderIs(shop, "cancelledAt")).toEqual({ cancelledAt: null });

  shop.clock.advance(1_000);
  shop.clock.step();
  expect(
    await orderIs(
      shop,
      "cancelledAt cancelReason closed displayFinancialStatus refunds { refundLineItems(first: 5) { nodes { restockType quantity } } totalRefundedSet { shopMoney { amount } } }",
    ),
  ).toEqual({
    cancelledAt: "2026-11-25T10:00:01Z",
    cancelReason: "CUSTOMER",
    closed: true,
    displayFinancialStatus: "VOIDED",
    refunds: [
      {
        refundLineItems: { nodes: [{ restockType: "CANCEL", quantity: 1 }] },
        totalRefundedSet: { shopMoney: { amount: "0.0" } },
      },
    ],
  });
  const job = data["orderCancel"]?.["job"]?.["id"];
  expect((await shop.run("query Job($id: ID!) { job(id: $id) { done } }", { id: job })).data["job"]).toEqual({
    done: true,
  });
  expect((await shop.run(cancel)).data["orderCancel"]).toMatchObject({
    job: null,
    orderCancelUserErrors: [{ field: ["orderId"], code: "INVALID" }],
  });
});

test("orderCreate places an order with its customer, payment and shipping", async () => {
  const shop = aShop();
  await shop.control("POST", "products", {
    products: [{ title: "Chair", variants: [{ id: "501", sku: "1000", price: "25.00" }] }],
  });

  const { data, errors } = await shop.run(
    `mutation Create($order: OrderCreateOrderInput!) { orderCreate(order: $order) { order { name email displayFinancialStatus displayFulfillmentStatus totalPriceSet { shopMoney { amount } } discountCodes
       customer { email } lineItems(first: 5) { nodes { sku title quantity customAttributes { key value } } } shippingAddress { countryCodeV2 } } userErrors { field message code } } }`,
    {
      order: {
        lineItems: [
          {
            variantId: "gid://shopify/ProductVariant/501",
            quantity: 2,
            properties: [{ name: "Colour", value: "red" }],
          },
          { title: "Custom", quantity: 1, priceSet: usd("5.00") },
        ],
        shippingLines: [{ title: "Standard", priceSet: usd("4.00") }],
        discountCode: { itemPercentageDiscountCode: { code: "TEN", percentage: 10 } },
        customer: { toUpsert: { email: "new@example.com", firstName: "Ada" } },
        shippingAddress: { countryCode: "DK", city: "Aarhus" },
        transactions: [{ kind: "SALE", status: "SUCCESS", amountSet: usd("54.00"), gateway: "card" }],
        fulfillmentStatus: "FULFILLED",
      },
    },
  );

  expect(errors).toBeUndefined();
  expect(data["orderCreate"]).toMatchObject({
    userErrors: [],
    order: {
      name: "#1001",
      displayFinancialStatus: "PAID",
      displayFulfillmentStatus: "FULFILLED",
      totalPriceSet: { shopMoney: { amount: "54.0" } },
      discountCodes: ["TEN"],
      customer: { email: "new@example.com" },
      lineItems: {
        nodes: [{ sku: "1000", quantity: 2, customAttributes: [{ key: "Colour", value: "red" }] }, { title: "Custom" }],
      },
      shippingAddress: { countryCodeV2: "DK" },
    },
  });
});

test.each([
  [{ lineItems: [] }, ["order", "lineItems"], "INVALID"],
  [{ lineItems: [{ quantity: 1 }] }, ["order", "lineItems", "0", "title"], "INVALID"],
  [
    { lineItems: [{ title: "A", quantity: 1 }], processedAt: "2027-01-01T00:00:00Z" },
    ["order", "processedAt"],
    "PROCESSED_AT_INVALID",
  ],
])("orderCreate refuses %j", async (order, field, code) => {
  const shop = aShop();
  const { data } = await shop.run(
    "mutation Create($order: OrderCreateOrderInput!) { orderCreate(order: $order) { order { id } userErrors { field code } } }",
    { order },
  );

  expect(data["orderCreate"]).toEqual({ order: null, userErrors: [{ field, code }] });
});

test("a customer needs something to be called by, and an e-mail of its own", async () => {
  const shop = aShop();
  const create = (input: object) =>
    shop.run(
      "mutation Create($input: CustomerInput!) { customerCreate(input: $input) { customer { id email displayName } userErrors { field message } } }",
      { input },
    );

  expect(
    (await create({ firstName: "Ada", email: "ada@example.com", addresses: [{ city: "Oslo", countryCode: "NO" }] }))
      .data["customerCreate"],
  ).toMatchObject({ customer: { displayName: "Ada" }, userErrors: [] });
  expect((await create({ email: "ADA@example.com" })).data["customerCreate"]).toEqual({
    customer: null,
    userErrors: [{ field: ["email"], message: "Email has already been taken" }],
  });
  expect((await create({ note: "x" })).data["customerCreate"]?.["userErrors"]).toHaveLength(1);
});

test("customerUpdate changes what is given and keeps the rest", async () => {
  const shop = aShop();
  await shop.control("POST", "customers", {
    customers: [{ id: "71", firstName: "Ada", email: "ada@example.com", createdAt: "2026-01-01T00:00:00Z" }],
  });

  const { data } = await shop.run(
    `mutation { customerUpdate(input: { id: "gid://shopify/Customer/71", lastName: "Byron" }) { customer { firstName lastName email createdAt updatedAt } userErrors { message } } }`,
  );

  expect(data["customerUpdate"]).toEqual({
    customer: {
      firstName: "Ada",
      lastName: "Byron",
      email: "ada@example.com",
      createdAt: "2026-01-01T00:00:00Z",
      updatedAt: "2026-11-25T10:00:00Z",
    },
    userErrors: [],
  });
});

test("productCreate makes one variant, and a taken handle gets a number", async () => {
  const shop = aShop();
  const create = () =>
    shop.run(
      `mutation { productCreate(product: { title: "Red Chair", productOptions: [{ name: "Size", values: [{ name: "S" }, { name: "M" }] }] }) { product { handle options { name values } variants(first: 5) { nodes { title } } } userErrors { field message } } }`,
    );

  expect((await create()).data["productCreate"]).toEqual({
    product: { handle: "red-chair", options: [{ name: "Size", values: ["S"] }], variants: { nodes: [{ title: "S" }] } },
    userErrors: [],
  });
  expect((await create()).data["productCreate"]).toMatchObject({ product: { handle: "red-chair-1" } });
  expect(
    (await shop.run(`mutation { productCreate(product: { title: "" }) { userErrors { field message } } }`)).data[
      "productCreate"
    ],
  ).toEqual({ userErrors: [{ field: ["title"], message: "Title can't be blank" }] });
});

test("tagsAdd and tagsRemove ignore case and repeat safely", async () => {
  const shop = await shopWithOrder({ tags: ["VIP"] });
  const run = (mutation: string, tags: string[]) =>
    shop.run(
      `mutation Tags($tags: [String!]!) { ${mutation}(id: "${ORDER}", tags: $tags) { node { ... on Order { tags } } userErrors { message } } }`,
      { tags },
    );

  expect((await run("tagsAdd", ["vip", "gift, urgent"])).data["tagsAdd"]).toEqual({
    node: { tags: ["gift", "urgent", "VIP"] },
    userErrors: [],
  });
  expect((await run("tagsRemove", ["GIFT"])).data["tagsRemove"]).toEqual({
    node: { tags: ["urgent", "VIP"] },
    userErrors: [],
  });
});
