import { setTimeout } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { connectDatabase } from "#database/connection";
import { saveAccess } from "#database/registered-store-tokens";
import type { OperationalError } from "#domain/failure";
import { requestedScopes } from "#shopify/scopes";
import { accessStatus, placeOf, setStoreAccess } from "#shopify/store-access";
import { webhookSecretsOf } from "#shopify/webhooks/secrets";
import { aDatabase, type TestDatabase } from "#test/support/database";
import { until } from "#test/support/until";
import { aClient, aQuery, aShop, forgetShops, secrets, STORE, type ClientUnderTest } from "./client-setup.ts";
import { aScriptedStore, good, type ScriptedStore } from "./scripted-store.ts";

const NOW = new Date("2026-11-25T12:00:00Z");
const inMinutes = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

let database: TestDatabase;
let store: ScriptedStore;
let client: ClientUnderTest;
let now = NOW;
beforeAll(async () => {
  [database, store] = await Promise.all([aDatabase(), aScriptedStore()]);
});
beforeEach(() => {
  now = NOW;
  client = aClient(database, store.url, { now: () => now });
});
afterEach(async () => {
  store.reset();
  await forgetShops(database);
});
afterAll(() => Promise.all([database.drop(), store.close()]));

const call = (shop = "DEMO") => client.shopify.execute(shop, aQuery, {});
const tokensUsed = (): readonly (string | undefined)[] => store.calls.map((received) => received.token);
const refused = { status: 401, body: { errors: "[API] Invalid API key or access token" } };
const waitingForLocks = async (): Promise<number> => {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
    database.db,
  );
  return rows.length;
};
const kept = () => database.db.selectFrom("registeredStore").selectAll().executeTakeFirstOrThrow();

async function anInstallation(expiry: {
  token: Date | null;
  refreshToken: Date | null;
  hasRefreshToken?: boolean;
}): Promise<void> {
  await aShop(database);
  await saveAccess(database.db, STORE, {
    authKind: "oauth",
    requestedScope: requestedScopes.join(","),
    accessToken: secrets.seal("old-token", placeOf(STORE, "accessToken")),
    refreshToken: expiry.hasRefreshToken === false ? null : secrets.seal("refresh-1", placeOf(STORE, "refreshToken")),
    tokenExpiresAt: expiry.token,
    refreshTokenExpiresAt: expiry.refreshToken,
  });
}
const newPair = {
  body: {
    access_token: "new-token",
    scope: "write_orders",
    expires_in: 3600,
    refresh_token: "refresh-2",
    refresh_token_expires_in: 7_776_000,
  },
};

test("a store of our own: the token is fetched with the first call, kept encrypted, and used until it nears its end", async () => {
  await aShop(database);

  await call();
  await call();

  expect(tokensUsed()).toEqual(["token-1", "token-1"]);
  expect(store.tokenRequests.map((request) => Object.fromEntries(request))).toEqual([
    { client_id: "client", client_secret: "hush", grant_type: "client_credentials" },
  ]);
  expect(await kept()).toMatchObject({ actualScope: "write_orders", tokenExpiresAt: new Date("2026-11-26T11:59:59Z") });
  expect(JSON.stringify(await kept())).not.toContain("token-1");

  now = new Date("2026-11-26T11:55:00Z");
  await call();
  expect(tokensUsed().at(-1)).toBe("token-2");
});

test("a store with an app of its own uses that app's credentials", async () => {
  await aShop(database);
  const app = { clientId: "own", clientSecret: "own-secret" };
  await setStoreAccess(database.db, secrets, STORE, { kind: "clientCredentials", app });

  await call();

  expect(Object.fromEntries(store.tokenRequests[0] ?? [])).toMatchObject({
    client_id: "own",
    client_secret: "own-secret",
  });
});

test("a token of a custom app is used as it is and never renewed", async () => {
  await aShop(database);
  await setStoreAccess(database.db, secrets, STORE, { kind: "static", token: "shpat_1" });
  store.answers(good, refused);

  await call();
  await expect(call()).rejects.toMatchObject({ type: "access-token-refused", retryable: false });

  expect(tokensUsed()).toEqual(["shpat_1", "shpat_1"]);
  expect(store.tokenRequests).toEqual([]);
});

test("no token and nothing to get one with: a failure that says what to enter, and no points spent", async () => {
  await aShop(database);
  const poor = aClient(database, store.url, { appOf: () => undefined });

  const failure = poor.shopify.execute("DEMO", aQuery, {});

  await expect(failure).rejects.toMatchObject({ type: "no-access-token", retryable: false });
  await expect(failure).rejects.toThrow("SHOPIFY_CLIENT_ID");
  expect(await database.db.selectFrom("shopifyReservation").selectAll().execute()).toEqual([]);
});

test("credentials that Shopify does not accept: a person has to act", async () => {
  await aShop(database);
  store.tokenAnswers({ status: 400, body: { error: "application_cannot_be_found" } });

  await expect(call()).rejects.toMatchObject({ type: "access-token-refused", retryable: false });
});

test("the token endpoint is away: later again, unless the token is still good", async () => {
  await aShop(database);
  store.tokenAnswers({ status: 503, body: "<html>" });
  await expect(call()).rejects.toMatchObject({ type: "shopify-unavailable", retryable: true });

  await forgetShops(database);
  await anInstallation({ token: inMinutes(4), refreshToken: inMinutes(60) });
  await call();
  expect(tokensUsed()).toEqual(["old-token"]);
});

test("SH-12 an installation whose right to renew has ended: reconnect, and no request for a token", async () => {
  await anInstallation({ token: inMinutes(-1), refreshToken: inMinutes(-24 * 60) });

  const failure = call();

  await expect(failure).rejects.toMatchObject({ type: "reconnect-needed", retryable: false });
  await expect(failure).rejects.toThrow("reconnect");
  expect(store.tokenRequests).toEqual([]);
  expect(accessStatus(await kept(), NOW)).toBe("reconnectNeeded");
});

test("SH-13 with the right to renew for thirty more days an installation is connected; unknown ends count as none", async () => {
  await anInstallation({ token: inMinutes(30), refreshToken: inMinutes(30 * 24 * 60) });
  expect(accessStatus(await kept(), NOW)).toBe("connected");
  expect(accessStatus({ ...(await kept()), refreshTokenExpiresAt: null }, NOW)).toBe("connected");
  expect(accessStatus({ ...(await kept()), accessToken: null }, NOW)).toBe("noToken");
});

test("SH-14 a token four minutes before its end is renewed once, whoever calls, and all use the new one", async () => {
  await anInstallation({ token: inMinutes(4), refreshToken: inMinutes(60) });
  store.tokenAnswers({ ...newPair, delayMs: 100 });

  await Promise.all([call(), call(), call()]);

  expect(store.tokenRequests.map((request) => request.get("refresh_token"))).toEqual(["refresh-1"]);
  expect(tokensUsed()).toEqual(["new-token", "new-token", "new-token"]);
  const row = await kept();
  expect(secrets.open(row.refreshToken ?? "", placeOf(STORE, "refreshToken"))).toBe("refresh-2");
  expect(row.tokenExpiresAt).toEqual(inMinutes(60));
});

test("a token that does not expire is exchanged for one that does, once, whoever calls", async () => {
  await anInstallation({ token: null, refreshToken: null, hasRefreshToken: false });
  store.tokenAnswers({ ...newPair, delayMs: 100 });

  await Promise.all([call(), call(), call()]);

  const offline = "urn:shopify:params:oauth:token-type:offline-access-token";
  expect(store.tokenRequests.map((request) => Object.fromEntries(request))).toEqual([
    {
      client_id: "client",
      client_secret: "hush",
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: "old-token",
      subject_token_type: offline,
      requested_token_type: offline,
      expiring: "1",
    },
  ]);
  expect(tokensUsed()).toEqual(["new-token", "new-token", "new-token"]);
  expect(await kept()).toMatchObject({ tokenExpiresAt: inMinutes(60), lastMigrationAttempt: NOW });
});

test("a token that cannot be exchanged goes on being used, and is tried again after an hour", async () => {
  await anInstallation({ token: null, refreshToken: null, hasRefreshToken: false });
  store.tokenAnswers({ status: 400, body: { error: "invalid_subject_token" } }, { status: 503 }, newPair);

  await call();
  now = inMinutes(59);
  await call();
  expect(store.tokenRequests).toHaveLength(1);

  now = inMinutes(60);
  await call();
  now = inMinutes(120);
  await call();

  expect(store.tokenRequests).toHaveLength(3);
  expect(tokensUsed()).toEqual(["old-token", "old-token", "old-token", "new-token"]);
});

test("a renewal Shopify refuses is final", async () => {
  await anInstallation({ token: inMinutes(1), refreshToken: null });
  store.tokenAnswers({ status: 401, body: { error: "invalid_grant" } });

  await expect(call()).rejects.toMatchObject({ type: "reconnect-needed" });
});

test("CL-6 a refused token is renewed once and the call sent again; a second refusal within a minute renews nothing", async () => {
  await aShop(database);
  store.answers(refused, good, refused);

  await call();
  expect(tokensUsed()).toEqual(["token-1", "token-2"]);

  now = new Date(NOW.getTime() + 59_000);
  await expect(call()).rejects.toMatchObject({ type: "access-token-refused", retryable: false });
  expect(store.tokenRequests).toHaveLength(2);

  now = new Date(NOW.getTime() + 61_000);
  store.answers(refused, good);
  await call();
  expect(store.tokenRequests).toHaveLength(3);
});

test("two calls whose token is refused at once renew it once", async () => {
  await aShop(database);
  await call();
  store.answers({ ...refused, delayMs: 50 }, { ...refused, delayMs: 50 }, good);

  await Promise.all([call(), call()]);

  expect(store.tokenRequests).toHaveLength(2);
  expect(tokensUsed()).toEqual(["token-1", "token-1", "token-1", "token-2", "token-2"]);
});

test("a token endpoint that is away is asked by one call for all that wait, each told in its own words", async () => {
  await aShop(database);
  await call();
  await aShop(database, { code: "POS" });
  store.answers({ ...refused, delayMs: 50 });
  store.tokenAnswers({ status: 503, delayMs: 20 });

  const failures = await Promise.allSettled([call(), call(), call("POS")]);

  expect(
    failures.map((failure) => failure.status === "rejected" && (failure.reason as OperationalError)),
  ).toMatchObject(
    ["DEMO", "DEMO", "POS"].map((shop) => ({ type: "shopify-unavailable", retryable: true, params: { shop } })),
  );
  expect(store.tokenRequests).toHaveLength(1 + 3);
});

test("a token endpoint that hangs keeps one connection, whatever waits for it: other stores go on", async () => {
  await aShop(database);
  await aShop(database, { code: "OTHER", store: "other.myshopify.com" });
  await setStoreAccess(database.db, secrets, "other.myshopify.com", { kind: "static", token: "shpat_1" });
  store.tokenAnswers({ body: { access_token: "late", scope: "" }, delayMs: 1500 });
  const db = connectDatabase(database.url, { maxConnections: 3 });
  const { shopify } = aClient({ ...database, db }, store.url, { now: () => now });
  const waiting = Array.from({ length: 6 }, () => shopify.execute("DEMO", aQuery, {}));
  await setTimeout(300);

  await shopify.execute("OTHER", aQuery, {});
  await Promise.all(waiting);

  expect(tokensUsed()).toEqual(["shpat_1", ...Array<string>(6).fill("late")]);
  expect(store.tokenRequests).toHaveLength(1);
  await db.destroy();
});

test("a call whose token is refused while the token is being renewed waits without a connection, and takes the new one", async () => {
  await anInstallation({ token: inMinutes(30), refreshToken: inMinutes(60) });
  store.answers({ ...refused, delayMs: 200 }, good);
  store.tokenAnswers({ ...newPair, delayMs: 600 });
  const refusedCall = call();
  await until("it was sent", () => store.calls.length === 1);
  now = inMinutes(28);

  const renewingCall = call();
  await setTimeout(400);
  expect(await waitingForLocks()).toBe(0);
  await Promise.all([refusedCall, renewingCall]);

  expect(store.tokenRequests).toHaveLength(1);
  expect(tokensUsed()).toEqual(["old-token", "new-token", "new-token"]);
});

test("a renewal that fails for a moment is tried again, and does not use up the renewal of the minute", async () => {
  await aShop(database);
  await call();
  store.answers(refused, refused, good);
  store.tokenAnswers({ status: 503 }, { status: 503 }, { status: 503 }, { body: { access_token: "late", scope: "" } });

  await expect(call()).rejects.toMatchObject({ type: "shopify-unavailable", retryable: true });
  await call();

  expect(tokensUsed().at(-1)).toBe("late");
});

test("a store's webhooks are signed with the secret of its own app, else with ours; an unknown store has none", async () => {
  await aShop(database);
  const deps = { db: database.db, secrets, appOf: () => ({ clientId: "client", clientSecret: "hush" }) };
  expect(await webhookSecretsOf(deps, STORE)).toEqual(["hush"]);

  const app = { clientId: "own", clientSecret: "own-secret" };
  await setStoreAccess(database.db, secrets, STORE, { kind: "static", token: "shpat_1", app });
  expect(await webhookSecretsOf(deps, STORE)).toEqual(["own-secret"]);
  expect(await webhookSecretsOf(deps, "unknown.myshopify.com")).toEqual([]);
});
