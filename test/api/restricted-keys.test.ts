import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { v7 } from "uuid";
import { addLogRows } from "#database/job-log-copy";
import { insertApiKey } from "#database/api-keys";
import { storeShopifyCustomer } from "#database/customers";
import { aKnownCompany } from "#test/support/a-company";
import { aShopifyCustomer } from "#test/support/a-customer";
import { stageOrders } from "#database/orders-to-import";
import { insertShopifyLogEntry } from "#database/shopify-log";
import { insertShop } from "#database/shops";
import { noteSkipped } from "#database/skipped-records";
import { queueRow } from "#domain/orders/queue-row";
import { hashOfKey } from "#api/http/authenticate";
import { protectedRoutes } from "#api/routes";
import { ensureSearchAttributes } from "#temporal/search-attributes";
import { aListedOrder } from "#test/support/listed-order";
import type { OrderDesk } from "#test/support/order-desk";
import type { TestApi } from "./an-api.ts";
import { anOrderApi } from "./an-order-api.ts";
import { expectEveryListToAgree } from "./cue-lists.ts";

const store = "demo.myshopify.com";
const elsewhere = "other.myshopify.com";
const key = "sbc_good-for-the-shop-demo";
const bothKey = "sbc_good-for-both-shops-of-a-store";

let desk: OrderDesk;
let api: TestApi;
beforeAll(async () => {
  const orders = await anOrderApi();
  ({ desk, api } = orders);
  await ensureSearchAttributes(orders.temporal.connection, orders.temporal.namespace);
  await insertShop(desk.db, { code: "POS", store });
  await insertShop(desk.db, { code: "OTHER", store: elsewhere });
  const made = { hint: "demo", scope: "admin", expiresAt: null, createdBy: "admin" } as const;
  await insertApiKey(desk.db, { ...made, id: v7(), name: "of demo", keyHash: hashOfKey(key), shops: ["DEMO"] });
  await insertApiKey(desk.db, {
    ...made,
    id: v7(),
    name: "of both",
    keyHash: hashOfKey(bothKey),
    shops: ["DEMO", "POS"],
  });
  await furnish();
});
afterAll(() => api.close());

/** One record of each kind in each of two shops: 1 in DEMO, 2 in OTHER. */
async function furnish(): Promise<void> {
  const { db } = desk;
  for (const [id, shop] of [
    ["1", "DEMO"],
    ["2", "OTHER"],
  ] as const) {
    await desk.receive({ id: `gid://shopify/Order/${id}`, name: `#${id}` });
    await db.updateTable("orderHeader").set({ shop }).where("shopifyOrderId", "=", id).execute();
    await stageOrders(db, store, [
      { row: queueRow(aListedOrder({ id: `gid://shopify/Order/1${id}`, name: `#1${id}` }), "new"), shop },
    ]);
    await noteSkipped(db, {
      shop,
      tableName: "customer",
      recordKey: id,
      reason: "Customer has no e-mail address.",
      reasonCode: "customer-without-email",
      description: id,
      jobEntryId: null,
    });
    await insertShopifyLogEntry(db, {
      shop,
      store,
      operation: "ListOrders",
      url: `https://${store}/admin/api/2026-07/graphql.json`,
      statusCode: 500,
      hasError: true,
      retryCount: 0,
      durationMs: 12,
      request: "",
      response: "",
    });
    await addLogRows(db, [
      {
        workflowId: `job/e${id}/1`,
        runId: `run-${id}`,
        entryId: `e${id}`,
        report: "syncOrders",
        shop,
        store,
        countsInCue: true,
        trigger: "manual",
        category: "SHPFY",
        priority: 3,
        attempt: 1,
        maxAttempts: 0,
        outcome: "failed",
        isFinal: true,
        enqueuedAt: new Date("2026-03-01T10:00:00Z"),
        startedAt: new Date("2026-03-01T10:00:01Z"),
        endedAt: new Date("2026-03-01T10:00:02Z"),
        counts: { read: 0, changed: 0, unchanged: 0, skipped: 0, failed: 0, notMatched: 0, blockedBySetting: 0 },
        parameters: {},
        errorType: "shop-disabled",
        errorMessage: "Shop is disabled",
        errorParams: {},
        errorActivity: null,
        batchId: null,
        rerunOf: null,
        supersedes: [],
        requestedBy: null,
      },
    ]);
  }
}

const ask = (method: string, path: string, body?: unknown, by = key) => api.call(method, path, body, { key: by });

test.each([
  ["/api/shops", "code"],
  ["/api/orders", "shop"],
  ["/api/orders-to-import", "shop"],
  ["/api/skipped-records", "shop"],
  ["/api/shopify-log-entries", "shop"],
  ["/api/job-queue-log-entries", "shopCode"],
  ["/api/job-queue-entries", "shopCode"],
  ["/api/error-groups", "shopCode"],
])("of %s only the records of the key's shop are listed and counted", async (path, member) => {
  const all = await api.call("GET", `${path}?count=true`);
  const own = await ask("GET", `${path}?count=true`);

  const shops = (answer: typeof all) =>
    new Set((answer.body["items"] as readonly Record<string, unknown>[]).map((item) => item[member]));
  expect(shops(all)).toEqual(new Set(path === "/api/shops" ? ["DEMO", "OTHER", "POS"] : ["DEMO", "OTHER"]));
  expect(shops(own)).toEqual(new Set(["DEMO"]));
  expect(own.body["total"]).toBe(1);
  expect(await ask("GET", `${path}?count=true`, undefined, bothKey)).toMatchObject({
    body: { total: path === "/api/shops" ? 2 : 1 },
  });
});

test("cues count the key's shops, and agree with their lists", async () => {
  const cuesWith = async (by: string | undefined) => {
    const { body } = await api.call("GET", "/api/cues", undefined, by === undefined ? {} : { key: by });
    return Object.fromEntries(
      (body["cues"] as readonly { readonly key: string; readonly value: number }[]).map((cue) => [cue.key, cue.value]),
    );
  };

  expect(await cuesWith(undefined)).toMatchObject({ unprocessedOrders: 2, skippedRecords: 2, tasksFailed: 2 });
  expect(await cuesWith(key)).toMatchObject({ unprocessedOrders: 1, skippedRecords: 1, tasksFailed: 1, apiErrors: 1 });
  await expectEveryListToAgree({ ...api, call: (method, path, body) => ask(method, path, body) });
});

const otherLogEntry = async (path: string): Promise<string> => {
  const { body } = await api.call("GET", `${path}?shopCode=OTHER`);
  return String((body["items"] as readonly { readonly entryNo: string }[])[0]?.entryNo);
};

test.each([
  ["GET", "/api/orders/2"],
  ["GET", "/api/orders/2/mapping"],
  ["PATCH", "/api/orders/2/mapping"],
  ["POST", "/api/orders/2/sync"],
  ["POST", "/api/orders/2/create-sales-document"],
  ["POST", "/api/orders/2/unlink"],
  ["POST", "/api/orders/2/cancel"],
  ["DELETE", "/api/orders-to-import/12"],
  ["GET", "/api/job-queue-entries/e2"],
  ["POST", "/api/job-queue-entries/e2/restart"],
  ["POST", "/api/job-queue-entries/e2/cancel"],
])("%s %s answers for another shop's record as if there were none", async (method, path) => {
  const missing = path.replace(/\/(2|12|e2)(?=\/|$)/, (_, id: string) => `/${id.replace("2", "4")}`);

  const foreign = await ask(method, path, method === "GET" ? undefined : {});
  const unknown = await api.call(method, missing, method === "GET" ? undefined : {});

  expect(foreign.status).toBe(404);
  expect(foreign.body["code"]).toBe(unknown.body["code"]);
});

test("another shop's log entries are not there, and cannot be run again", async () => {
  const logEntry = await otherLogEntry("/api/job-queue-log-entries");
  const shopifyLogEntry = await otherLogEntry("/api/shopify-log-entries");

  expect((await ask("GET", `/api/job-queue-log-entries/${logEntry}`)).status).toBe(404);
  expect((await ask("POST", `/api/job-queue-log-entries/${logEntry}/rerun`, {})).status).toBe(404);
  expect((await ask("GET", `/api/shopify-log-entries/${shopifyLogEntry}`)).status).toBe(404);
});

test("another shop's customers are not there", async () => {
  await storeShopifyCustomer(desk.db, aShopifyCustomer({ store: elsewhere, shopifyCustomerId: "7", shop: "OTHER" }));

  expect(await api.call("GET", `/api/customers/${elsewhere}/7`)).toMatchObject({ status: 200 });
  expect(await ask("GET", `/api/customers/${elsewhere}/7`)).toMatchObject({ status: 404 });
  expect(await ask("PUT", `/api/customers/${elsewhere}/7/customer-no`, { customerNo: null })).toMatchObject({
    status: 404,
  });
  expect(await ask("GET", "/api/customers?count=true&email=ida@example.com")).toMatchObject({ body: { total: 0 } });
});

test("another shop's companies and their locations are not there", async () => {
  await aKnownCompany(desk.db, { store: elsewhere, shop: "OTHER" });

  for (const [path, change, body] of [
    [`/api/companies/${elsewhere}/900`, "customer-no", { customerNo: null }],
    [`/api/company-locations/${elsewhere}/901`, "customers", { sellToCustomerNo: null }],
  ] as const) {
    expect(await api.call("GET", path)).toMatchObject({ status: 200 });
    expect(await ask("GET", path)).toMatchObject({ status: 404 });
    expect(await ask("PUT", `${path}/${change}`, body)).toMatchObject({ status: 404 });
  }
  for (const path of ["/api/companies", "/api/company-locations"])
    expect(await ask("GET", `${path}?count=true`)).toMatchObject({ body: { total: 0 } });
});

test.each([
  ["GET", "/api/shops/OTHER", undefined],
  ["GET", "/api/shops/NOPE", undefined],
  ["PATCH", "/api/shops/OTHER", { autoCreateOrders: true }],
  ["POST", "/api/shops/OTHER/refresh-settings", {}],
  ["POST", "/api/shops/OTHER/sync-all", {}],
  ["POST", "/api/shops/OTHER/apply-preset", { preset: "initialImport" }],
  ["POST", "/api/shops/OTHER/initial-import", {}],
  ["GET", "/api/shops/OTHER/initial-import", undefined],
  ["GET", "/api/orders?shopCode=OTHER", undefined],
  ["GET", "/api/cues?shopCode=OTHER", undefined],
  ["POST", "/api/jobs/syncOrders", { shopCodes: ["DEMO", "OTHER"] }],
  ["PUT", "/api/variants/OTHER/1/item-no", { itemNo: null }],
])("%s %s names another shop and is refused, whether the shop exists or not", async (method, path, body) => {
  expect(await ask(method, path, body)).toMatchObject({ status: 403, body: { code: "shop-not-allowed" } });
});

test("its own records can be seen and changed", async () => {
  expect(await ask("GET", "/api/orders/1")).toMatchObject({ status: 200 });
  expect(await ask("PATCH", "/api/orders/1/mapping", { paymentMethodCode: "CARD" })).toMatchObject({ status: 200 });
  expect(await ask("GET", "/api/job-queue-entries/e1")).toMatchObject({ status: 200 });
  expect(await ask("GET", "/api/shops/DEMO")).toMatchObject({ status: 200 });
  expect(await ask("PATCH", "/api/shops/DEMO", { allowBackgroundSyncs: true })).toMatchObject({ status: 200 });
});

test("a job for all shops is one for the enabled shops of the key", async () => {
  await desk.db.updateTable("shop").set({ enabled: true }).execute();

  const started = await ask("POST", "/api/jobs/syncOrders", {}, bothKey);

  expect(started).toMatchObject({ status: 202, body: { entries: [{ shopCode: "DEMO" }, { shopCode: "POS" }] } });
});

test("what changes a whole store needs a key that is good for all its shops", async () => {
  const reset = { type: "orders", to: "2026-01-01T00:00:00Z" };

  expect(await ask("POST", "/api/shops/DEMO/reset-sync", reset)).toMatchObject({
    status: 403,
    body: { code: "shop-not-allowed" },
  });
  expect(await ask("POST", "/api/shops/DEMO/reset-sync", reset, bothKey)).toMatchObject({ status: 200 });
});

/** Log entries of both shops that nobody has settled. */
const openErrors = async (by?: string) => {
  const { body } = await api.call("GET", "/api/job-queue-log-entries?limit=250", undefined, by ? { key: by } : {});
  const rows = body["items"] as readonly { entryNo: string; shopCode: string; acknowledgedAt: string | null }[];
  return rows.filter(({ acknowledgedAt }) => acknowledgedAt === null);
};

test("errors are acknowledged in bulk within the key's shops: others are not there", async () => {
  const entryNos = (await openErrors()).map(({ entryNo }) => entryNo);
  const path = "/api/job-queue-log-entries/acknowledge";
  expect(entryNos.length).toBeGreaterThan(1);

  expect(await ask("POST", path, { filter: { shopCode: "OTHER" }, reason: "known" })).toMatchObject({
    status: 403,
    body: { code: "shop-not-allowed" },
  });
  expect((await ask("POST", path, { entryNos, reason: "known" })).body).toEqual({ acknowledged: 1 });
  expect((await ask("POST", path, { filter: { report: "syncOrders" }, reason: "known" })).body).toEqual({
    acknowledged: 0,
  });

  expect((await openErrors()).map(({ shopCode }) => shopCode)).toEqual(["OTHER"]);
  await desk.db.updateTable("jobLog").set({ acknowledgedAt: null }).execute();
});

test("jobs are run again in bulk within the key's shops", async () => {
  await desk.db.updateTable("shop").set({ enabled: true }).execute();
  const entryNos = (await openErrors()).map(({ entryNo }) => entryNo);
  const own = (await openErrors(key)).map(({ entryNo }) => entryNo);

  for (const body of [{ entryNos }, { filter: { report: "syncOrders" } }]) {
    const { status, body: answer } = await ask("POST", "/api/job-queue-log-entries/rerun", body);
    const started = answer["started"] as readonly { readonly entryNo: string }[];
    expect({ status, refused: answer["refused"] }).toEqual({ status: 200, refused: [] });
    expect(started.map(({ entryNo }) => entryNo)).toEqual(own);
  }
});

test("orders are tried again within the key's shops: another shop's order is not there", async () => {
  await desk.db.updateTable("shop").set({ enabled: true }).execute();
  const retry = (body: object) => ask("POST", "/api/orders/retry", body);

  for (const body of [{ ids: ["1", "2"] }, { filter: { financialStatus: "paid" } }, { filter: { shopCode: "demo" } }]) {
    const { status, body: answer } = await retry(body);
    expect(status).toBe(202);
    expect(answer["entries"]).toMatchObject([{ shopCode: "DEMO", parameters: { orderIds: ["1"] } }]);
    expect(answer["refused"]).toMatchObject("ids" in body ? [{ orderId: "2", code: "order-not-found" }] : []);
  }
  expect(await retry({ filter: { shopCode: "OTHER" } })).toMatchObject({
    status: 403,
    body: { code: "shop-not-allowed" },
  });
  await desk.db.updateTable("shop").set({ enabled: false }).execute();
  expect(await retry({ ids: ["1"] })).toMatchObject({
    status: 200,
    body: { entries: [], refused: [{ orderId: "1", code: "shop-disabled" }] },
  });
});

test("jobs are cancelled in bulk within the key's shops: another shop's job is not there", async () => {
  await desk.db.updateTable("shop").set({ enabled: true }).execute();
  const startAt = new Date(Date.now() + 3_600_000).toISOString();
  const { body } = await api.call("POST", "/api/jobs/syncOrders", { shopCodes: ["DEMO", "OTHER"], startAt });
  const [own, other] = (body["entries"] as readonly { readonly id: string }[]).map(({ id }) => id);

  const byIds = await ask("POST", "/api/job-queue-entries/cancel", { ids: [own, other, "unknown"] });
  expect(byIds.body).toMatchObject({
    cancelled: [own],
    refused: [
      { id: other, code: "job-not-found", detail: `There is no job queue entry ${String(other)}` },
      { id: "unknown", code: "job-not-found", detail: "There is no job queue entry unknown" },
    ],
  });
  const byFilter = await ask("POST", "/api/job-queue-entries/cancel", { filter: { report: "syncOrders" } });
  expect(byFilter.body["cancelled"]).not.toContain(other);
  expect(await api.call("GET", `/api/job-queue-entries/${String(other)}`)).toMatchObject({ body: { status: "ready" } });
  expect((await api.call("POST", `/api/job-queue-entries/${String(other)}/cancel`, {})).status).toBe(200);
});

test("a shop cannot be moved to another store", async () => {
  expect(await ask("PATCH", "/api/shops/DEMO", { shopifyUrl: `https://${elsewhere}` })).toMatchObject({
    status: 403,
    body: { code: "key-restricted-to-shops" },
  });
});

test("what is not about single shops is refused, before the request is looked at", async () => {
  const companyWide = protectedRoutes(api.deps).flatMap(({ endpoint }) =>
    endpoint.isPublic !== true && endpoint.reach === undefined ? [endpoint] : [],
  );
  expect(companyWide.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      "createShop",
      "deleteShop",
      "listApiKeys",
      "createApiKey",
      "saveCompany",
      "deleteSkippedRecords",
    ]),
  );

  for (const { id, method, path } of companyWide) {
    const answer = await ask(
      method.toUpperCase(),
      path.replaceAll(/\{\w+\}/g, "1"),
      method === "get" ? undefined : { unknown: 1 },
    );
    expect({ id, status: answer.status, code: answer.body["code"] }).toEqual({
      id,
      status: 403,
      code: "key-restricted-to-shops",
    });
  }
});
