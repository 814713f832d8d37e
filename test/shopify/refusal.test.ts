import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { findAccess, noteRefusal, saveAccess } from "#database/registered-store-tokens";
import { requestedScopes } from "#shopify/scopes";
import { accessStatus, placeOf, setStoreAccess } from "#shopify/store-access";
import { aDatabase, type TestDatabase } from "#test/support/database";
import { aClient, aQuery, aShop, forgetShops, secrets, STORE, type ClientUnderTest } from "./client-setup.ts";
import { aScriptedStore, good, type ScriptedStore } from "./scripted-store.ts";

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

const call = () => client.shopify.execute("DEMO", aQuery, {});
const refused = { status: 401, body: { errors: "[API] Invalid API key or access token" } };
const status = async () => {
  const access = await findAccess(database.db, STORE);
  return access && accessStatus(access, new Date());
};

test("a store that refuses its token is marked until it takes a call again", async () => {
  await aShop(database);
  await setStoreAccess(database.db, secrets, STORE, { kind: "static", token: "shpat_1" });
  store.answers(refused, { status: 503 }, good);

  await expect(call()).rejects.toMatchObject({ type: "access-token-refused" });
  expect(await status()).toBe("tokenRefused");
  await call();
  expect(await status()).toBe("connected");

  store.answers(refused);
  await expect(call()).rejects.toMatchObject({ type: "access-token-refused" });
  await setStoreAccess(database.db, secrets, STORE, { kind: "static", token: "shpat_2" });
  expect(await status()).toBe("connected");
});

test("a store that is frozen is marked, and so is an installation that is no longer renewed", async () => {
  await aShop(database);
  await saveAccess(database.db, STORE, {
    authKind: "oauth",
    requestedScope: requestedScopes.join(","),
    accessToken: secrets.seal("old-token", placeOf(STORE, "accessToken")),
    refreshToken: secrets.seal("refresh-1", placeOf(STORE, "refreshToken")),
  });
  store.answers({ status: 402, body: { errors: "Unavailable Shop" } });
  await expect(call()).rejects.toMatchObject({ type: "store-unavailable" });
  expect(await status()).toBe("storeUnavailable");

  store.answers(refused);
  store.tokenAnswers({ status: 401, body: { error: "invalid_grant" } });
  await expect(call()).rejects.toMatchObject({ type: "reconnect-needed" });
  expect(await status()).toBe("reconnectNeeded");
});

test("marking a store does not wait for a renewal of its token", async () => {
  await aShop(database);
  await database.db.transaction().execute(async (transaction) => {
    await transaction.selectFrom("registeredStore").selectAll().where("store", "=", STORE).forUpdate().execute();
    await noteRefusal(database.db, STORE, "storeUnavailable");
  });
  expect(await status()).toBe("connected");

  await noteRefusal(database.db, STORE, "storeUnavailable");
  expect(await status()).toBe("storeUnavailable");
});
