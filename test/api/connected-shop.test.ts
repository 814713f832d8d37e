import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { insertShopifyLogEntry } from "#database/shopify-log";
import { getShop, updateShop } from "#database/shops";
import { DEMO_ACCOUNTS } from "#scripts/lib/demo-shop";
import { until } from "../support/until.ts";
import { firstIdOf } from "./a-working-api.ts";
import { aConnectedApi, type ConnectedApi } from "./a-connected-api.ts";

let api: ConnectedApi;
beforeAll(async () => {
  api = await aConnectedApi();
  await api.sandbox.seed({ products: 10, customers: 10, orders: 5, seed: 1 });
}, 120_000);
afterAll(() => api.close(), 60_000);

const act = (name: string, body: object = {}, shop = "DEMO") => api.call("POST", `/api/shops/${shop}/${name}`, body);

const anUnpaidOrder = {
  email: "a@example.com",
  lineItems: [
    { title: "Chair", quantity: 1, originalUnitPriceSet: { shopMoney: { amount: "10.00", currencyCode: "USD" } } },
  ],
};

test("SH-18 a shop is connected, orders are read for the first time, and become documents", async () => {
  await api.call("POST", "/api/shops", {
    code: "DEMO",
    shopifyUrl: "demo.myshopify.com",
    skuMapping: "itemNo",
    ...DEMO_ACCOUNTS,
  });
  const enabled = await act("enable");
  expect(enabled).toMatchObject({
    status: 200,
    body: { enabled: true, enabledBy: "admin", access: "connected", cursors: { orders: null } },
  });
  expect(await act("test-connection")).toMatchObject({
    status: 200,
    body: { connected: true, orderWebhook: "notUsed", missingScopes: {} },
  });
  const before = Date.now();

  const synced = await api.runReport("syncOrders", { shopCodes: ["DEMO"] });
  const created = await api.runReport("createSalesOrders", { shopCodes: ["DEMO"] });

  expect(synced.body).toMatchObject({ status: "finished", error: null });
  expect(created.body).toMatchObject({ status: "finished", error: null });
  const { cursors } = (await api.call("GET", "/api/shops/DEMO")).body as { cursors: { orders: string } };
  // The Date header has whole seconds.
  expect(new Date(cursors.orders).getTime()).toBeGreaterThanOrEqual(before - 1000);
  const orders = await api.call("GET", "/api/orders?count=true");
  const documents = await api.call("GET", "/api/ledger/sales-documents?count=true");
  const processed = await api.call("GET", "/api/orders?processed=true&count=true");
  expect(Number(orders.body["total"])).toBeGreaterThan(0);
  expect(documents.body["total"]).toBe(processed.body["total"]);
  const [document] = documents.body["items"] as readonly { id: string; status: string }[];
  expect(document).toMatchObject({ status: "released" });
  const card = await api.call("GET", `/api/ledger/sales-documents/${document?.id ?? ""}`);
  expect(card.status).toBe(200);
  expect((await api.call("POST", `/api/ledger/sales-documents/${document?.id ?? ""}/release`, {})).status).toBe(200);
}, 120_000);

test("the countries a store ships to are read when a shop is enabled, and by a job whenever somebody wants", async () => {
  await api.sandbox.putShop({ fields: { shipsToCountries: ["US", "DE", "FR"] } });

  const synced = await api.runReport("syncCountries", { shopCodes: ["DEMO"] });

  // FR is new, the others came with enabling.
  expect(synced.body).toMatchObject({
    status: "finished",
    result: { outcome: "succeeded", counts: { read: 3, changed: 1, unchanged: 2 } },
  });
  expect(await api.call("POST", "/api/jobs/syncCountries", { parameters: { country: "US" } })).toMatchObject({
    status: 422,
  });
}, 60_000);

test("an order is mapped and imported again from its card", async () => {
  const { body } = await api.call("GET", "/api/orders?limit=1");
  const [order] = body["items"] as readonly { shopifyOrderId: string }[];
  const path = `/api/orders/${order?.shopifyOrderId ?? ""}`;

  expect((await api.call("POST", `${path}/find-mappings`, {})).status).toBe(200);
  const synced = await api.call("POST", `${path}/sync`, {});
  expect(synced.status).toBe(202);
  expect(synced.body["entries"]).toMatchObject([{ parameters: { orderIds: [order?.shopifyOrderId] } }]);
}, 60_000);

test("whoever misses an order hears why it is not here: from the store, the shop's schedules, and what is stored", async () => {
  const [placed, archived] = await api.sandbox.placeOrders([
    { ...anUnpaidOrder, name: "#7001", tags: ["vip"] },
    { ...anUnpaidOrder, name: "#7002", closedAt: new Date().toISOString() },
  ]);
  const why = async (query: string) => {
    const { status, body } = await api.call("GET", `/api/shops/DEMO/explain-order?${query}`);
    if (status !== 200) return status;
    const reasons = body["reasons"] as readonly { readonly code: string; readonly detail: string }[];
    return { orderId: body["orderId"], reasons: reasons.map(({ code }) => code), detail: reasons[0]?.detail };
  };
  const orderId = placed?.legacyResourceId ?? "";
  const schedule = (changes: object) =>
    api.call("PUT", "/api/schedules/api.missed", {
      report: "syncOrders",
      shopCode: "DEMO",
      timeZone: "Europe/Berlin",
      minutesBetweenRuns: 720,
      ...changes,
    });

  expect(await why("orderNo=7001")).toMatchObject({ orderId, reasons: ["no-schedule"] });
  expect(await schedule({ parameters: { tags: "<>*vip*" } })).toMatchObject({ status: 201 });
  await until("the schedule is listed", async () => {
    const answer = await why(`orderId=${orderId}`);
    return typeof answer === "object" && answer.reasons[0] === "filtered" && answer;
  });
  expect(await why("orderNo=%237001")).toMatchObject({
    orderId,
    reasons: ["filtered"],
    detail: expect.stringMatching(/^Schedule api\.missed leaves order #7001 out by its filter tags: /),
  });
  expect(await why("orderNo=7002")).toMatchObject({ orderId: archived?.legacyResourceId, reasons: ["archived"] });
  expect(await why("orderNo=7003")).toMatchObject({ orderId: null, reasons: ["unknown-to-shopify"] });

  const byNumber = (...orderNos: readonly string[]) =>
    api.runReport("syncOrders", { shopCodes: ["DEMO"], parameters: { orderNos } });
  expect(await byNumber("7001", "#7002")).toMatchObject({ body: { result: { outcome: "succeeded" } } });
  expect(await byNumber("7003")).toMatchObject({
    body: {
      result: { outcome: "failed", counts: { failed: 1 } },
      error: { type: "order-not-found", message: expect.stringContaining("has no order with number 7003") },
    },
  });
  expect(await why("orderNo=7001")).toMatchObject({ orderId, reasons: ["imported"] });
  expect(await why("orderNo=7002")).toMatchObject({ reasons: ["imported"] });
  expect(await why(`orderNo=7001&orderId=${orderId}`)).toBe(422);
  expect(await why("")).toBe(422);
  await api.call("POST", "/api/schedules/api.missed/pause", { reason: "the test is over" });
  expect((await api.call("DELETE", "/api/schedules/api.missed")).status).toBe(204);
}, 60_000);

test("an unpaid order is marked as paid, an order is cancelled; what Shopify refuses is told", async () => {
  const [unpaid] = await api.sandbox.placeOrders([anUnpaidOrder]);
  const id = unpaid?.legacyResourceId ?? "";
  await api.runReport("syncOrders", { shopCodes: ["DEMO"], parameters: { orderIds: [id] } });

  expect(await api.call("POST", `/api/orders/${id}/mark-as-paid`, {})).toMatchObject({ status: 204 });
  expect(await api.call("POST", `/api/orders/${id}/cancel`, { restock: false })).toMatchObject({ status: 204 });
  const synced = async () => {
    await api.runReport("syncOrders", { shopCodes: ["DEMO"], parameters: { orderIds: [id] } });
    return (await api.call("GET", `/api/orders/${id}`)).body;
  };
  // Shopify cancels it later than it says that it will.
  await api.sandbox.clock({ advance: "PT1M" });
  expect(await synced()).toMatchObject({ cancelledAt: expect.any(String), cancelReason: "other" });
  expect(await api.call("POST", `/api/orders/${id}/cancel`, {})).toMatchObject({
    status: 409,
    body: {
      code: "shopify-refused",
      detail: expect.stringMatching(/^Shopify refused: .+ \(CancelOrder, request id .+\)$/),
    },
  });
  expect(await api.call("POST", `/api/orders/${id}/cancel`, { reason: "boredom" })).toMatchObject({ status: 422 });
}, 60_000);

test("SH-16 with data sync off nothing is written to the store, and the answer names the setting", async () => {
  const [placed] = await api.sandbox.placeOrders([anUnpaidOrder]);
  const id = placed?.legacyResourceId ?? "";
  await api.runReport("syncOrders", { shopCodes: ["DEMO"], parameters: { orderIds: [id] } });
  await api.call("PATCH", "/api/shops/DEMO", { allowOutgoingRequests: false });

  const refused = await api.call("POST", `/api/orders/${id}/cancel`, {});
  const query = await act("test-connection");
  const webhook = await act("order-webhook", { on: true });

  expect(refused).toMatchObject({
    status: 409,
    body: { code: "data-sync-disabled", params: { setting: "allowOutgoingRequests" } },
  });
  expect(query.status).toBe(200);
  expect(webhook).toMatchObject({ status: 200, body: { orderCreatedWebhooks: true } });
  await api.call("PATCH", "/api/shops/DEMO", { allowOutgoingRequests: true });
}, 60_000);

test("SH-17 a webhook stays at the store while another shop uses it", async () => {
  await api.call("POST", "/api/shops", { code: "POS", shopifyUrl: "demo.myshopify.com" });
  await act("enable", {}, "POS");
  await act("order-webhook", { on: true }, "POS");
  const subscriptions = async () =>
    (await api.sandbox.snapshot(["webhooks"])) as Record<string, readonly { topic: string }[]>;
  const count = async () =>
    Object.values(await subscriptions())
      .flat()
      .filter(({ topic }) => ["ORDERS_CREATE", "orders/create"].includes(topic)).length;
  expect(await count()).toBe(1);

  expect(await act("disable", {}, "POS")).toMatchObject({
    status: 200,
    body: { enabled: false, orderCreatedWebhookId: "", orderCreatedWebhooks: false },
  });
  expect(await count()).toBe(1);
  await act("disable");
  expect(await count()).toBe(0);
  expect((await getShop(api.db, "DEMO")).orderCreatedWebhookId).toBe("");
}, 60_000);

test("SH-10 the plan decides what a refresh turns on", async () => {
  const planOf = async (publicDisplayName: string) => {
    await api.sandbox.putShop({
      fields: { plan: { publicDisplayName, shopifyPlus: false, partnerDevelopment: false } },
    });
    return (await act("refresh-settings")).body["advancedShopifyPlan"];
  };

  expect(await planOf("Advanced")).toBe(true);
  expect(await planOf("Basic")).toBe(false);
}, 60_000);

test("SH-11 a job of a disabled shop is refused; one that was waiting fails without a call", async () => {
  await updateShop(api.db, "DEMO", { enabled: false });
  expect(await api.call("POST", "/api/jobs/syncOrders", { shopCodes: ["DEMO"] })).toMatchObject({
    status: 409,
    body: { code: "shop-disabled" },
  });

  await updateShop(api.db, "DEMO", { enabled: true });
  const startAt = new Date(Date.now() + 1500).toISOString();
  const calls = (await api.sandbox.requests()).length;
  const started = await api.call("POST", "/api/jobs/syncOrders", { shopCodes: ["DEMO"], startAt, maxAttempts: 0 });
  await updateShop(api.db, "DEMO", { enabled: false });

  const ended = await api.endOf(firstIdOf(started));
  expect(ended).toMatchObject({ body: { status: "error", error: { type: "shop-disabled" } } });
  expect(JSON.stringify(ended.body["error"])).toContain("Enabled must be true");
  expect((await api.sandbox.requests()).length).toBe(calls);
}, 60_000);

test("LG-2 what is escalated to Shopify names the call, after the connection was tested", async () => {
  await insertShopifyLogEntry(api.db, {
    shop: "DEMO",
    store: "demo.myshopify.com",
    operation: "ListOrders",
    url: "https://demo.myshopify.com/admin/api/2026-07/graphql.json",
    statusCode: 500,
    hasError: true,
    requestId: "req-7",
    retryCount: 0,
    durationMs: 12,
    request: "query ListOrders { … }",
    response: "Internal Server Error",
    createdAt: new Date(Date.now() - 60_000),
  });
  const { body } = await api.call("GET", "/api/shopify-log-entries?hasError=true");
  const [entry] = body["items"] as readonly { readonly entryNo: string; readonly createdAt: string }[];

  const escalated = await api.call("POST", `/api/shopify-log-entries/${entry?.entryNo}/escalate`, {});

  expect(escalated.status).toBe(200);
  for (const part of [
    "req-7",
    entry?.createdAt,
    "demo.myshopify.com",
    "2026-07",
    "query ListOrders",
    "Internal Server",
  ])
    expect(escalated.body["text"]).toContain(part);
});

test("a shop that could not be enabled is left disabled and says why, until it is enabled", async () => {
  await api.call("POST", "/api/shops", { code: "LATER", shopifyUrl: "demo.myshopify.com" });
  await api.sandbox.faults({
    effect: { kind: "shopUnavailable", status: 402 },
    match: { operation: "ShopPlan" },
    count: 1,
  });

  expect(await act("enable", {}, "LATER")).toMatchObject({ status: 409, body: { code: "store-unavailable" } });
  expect((await api.call("GET", "/api/shops/LATER")).body).toMatchObject({
    enabled: false,
    bulkOperationWebhookId: "",
    enablingProblem: { code: "store-unavailable", message: expect.stringContaining("Shopify admin") },
  });

  expect(await act("enable", {}, "LATER")).toMatchObject({
    status: 200,
    body: { enabled: true, enablingProblem: null },
  });
}, 60_000);
