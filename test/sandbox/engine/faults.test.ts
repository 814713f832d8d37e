import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { FaultEffect } from "#sandbox/shopify/engine/faults/effects";
import { aSandbox, TEST_TOKEN, type SandboxHandle } from "../../support/sandbox.ts";
import { CHANGE_NOTE, codeOf, placeOrder, sendTo, SHOP } from "./calls.ts";

let sandbox: SandboxHandle;
beforeEach(async () => {
  sandbox = await aSandbox();
});
afterEach(() => sandbox.close());

const send = sendTo(() => sandbox);
const NOTE = "query Note($id: ID!) { order(id: $id) { note } }";

test.each<readonly [FaultEffect, number, RegExp]>([
  [{ kind: "tooManyRequests", retryAfter: "1.5" }, 429, /Exceeded/],
  [{ kind: "tooManyRequests", status: 430 }, 430, /Exceeded/],
  [{ kind: "unauthorized" }, 401, /Invalid API key/],
  [{ kind: "shopUnavailable" }, 423, /Unavailable Shop/],
  [{ kind: "shopUnavailable", status: 200 }, 200, /SHOP_INACTIVE/],
  [{ kind: "serverError" }, 503, /<html>/],
  [{ kind: "serverError", status: 502 }, 502, /<html>/],
  [{ kind: "internalError" }, 200, /INTERNAL_SERVER_ERROR/],
])("the fault %j answers %i once", async (effect, status, body) => {
  await sandbox.faults({ effect });
  const struck = await send(SHOP);
  const next = await send(SHOP);

  expect(struck.status).toBe(status);
  expect(await struck.text()).toMatch(body);
  expect(struck.headers.get("retry-after")).toBe(
    effect.kind === "tooManyRequests" ? (effect.retryAfter ?? "2.0") : null,
  );
  expect(next.status).toBe(200);
  expect(
    (await sandbox.requests("ShopName")).map(({ status: logged, faults }) => [logged, faults.map(({ kind }) => kind)]),
  ).toEqual([
    [status, [effect.kind]],
    [200, []],
  ]);
});

test("THROTTLED has the cost and no data, and nothing is executed", async () => {
  const order = await placeOrder(sandbox);
  await sandbox.faults({ match: { kind: "mutation" }, effect: { kind: "throttled" } });
  const { data, errors, extensions } = await sandbox.graphql(CHANGE_NOTE, { id: order.id, note: "new" });

  expect(data).toBeUndefined();
  expect(errors).toEqual([
    {
      message: "Throttled",
      extensions: { code: "THROTTLED", documentation: "https://shopify.dev/api/usage/rate-limits" },
    },
  ]);
  expect(extensions).toMatchObject({
    cost: { requestedQueryCost: 10, actualQueryCost: null, throttleStatus: { restoreRate: 100 } },
  });
  expect((await sandbox.graphql(NOTE, { id: order.id })).data).toEqual({ order: { note: null } });
});

test("a reset before execution does nothing, a reset after it has done the work", async () => {
  const order = await placeOrder(sandbox);
  await sandbox.faults(
    { match: { operation: "ChangeNote" }, effect: { kind: "resetBefore" } },
    { match: { operation: "ChangeNote", nth: 2 }, effect: { kind: "resetAfter" } },
  );

  expect(await codeOf(send(CHANGE_NOTE, { id: order.id, note: "one" }))).toBe("ECONNRESET");
  expect((await sandbox.graphql(NOTE, { id: order.id })).data).toEqual({ order: { note: null } });
  expect(await codeOf(send(CHANGE_NOTE, { id: order.id, note: "two" }))).toBe("ECONNRESET");
  expect((await sandbox.graphql(NOTE, { id: order.id })).data).toEqual({ order: { note: "two" } });
  expect((await sandbox.requests("ChangeNote")).map(({ outcome, status }) => [outcome, status])).toEqual([
    ["unanswered", null],
    ["ok", null],
  ]);
});

test("no answer leaves the caller waiting", async () => {
  await sandbox.faults({ effect: { kind: "noAnswer" } });

  await expect(
    fetch(`${sandbox.url}/admin/api/2026-07/graphql.json`, {
      method: "POST",
      headers: { "X-Forwarded-Host": sandbox.host, "X-Shopify-Access-Token": TEST_TOKEN },
      body: JSON.stringify({ query: SHOP }),
      signal: AbortSignal.timeout(150),
    }),
  ).rejects.toThrow("aborted due to timeout");
});

test("a slow answer comes late, a truncated one cannot be read", async () => {
  await sandbox.faults({ effect: { kind: "slow", ms: 120 } });
  const startedAt = performance.now();
  expect((await send(SHOP)).status).toBe(200);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(115);

  await sandbox.faults({ effect: { kind: "truncatedJson" } });
  const truncated = await send(SHOP);
  expect(truncated.headers.get("content-type")).toContain("application/json");
  await expect(truncated.json()).rejects.toThrow("JSON");
});

test("partial data has errors beside it, a corrupt field another value", async () => {
  const order = await placeOrder(sandbox);
  await sandbox.faults(
    { match: { operation: "Two" }, effect: { kind: "partialData", path: ["order", "name"] } },
    { match: { operation: "Two" }, effect: { kind: "corruptField", id: order.id, path: ["note"], value: 7 } },
  );
  const { data, errors } = await sandbox.graphql(
    "query Two($id: ID!) { shop { name } order(id: $id) { id name note } }",
    { id: order.id },
  );

  expect(data).toEqual({ shop: { name: expect.any(String) }, order: { id: order.id, name: null, note: 7 } });
  expect(errors).toEqual([
    expect.objectContaining({
      path: ["order", "name"],
      extensions: expect.objectContaining({ code: "INTERNAL_SERVER_ERROR" }),
    }),
  ]);
});

test("one bad node in a group is null with an error at its place", async () => {
  const [first, second] = [await placeOrder(sandbox), await placeOrder(sandbox)];
  await sandbox.faults({ effect: { kind: "nodeError", id: second.id }, count: null });
  const query = "query Group($ids: [ID!]!) { nodes(ids: $ids) { ... on Order { id } } }";
  const { data, errors } = await sandbox.graphql(query, { ids: [first.id, second.id] });

  expect(data).toEqual({ nodes: [{ id: first.id }, null] });
  expect(errors).toEqual([
    expect.objectContaining({
      path: ["nodes", 1],
      extensions: expect.objectContaining({ code: "INTERNAL_SERVER_ERROR" }),
    }),
  ]);
});

test("user errors for chosen lines and for stale numbers leave everything undone", async () => {
  const order = await placeOrder(sandbox);
  await sandbox.faults({
    match: { operation: "ChangeNote" },
    effect: {
      kind: "userErrors",
      errors: [{ field: ["input", "note"], message: "Note is too long", code: "TOO_LONG" }],
    },
  });
  expect((await sandbox.graphql(CHANGE_NOTE, { id: order.id, note: "new" })).data).toEqual({
    orderUpdate: { order: null, userErrors: [{ field: ["input", "note"], message: "Note is too long" }] },
  });
  expect((await sandbox.graphql(NOTE, { id: order.id })).data).toEqual({ order: { note: null } });

  await sandbox.faults({ effect: { kind: "staleChangeFromQuantity", lines: [17] } });
  const set = await sandbox.graphql(
    'mutation S($input: InventorySetQuantitiesInput!) { inventorySetQuantities(input: $input) @idempotent(key: "k") { userErrors { field code } } }',
    { input: { name: "available", reason: "correction", quantities: [] } },
  );
  expect(set.data).toEqual({
    inventorySetQuantities: {
      userErrors: [{ field: ["input", "quantities", "17", "changeFromQuantity"], code: "CHANGE_FROM_QUANTITY_STALE" }],
    },
  });
});

test("a scope can be missing for one call, a token can be revoked, a plan can shrink, a version can fall forward", async () => {
  await sandbox.seed({ orders: 2, products: 2, customers: 2, seed: 3 });
  await sandbox.faults({ effect: { kind: "missingScope", scope: "read_orders" } });
  const denied = await sandbox.graphql("{ orders(first: 1) { nodes { id } } }");
  expect(denied).toMatchObject({ data: { orders: null }, errors: [{ extensions: { code: "ACCESS_DENIED" } }] });

  await sandbox.faults({ effect: { kind: "versionFallForward", version: "2026-04" } });
  expect((await send(SHOP)).headers.get("x-shopify-api-version")).toBe("2026-04");

  await sandbox.putShop({ plan: "plus" });
  await sandbox.faults({ match: { nth: 2 }, effect: { kind: "planChange", plan: "basic" } });
  const rate = async () => (await sandbox.graphql(SHOP)).extensions;
  expect(await rate()).toMatchObject({ cost: { throttleStatus: { restoreRate: 1_000 } } });
  expect(await rate()).toMatchObject({ cost: { throttleStatus: { restoreRate: 100 } } });

  await sandbox.faults({ effect: { kind: "unauthorized", forGood: true } });
  expect([(await send(SHOP)).status, (await send(SHOP)).status]).toEqual([401, 401]);
});

test("an index that lags finds a new order by id and not by search", async () => {
  await sandbox.clock({ freeze: true });
  const order = await placeOrder(sandbox);
  await sandbox.faults({ effect: { kind: "indexLag", ms: 60_000 }, count: null });
  const query = "query Both($id: ID!) { order(id: $id) { id } orders(first: 5) { nodes { id } } }";

  expect((await sandbox.graphql(query, { id: order.id })).data).toEqual({
    order: { id: order.id },
    orders: { nodes: [] },
  });
  await sandbox.clock({ advance: "PT2M" });
  expect((await sandbox.graphql(query, { id: order.id })).data).toEqual({
    order: { id: order.id },
    orders: { nodes: [{ id: order.id }] },
  });
});

test("a token that can expire does so when it is told to, and a new one is good", async () => {
  const newToken = async () => {
    const form = { grant_type: "client_credentials", client_id: sandbox.clientId, client_secret: sandbox.clientSecret };
    const answer = await fetch(`${sandbox.url}/admin/oauth/access_token`, {
      method: "POST",
      headers: { "X-Forwarded-Host": sandbox.host },
      body: new URLSearchParams(form),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  };
  const token = await newToken();
  expect((await send(SHOP, {}, token)).status).toBe(200);

  await sandbox.faults({ effect: { kind: "tokenExpiry" } });

  expect((await send(SHOP, {}, token)).status).toBe(401);
  expect((await send(SHOP, {}, await newToken())).status).toBe(200);
  expect((await sandbox.requests("ShopName")).map(({ faults }) => faults.map(({ kind }) => kind))).toEqual([
    [],
    ["tokenExpiry"],
    [],
  ]);
});
