import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { aDatabase, type TestDatabase } from "#test/support/database";
import { aClient, aMutation, aQuery, aShop, forgetShops, operation, STORE } from "./client-setup.ts";
import { aScriptedStore, good, type ScriptedStore } from "./scripted-store.ts";

let database: TestDatabase;
let store: ScriptedStore;
beforeAll(async () => {
  [database, store] = await Promise.all([aDatabase(), aScriptedStore()]);
});
afterEach(async () => {
  store.reset();
  await forgetShops(database);
});
afterAll(() => Promise.all([database.drop(), store.close()]));

const nothingWasSent = async (): Promise<void> => {
  expect(store.calls).toEqual([]);
  expect(store.tokenRequests).toEqual([]);
  expect(await database.db.selectFrom("shopifyBucket").selectAll().execute()).toEqual([]);
};

test("SH-11 a disabled shop: Enabled must be true, and nothing is sent", async () => {
  await aShop(database, { enabled: false });

  const failure = aClient(database, store.url).shopify.execute("DEMO", aQuery, {});

  await expect(failure).rejects.toMatchObject({ type: "shop-disabled", retryable: false });
  await expect(failure).rejects.toThrow("Enabled must be true");
  await nothingWasSent();
});

test("an action that enables a shop may talk to its store before", async () => {
  await aShop(database, { enabled: false });

  await aClient(database, store.url).shopify.execute("DEMO", aQuery, {}, { evenWhileDisabled: true });

  expect(store.calls).toHaveLength(1);
});

test("SH-15 past the end of the API version every call is refused before anything is sent", async () => {
  await aShop(database);
  const client = aClient(database, store.url, { now: () => new Date("2027-07-02T00:00:00Z") });

  const failure = client.shopify.execute("DEMO", aQuery, {});

  await expect(failure).rejects.toMatchObject({ type: "api-version-expired", retryable: false });
  await expect(failure).rejects.toThrow("out of support since 2027-07-01");
  await nothingWasSent();
});

test("CL-10 SH-16 with data sync off a change is refused before it is sent, whatever stands in front of it", async () => {
  await aShop(database, { allowOutgoingRequests: false });
  const client = aClient(database, store.url);
  const hidden = operation(`

    # query
    mutation Hidden { closed: orderClose(input: { id: "1" }) { userErrors { message } } }`);

  for (const change of [aMutation, hidden]) {
    const failure = client.shopify.execute("DEMO", change, {});
    await expect(failure).rejects.toMatchObject({
      type: "data-sync-disabled",
      retryable: false,
      params: { setting: "allowOutgoingRequests" },
    });
    await expect(failure).rejects.toThrow("Allow Data Sync to Shopify");
  }
  await nothingWasSent();
});

test("SH-16 with data sync off queries and webhook subscriptions go on, nothing beside them", async () => {
  await aShop(database, { allowOutgoingRequests: false });
  const client = aClient(database, store.url);
  const subscribe = operation('mutation S { webhookSubscriptionDelete(id: "1") { userErrors { message } } }');
  const smuggled = operation(
    `mutation S { webhookSubscriptionDelete(id: "1") { userErrors { message } } ...More }
     fragment More on Mutation { orderClose(input: { id: "1" }) { userErrors { message } } }`,
  );
  store.answers(good);

  await client.shopify.execute("DEMO", operation("query Q { note: app { id } }"), {});
  await client.shopify.execute("DEMO", subscribe, {});
  await expect(client.shopify.execute("DEMO", smuggled, {})).rejects.toMatchObject({ type: "data-sync-disabled" });

  expect(store.calls).toHaveLength(2);
});

test("a request that is too long is refused with advice, before anything is sent", async () => {
  await aShop(database);

  const failure = aClient(database, store.url).shopify.execute("DEMO", aQuery, { text: "x".repeat(50_000) });

  await expect(failure).rejects.toMatchObject({ type: "graphql-request-invalid", retryable: false });
  await expect(failure).rejects.toThrow("marketing text");
  await nothingWasSent();
});

test("when Shopify serves another version, queries go on with a warning and changes stop", async () => {
  await aShop(database);
  const client = aClient(database, store.url);
  store.answers({ ...good, headers: { "X-Shopify-API-Version": "2026-10" } }, good);

  const answer = await client.shopify.execute("DEMO", aQuery, {});
  expect(answer.apiVersion).toBe("2026-10");
  expect(client.said).toHaveLength(1);

  await expect(client.shopify.execute("DEMO", aMutation, {})).rejects.toMatchObject({
    type: "api-version-mismatch",
    retryable: false,
  });

  // A later answer of the right version opens the gate again.
  await client.shopify.execute("DEMO", aQuery, {});
  await client.shopify.execute("DEMO", aMutation, {});
  expect(store.calls).toHaveLength(3);
});

test("what Shopify served to an earlier release of the program does not stop the changes of this one", async () => {
  await aShop(database);
  await database.db
    .insertInto("shopifyBucket")
    .values({ store: STORE, askedVersion: "2026-04", servedVersion: "2026-10" })
    .execute();

  await aClient(database, store.url).shopify.execute("DEMO", aMutation, {});

  expect(store.calls).toHaveLength(1);
  const noted = await database.db
    .selectFrom("shopifyBucket")
    .select(["askedVersion", "servedVersion"])
    .executeTakeFirst();
  expect(noted).toEqual({ askedVersion: "2026-07", servedVersion: "2026-07" });
});

test("SH-20 an installation that asked for fewer scopes than the product needs now: reconnect, no call", async () => {
  await aShop(database);
  await database.db
    .updateTable("registeredStore")
    .set({ authKind: "oauth", requestedScope: "write_orders,read_all_orders" })
    .where("store", "=", STORE)
    .execute();

  await expect(aClient(database, store.url).shopify.execute("DEMO", aQuery, {})).rejects.toMatchObject({
    type: "scope-changed",
    retryable: false,
  });
  await nothingWasSent();
});

test("a document that is not one named operation is a mistake of the program", async () => {
  await aShop(database);
  const client = aClient(database, store.url);

  await expect(client.shopify.execute("DEMO", operation("{ app { id } }"), {})).rejects.toThrow("has a name");
  await expect(client.shopify.execute("DEMO", operation("query A { a } query B { b }"), {})).rejects.toThrow(
    "exactly one operation",
  );
});
