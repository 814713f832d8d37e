import { expect, test } from "@jest/globals";
import { aShop, place } from "./a-shop.ts";
import { EVERYTHING } from "./an-order-query.ts";

test("every order of a seeded shop answers everything an importer may ask", async () => {
  const shop = aShop();
  await shop.control("POST", "seed", { orders: 300, seed: 7 });

  for (const order of shop.data.store.orders.byId.all()) {
    const answer = await shop.run(EVERYTHING, { id: `gid://shopify/Order/${order.id}` });
    expect(answer.errors).toBeUndefined();
  }
});

test("a placed order keeps what was given and derives the rest", async () => {
  const shop = aShop();
  await shop.control("POST", "products", {
    products: [
      {
        id: "gid://shopify/Product/401",
        title: "Chair",
        variants: [{ id: "gid://shopify/ProductVariant/501", sku: "1000", price: "25.00" }],
      },
    ],
  });
  const [id = ""] = await place(shop, {
    id: "gid://shopify/Order/9001",
    name: "#1001",
    updatedAt: "2026-11-20T08:00:00Z",
    createdAt: "2026-11-19T08:00:00Z",
    customer: { id: "gid://shopify/Customer/71", firstName: "Jane", email: "jane@example.com" },
    lineItems: [
      {
        variant: { id: "gid://shopify/ProductVariant/501" },
        quantity: 2,
        discountAllocations: [{ allocatedAmountSet: { shopMoney: { amount: "5.00" } } }],
      },
    ],
    shippingLines: [{ title: "Express", originalPriceSet: { shopMoney: { amount: "12.00" } } }],
    displayFinancialStatus: "PAID",
  });

  const { data, errors } = await shop.run(EVERYTHING, { id });

  expect(errors).toBeUndefined();
  expect(id).toBe("gid://shopify/Order/9001");
  expect(data["order"]).toMatchObject({
    name: "#1001",
    updatedAt: "2026-11-20T08:00:00Z",
    email: "jane@example.com",
    displayFinancialStatus: "PAID",
    displayFulfillmentStatus: "UNFULFILLED",
    fullyPaid: true,
    customer: { id: "gid://shopify/Customer/71" },
    totalPriceSet: { shopMoney: { amount: "57.0", currencyCode: "USD" } },
    lineItems: { nodes: [{ title: "Chair", sku: "1000", quantity: 2, product: { legacyResourceId: "401" } }] },
    transactions: [{ kind: "SALE", status: "SUCCESS", amountSet: { shopMoney: { amount: "57.0" } } }],
    fulfillmentOrders: {
      nodes: [{ status: "OPEN", lineItems: { nodes: [{ totalQuantity: 2, remainingQuantity: 2 }] } }],
    },
  });
});

test("a member the schema does not know is refused with its place", async () => {
  const shop = aShop();

  await expect(place(shop, { lineItems: [{ quantitee: 1 }] })).rejects.toMatchObject({
    status: 422,
    pointer: "/orders/0/lineItems/0/quantitee",
  });
  await expect(place(shop, { displayFinancialStatus: "PAYED" })).rejects.toMatchObject({ status: 422 });
  await expect(
    place(shop, { lineItems: [{ variant: { id: "gid://shopify/ProductVariant/1" } }] }),
  ).rejects.toMatchObject({
    status: 422,
    pointer: "/orders/0/lineItems/0/variant/id",
  });
});

test("a given total stands above the derived one", async () => {
  const shop = aShop();
  const [id = ""] = await place(shop, {
    lineItems: [{ title: "A", originalUnitPriceSet: { shopMoney: { amount: "10.00" } } }],
    totalPriceSet: {
      shopMoney: { amount: "9.99", currencyCode: "USD" },
      presentmentMoney: { amount: "9.99", currencyCode: "USD" },
    },
  });

  const { data } = await shop.run(EVERYTHING, { id });

  expect(data["order"]?.["totalPriceSet"]?.["shopMoney"]).toEqual({ amount: "9.99", currencyCode: "USD" });
});

test("a change stamps updatedAt from the clock unless it is given, and a refused change changes nothing", async () => {
  const shop = aShop();
  const [id = ""] = await place(shop, { name: "#7", createdAt: "2026-11-01T00:00:00Z", note: "old" });
  const path = `orders/${id.split("/").at(-1) ?? ""}`;

  await shop.control("PATCH", path, { note: "new" });
  expect((await shop.run(EVERYTHING, { id })).data["order"]).toMatchObject({
    note: "new",
    updatedAt: "2026-11-25T10:00:00Z",
  });

  await shop.control("PATCH", path, { note: "newer", updatedAt: "2026-11-02T00:00:00Z" });
  expect((await shop.run(EVERYTHING, { id })).data["order"]).toMatchObject({
    note: "newer",
    updatedAt: "2026-11-02T00:00:00Z",
  });

  await expect(
    shop.control("PATCH", path, { note: "never", retailLocation: { id: "gid://shopify/Location/5" } }),
  ).rejects.toMatchObject({ status: 422 });
  expect((await shop.run(EVERYTHING, { id })).data["order"]).toMatchObject({ note: "newer" });
});

test("staff is denied to shops below Advanced, the rest of the order is delivered", async () => {
  const shop = aShop({ plan: "basic" });
  await shop.control("POST", "staff", { staff: [{ id: "gid://shopify/StaffMember/91", firstName: "Jo" }] });
  const [id = ""] = await place(shop, { staffMember: { id: "gid://shopify/StaffMember/91" } });
  const document = "query Staff($id: ID!) { order(id: $id) { name staffMember { id } } }";

  const denied = await shop.run(document, { id });
  expect(denied.errors?.[0]?.extensions).toMatchObject({ code: "ACCESS_DENIED" });
  expect(denied.data["order"]).toMatchObject({ staffMember: null });

  shop.change({ plan: "advanced" });
  expect((await shop.run(document, { id })).data["order"]).toMatchObject({
    staffMember: { id: "gid://shopify/StaffMember/91" },
  });
});

test("a field that is not simulated says so", async () => {
  const shop = aShop();
  const [id = ""] = await place(shop, {});

  const { errors } = await shop.run(
    "query Unknown($id: ID!) { order(id: $id) { agreements(first: 1) { nodes { id } } } }",
    { id },
  );

  expect(errors?.[0]?.extensions).toMatchObject({ code: "SANDBOX_NOT_IMPLEMENTED" });
});
