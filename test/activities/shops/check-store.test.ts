import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { MockActivityEnvironment } from "@temporalio/testing";
import { DefaultLogger } from "@temporalio/worker";
import { createShopActivities } from "#activities/shops/shop-activities";
import { createShopCheckActivities } from "#activities/shops/shop-check-activities";
import { freshShopCheck, lastShopCheck, saveShopCheck } from "#database/shop-checks";
import { getShop, insertShop, updateShop } from "#database/shops";
import type { StoreFacts, WebhookRepair } from "#domain/shops/store-facts";
import { createShopifyClient } from "#shopify/create-client";
import { installationOf } from "#shopify/installation";
import { createSecrets } from "#shopify/secrets";
import { setStoreAccess } from "#shopify/store-access";
import { createScheduleWatcher } from "#temporal/schedule-watch";
import { aNamespace, type TestNamespace } from "#test/support/temporal";
import { aDatabase, type TestDatabase } from "#test/support/database";
import { aSandbox, type SandboxHandle } from "#test/support/sandbox";

const STORE = "demo.myshopify.com";
const secrets = createSecrets([randomBytes(32).toString("base64")]);
let database: TestDatabase;
let sandbox: SandboxHandle;
let temporal: TestNamespace;
beforeAll(async () => {
  [database, sandbox, temporal] = await Promise.all([aDatabase(), aSandbox(STORE), aNamespace()]);
});
beforeEach(() => insertShop(database.db, { code: "DEMO", store: STORE, enabled: true }));
afterEach(async () => {
  await sandbox.clearFaults();
  await sandbox.reset();
  await database.db.deleteFrom("shop").execute();
  await database.db.deleteFrom("registeredStore").execute();
});
afterAll(() => Promise.all([database.drop(), sandbox.close(), temporal.close()]));

const PUBLIC_URL = "https://sync.example.com";

function activities(publicUrl: string | null) {
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
  const deps = { db: database.db, shopify, publicUrl: publicUrl ?? undefined };
  const schedules = createScheduleWatcher({ client: temporal.client, db: database.db });
  return { ...createShopActivities({ ...deps, schedules }), ...createShopCheckActivities(deps) };
}

/** Runs one of them inside an activity. */
const run = <R>(
  work: (all: ReturnType<typeof activities>) => Promise<R>,
  publicUrl: string | null = PUBLIC_URL,
): Promise<R> =>
  new MockActivityEnvironment(undefined, { logger: new DefaultLogger("ERROR") }).run(() =>
    work(activities(publicUrl)),
  ) as Promise<R>;
const check = (shopCode = "DEMO") => run((all) => all.checkStore({ shopCode }));
const ask = () => run((all) => all.askStore({ shopCode: "DEMO", by: "maria" }));
const shop = (code = "DEMO") => getShop(database.db, code);
const last = async (code = "DEMO") => lastShopCheck(database.db, await shop(code));

interface Told {
  readonly facts: StoreFacts;
  readonly repairs: readonly WebhookRepair[];
}

async function toldBy(code = "DEMO"): Promise<Told> {
  const answer = (await last(code))?.answer;
  if (answer?.kind !== "told") throw new Error(`The store told nothing: ${JSON.stringify(answer)}`);
  return answer;
}

const subscriptionsAtStore = async () => {
  const { data } = await sandbox.graphql<{
    webhookSubscriptions: { nodes: { legacyResourceId: string; topic: string }[] };
  }>("{ webhookSubscriptions(first: 10) { nodes { legacyResourceId topic } } }");
  return (data?.webhookSubscriptions.nodes ?? []).map(({ legacyResourceId: id, topic }) => ({ topic, id }));
};

test("a store is asked for everything its set-up is compared with, and the answer is kept", async () => {
  await sandbox.clock({ set: "2026-08-01T00:00:00Z" });
  await sandbox.putShop({
    plan: "advanced",
    currency: "EUR",
    presentmentCurrencies: ["EUR", "DKK"],
    timeZone: "Europe/Copenhagen",
    scopes: ["read_orders", "read_locations"],
  });
  await sandbox.place("locations", [{ id: "gid://shopify/Location/7", name: "Main" }]);

  expect(await ask()).toBe("told");

  const { facts, repairs } = await toldBy();
  expect(facts).toMatchObject({
    currencyCode: "EUR",
    presentmentCurrencies: ["EUR", "DKK"],
    timeZone: "Europe/Copenhagen",
    shipsToCountries: expect.arrayContaining(["DK", "US"]),
    grantedScopes: ["read_orders", "read_locations"],
    supportedApiVersions: ["2025-10", "2026-01", "2026-04", "2026-07"],
    webhooks: [],
  });
  expect(facts.locations).toContainEqual({ id: "7", name: "Main" });
  expect(repairs).toEqual([]);
  const { actualScope } = await database.db.selectFrom("registeredStore").selectAll().executeTakeFirstOrThrow();
  expect(actualScope).toBe("read_orders,read_locations");
  expect((await shop()).advancedShopifyPlan).toBe(true);
  await sandbox.putShop({ plan: "basic", currency: "USD", presentmentCurrencies: ["USD"], timeZone: "UTC" });
});

test("what the store may not tell is not asked", async () => {
  await sandbox.putShop({ scopes: ["read_orders"] });
  await run((all) => all.askStore({ shopCode: "DEMO", by: "maria" }), null);

  expect(await toldBy()).toMatchObject({ facts: { locations: null, webhooks: null } });
  expect(await sandbox.requests("StoreLocations")).toEqual([]);
  await sandbox.putShop({ scopes: ["read_orders", "read_locations", "write_orders"] });
});

test("what a person has to do at the store is the answer; what passes by itself is tried again", async () => {
  await sandbox.faults({
    effect: { kind: "shopUnavailable", status: 402 },
    match: { operation: "StoreFacts" },
    count: 1,
  });
  expect(await check()).toBe("refused");
  expect(await last()).toMatchObject({ answer: { kind: "refused", problem: { code: "store-unavailable" } } });

  await sandbox.faults({
    effect: { kind: "serverError", status: 503 },
    match: { operation: "StoreFacts" },
    count: null,
  });
  await expect(check()).rejects.toMatchObject({ type: "shopify-unavailable", retryable: true });
});

test("subscriptions that Shopify has removed are made again every day, and only then", async () => {
  await run((all) => all.setOrderWebhook({ shopCode: "DEMO", by: "maria", on: true }));
  for (const { id } of await subscriptionsAtStore())
    await sandbox.graphql(
      "mutation Delete($id: ID!) { webhookSubscriptionDelete(id: $id) { userErrors { message } } }",
      {
        id: `gid://shopify/WebhookSubscription/${id}`,
      },
    );

  await ask();
  expect((await toldBy()).facts.webhooks).toEqual([]);
  expect(await subscriptionsAtStore()).toEqual([]);

  await check();
  const { orderCreatedWebhookId, bulkOperationWebhookId, appUninstalledWebhookId } = await shop();
  const made = [
    { topic: "ORDERS_CREATE", id: orderCreatedWebhookId },
    { topic: "BULK_OPERATIONS_FINISH", id: bulkOperationWebhookId },
    { topic: "APP_UNINSTALLED", id: appUninstalledWebhookId },
  ];
  expect(await subscriptionsAtStore()).toEqual(expect.arrayContaining(made));
  expect(await toldBy()).toMatchObject({
    facts: { webhooks: made },
    repairs: made.map(({ topic }) => ({ topic, problem: null })),
  });

  await check();
  expect(await toldBy()).toMatchObject({ repairs: [] });
  expect((await sandbox.requests("WebhookSubscriptionCreate")).length).toBe(4);
});

test("a subscription that cannot be made again is told with its reason", async () => {
  expect(await run((all) => all.checkStore({ shopCode: "DEMO" }), "http://sync.example.com")).toBe("told");

  expect(await toldBy()).toMatchObject({
    repairs: ["BULK_OPERATIONS_FINISH", "APP_UNINSTALLED"].map((topic) => ({
      topic,
      problem: expect.stringContaining("http:// is not supported"),
    })),
  });
});

test("shops of one store share a subscription, and none takes it from the other", async () => {
  await insertShop(database.db, { code: "POS", store: STORE, enabled: true });
  await check("DEMO");
  await check("POS");

  const ofBulk = (await subscriptionsAtStore()).filter(({ topic }) => topic === "BULK_OPERATIONS_FINISH");
  const id = ofBulk[0]?.id;
  expect(ofBulk).toHaveLength(1);
  expect([(await shop("DEMO")).bulkOperationWebhookId, (await shop("POS")).bulkOperationWebhookId]).toEqual([id, id]);
});

test("a disabled shop is asked, but gets no subscriptions", async () => {
  await updateShop(database.db, "DEMO", { enabled: false });

  expect(await check()).toBe("told");
  expect(await subscriptionsAtStore()).toEqual([]);
});

const HOUR_MS = 3_600_000;
const fresh = async () => freshShopCheck(database.db, await shop(), HOUR_MS);

test("an answer is relied on until something is changed in the shop, or its access", async () => {
  await ask();
  expect(await fresh()).toEqual(await last());

  await updateShop(database.db, "DEMO", { tipAccount: "6120" });
  expect(await fresh()).toBeNull();
  expect(await last()).not.toBeNull();

  await ask();
  expect(await fresh()).not.toBeNull();
  await setStoreAccess(database.db, secrets, STORE, { kind: "clientCredentials" });
  expect(await last()).toBeNull();
});

test("an answer of another store, an old one, and one that is a refusal are not relied on", async () => {
  const problem = { code: "store-unavailable", message: "Closed", params: {} };
  await ask();
  const told = await toldBy();
  await updateShop(database.db, "DEMO", { enabled: false, store: "other.myshopify.com" });
  expect([await fresh(), await last()]).toEqual([null, null]);

  await saveShopCheck(database.db, await shop(), new Date(), { kind: "refused", problem });
  expect(await fresh()).toBeNull();
  await saveShopCheck(database.db, await shop(), new Date(Date.now() - 2 * HOUR_MS), { kind: "told", ...told });
  expect(await last()).toMatchObject({ answer: { kind: "refused" } });
});
