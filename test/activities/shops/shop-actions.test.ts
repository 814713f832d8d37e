import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { MockActivityEnvironment } from "@temporalio/testing";
import { DefaultLogger } from "@temporalio/worker";
import { createShopActivities, type ShopActivities } from "#activities/shops/shop-activities";
import { getShop, insertShop, updateShop } from "#database/shops";
import { createShopifyClient } from "#shopify/create-client";
import { installationOf } from "#shopify/installation";
import { createSecrets } from "#shopify/secrets";
import { createJobLog } from "#temporal/job-log";
import { createScheduleWatcher } from "#temporal/schedule-watch";
import { createSchedules } from "#temporal/schedules";
import { ensureSearchAttributes } from "#temporal/search-attributes";
import { aCompleteSchedule } from "#test/domain/jobs/a-schedule";
import { aNamespace, type TestNamespace } from "#test/support/temporal";
import { aDatabase, type TestDatabase } from "#test/support/database";
import { until } from "#test/support/until";
import { aSandbox, type SandboxHandle } from "#test/support/sandbox";

const STORE = "demo.myshopify.com";
const secrets = createSecrets([randomBytes(32).toString("base64")]);
const PUBLIC_URL = "https://sync.example.com";
let database: TestDatabase;
let sandbox: SandboxHandle;
let temporal: TestNamespace;
beforeAll(async () => {
  [database, sandbox, temporal] = await Promise.all([aDatabase(), aSandbox(STORE), aNamespace()]);
  await ensureSearchAttributes(temporal.connection, temporal.namespace);
});
beforeEach(() => insertShop(database.db, { code: "DEMO", store: STORE }));
afterEach(async () => {
  await sandbox.clearFaults();
  await sandbox.reset();
  await sandbox.putShop({ plan: "basic", fields: {} });
  await database.db.deleteFrom("shop").execute();
  await database.db.deleteFrom("registeredStore").execute();
});
afterAll(() => Promise.all([database.drop(), sandbox.close(), temporal.close()]));

const anEnvironment = () => new MockActivityEnvironment(undefined, { logger: new DefaultLogger("ERROR") });

/** Runs actions inside an activity of a worker that knows this public address. */
async function run<R>(
  work: (actions: ShopActivities) => Promise<R>,
  options: { readonly publicUrl: string | undefined } = { publicUrl: PUBLIC_URL },
  environment = anEnvironment(),
): Promise<R> {
  const shopify = createShopifyClient({
    db: database.db,
    secrets,
    ...installationOf({
      sandboxHosts: [STORE],
      sandboxPort: sandbox.port,
      clientId: undefined,
      clientSecret: undefined,
    }),
    log: { warn: () => undefined, error: () => undefined },
    pauses: { serverErrorMs: 10 },
  });
  const schedules = createScheduleWatcher({ client: temporal.client, db: database.db });
  const actions = createShopActivities({ db: database.db, shopify, schedules, ...options });
  return (await environment.run(() => work(actions))) as R;
}
const demo = { shopCode: "DEMO", by: "maria" };
const enabledShop = (code = "DEMO") => getShop(database.db, code);
/** Enabled shops of the store, without the calls that enabling makes. */
async function enabled(...codes: readonly string[]): Promise<void> {
  for (const code of codes) await updateShop(database.db, code, { enabled: true });
}

/** Ids of the subscriptions at the store, by topic. */
async function subscriptions(topic: string): Promise<readonly string[]> {
  const { data } = await sandbox.graphql<{ webhookSubscriptions: { nodes: { legacyResourceId: string }[] } }>(
    `query Subscriptions($topics: [WebhookSubscriptionTopic!]) {
       webhookSubscriptions(first: 10, topics: $topics) { nodes { legacyResourceId } }
     }`,
    { topics: [topic] },
  );
  return data?.webhookSubscriptions.nodes.map((node) => node.legacyResourceId) ?? [];
}
const calls = async (operation: string): Promise<number> => (await sandbox.requests(operation)).length;

test("enabling a shop fetches a token, subscribes to finished bulk operations, reads plan and unit, notes who agreed", async () => {
  await run((actions) => actions.enableShop(demo));

  const [subscription] = await subscriptions("BULK_OPERATIONS_FINISH");
  expect(await enabledShop()).toMatchObject({
    enabled: true,
    enabledBy: "maria",
    enabledAt: expect.any(Date),
    bulkOperationWebhookId: subscription,
    weightUnit: "kilograms",
  });
  expect(await subscriptions("APP_UNINSTALLED")).toEqual([(await enabledShop()).appUninstalledWebhookId]);
  const store = await database.db.selectFrom("registeredStore").selectAll().executeTakeFirstOrThrow();
  expect(store.actualScope).toContain("write_orders");
});

test("enabling a shop sets it up for the countries its store ships to", async () => {
  await sandbox.putShop({ fields: { shipsToCountries: ["US", "DE"] } });
  await database.db.insertInto("customerTemplateMapping").values({ shop: "DEMO", countryCode: "*" }).execute();

  await run((actions) => actions.enableShop(demo));

  const { db } = database;
  const countries = await db
    .selectFrom("customerTemplateMapping")
    .select("countryCode")
    .orderBy("countryCode")
    .execute();
  expect(countries).toEqual([{ countryCode: "DE" }, { countryCode: "US" }]);
  expect(await db.selectFrom("taxAreaMapping").where("countryCode", "=", "US").select("county").execute()).toHaveLength(
    62,
  );
});

test("without a public address a shop is enabled without webhooks", async () => {
  await run((actions) => actions.enableShop(demo), { publicUrl: undefined });

  expect(await enabledShop()).toMatchObject({ enabled: true, bulkOperationWebhookId: "" });
});

test.each(["ShopPlan", "ShipToCountries"])(
  "when %s fails the shop stays disabled, and the next try goes through",
  async (operation) => {
    await sandbox.faults({ effect: { kind: "shopUnavailable", status: 402 }, match: { operation }, count: 1 });
    await expect(run((actions) => actions.enableShop(demo))).rejects.toMatchObject({ type: "store-unavailable" });
    expect(await enabledShop()).toMatchObject({ enabled: false, bulkOperationWebhookId: "" });
    expect(await subscriptions("BULK_OPERATIONS_FINISH")).toEqual([]);

    await run((actions) => actions.enableShop(demo));

    expect((await enabledShop()).enabled).toBe(true);
    expect(await subscriptions("BULK_OPERATIONS_FINISH")).toHaveLength(1);
  },
);

test("an enabling that is cancelled leaves no subscription behind", async () => {
  const environment = anEnvironment();
  await sandbox.faults({ effect: { kind: "noAnswer" }, match: { operation: "ShopPlan" }, count: 1 });

  const enabling = run((actions) => actions.enableShop(demo), { publicUrl: PUBLIC_URL }, environment);
  const [ended] = await Promise.allSettled([
    enabling,
    until("the store was asked for its plan", async () => (await calls("ShopPlan")) === 1).then(() =>
      environment.cancel(),
    ),
  ]);

  expect(ended.status).toBe("rejected");
  expect(await enabledShop()).toMatchObject({ enabled: false, bulkOperationWebhookId: "" });
  expect(await subscriptions("BULK_OPERATIONS_FINISH")).toEqual([]);
});

test("a step that fails leaves the subscription to the other shops of the store", async () => {
  await insertShop(database.db, { code: "POS", store: STORE });
  await run((actions) => actions.enableShop({ shopCode: "POS", by: "maria" }));
  await sandbox.faults({
    effect: { kind: "shopUnavailable", status: 402 },
    match: { operation: "ShopPlan" },
    count: 1,
  });

  await expect(run((actions) => actions.enableShop(demo))).rejects.toMatchObject({ type: "store-unavailable" });

  const [subscription, ...more] = await subscriptions("BULK_OPERATIONS_FINISH");
  expect(more).toEqual([]);
  expect((await enabledShop()).bulkOperationWebhookId).toBe("");
  expect((await enabledShop("POS")).bulkOperationWebhookId).toBe(subscription);
});

test("a shop without a store cannot be enabled", async () => {
  await insertShop(database.db, { code: "EMPTY", store: "" });

  await expect(run((actions) => actions.enableShop({ shopCode: "EMPTY", by: "maria" }))).rejects.toMatchObject({
    type: "shopify-url-missing",
  });
});

test("SH-10 the plan decides about advanced features; a lowered plan takes them away", async () => {
  await sandbox.putShop({ plan: "advanced" });
  await run((actions) => actions.refreshShopSettings(demo));
  expect((await enabledShop()).advancedShopifyPlan).toBe(true);
  await updateShop(database.db, "DEMO", { autoCreateCatalog: true });

  await sandbox.putShop({ plan: "basic" });
  await run((actions) => actions.refreshShopSettings(demo));

  expect(await enabledShop()).toMatchObject({ advancedShopifyPlan: false, autoCreateCatalog: false });
});

test("refreshing the settings reads the payment terms the store can offer; the terms people have set for them stay", async () => {
  const terms = () =>
    database.db.selectFrom("paymentTermsMapping").selectAll().orderBy("shopifyPaymentTermsId").execute();
  await run((actions) => actions.refreshShopSettings(demo));
  expect((await terms()).map(({ name }) => name)).toContain("Net 30");
  expect(await terms()).toContainEqual(
    expect.objectContaining({ shopifyPaymentTermsId: "4", type: "net", dueInDays: 30, paymentTermsCode: "" }),
  );

  await database.db.updateTable("paymentTermsMapping").set({ paymentTermsCode: "30D", name: "?" }).execute();
  await run((actions) => actions.refreshShopSettings(demo));
  expect(await terms()).toHaveLength(9);
  expect(await terms()).toContainEqual(expect.objectContaining({ name: "Net 30", paymentTermsCode: "30D" }));
});

test("testing the connection says what is missing, report by report", async () => {
  const all = await run((actions) => actions.testShopConnection(demo));
  expect(all).toEqual({ connected: true, orderWebhook: "notUsed", missingScopes: {} });

  await sandbox.putShop({ scopes: ["read_orders", "read_all_orders"] });
  const few = await run((actions) => actions.testShopConnection(demo));
  expect(few.missingScopes["createSalesOrders"]).toEqual(["write_orders"]);
  expect(few.missingScopes["syncOrders"]).toContain("read_products");
});

test("SH-16 webhooks can be turned on while data sync is off", async () => {
  await updateShop(database.db, "DEMO", { enabled: true, allowOutgoingRequests: false });

  await run((actions) => actions.setOrderWebhook({ ...demo, on: true }));

  expect(await subscriptions("ORDERS_CREATE")).toHaveLength(1);
});

test("Auto Sync Orders of a disabled shop cannot be turned on, only off", async () => {
  await expect(run((actions) => actions.setOrderWebhook({ ...demo, on: true }))).rejects.toMatchObject({
    type: "shop-disabled",
    retryable: false,
    message: expect.stringContaining("Enabled must be true"),
  });
  await run((actions) => actions.setOrderWebhook({ ...demo, on: false }));

  expect(await sandbox.requests()).toEqual([]);
  expect((await enabledShop()).orderCreatedWebhooks).toBe(false);
});

test("WH-1 Auto Sync Orders on: one list call, one create call, the shop keeps the number", async () => {
  await enabled("DEMO");
  await run((actions) => actions.setOrderWebhook({ ...demo, on: true }));

  expect(await enabledShop()).toMatchObject({
    orderCreatedWebhooks: true,
    orderCreatedWebhookId: (await subscriptions("ORDERS_CREATE"))[0],
    orderCreatedWebhookUserId: "maria",
  });
  expect([await calls("WebhookSubscriptions"), await calls("WebhookSubscriptionCreate")]).toEqual([1, 1]);
  expect(await calls("WebhookSubscriptionDelete")).toBe(0);
  expect((await run((actions) => actions.testShopConnection(demo))).orderWebhook).toBe("fine");
});

test("WH-2 an old subscription that delivers to us is replaced, and whoever shares it learns the new number", async () => {
  await insertShop(database.db, { code: "POS", store: STORE });
  await enabled("DEMO", "POS");
  await run((actions) => actions.setOrderWebhook({ ...demo, on: true }));
  const [old] = await subscriptions("ORDERS_CREATE");

  await run((actions) => actions.setOrderWebhook({ shopCode: "POS", by: "maria", on: true }));

  const [current, ...more] = await subscriptions("ORDERS_CREATE");
  expect(more).toEqual([]);
  expect(current).not.toBe(old);
  expect((await enabledShop("DEMO")).orderCreatedWebhookId).toBe(current);
  expect((await enabledShop("POS")).orderCreatedWebhookId).toBe(current);
});

test("a subscription that somebody removed at Shopify is seen by the connection test", async () => {
  await enabled("DEMO");
  await run((actions) => actions.setOrderWebhook({ ...demo, on: true }));
  await updateShop(database.db, "DEMO", { orderCreatedWebhookId: "1" });

  expect((await run((actions) => actions.testShopConnection(demo))).orderWebhook).toBe("misconfigured");
});

test("Auto Sync Orders without a public address says what to set", async () => {
  await enabled("DEMO");
  await expect(
    run((actions) => actions.setOrderWebhook({ ...demo, on: true }), { publicUrl: undefined }),
  ).rejects.toMatchObject({
    type: "public-url-missing",
  });
  expect((await enabledShop()).orderCreatedWebhooks).toBe(false);
});

test("SH-17 a subscription stays at Shopify as long as another shop of the store uses it", async () => {
  await insertShop(database.db, { code: "POS", store: STORE });
  await enabled("DEMO", "POS");
  await run((actions) => actions.setOrderWebhook({ ...demo, on: true }));
  await run((actions) => actions.setOrderWebhook({ shopCode: "POS", by: "maria", on: true }));

  await run((actions) => actions.disableShop(demo));
  expect(await enabledShop()).toMatchObject({ enabled: false, orderCreatedWebhooks: false, orderCreatedWebhookId: "" });
  expect(await subscriptions("ORDERS_CREATE")).toHaveLength(1);

  await run((actions) => actions.disableShop({ shopCode: "POS", by: "maria" }));
  expect(await subscriptions("ORDERS_CREATE")).toEqual([]);
});

test("a shop that is disabled, and so can be deleted, has left no subscription at its store", async () => {
  await run((actions) => actions.enableShop(demo));
  await run((actions) => actions.setOrderWebhook({ ...demo, on: true }));

  await run((actions) => actions.disableShop(demo));

  for (const topic of ["ORDERS_CREATE", "BULK_OPERATIONS_FINISH", "APP_UNINSTALLED"])
    expect(await subscriptions(topic)).toEqual([]);
});

test("a store that does not answer cannot keep a shop enabled", async () => {
  await run((actions) => actions.enableShop(demo));
  await sandbox.faults({
    effect: { kind: "serverError", status: 503 },
    match: { operation: "WebhookSubscriptionDelete" },
    count: null,
  });

  await run((actions) => actions.disableShop(demo));

  expect(await enabledShop()).toMatchObject({ enabled: false, bulkOperationWebhookId: "" });
});

test("a shop's recurring jobs are on hold while it is disabled, also when enabling was broken off before they went on", async () => {
  await enabled("DEMO");
  const { client } = temporal;
  const { db } = database;
  const schedules = createSchedules({ client, db, jobLog: createJobLog({ client, db }), temporalUiUrl: null });
  const key = { owner: "api", name: "orders" } as const;
  await schedules.put(key, aCompleteSchedule({ startingTime: "03:00" }), STORE);

  await run((actions) => actions.disableShop(demo));
  expect(await schedules.get(key)).toMatchObject({ status: "onHold", reason: expect.stringContaining("DEMO") });
  await run((actions) => actions.enableShop(demo));
  expect(await schedules.get(key)).toMatchObject({ status: "ready" });

  await run((actions) => actions.disableShop(demo));
  await enabled("DEMO");
  await run((actions) => actions.enableShop(demo));
  expect(await schedules.get(key)).toMatchObject({ status: "ready" });
  await schedules.remove(key);
});
