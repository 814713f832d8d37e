import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { insertShop } from "#database/shops";
import { saveAccess } from "#database/registered-store-tokens";
import { requestedScopes } from "#shopify/scopes";
import { placeOf, setStoreAccess } from "#shopify/store-access";
import { agree } from "./agree.ts";
import type { ApiAnswer } from "./an-api.ts";
import { aConnectedApi, PUBLIC_URL, store, type ConnectedApi } from "./a-connected-api.ts";

let api: ConnectedApi;
beforeAll(async () => {
  api = await aConnectedApi();
  await api.sandbox.putShop({ scopes: requestedScopes });
}, 120_000);
beforeEach(() => insertShop(api.db, { code: "DEMO", store }));
afterEach(async () => {
  await api.sandbox.clearFaults();
  await api.db.deleteFrom("shop").execute();
  await api.db.deleteFrom("registeredStore").execute();
});
afterAll(() => api.close(), 60_000);

const HTML = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const appSecret = "sandbox-secret";
const locationOf = (answer: ApiAnswer): URL => new URL(answer.headers.get("location") ?? "");
const start = async (): Promise<URL> => locationOf(await api.call("GET", "/api/shops/DEMO/oauth/start"));
const withoutKey = { key: null } as const;
const visit = (address: URL) => api.call("GET", address.pathname + address.search, undefined, withoutKey);

/** What a browser shows at an address of ours. */
async function page(address: URL): Promise<{ readonly status: number; readonly type: string; readonly text: string }> {
  const response = await fetch(api.url + address.pathname + address.search, { headers: HTML, redirect: "manual" });
  return {
    status: response.status,
    type: response.headers.get("content-type") ?? "",
    text: await response.text(),
  };
}

/** An address as Shopify signs it. */
function signed(path: string, members: Readonly<Record<string, string>>, secret = appSecret): URL {
  const address = new URL(path, PUBLIC_URL);
  for (const [name, value] of Object.entries(members).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    address.searchParams.set(name, value);
  }
  const hmac = createHmac("sha256", secret).update(address.searchParams.toString()).digest("hex");
  address.searchParams.set("hmac", hmac);
  return address;
}
const nowInSeconds = (): string => String(Math.floor(Date.now() / 1000));
const exchanges = async (): Promise<number> =>
  (await api.sandbox.requests()).filter(({ path }) => path === "/admin/oauth/access_token").length;
const kept = () => api.db.selectFrom("registeredStore").selectAll().executeTakeFirstOrThrow();

test("a merchant lets the app in: the store is connected with tokens nobody can read, and its shops know the plan", async () => {
  const authorizeUrl = await start();
  expect(authorizeUrl.host).toBe(`demo.myshopify.com.localhost:${api.sandbox.port}`);
  expect(Object.fromEntries(authorizeUrl.searchParams)).toMatchObject({
    client_id: "sandbox-client",
    scope: requestedScopes.join(","),
    redirect_uri: `${PUBLIC_URL}/shopify/oauth/callback`,
  });

  const back = await agree(authorizeUrl);
  const connected = await visit(back);

  expect(connected).toMatchObject({ status: 200, body: { store, missingScopes: [] } });
  const row = await kept();
  expect(row).toMatchObject({ authKind: "oauth", requestedScope: requestedScopes.join(","), refusal: null });
  expect(row.refreshTokenExpiresAt?.getTime()).toBeGreaterThan(Date.now() + 89 * 86_400_000);
  const token = api.deps.secrets.open(row.accessToken ?? "", placeOf(store, "accessToken"));
  expect(token).toMatch(/^shpat_/);
  expect(JSON.stringify(row)).not.toContain(token);
  expect(await api.call("GET", "/api/shops/DEMO")).toMatchObject({
    body: { access: "connected", weightUnit: "kilograms" },
  });
  expect(await api.call("POST", "/api/shops/DEMO/enable", {})).toMatchObject({ status: 200, body: { enabled: true } });
}, 60_000);

test("the page loaded again shows the same, and exchanges nothing", async () => {
  const back = await agree(await start());
  await visit(back);
  const before = await exchanges();

  const shown = await page(back);

  expect(shown).toMatchObject({ status: 200, type: "text/html; charset=utf-8" });
  expect(shown.text).toContain(`Store ${store} is connected`);
  expect(await exchanges()).toBe(before);
}, 60_000);

test("neither code nor state nor tokens come into the log, the tables or the job history", async () => {
  const back = await agree(await start());
  await visit(back);

  const row = await kept();
  const secrets = [
    back.searchParams.get("code") ?? "",
    back.searchParams.get("state") ?? "",
    back.searchParams.get("hmac") ?? "",
    api.deps.secrets.open(row.accessToken ?? "", placeOf(store, "accessToken")),
    api.deps.secrets.open(row.refreshToken ?? "", placeOf(store, "refreshToken")),
  ];
  const history = await api.history(`action/${store}/connection`);
  const requests = await api.db.selectFrom("oauthRequest").selectAll().execute();
  const said = JSON.stringify([api.logLines, history, row, requests]);
  expect(said).toContain("/shopify/oauth/callback");
  expect(secrets.filter((secret) => secret.length < 16 || said.includes(secret))).toEqual([]);
}, 60_000);

test("what was changed on the way, or signed by another app, is refused", async () => {
  const back = await agree(await start());
  const otherCode = new URL(back);
  otherCode.searchParams.set("code", "0".repeat(32));
  const added = new URL(back);
  added.searchParams.set("host", "YWRtaW4");
  const { hmac: _signature, ...members } = Object.fromEntries(back.searchParams);
  const unsigned = new URL(back);
  unsigned.searchParams.delete("hmac");

  for (const forged of [otherCode, added, signed(back.pathname, members, "another-secret")]) {
    expect(await visit(forged)).toMatchObject({ status: 401, body: { code: "oauth-signature-invalid" } });
  }
  expect((await visit(unsigned)).status).toBe(422);
  expect((await kept()).authKind).toBe("client_credentials");
  // Members we do not know are signed like the others.
  expect((await visit(signed(back.pathname, { ...members, host: "YWRtaW4/+==" }))).status).toBe(200);
}, 60_000);

test("who was not sent from here, comes too late, or comes back from another store, reads what to do", async () => {
  const authorizeUrl = await start();
  const state = authorizeUrl.searchParams.get("state") ?? "";
  const members = { shop: store, code: "c".repeat(32), timestamp: nowInSeconds(), state };
  const callback = "/shopify/oauth/callback";
  const anHourAgo = String(Number(nowInSeconds()) - 3_600);

  const stranger = await page(signed(callback, { ...members, state: "s".repeat(43) }));
  const late = await page(signed(callback, { ...members, timestamp: anHourAgo }));
  const other = await page(signed(callback, { ...members, shop: "other.myshopify.com" }));

  expect(stranger).toMatchObject({ status: 403, type: "text/html; charset=utf-8" });
  expect(stranger.text).toContain("start connecting again from the shop card");
  expect(late.status).toBe(401);
  expect(late.text).toContain("oauth-link-expired");
  expect(other.status).toBe(409);
  expect(other.text).toContain("let into other.myshopify.com, but the shop is set up for demo.myshopify.com");
  expect([stranger, late, other].filter(({ text }) => text.includes(members.code))).toEqual([]);
});

test("somebody who was sent more than half an hour ago starts again", async () => {
  const back = await agree(await start());
  await api.db
    .updateTable("oauthRequest")
    .set({ expiresAt: new Date(Date.now() - 1) })
    .execute();

  expect(await visit(back)).toMatchObject({ status: 403, body: { code: "oauth-state-unknown" } });
});

test("a code Shopify does not accept: what the store had before stays", async () => {
  await setStoreAccess(api.db, api.deps.secrets, store, { kind: "static", token: "shpat_1" });
  const authorizeUrl = await start();
  const state = authorizeUrl.searchParams.get("state") ?? "";
  const members = { shop: store, code: "c".repeat(32), timestamp: nowInSeconds(), state };

  const refused = await visit(signed("/shopify/oauth/callback", members));

  expect(refused).toMatchObject({ status: 409, body: { code: "oauth-code-refused", params: { store } } });
  expect(JSON.stringify(refused.body)).not.toContain(members.code);
  const row = await kept();
  expect(row.authKind).toBe("static");
  expect(api.deps.secrets.open(row.accessToken ?? "", placeOf(store, "accessToken"))).toBe("shpat_1");
}, 60_000);

test("the address of the app sends on whom Shopify sends, unless the store is connected", async () => {
  const install = () => signed("/shopify/install", { shop: store, timestamp: nowInSeconds(), host: "YWRtaW4" });

  const sent = await visit(install());
  expect(sent.status).toBe(302);
  expect((await visit(await agree(locationOf(sent)))).status).toBe(200);

  expect(await visit(install())).toMatchObject({ status: 200, body: { store } });
  await saveAccess(api.db, store, { requestedScope: "write_orders" });
  expect((await visit(install())).status).toBe(302);
}, 60_000);

test("the address of the app does nothing for strangers, unknown stores, and stores with credentials of their own", async () => {
  const members = { shop: store, timestamp: nowInSeconds() };
  const unknown = { ...members, shop: "unknown.myshopify.com" };

  expect(await visit(signed("/shopify/install", members, "guessed"))).toMatchObject({
    status: 401,
    body: { code: "oauth-signature-invalid" },
  });
  expect(await visit(signed("/shopify/install", { ...members, shop: "evil.example.com" }))).toMatchObject({
    status: 422,
  });
  expect(await visit(signed("/shopify/install", unknown))).toMatchObject({ status: 409, body: { code: "no-app" } });
  await setStoreAccess(api.db, api.deps.secrets, store, { kind: "static", token: "shpat_1" });
  expect(await visit(signed("/shopify/install", members))).toMatchObject({
    status: 409,
    body: { code: "store-connected-otherwise" },
  });
  expect(await api.db.selectFrom("oauthRequest").selectAll().execute()).toEqual([]);
});

test("without a key, a store or a shop nobody is sent to Shopify", async () => {
  await insertShop(api.db, { code: "NEW", store: "" });

  expect((await api.call("GET", "/api/shops/DEMO/oauth/start", undefined, withoutKey)).status).toBe(401);
  expect(await api.call("GET", "/api/shops/NEW/oauth/start")).toMatchObject({
    status: 409,
    body: { code: "shopify-url-missing" },
  });
  expect((await api.call("GET", "/api/shops/NONE/oauth/start")).status).toBe(404);
});
