import { expect, test } from "@jest/globals";
import { aShop, listOf, type Json, type Listed, type TestShop } from "./a-shop.ts";

const PAGE = /* GraphQL */ `
  query Page($first: Int!, $after: String, $query: String, $sortKey: OrderSortKeys, $reverse: Boolean) {
    orders(first: $first, after: $after, query: $query, sortKey: $sortKey, reverse: $reverse) {
      nodes {
        id
        name
        updatedAt
        createdAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor: string;
}

const pageInfoOf = (connection: Json): PageInfo => connection["pageInfo"] as unknown as PageInfo;

async function pageThrough(
  shop: TestShop,
  variables: Record<string, unknown>,
  between: (page: number) => Promise<void> = async () => {},
) {
  const nodes: Listed[] = [];
  let after: string | null = null;
  for (let page = 0; ; page += 1) {
    const { data, errors } = await shop.run(PAGE, { ...variables, after });
    expect(errors).toBeUndefined();
    const orders = data["orders"] as Json;
    nodes.push(...listOf(orders["nodes"]));
    if (!pageInfoOf(orders).hasNextPage) return nodes;
    after = pageInfoOf(orders).endCursor;
    await between(page);
  }
}

test("paging by time of change returns every order once while orders change and appear; a changed one may come again later", async () => {
  const shop = aShop();
  await shop.control("POST", "seed", { orders: 400 });
  const before = shop.data.store.orders.byId.all().map((order) => order.id);

  const nodes = await pageThrough(shop, { first: 50, sortKey: "UPDATED_AT" }, async (page) => {
    shop.clock.advance(1_000);
    await shop.control("POST", "orders", { orders: [{ note: `page ${page}` }] });
    await shop.control("PATCH", `orders/${before[page * 3] ?? 0}`, { note: "changed" });
    await shop.control("PATCH", `orders/${before[399 - page] ?? 0}`, { note: "changed" });
  });

  const seen = new Set(nodes.map((node) => node.id));
  for (const id of before) expect(seen).toContain(`gid://shopify/Order/${id}`);
  const versions = nodes.map((node) => `${node.id}@${node.updatedAt}`);
  expect(new Set(versions).size).toBe(versions.length);
  const times = nodes.map((node) => node.updatedAt);
  expect(times).toEqual(times.toSorted());
});

test("paging by id returns each id exactly once under concurrent writes", async () => {
  const shop = aShop();
  await shop.control("POST", "seed", { orders: 300 });
  const ids = shop.data.store.orders.byId.all().map((order) => order.id);

  const nodes = await pageThrough(shop, { first: 40, sortKey: "ID" }, async (page) => {
    await shop.control("PATCH", `orders/${ids[page * 7] ?? 0}`, { note: "changed" });
    await shop.control("PATCH", `orders/${ids[250] ?? 0}`, { tags: ["x"] });
  });

  expect(nodes.map((node) => node.id)).toEqual(ids.map((id) => `gid://shopify/Order/${id}`));
});

test.each([
  ["financial_status:paid", ["#1"]],
  ["fulfillment_status:shipped", ["#2"]],
  ["status:open", ["#1", "#2", "#5"]],
  ["status:closed", ["#3"]],
  ["status:cancelled", ["#4"]],
  ["tag:vip", ["#1"]],
  ["name:'#2'", ["#2"]],
  ["email:jane@example.com", ["#1"]],
  ["updated_at:>='2026-11-20T00:00:00Z'", ["#4", "#5"]],
  ["updated_at:>'2026-11-20T00:00:00Z'", ["#5"]],
  ["sku:ABC AND status:open", ["#5"]],
  ["po_number:PO-77", ["#5"]],
  ["risk_level:high", ["#2"]],
])("orders are found by %s", async (query, names) => {
  const shop = aShop();
  const at = (day: number) => `2026-11-${day}T00:00:00Z`;
  await shop.control("POST", "orders", {
    orders: [
      {
        name: "#1",
        updatedAt: at(11),
        createdAt: at(10),
        displayFinancialStatus: "PAID",
        tags: ["VIP"],
        email: "jane@example.com",
      },
      {
        name: "#2",
        updatedAt: at(12),
        createdAt: at(10),
        displayFulfillmentStatus: "FULFILLED",
        risk: { assessments: [{ riskLevel: "HIGH", facts: [] }] },
      },
      { name: "#3", updatedAt: at(13), createdAt: at(10), closed: true },
      { name: "#4", updatedAt: at(20), createdAt: at(10), cancelledAt: at(20) },
      { name: "#5", updatedAt: at(21), createdAt: at(10), poNumber: "PO-77", lineItems: [{ title: "A", sku: "ABC" }] },
    ],
  });

  expect((await pageThrough(shop, { first: 10, query, sortKey: "UPDATED_AT" })).map((node) => node.name)).toEqual(
    names,
  );
});

test("without read_all_orders, orders older than 60 days are missing without a word", async () => {
  const shop = aShop();
  await shop.control("POST", "orders", {
    orders: [{ name: "#old", createdAt: "2026-09-01T00:00:00Z" }, { name: "#new" }],
  });

  const names = async (scopes: string[]) =>
    listOf((await shop.run(PAGE, { first: 5 }, scopes)).data["orders"]?.["nodes"]).map((node) => node.name);

  expect(await names([])).toEqual(["#new"]);
  expect(await names(["read_all_orders"])).toEqual(["#old", "#new"]);
});

test("without read_all_orders an old order is missing by its id, too, with all that is in it, and below its customer", async () => {
  const shop = aShop();
  const customer = { id: "gid://shopify/Customer/9", email: "a@example.com" };
  await shop.control("POST", "customers", { customers: [customer] });
  await shop.control("POST", "orders", {
    orders: [
      {
        id: "77",
        createdAt: "2026-09-01T00:00:00Z",
        customer: { id: customer.id },
        lineItems: [{ id: "11", title: "A" }],
      },
    ],
  });
  const document = `{
    order(id: "gid://shopify/Order/77") { id }
    nodes(ids: ["gid://shopify/Order/77", "gid://shopify/LineItem/11"]) { id }
    customer(id: "${customer.id}") { numberOfOrders lastOrder { id } orders(first: 5) { nodes { id } } }
  }`;

  expect(await shop.run(document, {}, [])).toEqual({
    data: {
      order: null,
      nodes: [null, null],
      customer: { numberOfOrders: "1", lastOrder: null, orders: { nodes: [] } },
    },
    errors: undefined,
  });
  const order = { id: "gid://shopify/Order/77" };
  expect((await shop.run(document)).data).toEqual({
    order,
    nodes: [order, { id: "gid://shopify/LineItem/11" }],
    customer: { numberOfOrders: "1", lastOrder: order, orders: { nodes: [order] } },
  });
});

test("an order of 300 lines is read to its end, and every child is found by its own id", async () => {
  const shop = aShop();
  await shop.control("POST", "orders", {
    orders: [{ id: "77", lineItems: Array.from({ length: 300 }, (_, index) => ({ title: `Line ${index}` })) }],
  });
  const document = `query Lines($after: String) { order(id: "gid://shopify/Order/77") { lineItems(first: 125, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }`;

  const ids: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { data } = await shop.run(document, { after });
    const lines = data["order"]?.["lineItems"] as Json;
    ids.push(...listOf(lines["nodes"]).map((node) => node.id));
    more = pageInfoOf(lines).hasNextPage;
    after = pageInfoOf(lines).endCursor;
  }
  expect(new Set(ids).size).toBe(300);

  const { data } = await shop.run(
    "query Nodes($ids: [ID!]!) { nodes(ids: $ids) { id __typename ... on LineItem { title } } }",
    { ids: [ids[299], "gid://shopify/Order/77", "gid://shopify/Order/1"] },
  );
  expect(data["nodes"]).toEqual([
    { id: ids[299], __typename: "LineItem", title: "Line 299" },
    { id: "gid://shopify/Order/77", __typename: "Order" },
    null,
  ]);
});

test("customers, products, variants, locations and gift cards are listed and found", async () => {
  const shop = aShop();
  await shop.control("POST", "seed", { orders: 5, products: 20, customers: 10 });
  await shop.control("POST", "gift-cards", {
    "gift-cards": [
      { initialValue: { amount: "50.00" }, lastCharacters: "4321", order: { id: "gid://shopify/Order/1" } },
    ],
  });

  const { data, errors } = await shop.run(`{
    customers(first: 5, query: "email:customer3@example.com") { nodes { email displayName addressesV2(first: 2) { nodes { city } } } }
    products(first: 5, query: "sku:1004", sortKey: TITLE) { nodes { title variantsCount { count } options { name values } variants(first: 5) { nodes { sku price inventoryItem { id tracked inventoryLevels(first: 5) { nodes { location { name } quantities(names: ["available"]) { name quantity } } } } } } } }
    productVariants(first: 3, query: "sku:'1002'") { nodes { sku displayName product { handle } } }
    locations(first: 5) { nodes { name isActive address { countryCode } fulfillmentService { handle } } }
    giftCards(first: 5, query: "source:purchased") { nodes { lastCharacters maskedCode initialValue { amount } } }
    publications(first: 5) { nodes { name } }
    ordersCount { count precision }
    customersCount { count }
    productsCount { count }
    publicApiVersions { handle supported }
    currentAppInstallation { accessScopes { handle } app { title } }
    shop { name myshopifyDomain currencyCode weightUnit shipsToCountries ianaTimezone timezoneOffset taxesIncluded plan { publicDisplayName partnerDevelopment shopifyPlus } shopAddress { countryCodeV2 } primaryDomain { url } features { giftCards } }
  }`);

  expect(errors).toBeUndefined();
  expect(data["customers"]?.["nodes"]).toHaveLength(1);
  expect(data["products"]?.["nodes"]).toMatchObject([{ variants: { nodes: [{ sku: "1004" }] } }]);
  expect(data["productVariants"]?.["nodes"]).toMatchObject([{ sku: "1002" }]);
  expect(data["locations"]?.["nodes"]).toMatchObject([{ name: "Downtown" }, { name: "Main Warehouse" }]);
  expect(data["giftCards"]?.["nodes"]).toEqual([
    { lastCharacters: "4321", maskedCode: "•••• •••• •••• 4321", initialValue: { amount: "50.0" } },
  ]);
  expect(data["ordersCount"]).toEqual({ count: 5, precision: "EXACT" });
  expect(data["shop"]).toMatchObject({
    myshopifyDomain: "demo.myshopify.com",
    plan: { publicDisplayName: "Basic" },
    timezoneOffset: "+0000",
  });
});

test("an id that is none is an error, an id nobody has is null", async () => {
  const shop = aShop();

  expect((await shop.run('{ order(id: "nonsense") { id } }')).errors?.[0]?.message).toContain("Invalid id");
  expect(await shop.run('{ order(id: "gid://shopify/Order/1") { id } }')).toMatchObject({ data: { order: null } });
});
