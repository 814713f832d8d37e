import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { findBucket } from "#database/shopify-bucket";
import { connectDatabase } from "#database/connection";
import { AppIdDocument, ShopPlanDocument } from "#shopify/generated/operations";
import { saveAccess } from "#database/registered-store-tokens";
import { rowOfGrant } from "#shopify/access";
import { requestToken } from "#shopify/oauth";
import { requestedScopes } from "#shopify/scopes";
import { placeOf, setStoreAccess } from "#shopify/store-access";
import { aDatabase, type TestDatabase } from "#test/support/database";
import { aSandbox, type SandboxHandle } from "#test/support/sandbox";
import {
  aClient,
  aShop,
  forgetShops,
  operation,
  secrets,
  shortPauses,
  STORE,
  type ClientUnderTest,
} from "./client-setup.ts";

let database: TestDatabase;
let sandbox: SandboxHandle;
let client: ClientUnderTest;
/** The sandbox loads the schema with its first call. */
const pauses = { ...shortPauses, answerTimeoutMs: 10_000 };
const app = { clientId: "sandbox-client", clientSecret: "sandbox-secret" };
beforeAll(async () => {
  [database, sandbox] = await Promise.all([aDatabase(), aSandbox()]);
});
beforeEach(async () => {
  client = aClient(database, sandbox.url, { appOf: () => app, pauses });
  await aShop(database);
});
afterEach(async () => {
  await sandbox.clearFaults();
  await forgetShops(database);
});
afterAll(() => Promise.all([database.drop(), sandbox.close()]));

const call = () => client.shopify.execute("DEMO", AppIdDocument, {});
const kept = () => database.db.selectFrom("registeredStore").selectAll().executeTakeFirstOrThrow();

/** A store that a merchant has let us into. */
async function anInstallation({ isExpiring }: { readonly isExpiring: boolean }): Promise<void> {
  const authorize = new URL("/admin/oauth/authorize", sandbox.url);
  authorize.search = new URLSearchParams({
    client_id: app.clientId,
    redirect_uri: "https://sync.example.com",
    scope: requestedScopes.join(","),
  }).toString();
  const headers = { "X-Forwarded-Host": STORE };
  const agreed = await fetch(authorize, { headers, redirect: "manual" });
  const code = new URL(agreed.headers.get("location") ?? "").searchParams.get("code") ?? "";
  const answer = await requestToken(new Map([[STORE, sandbox.url]]), STORE, {
    client_id: app.clientId,
    client_secret: app.clientSecret,
    code,
    ...(isExpiring ? { expiring: "1" } : {}),
  });
  if (answer.kind !== "granted") throw new Error("The sandbox grants no token");
  await saveAccess(database.db, STORE, {
    authKind: "oauth",
    requestedScope: requestedScopes.join(","),
    ...rowOfGrant({ secrets, now: () => new Date() }, STORE, answer),
  });
}

/** Renews the token as a process does that dies before it has stored what it got. */
async function renewedAndLost({ refreshToken }: { readonly refreshToken: string | null }): Promise<void> {
  const answer = await requestToken(new Map([[STORE, sandbox.url]]), STORE, {
    client_id: app.clientId,
    client_secret: app.clientSecret,
    grant_type: "refresh_token",
    refresh_token: secrets.open(refreshToken ?? "", placeOf(STORE, "refreshToken")),
  });
  expect(answer.kind).toBe("granted");
}

const log = () =>
  database.db
    .selectFrom("shopifyLogEntry")
    .select(["statusCode", "hasError", "retryCount"])
    .orderBy("entryNo")
    .execute();

test("a first call to a store fetches a token, learns the bucket and brings typed data", async () => {
  const answer = await client.shopify.execute("DEMO", ShopPlanDocument, {});

  expect(answer.data.shop.myshopifyDomain).toBe(STORE);
  expect(answer.cost).toEqual({ requested: 2, actual: 2 });
  expect(answer.apiVersion).toBe("2026-07");
  expect(answer.requestId).not.toBeNull();
  expect(await findBucket(database.db, STORE)).toMatchObject({ capacity: 2000, restoreRate: 100, throttledCount: 0 });
});

test("CL-3 THROTTLED once, then fine: one result, two log rows", async () => {
  await sandbox.faults({ effect: { kind: "throttled" }, match: { operation: "AppId" }, count: 1 });

  await client.shopify.execute("DEMO", AppIdDocument, {});

  expect(await log()).toMatchObject([
    { statusCode: 200, hasError: true, retryCount: 0 },
    { statusCode: 200, hasError: false, retryCount: 1 },
  ]);
});

test("CL-4 CL-5 a store in trouble: three repeats are enough, or they are not", async () => {
  await sandbox.faults({ effect: { kind: "serverError", status: 500 }, match: { operation: "AppId" }, count: 2 });
  await client.shopify.execute("DEMO", AppIdDocument, {});
  expect(await log()).toMatchObject([
    { statusCode: 500, hasError: true, retryCount: 0 },
    { statusCode: 500, hasError: true, retryCount: 1 },
    { statusCode: 200, hasError: false, retryCount: 2 },
  ]);

  await sandbox.faults({ effect: { kind: "serverError", status: 503 }, match: { operation: "AppId" }, count: 9 });
  await expect(client.shopify.execute("DEMO", AppIdDocument, {})).rejects.toMatchObject({
    type: "shopify-unavailable",
    retryable: true,
  });
  expect(await log()).toHaveLength(7);
});

test("CL-6 a token that expired early is renewed and the call sent again", async () => {
  await client.shopify.execute("DEMO", AppIdDocument, {});
  await sandbox.faults({ effect: { kind: "tokenExpiry" }, match: { operation: "AppId" }, count: 1 });

  await client.shopify.execute("DEMO", AppIdDocument, {});

  expect(await log()).toMatchObject([
    { statusCode: 200 },
    { statusCode: 401, retryCount: 0 },
    { statusCode: 200, retryCount: 1 },
  ]);
});

test("a broken answer is not taken for one", async () => {
  await sandbox.faults({ effect: { kind: "truncatedJson" }, match: { operation: "AppId" }, count: 1 });

  await expect(client.shopify.execute("DEMO", AppIdDocument, {})).rejects.toMatchObject({ type: "invalid-response" });
});

test("what this store does not let us see is named, with the request's id", async () => {
  await setStoreAccess(database.db, secrets, STORE, { kind: "static", token: "shpat_products" });
  await sandbox.putShop({ tokens: [{ token: "shpat_products", scopes: ["read_products"] }] });
  const orders = operation("query Orders { orders(first: 1) { nodes { id } } }");

  const failure = client.shopify.execute("DEMO", orders, {});

  await expect(failure).rejects.toMatchObject({ type: "shopify-access-denied", retryable: false });
  await expect(failure).rejects.toThrow(/orders.*request id/s);
});

test.each([
  ["an unknown field", "query Bad { shop { nonsense } }", "graphql-request-invalid"],
  ["a page that is too large", "query Bad { orders(first: 251) { nodes { id } } }", "graphql-request-invalid"],
  [
    "a query that is too dear",
    "query Bad { orders(first: 250) { nodes { lineItems(first: 250) { nodes { product { variants(first: 250) { nodes { id } } } } } } } }",
    "graphql-request-invalid",
  ],
  [
    "a filter Shopify does not know",
    `query Bad { orders(first: 1, query: "nonsense:1") { nodes { id } } }`,
    "search-warning",
  ],
])("%s is our mistake, and repeating does not help", async (_what, text, type) => {
  await expect(client.shopify.execute("DEMO", operation(text), {})).rejects.toMatchObject({ type, retryable: false });
});

test("a store that is frozen stops its jobs", async () => {
  await sandbox.faults({ effect: { kind: "shopUnavailable", status: 402 }, match: { operation: "AppId" }, count: 1 });

  await expect(client.shopify.execute("DEMO", AppIdDocument, {})).rejects.toMatchObject({
    type: "store-unavailable",
    retryable: false,
  });
});

test("a renewal that was answered and never stored is repeated with the same right, and the store goes on", async () => {
  await anInstallation({ isExpiring: true });
  const before = await kept();
  await call();
  await saveAccess(database.db, STORE, { tokenExpiresAt: new Date(Date.now() - 1) });
  await renewedAndLost(before);

  await call();

  const after = await kept();
  expect(secrets.open(after.refreshToken ?? "", placeOf(STORE, "refreshToken"))).not.toBe(
    secrets.open(before.refreshToken ?? "", placeOf(STORE, "refreshToken")),
  );
  expect(after.tokenExpiresAt?.getTime()).toBeGreaterThan(Date.now() + 50 * 60_000);
});

test("an installation with a token that does not expire gets one that does", async () => {
  await anInstallation({ isExpiring: false });

  await call();
  await call();

  const row = await kept();
  expect(row.refreshToken).not.toBeNull();
  expect(row.tokenExpiresAt?.getTime()).toBeGreaterThan(Date.now());
});

test("CL-11 two stores have a bucket each: one that is used up does not delay the other", async () => {
  await sandbox.shop("other.myshopify.com").putShop({});
  await aShop(database, { code: "OTHER", store: "other.myshopify.com" });
  await client.shopify.execute("DEMO", AppIdDocument, {});
  await database.db.updateTable("shopifyBucket").set({ level: -5000 }).where("store", "=", STORE).execute();
  const startedAt = performance.now();

  await client.shopify.execute("OTHER", AppIdDocument, {});

  expect(performance.now() - startedAt).toBeLessThan(1000);
  await expect(client.shopify.execute("DEMO", AppIdDocument, {})).rejects.toMatchObject({ type: "shopify-throttled" });
});

test("eight processes at once share the quota and are never THROTTLED", async () => {
  await sandbox.putShop({ plan: "advanced", latency: 20 });
  await sandbox.seed({ orders: 0, products: 40, customers: 0 });
  const pages = Array.from({ length: 10 }, (_, page) => `p${page}: products(first: 50) { nodes { id } }`);
  const dear = operation(`query Dear { ${pages.join(" ")} }`);
  // Ninety points each, in advance and in the end; a full bucket of 4,000 and four seconds at 200 points pay for 53 of them.
  const priority = "person";
  const throttledBefore = (await sandbox.counters()).throttled;
  await client.shopify.execute("DEMO", dear, {}, { priority });
  const processes = Array.from({ length: 8 }, () => {
    const db = connectDatabase(database.url, { maxConnections: 2 });
    return { db, ...aClient({ ...database, db }, sandbox.url, { appOf: () => app, pauses }) };
  });
  let left = 53;
  const startedAt = performance.now();

  await Promise.all(
    processes.map(async ({ shopify }) => {
      while (left > 0) {
        left -= 1;
        await shopify.execute("DEMO", dear, {}, { priority });
      }
    }),
  );

  const seconds = (performance.now() - startedAt) / 1000;
  const spent = processes.flatMap(({ reports }) => reports).reduce((sum, report) => sum + (report.actualCost ?? 0), 0);
  await Promise.all(processes.map(({ db }) => db.destroy()));
  expect(spent).toBe(53 * 90);
  expect((await sandbox.counters()).throttled).toBe(throttledBefore);
  expect((await findBucket(database.db, STORE))?.throttledCount).toBe(0);
  // Nobody was let in on points that were not there.
  expect(seconds).toBeGreaterThan((spent - 4000) / 200 - 1);
});
