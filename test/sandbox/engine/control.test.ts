import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { ListCost } from "#sandbox/shopify/engine/contract";
import { aSandbox, type SandboxHandle } from "../../support/sandbox.ts";

let sandbox: SandboxHandle;
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.close());

const costOf = async (query: string) => {
  const { extensions } = await sandbox.graphql(query);
  return extensions?.["cost"] as {
    requestedQueryCost: number;
    actualQueryCost: number | null;
    throttleStatus: { currentlyAvailable: number; maximumAvailable: number };
  };
};

test("the bucket of a token empties, throttles without executing, and fills with real time", async () => {
  await sandbox.putShop({ tokens: [{ token: "own" }, { token: "other" }], latency: 1_000 });
  // 332 points each while they are in flight; the shop is empty, so nearly all come back.
  const dear =
    'query Dear { products(first: 250) { nodes { variants(first: 100) { nodes { metafield(key: "a") { value } inventoryItem { id } } } } } }';
  const calls = await Promise.all(Array.from({ length: 8 }, () => sandbox.graphql(dear, {}, "own")));
  await sandbox.putShop({ latency: { kind: "none" } });
  const throttled = calls.filter(({ errors }) => errors?.[0]?.extensions?.["code"] === "THROTTLED");

  expect(calls[0]?.extensions).toMatchObject({ cost: { requestedQueryCost: 332, actualQueryCost: 2 } });
  // Six fit into 2,000 points; a slow machine lets the bucket fill a little meanwhile.
  expect(throttled.length).toBeGreaterThanOrEqual(1);
  expect(throttled.length).toBeLessThanOrEqual(2);
  expect(throttled[0]).toEqual({
    errors: [expect.objectContaining({ message: "Throttled" })],
    extensions: { cost: { requestedQueryCost: 332, actualQueryCost: null, throttleStatus: expect.anything() } },
  });
  expect((await sandbox.graphql(dear, {}, "other")).errors).toBeUndefined();
  expect(await sandbox.counters()).toMatchObject({ throttled: throttled.length, operations: { Dear: 9 } });
});

test("plans have their buckets, and a change holds at once", async () => {
  await sandbox.putShop({ plan: "advanced" });
  expect((await costOf("{ shop { name } }")).throttleStatus).toMatchObject({
    maximumAvailable: 4_000,
    restoreRate: 200,
  });
  await sandbox.putShop({ plan: "plus" });
  expect((await costOf("{ shop { name } }")).throttleStatus).toMatchObject({
    maximumAvailable: 20_000,
    restoreRate: 1_000,
  });
  await sandbox.putShop({ plan: "basic" });
});

test("no call costs more than was asked for, unless each element of a list is to count for itself", async () => {
  const shop = sandbox.shop("costs.myshopify.com");
  await shop.putShop({ tokens: [{ token: "costs" }] });
  const line = { title: "A", originalUnitPriceSet: { shopMoney: { amount: "1.00", currencyCode: "USD" } } };
  const placed = await shop.placeOrders(Array.from({ length: 3 }, () => ({ lineItems: [line] })));
  const ids = JSON.stringify(placed.map(({ id }) => id));
  const nodes = `{ nodes(ids: ${ids}) { ... on Order { lineItems(first: 1) { nodes { product { id } } } } } }`;
  const costWith = async (listCost: ListCost) => {
    await shop.putShop({ listCost });
    return (await shop.graphql(nodes, {}, "costs")).extensions;
  };

  expect(await costWith("dearest")).toMatchObject({ cost: { requestedQueryCost: 5, actualQueryCost: 5 } });
  expect(await costWith("perElement")).toMatchObject({ cost: { requestedQueryCost: 5, actualQueryCost: 15 } });
  // Three lines in one connection would be 7.
  expect(await costWith("pooled")).toMatchObject({ cost: { requestedQueryCost: 5, actualQueryCost: 5 } });
});

test("business time moves as told and stays when frozen", async () => {
  expect(await sandbox.clock({ set: "2026-03-01T00:00:00Z", freeze: true })).toEqual({
    now: "2026-03-01T00:00:00.000Z",
    isFrozen: true,
  });
  expect((await sandbox.clock({ advance: "P1DT2H3M4.5S" })).now).toBe("2026-03-02T02:03:04.500Z");
  expect((await sandbox.clock({ advance: 500 })).now).toBe("2026-03-02T02:03:05.000Z");
  const running = await sandbox.clock({ freeze: false });
  expect(running.isFrozen).toBe(false);
  expect(Date.parse(running.now)).toBeGreaterThanOrEqual(Date.parse("2026-03-02T02:03:05Z"));
  const real = await sandbox.clock({ set: null });
  expect(Math.abs(Date.parse(real.now) - Date.now())).toBeLessThan(5_000);
});

test("what is not understood is refused with its place, and a shop that is not there with 404", async () => {
  await expect(sandbox.control("PUT", "shop", { plann: "basic" })).rejects.toThrow("422");
  await expect(sandbox.control("PUT", "shop", { plan: "gold" })).rejects.toThrow("/plan");
  await expect(sandbox.control("POST", "clock", { set: "soon" })).rejects.toThrow("/set");
  await expect(sandbox.control("POST", "seed", { order: 1 })).rejects.toThrow("/order");
  await expect(sandbox.control("POST", "nothing", {})).rejects.toThrow("404");
  await expect(sandbox.shop("nobody.myshopify.com").requests()).rejects.toThrow("404");
});

test("two shops share nothing", async () => {
  const other = sandbox.shop("other.myshopify.com");
  await other.putShop({ tokens: [{ token: "elsewhere" }], plan: "plus" });
  await other.seed({ orders: 3, products: 3, customers: 3, seed: 5 });

  expect((await other.graphql("query Elsewhere { shop { myshopifyDomain } }", {}, "elsewhere")).data).toEqual({
    shop: { myshopifyDomain: "other.myshopify.com" },
  });
  expect((await other.requests("Elsewhere")).length).toBe(1);
  expect((await sandbox.requests("Elsewhere")).length).toBe(0);
  expect((await other.counters()).records).toMatchObject({ orders: 3 });
  expect((await sandbox.counters()).records).toMatchObject({ orders: 0 });
});

test("the request log tells operation, cost and outcome in order", async () => {
  await sandbox.graphql("query First { shop { name } }");
  await sandbox.graphql("query Second { nothing }");
  const [first] = await sandbox.requests("First");
  const [second] = await sandbox.requests("Second");

  expect(first).toMatchObject({
    operation: "First",
    kind: "query",
    status: 200,
    outcome: "ok",
    requestedCost: 1,
    actualCost: 1,
    errorCodes: [],
  });
  expect(second).toMatchObject({ outcome: "refused", errorCodes: ["undefinedField"], requestedCost: null });
  expect(second?.seq).toBeGreaterThan(first?.seq ?? Infinity);
});

test("reset empties a shop and leaves its settings and tokens", async () => {
  await sandbox.seed({ orders: 2, products: 2, customers: 2, seed: 1 });
  await sandbox.putShop({ plan: "advanced" });
  await sandbox.reset();

  expect(await sandbox.requests()).toEqual([]);
  expect((await sandbox.counters()).records).toMatchObject({ orders: 0 });
  expect((await costOf("{ ordersCount { count } }")).throttleStatus.maximumAvailable).toBe(4_000);
});

test("an idempotent mutation with the same key and input is done once", async () => {
  await sandbox.seed({ orders: 3, products: 2, customers: 2, seed: 1 });
  const list = await sandbox.graphql<{ orders: { nodes: { id: string; note: string | null }[] } }>(
    "{ orders(first: 1) { nodes { id note } } }",
  );
  const id = list.data?.orders.nodes[0]?.id ?? "";
  const change = (note: string) =>
    sandbox.graphql<{ orderUpdate: { order: { note: string } | null } }>(
      'mutation C($input: OrderInput!) { orderUpdate(input: $input) @idempotent(key: "same") { order { note updatedAt } userErrors { message } } }',
      { input: { id, note } },
    );
  const first = await change("one");
  const again = await change("one");
  const other = await change("two");

  expect(again.data).toEqual(first.data);
  expect(other.data).toEqual({
    orderUpdate: {
      order: null,
      userErrors: [{ message: "The same idempotency key cannot be used with different operation parameters." }],
    },
  });
});
