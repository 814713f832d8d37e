import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { findBucket } from "#database/shopify-bucket";
import type { OperationalError } from "#domain/failure";
import { setStoreAccess } from "#shopify/store-access";
import { aDatabase, type TestDatabase } from "#test/support/database";
import {
  aClient,
  aMutation,
  aQuery,
  aShop,
  forgetShops,
  operation,
  secrets,
  STORE,
  type ClientUnderTest,
} from "./client-setup.ts";
import { aScriptedStore, cost, good, type ScriptedStore } from "./scripted-store.ts";

let database: TestDatabase;
let store: ScriptedStore;
let client: ClientUnderTest;
beforeAll(async () => {
  [database, store] = await Promise.all([aDatabase(), aScriptedStore()]);
});
beforeEach(() => {
  client = aClient(database, store.url);
});
afterEach(async () => {
  store.reset();
  await forgetShops(database);
});
afterAll(() => Promise.all([database.drop(), store.close()]));

const log = () =>
  database.db
    .selectFrom("shopifyLogEntry")
    .select(["statusCode", "hasError", "retryCount", "operation", "requestId"])
    .orderBy("entryNo")
    .execute();
const throttledAnswer = (currentlyAvailable: number, requestedQueryCost = 1) => ({
  body: {
    errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
    extensions: {
      cost: {
        requestedQueryCost,
        actualQueryCost: null,
        throttleStatus: { maximumAvailable: 2000, currentlyAvailable, restoreRate: 100 },
      },
    },
  },
});

test("a call carries operation name, variables and token, and brings data, cost, request id and Shopify's time", async () => {
  await aShop(database);
  store.answers({ ...good, headers: { Date: "Wed, 25 Nov 2026 10:00:00 GMT" } });

  const answer = await client.shopify.execute("DEMO", aQuery, { first: 3 });

  expect(answer).toEqual({
    data: { app: { id: "gid://shopify/App/1" } },
    errors: [],
    cost: { requested: 1, actual: 1 },
    requestId: "req-1",
    answeredAt: "2026-11-25T10:00:00.000Z",
    apiVersion: "2026-07",
  });
  expect(store.calls).toHaveLength(1);
  expect(store.calls[0]).toMatchObject({
    path: "/admin/api/2026-07/graphql.json",
    token: "token-1",
    forwardedHost: STORE,
  });
  expect(JSON.parse(store.calls[0]?.body ?? "")).toEqual({
    query: "query TestQuery { app { id } }",
    operationName: "TestQuery",
    variables: { first: 3 },
  });
});

test("CL-1 with 50 of 1000 points at 50 a second a call of 150 is sent about two seconds later", async () => {
  await aShop(database);
  await sql`insert into shopify_bucket (store, capacity, restore_rate, level) values (${STORE}, 1000, 50, 50)`.execute(
    database.db,
  );
  await sql`insert into shopify_operation_cost values (${STORE}, 'TestQuery', 150)`.execute(database.db);
  const waits: number[] = [];
  const startedAt = performance.now();

  await client.shopify.execute("DEMO", aQuery, {}, { priority: "person", onWait: (ms) => waits.push(ms) });

  expect(performance.now() - startedAt).toBeGreaterThan(1900);
  expect(performance.now() - startedAt).toBeLessThan(2600);
  expect(waits).toHaveLength(1);
});

test("CL-2 a full bucket and an unknown cost: sent at once", async () => {
  await aShop(database);
  await sql`insert into shopify_bucket (store, capacity, restore_rate, level) values (${STORE}, 1000, 50, 1000)`.execute(
    database.db,
  );
  const startedAt = performance.now();

  await client.shopify.execute("DEMO", aQuery, {});

  expect(performance.now() - startedAt).toBeLessThan(1000);
});

test("CL-3 THROTTLED once: the caller sees one result, the log both exchanges", async () => {
  await aShop(database);
  store.answers(throttledAnswer(1990), good);

  const answer = await client.shopify.execute("DEMO", aQuery, {});

  expect(answer.data.app.id).toBe("gid://shopify/App/1");
  expect(await log()).toMatchObject([
    { statusCode: 200, hasError: true, retryCount: 0 },
    { statusCode: 200, hasError: false, retryCount: 1 },
  ]);
  const bucket = await database.db.selectFrom("shopifyBucket").select("throttledCount").executeTakeFirst();
  expect(bucket?.throttledCount).toBe("1");
});

test("THROTTLED for longer than a call may wait is a retryable failure that says when it goes on", async () => {
  await aShop(database);
  store.answers(throttledAnswer(100, 900));

  await expect(client.shopify.execute("DEMO", aQuery, {})).rejects.toMatchObject({
    type: "shopify-throttled",
    retryable: true,
    retryAfterMs: 8000,
  });
  expect(store.calls).toHaveLength(1);
});

test("THROTTLED without end is given up after the time a call may wait in all", async () => {
  await aShop(database);
  client = aClient(database, store.url, { pauses: { allPausesMs: 1500 } });
  store.answers(throttledAnswer(1990));

  await expect(client.shopify.execute("DEMO", aQuery, {})).rejects.toMatchObject({ type: "shopify-throttled" });
  expect(store.calls.length).toBeGreaterThan(1);
  expect(store.calls.length).toBeLessThan(6);
});

test("CL-4 500, 500, 200: success, and three log rows of which two failed", async () => {
  await aShop(database);
  store.answers({ status: 500, body: "<html>" }, { status: 500, body: "<html>" }, good);

  await client.shopify.execute("DEMO", aQuery, {});

  expect(await log()).toMatchObject([
    { statusCode: 500, hasError: true, retryCount: 0 },
    { statusCode: 500, hasError: true, retryCount: 1 },
    { statusCode: 200, hasError: false, retryCount: 2 },
  ]);
});

test("CL-5 always 503: after three resends a retryable failure", async () => {
  await aShop(database);
  store.answers({ status: 503, body: "<html>" });

  await expect(client.shopify.execute("DEMO", aQuery, {})).rejects.toMatchObject({
    type: "shopify-unavailable",
    retryable: true,
    params: { outcomeKnown: true },
  });
  expect(store.calls).toHaveLength(4);
});

test("a connection cut before an answer is an exchange without status, logged, and repeated for a query", async () => {
  await aShop(database);
  store.answers({ reset: true }, good);

  await client.shopify.execute("DEMO", aQuery, {});

  expect(await log()).toMatchObject([
    { statusCode: 0, hasError: true, retryCount: 0 },
    { statusCode: 200, hasError: false, retryCount: 1 },
  ]);
});

test("a store that never answers is given up after the time-out, once", async () => {
  await aShop(database);
  store.answers({ ...good, delayMs: 1000 });

  await expect(client.shopify.execute("DEMO", aQuery, {})).rejects.toMatchObject({
    type: "shopify-unavailable",
    retryable: true,
  });
  expect(store.calls).toHaveLength(1);
});

test("a store that cannot be reached spends no points", async () => {
  await aShop(database);
  await setStoreAccess(database.db, secrets, STORE, { kind: "static", token: "shpat_1" });
  const gone = await aScriptedStore();
  await gone.close();
  const away = aClient(database, gone.url);

  await expect(away.shopify.execute("DEMO", aMutation, {})).rejects.toMatchObject({
    type: "shopify-unavailable",
    params: { outcomeKnown: true },
  });
  expect(await database.db.selectFrom("shopifyReservation").selectAll().execute()).toEqual([]);
  expect((await findBucket(database.db, STORE))?.level).toBe(2000);
});

test("429 keeps everybody away for as long as Shopify says, then the call goes on", async () => {
  await aShop(database);
  store.answers({ status: 429, headers: { "Retry-After": "0.3" } }, good);
  const startedAt = performance.now();

  await client.shopify.execute("DEMO", aQuery, {});

  expect(performance.now() - startedAt).toBeGreaterThan(290);
  expect(store.calls).toHaveLength(2);
});

test("429 for longer than a call may wait: a retryable failure with the time", async () => {
  await aShop(database);
  store.answers({ status: 430, headers: { "Retry-After": "30.0" } });

  const failure = client.shopify.execute("DEMO", aQuery, {});

  await expect(failure).rejects.toMatchObject({ type: "shopify-throttled", retryable: true });
  // Thirty seconds by the clock of the database, and what callers are kept apart by.
  const { retryAfterMs } = (await failure.catch((error: unknown) => error)) as OperationalError;
  expect(retryAfterMs).toBeGreaterThan(25_000);
  expect(retryAfterMs).toBeLessThanOrEqual(30_060);
  await expect(client.shopify.execute("DEMO", aQuery, {})).rejects.toMatchObject({ type: "shopify-throttled" });
  expect(store.calls).toHaveLength(1);
});

test("CL-7 HTML with 200 in mode Error Only: invalid-response, one failed log row", async () => {
  await aShop(database, { loggingMode: "errorOnly" });
  store.answers({ body: "<html>Something went wrong</html>" });

  await expect(client.shopify.execute("DEMO", aQuery, {})).rejects.toMatchObject({
    type: "invalid-response",
    retryable: true,
  });
  expect(await log()).toMatchObject([{ statusCode: 200, hasError: true, retryCount: 0, requestId: "req-1" }]);
});

test("an answer that is refused for a search warning is a failed log row with its request id", async () => {
  await aShop(database, { loggingMode: "errorOnly" });
  const warnings = [{ field: "oops", message: "Invalid search field for this query.", code: "invalid_field" }];
  store.answers({ body: { data: { app: { id: "1" } }, extensions: { ...cost(1), search: [{ warnings }] } } });

  await expect(client.shopify.execute("DEMO", aQuery, {})).rejects.toMatchObject({ type: "search-warning" });

  expect(await log()).toMatchObject([{ statusCode: 200, hasError: true, requestId: "req-1" }]);
});

test("CL-8 user errors are the caller's to read, and a failed log row", async () => {
  await aShop(database, { loggingMode: "errorOnly" });
  const userErrors = [{ field: ["fulfillment"], message: "Fulfillment order does not exist." }];
  store.answers({ body: { data: { fulfillmentCreate: { fulfillment: null, userErrors } }, extensions: cost(10) } });
  const create = operation<{ fulfillmentCreate: unknown }>(
    "mutation Create { fulfillmentCreate { userErrors { message } } }",
  );

  const { data } = await client.shopify.execute("DEMO", create, {});

  expect(data).toEqual({ fulfillmentCreate: { fulfillment: null, userErrors } });
  expect(await log()).toMatchObject([{ hasError: true, operation: "Create" }]);
});

test("the logging mode decides what is kept", async () => {
  await aShop(database, { loggingMode: "errorOnly" });
  await aShop(database, { code: "QUIET", loggingMode: "disabled" });
  store.answers(good, { status: 503 });

  await client.shopify.execute("DEMO", aQuery, {});
  await expect(client.shopify.execute("QUIET", aQuery, {})).rejects.toThrow("503");

  expect(await log()).toEqual([]);
});

test("a log row holds both bodies, their first fifty characters, the cost, the job, and no token", async () => {
  await aShop(database);
  store.answers({ body: { data: { app: { id: "token-1" } }, extensions: cost(7) } });

  await client.shopify.execute("DEMO", aQuery, {}, { jobEntryId: "entry-1" });

  const row = await database.db.selectFrom("shopifyLogEntry").selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({ shop: "DEMO", store: STORE, queryCost: 7, jobEntryId: "entry-1", method: "POST" });
  expect(row.requestPreview).toBe(row.request.slice(0, 50));
  expect(row.response).toContain('"requestedQueryCost":7');
  expect(JSON.stringify(row)).not.toContain("token-1");
});

test("cancelling ends a call that waits for its answer", async () => {
  await aShop(database);
  store.answers({ ...good, delayMs: 5000 });
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error("cancelled by a person")), 50);

  await expect(client.shopify.execute("DEMO", aQuery, {}, { signal: controller.signal })).rejects.toThrow(
    "cancelled by a person",
  );
  expect(await database.db.selectFrom("shopifyReservation").selectAll().execute()).toEqual([]);
});

test("deprecated fields are mentioned once per operation", async () => {
  await aShop(database);
  store.answers({ ...good, headers: { "X-Shopify-API-Deprecated-Reason": "Shop.products" } });

  await client.shopify.execute("DEMO", aQuery, {});
  await client.shopify.execute("DEMO", aQuery, {});

  expect(client.said).toEqual([
    { facts: { operation: "TestQuery", deprecated: "Shop.products" }, event: "operation uses deprecated fields" },
  ]);
});

test("an unknown shop is a clear failure", async () => {
  await expect(client.shopify.execute("NOBODY", aQuery, {})).rejects.toMatchObject({ type: "shop-not-found" });
});
