import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { requireScopes } from "#activities/shops/require-scopes";
import { insertShop } from "#database/shops";
import { reportScopes, requestedScopes } from "#shopify/scopes";
import { aClient, STORE } from "#test/shopify/client-setup";
import { aDatabase, type TestDatabase } from "#test/support/database";
import { aSandbox, type SandboxHandle } from "#test/support/sandbox";

let database: TestDatabase;
let sandbox: SandboxHandle;
beforeAll(async () => {
  [database, sandbox] = await Promise.all([aDatabase(), aSandbox(STORE)]);
  await insertShop(database.db, { code: "DEMO", store: STORE, enabled: true });
});
afterAll(() => Promise.all([database.drop(), sandbox.close()]));

/** The store grants these scopes from now on, and the app has to ask for a new token. */
async function grant(scopes: readonly string[]): Promise<void> {
  await sandbox.putShop({ scopes });
  await database.db.updateTable("registeredStore").set({ accessToken: null, actualScope: "" }).execute();
}
beforeEach(() => grant(requestedScopes));

function ask(report: keyof typeof reportScopes): Promise<void> {
  const { url, clientId, clientSecret } = sandbox;
  const { shopify } = aClient(database, url, { appOf: () => ({ clientId, clientSecret }), pauses: {} });
  return requireScopes({ db: database.db, shopify }, "DEMO", report, {});
}
const asked = async () => (await sandbox.requests("GrantedScopes")).length;

test("a report is refused that the store has not granted what it needs, and no other", async () => {
  const { required } = reportScopes.syncOrders;
  await grant(required.filter((scope) => scope !== "read_products" && scope !== "read_locations"));

  await expect(ask("syncOrders")).rejects.toMatchObject({
    type: "scope-missing",
    retryable: false,
    message: expect.stringContaining("read_products, read_locations"),
    params: { shop: "DEMO", store: STORE, report: "syncOrders", missing: "read_products,read_locations" },
  });
  await ask("createSalesOrders");
});

test("what was granted later counts at once", async () => {
  await grant(["write_orders"]);
  await expect(ask("syncOrders")).rejects.toMatchObject({ type: "scope-missing" });

  await grant(requestedScopes);

  await ask("syncOrders");
});

test("the store is not asked while nothing is missing", async () => {
  await ask("syncOrders");
  const before = await asked();

  await ask("syncOrders");

  expect(await asked()).toBe(before);
});
