import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { addLogRows } from "#database/job-log-copy";
import { storeShopifyCustomer } from "#database/customers";
import { insertShopifyLogEntry } from "#database/shopify-log";
import { insertShop } from "#database/shops";
import { noteSkipped } from "#database/skipped-records";
import { aShopifyCustomer } from "#test/support/a-customer";
import { ended } from "#test/support/log-rows";
import { anApi, type TestApi } from "./an-api.ts";

const store = "demo.myshopify.com";

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
  await insertShop(api.db, { code: "DEMO", store });
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.db.deleteFrom("skippedRecord").execute();
  await api.db.deleteFrom("shopifyLogEntry").execute();
  await api.db.deleteFrom("shopifyCustomer").execute();
});

const skip = (recordKey: string) =>
  noteSkipped(api.db, {
    shop: "DEMO",
    tableName: "customer",
    recordKey,
    reason: "Customer has no e-mail address.",
    reasonCode: "customer-without-email",
    description: recordKey,
    jobEntryId: null,
  });

const logEntry = (changes: object = {}) =>
  insertShopifyLogEntry(api.db, {
    shop: "DEMO",
    store,
    operation: "ListOrders",
    url: `https://${store}/admin/api/2026-07/graphql.json`,
    statusCode: 200,
    hasError: false,
    retryCount: 0,
    durationMs: 12,
    request: "query ListOrders { … }",
    response: '{"data":{}}',
    ...changes,
  });

test("skipped records are listed with their reason, counted, and deleted", async () => {
  await skip("10000");
  await skip("10000");
  await skip("20000");

  expect(await api.call("GET", "/api/skipped-records?limit=1&count=true")).toMatchObject({
    status: 200,
    body: { items: [{ recordKey: "20000", reason: "Customer has no e-mail address.", times: 1 }], total: 2 },
  });
  const rest = await api.call("GET", "/api/skipped-records?limit=1");
  const second = await api.call("GET", `/api/skipped-records?limit=1&cursor=${String(rest.body["nextCursor"])}`);
  expect(second).toMatchObject({ body: { items: [{ recordKey: "10000", times: 2 }], nextCursor: null } });

  await sql`update skipped_record set last_seen_at = now() - interval '8 days' where record_key = '10000'`.execute(
    api.db,
  );
  expect((await api.call("POST", "/api/skipped-records/delete", { olderThanDays: 7 })).body).toEqual({ deleted: 1 });
  expect((await api.call("POST", "/api/skipped-records/delete", {})).body).toEqual({ deleted: 1 });
});

test("an attempt in the log leads to its run in Temporal's page, and to the one that goes on when it was reset", async () => {
  const reset = { workflowId: "job/e/1", runId: "r-1", outcome: "cancelled", resetRunId: "r-2" } as const;
  await addLogRows(api.db, [ended(reset), ended({ workflowId: "job/e/1", runId: "r-2" })]);

  const { body } = await api.call("GET", "/api/job-queue-log-entries");

  expect(body["items"]).toMatchObject([
    { resetRunId: null, temporalUrl: expect.stringMatching(/\/workflows\/job%2Fe%2F1\/r-2\/history$/) },
    { resetRunId: "r-2", temporalUrl: expect.stringMatching(/\/workflows\/job%2Fe%2F1\/r-1\/history$/), error: null },
  ]);
});

test("LG-2 a call that Shopify answered with status 500 today can be escalated, others cannot", async () => {
  await logEntry({ statusCode: 500, hasError: true, createdAt: new Date(Date.now() - 15 * 86_400_000) });
  await logEntry({ statusCode: 502, hasError: true });
  await logEntry({ statusCode: 500, hasError: true });

  const { body } = await api.call("GET", "/api/shopify-log-entries");
  const [today, ...others] = (body["items"] as readonly { entryNo: string }[]).map(
    ({ entryNo }) => `/api/shopify-log-entries/${entryNo}`,
  );
  expect(await api.call("GET", today ?? "")).toMatchObject({ body: { canEscalate: true } });
  for (const other of others) {
    expect(await api.call("GET", other)).toMatchObject({ body: { canEscalate: false } });
    expect(await api.call("POST", `${other}/escalate`, {})).toMatchObject({
      status: 409,
      body: { code: "shopify-log-entry-not-escalatable" },
    });
  }
  const file = await api.call("GET", `${today ?? ""}/download`);
  expect(file.headers.get("content-disposition")).toMatch(/^attachment; filename="shopify-log-entry-\d+\.json"$/);
  expect(file).toMatchObject({ body: { request: "query ListOrders { … }", response: '{"data":{}}' } });
});

test("how long a log is kept is shown and changed, within reason", async () => {
  const path = "/api/retention-policies/shopifyLogEntries";
  expect((await api.call("GET", "/api/retention-policies")).body["items"]).toMatchObject([
    { log: "auditEntries", keepDays: 365, enabled: true },
    { log: "dataCaptures", keepDays: 30, enabled: true },
    { log: "jobQueueLogEntries", keepDays: 30, enabled: true },
    { log: "notifications", keepDays: 30, enabled: true },
    { log: "shopifyLogEntries", keepDays: 30, enabled: true },
    { log: "skippedRecords", keepDays: 30, enabled: true },
  ]);

  const changed = await api.call("PUT", path, { keepDays: 7, enabled: false });

  expect(changed).toMatchObject({ status: 200, body: { keepDays: 7, enabled: false, changedBy: "admin" } });
  expect(await api.call("PUT", path, { keepDays: 0, enabled: true })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/keepDays" }] },
  });
  expect((await api.call("PUT", "/api/retention-policies/orders", { keepDays: 7, enabled: true })).status).toBe(422);
});

test("LG-1 of calls 10 days and 1 day old, those older than 7 days are deleted", async () => {
  const daysAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000);
  await logEntry({ operation: "Old", createdAt: daysAgo(10) });
  await logEntry({ operation: "New", createdAt: daysAgo(1) });

  const { body } = await api.call("POST", "/api/shopify-log-entries/delete", { olderThanDays: 7 });

  expect(body).toEqual({ deleted: 1 });
  expect(await api.call("GET", "/api/shopify-log-entries?count=true")).toMatchObject({
    body: { items: [{ operation: "New" }], total: 1 },
  });
});

test("a call is shown with request and response, in the list only with their beginnings", async () => {
  await logEntry({ hasError: true, statusCode: 500, request: "q".repeat(80) });

  const { body } = await api.call("GET", "/api/shopify-log-entries?hasError=true");
  const [first] = body["items"] as readonly Record<string, unknown>[];
  expect(first).toMatchObject({ statusCode: 500, requestPreview: "q".repeat(50) });
  expect(first).not.toHaveProperty("request");
  const card = await api.call("GET", `/api/shopify-log-entries/${String(first?.["entryNo"])}`);
  expect(card).toMatchObject({ status: 200, body: { request: "q".repeat(80), response: '{"data":{}}' } });
  expect(await api.call("GET", "/api/shopify-log-entries/999999")).toMatchObject({
    status: 404,
    body: { code: "shopify-log-entry-not-found" },
  });
  expect((await api.call("GET", "/api/shopify-log-entries/x")).status).toBe(422);
});

const aCustomer = (shopifyCustomerId: string) =>
  storeShopifyCustomer(api.db, aShopifyCustomer({ shopifyCustomerId, email: `c${shopifyCustomerId}@example.com` }));

test("a customer is linked to the ERP by hand, but not to nobody", async () => {
  await aCustomer("71");
  const path = `/api/customers/${store}/71/customer-no`;
  const [ledgerCustomer] = (await api.call("GET", "/api/ledger/customers?limit=1")).body["items"] as readonly {
    no: string;
  }[];

  expect(await api.call("PUT", path, { customerNo: "NOBODY" })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/customerNo", code: "reference-invalid" }] },
  });
  expect(await api.call("PUT", path, { customerNo: ledgerCustomer?.no })).toMatchObject({
    status: 200,
    body: { customerNo: ledgerCustomer?.no, addresses: [] },
  });
  expect(await api.call("GET", "/api/customers?mapped=true&count=true")).toMatchObject({ body: { total: 1 } });
  expect(await api.call("PUT", path, { customerNo: null })).toMatchObject({ body: { customerNo: null } });
  expect(await api.call("GET", "/api/customers?mapped=false&count=true")).toMatchObject({ body: { total: 1 } });
  expect((await api.call("GET", `/api/customers/${store}/404`)).status).toBe(404);
});

test("customers are listed newest first, page by page", async () => {
  for (const id of ["1", "2", "10"]) await aCustomer(id);

  const first = await api.call("GET", "/api/customers?limit=2&count=true&shopCode=DEMO");
  const second = await api.call("GET", `/api/customers?limit=2&cursor=${String(first.body["nextCursor"])}`);

  expect(first).toMatchObject({ body: { items: [{ shopifyCustomerId: "10" }, { shopifyCustomerId: "2" }], total: 3 } });
  expect(second).toMatchObject({ body: { items: [{ shopifyCustomerId: "1" }], nextCursor: null } });
  const cursorOfAnotherList = Buffer.from(JSON.stringify(["1"])).toString("base64url");
  expect(await api.call("GET", `/api/customers?cursor=${cursorOfAnotherList}`)).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/cursor", code: "cursor-invalid" }] },
  });
});

test("the reports are shown with the JSON Schema of their parameters", async () => {
  const { status, body } = await api.call("GET", "/api/reports");

  expect(status).toBe(200);
  expect(body["items"]).toHaveLength(17);
  expect(body["items"]).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        name: "syncOrders",
        number: 30104,
        available: true,
        parameters: expect.objectContaining({ type: "object", additionalProperties: false }),
      }),
      expect.objectContaining({ name: "syncProducts", available: false, parameters: null }),
    ]),
  );
});

test("health answers without a key", async () => {
  expect(await api.call("GET", "/healthz", undefined, { key: null })).toMatchObject({
    status: 200,
    body: { status: "ok" },
  });
  expect(await api.call("GET", "/readyz", undefined, { key: null })).toMatchObject({ status: 200 });
});
