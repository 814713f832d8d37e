import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { v7 } from "uuid";
import { insertApiKey } from "#database/api-keys";
import { insertShop } from "#database/shops";
import { hashOfKey } from "#api/http/authenticate";
import type { OrderDesk } from "#test/support/order-desk";
import type { TestApi } from "./an-api.ts";
import { anOrderApi } from "./an-order-api.ts";

const otherKey = "sbc_good-for-another-shop";

let desk: OrderDesk;
let api: TestApi;
beforeAll(async () => {
  ({ desk, api } = await anOrderApi());
  await insertShop(desk.db, { code: "OTHER", store: "other.myshopify.com" });
  await insertApiKey(desk.db, {
    id: v7(),
    name: "of another shop",
    keyHash: hashOfKey(otherKey),
    hint: "shop",
    scope: "admin",
    expiresAt: null,
    createdBy: "admin",
    shops: ["OTHER"],
  });
  await desk.receive({ id: "gid://shopify/Order/1" });
  await desk.receive({ id: "gid://shopify/Order/1", note: "Ring twice", updatedAt: "2026-03-02T10:00:00Z" });
});
afterAll(() => api.close());

const record = "/api/data-captures?linkedTable=order&linkedId=1";

test("the answers about an order come newest first, page by page, of all its records or of one kind", async () => {
  const first = await api.call("GET", "/api/orders/1/data-captures?linkedTable=order&limit=1&count=true");
  const cursor = String(first.body["nextCursor"]);
  const second = await api.call("GET", `/api/orders/1/data-captures?linkedTable=order&limit=1&cursor=${cursor}`);
  const all = await api.call("GET", "/api/orders/1/data-captures?count=true");

  expect(first).toMatchObject({
    status: 200,
    body: { items: [{ linkedTable: "order", linkedId: "1", shop: "DEMO", data: { note: "Ring twice" } }], total: 2 },
  });
  expect(second).toMatchObject({ body: { items: [{ data: { note: null } }], nextCursor: null } });
  const kinds = (all.body["items"] as readonly { linkedTable: string }[]).map(({ linkedTable }) => linkedTable);
  expect(new Set(kinds)).toEqual(new Set(["order", "orderLine", "orderTransaction"]));
  expect(all.body["total"]).toBe(kinds.length);
});

test("the answers about one record are found by its kind and id", async () => {
  expect(await api.call("GET", `${record}&count=true`)).toMatchObject({
    body: { items: [{ shopifyOrderId: "1", data: { note: "Ring twice" } }, { data: { note: null } }], total: 2 },
  });
  expect(await api.call("GET", "/api/data-captures?linkedTable=orderLine&linkedId=11&count=true")).toMatchObject({
    body: { items: [{ data: { id: "gid://shopify/LineItem/11" } }], total: 1 },
  });
});

test("a record has to be named, and an order has to be there", async () => {
  expect((await api.call("GET", "/api/data-captures?linkedTable=shelf")).body["errors"]).toMatchObject([
    { pointer: "/linkedTable" },
    { pointer: "/linkedId" },
  ]);
  expect(await api.call("GET", "/api/orders/404/data-captures")).toMatchObject({
    status: 404,
    body: { code: "order-not-found" },
  });
});

test("buyers' data is for keys of the shop only", async () => {
  const ask = (path: string, key: string | null) => api.call("GET", path, undefined, { key });

  expect((await ask(record, null)).status).toBe(401);
  expect((await ask("/api/orders/1/data-captures", null)).status).toBe(401);
  expect(await ask(`${record}&count=true`, otherKey)).toMatchObject({ status: 200, body: { items: [], total: 0 } });
  expect(await ask(`${record}&shopCode=DEMO`, otherKey)).toMatchObject({ status: 403 });
  expect(await ask("/api/orders/1/data-captures", otherKey)).toMatchObject({ status: 404 });
  expect(api.logLines.join()).not.toContain("jane@example.com");
});
