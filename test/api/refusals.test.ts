import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { insertShop } from "#database/shops";
import { anApi, type TestApi } from "./an-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
  await insertShop(api.db, { code: "DEMO", store: "demo.myshopify.com" });
});
afterAll(() => api.close());

test.each([
  ["GET", "", undefined],
  ["PATCH", "", { allowBackgroundSyncs: false }],
  ["DELETE", "", undefined],
  ["GET", "/preflight", undefined],
  ["POST", "/enable", {}],
  ["POST", "/disable", {}],
  ["POST", "/refresh-settings", {}],
  ["POST", "/test-connection", {}],
  ["POST", "/order-webhook", { on: true }],
  ["POST", "/sync-all", {}],
  ["POST", "/apply-preset", { preset: "initialImport" }],
  ["POST", "/initial-import", {}],
  ["GET", "/initial-import", undefined],
  ["POST", "/initial-import/cancel", {}],
  ["POST", "/reset-sync", { type: "orders", to: "2026-01-01T00:00:00Z" }],
  ["PUT", "/credentials", { kind: "clientCredentials" }],
])("%s of an unknown shop%s is 404", async (method, path, body) => {
  expect(await api.call(method, `/api/shops/NOPE${path}`, body)).toMatchObject({
    status: 404,
    body: { code: "shop-not-found" },
  });
});

test.each([
  ["GET", "", undefined],
  ["GET", "/mapping", undefined],
  ["PATCH", "/mapping", { sellToCustomerNo: "10000" }],
  ["POST", "/sync", {}],
  ["POST", "/create-sales-document", {}],
  ["POST", "/find-mappings", {}],
  ["POST", "/resolve-conflict", {}],
  ["POST", "/unlink", {}],
  ["POST", "/mark-as-paid", {}],
  ["POST", "/cancel", {}],
])("%s of an unknown order%s is 404", async (method, path, body) => {
  expect(await api.call(method, `/api/orders/404${path}`, body)).toMatchObject({
    status: 404,
    body: { code: "order-not-found" },
  });
});

test.each([
  ["GET", "", undefined],
  ["POST", "/release", {}],
  ["DELETE", "", undefined],
])("%s of an unknown document%s is 404, and of an id that is none 422", async (method, path, body) => {
  const documents = "/api/ledger/sales-documents";

  expect(await api.call(method, `${documents}/01a212f1-dca6-7546-ac4d-8eb46dd154ff${path}`, body)).toMatchObject({
    status: 404,
    body: { code: "document-not-found" },
  });
  expect((await api.call(method, `${documents}/17${path}`, body)).status).toBe(422);
});

test.each([
  ["/api/products?mapped=maybe", "/mapped"],
  ["/api/products?itemNo=123456789012345678901", "/itemNo"],
  ["/api/customers?mapped=1", "/mapped"],
  ["/api/document-links?shopifyOrderId=abc", "/shopifyOrderId"],
  ["/api/job-queue-entries?status=asleep", "/status"],
  ["/api/job-queue-entries?cue=tasksFailed", "/cue"],
  ["/api/job-queue-entries?category=12345678901", "/category"],
  ["/api/job-queue-log-entries?outcome=fine", "/outcome"],
  ["/api/job-queue-log-entries?endedAfter=yesterday", "/endedAfter"],
  ["/api/job-queue-log-entries?cue=skippedRecords", "/cue"],
  ["/api/skipped-records?shopCode=no%20code", "/shopCode"],
  ["/api/shopify-log-entries?hasError=1", "/hasError"],
  ["/api/ledger/sales-documents?kind=quote", "/kind"],
])("%s is 422", async (path, pointer) => {
  const { status, body } = await api.call("GET", path);

  expect({ status, errors: body["errors"] }).toMatchObject({ status: 422, errors: [{ in: "query", pointer }] });
});

test.each([
  ["/api/job-queue-log-entries/delete", { entryNos: [] }, "/entryNos"],
  ["/api/job-queue-log-entries/delete", { entryNos: ["x"] }, "/entryNos/0"],
  ["/api/job-queue-log-entries/delete", { olderThanDays: -1 }, "/olderThanDays"],
  ["/api/job-queue-log-entries/acknowledge", { entryNos: ["1"] }, "/reason"],
  ["/api/job-queue-log-entries/acknowledge", { entryNos: [1], reason: "Seen" }, "/entryNos/0"],
  ["/api/skipped-records/delete", { olderThanDays: "7" }, "/olderThanDays"],
  ["/api/shopify-log-entries/delete", { olderThanDays: 1.5 }, "/olderThanDays"],
  ["/api/shops/DEMO/order-webhook", {}, "/on"],
  ["/api/shops/DEMO/apply-preset", { preset: "everything" }, "/preset"],
  ["/api/shops/DEMO/apply-preset", { preset: "initialImport", syncItem: "toShopify" }, "/syncItem"],
  ["/api/shops/DEMO/sync-all", { shopCodes: ["POS"] }, "/shopCodes"],
  ["/api/shops/DEMO/reset-sync", { type: "orders", to: "yesterday" }, "/to"],
  ["/api/orders/1/cancel", { reason: "boredom" }, "/reason"],
  ["/api/job-queue-entries/e1/priority", { priority: "urgent" }, "/priority"],
])("%s does not take %j", async (path, body, pointer) => {
  expect(await api.call("POST", path, body)).toMatchObject({
    status: 422,
    body: { errors: [{ in: "body", pointer }] },
  });
});
