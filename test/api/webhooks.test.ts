import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { getShop, updateShop } from "#database/shops";
import { appSecret } from "./an-api.ts";
import { until } from "../support/until.ts";
import { aWorkingApi, firstIdOf, type WorkingApi } from "./a-working-api.ts";

const store = "shop-a.myshopify.com";

let api: WorkingApi;
beforeAll(async () => {
  api = await aWorkingApi();
  await api.system.aShop("A", { store, orderCreatedWebhooks: true });
  await api.system.aShop("B", { store });
}, 60_000);
afterAll(() => api.close(), 60_000);
beforeEach(async () => {
  api.system.script(() => ({ done: true }));
  await api.db.deleteFrom("webhookInbox").execute();
});

const order = JSON.stringify({ id: 4711, admin_graphql_api_id: "gid://shopify/Order/4711", email: "jane@example.com" });
const sign = (body: string, secret: string): string => createHmac("sha256", secret).update(body).digest("base64");

/** Answers when it is also handed over, for which Shopify does not wait. */
const deliver = async (changes: Record<string, string> = {}, body = order) => {
  const answer = await api.call("POST", "/webhooks/shopify", undefined, {
    key: null,
    rawBody: body,
    headers: {
      "content-type": "application/json",
      "x-shopify-hmac-sha256": sign(body, appSecret),
      "x-shopify-shop-domain": store,
      "x-shopify-topic": "orders/create",
      "x-shopify-webhook-id": "w-1",
      "x-shopify-triggered-at": "2026-03-01T10:00:00.000Z",
      ...changes,
    },
  });
  await api.deps.webhooks.settled();
  return answer;
};

test("BG-2 BG-3 OR-49 a notification of a new order starts one job, of the shop that wants it", async () => {
  expect((await deliver()).status).toBe(200);

  expect(await api.entryWith("webhook.A.syncOrders", "finished")).toMatchObject({
    body: { report: "syncOrders", shopCode: "A", category: "SHPFY", trigger: "webhook", parameters: {} },
  });
  expect((await api.call("GET", "/api/job-queue-entries/webhook.B.syncOrders")).status).toBe(404);
  const stored = await api.db.selectFrom("webhookInbox").selectAll().execute();
  expect(stored).toMatchObject([{ webhookId: "w-1", subjectId: "4711", handedOverAt: expect.any(Date) }]);
  expect(JSON.stringify(stored)).not.toContain("jane@example.com");
});

test("WH-4 a delivery that is repeated is one job", async () => {
  await api.system.aShop("TWICE", { store: "twice.myshopify.com", orderCreatedWebhooks: true });
  const again = { "x-shopify-shop-domain": "twice.myshopify.com", "x-shopify-webhook-id": "w-twice" };

  const answers = [await deliver(again), await deliver(again)];

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  await api.entryWith("webhook.TWICE.syncOrders", "finished");
  const { body } = await api.call("GET", "/api/job-queue-entries/webhook.TWICE.syncOrders/history");
  const steps = body["items"] as readonly { kind: string; title: string }[];
  expect(steps.filter(({ kind }) => kind === "attempt")).toHaveLength(1);
  expect(steps.filter(({ title }) => title === "runAgain")).toHaveLength(1);
  expect(await api.db.selectFrom("webhookInbox").selectAll().execute()).toHaveLength(1);
});

test("WH-5 while an order job runs and another waits, ten deliveries add none; one that begins and ten more make one round more", async () => {
  const host = "busy.myshopify.com";
  await api.system.aShop("BUSY", { store: host, orderCreatedWebhooks: true });
  const begun: string[] = [];
  const released = new Set<string>();
  api.system.script(async ({ entryId, attempt, batch }) => {
    const name = `${entryId}/${attempt}`;
    if (batch === 0) begun.push(name);
    await sleep(20);
    return { done: released.has(name) };
  });
  let times = 0;
  const deliverTen = async (): Promise<void> => {
    const deliveries = Array.from({ length: 10 }, () => {
      times += 1;
      return deliver({ "x-shopify-shop-domain": host, "x-shopify-webhook-id": `w-busy-${times}` });
    });
    for (const { status } of await Promise.all(deliveries)) expect(status).toBe(200);
  };
  const open = async () => {
    const { body } = await api.call("GET", "/api/job-queue-entries?shopCode=BUSY");
    return (body["items"] as readonly { id: string; status: string }[]).map(({ id, status }) => [id, status]);
  };
  const pending = "webhook.BUSY.syncOrders";
  const running = firstIdOf(await api.call("POST", "/api/jobs/syncOrders", { shopCodes: ["BUSY"] }));
  await api.entryWith(running, "inProcess");
  await deliver({ "x-shopify-shop-domain": host, "x-shopify-webhook-id": "w-busy" });
  await api.entryWith(pending, "waiting");
  const twoJobs = [
    [running, "inProcess"],
    [pending, "waiting"],
  ];
  await until("both are listed", async () => isDeepStrictEqual(await open(), twoJobs));

  await deliverTen();
  expect(await open()).toEqual(twoJobs);
  released.add(`${running}/1`);
  await api.entryWith(pending, "inProcess");
  await deliverTen();
  expect(await api.call("GET", `/api/job-queue-entries/${pending}`)).toMatchObject({ body: { attempt: 1 } });
  released.add(`${pending}/1`).add(`${pending}/2`);
  await api.entryWith(pending, "finished");

  expect(begun).toEqual([`${running}/1`, `${pending}/1`, `${pending}/2`]);
});

test.each([
  ["a signature by another secret", { "x-shopify-hmac-sha256": sign(order, "wrong") }],
  ["no signature", { "x-shopify-hmac-sha256": "" }],
  ["a signature of another body", { "x-shopify-hmac-sha256": sign(`${order} `, appSecret) }],
  ["an unknown store", { "x-shopify-shop-domain": "unknown.myshopify.com" }],
  ["a host that is no store", { "x-shopify-shop-domain": "evil.example" }],
])("%s is refused", async (_what, changes) => {
  expect(await deliver(changes)).toMatchObject({ status: 401, body: { code: "webhook-signature-invalid" } });
  expect(await api.db.selectFrom("webhookInbox").selectAll().execute()).toEqual([]);
});

test("a store with a secret of its own is known by that one only", async () => {
  await api.call("PUT", "/api/shops/A/credentials", {
    kind: "static",
    token: "shpat_x",
    app: { clientId: "own", clientSecret: "own-secret" },
  });

  expect((await deliver({ "x-shopify-webhook-id": "w-2" })).status).toBe(401);
  const own = { "x-shopify-webhook-id": "w-3", "x-shopify-hmac-sha256": sign(order, "own-secret") };
  expect((await deliver(own)).status).toBe(200);
  await api.call("PUT", "/api/shops/A/credentials", { kind: "clientCredentials" });
});

test("what is signed but cannot be read is accepted without a subject; without an id it is 400", async () => {
  const odd = "not json";

  expect((await deliver({ "x-shopify-hmac-sha256": sign(odd, appSecret) }, odd)).status).toBe(200);
  expect(await deliver({ "x-shopify-webhook-id": "" })).toMatchObject({
    status: 400,
    body: { code: "webhook-header-missing" },
  });
});

test("a body of 10 MB is 413", async () => {
  expect((await deliver({}, "x".repeat(10_000_000))).status).toBe(413);
});

test("a shop that is disabled gets no job", async () => {
  await api.entryWith("webhook.A.syncOrders", "finished");
  await updateShop(api.db, "A", { enabled: false });
  // A description is never late, unlike a list.
  const lastRun = () => api.system.client.workflow.getHandle("job/webhook.A.syncOrders").describe();
  const { runId, historyLength } = await lastRun();

  expect((await deliver({ "x-shopify-webhook-id": "w-4" })).status).toBe(200);

  expect(await lastRun()).toMatchObject({ runId, historyLength, status: { name: "COMPLETED" } });
  expect(await api.db.selectFrom("webhookInbox").select("handedOverAt").execute()).toEqual([
    { handedOverAt: expect.any(Date) },
  ]);
});

const uninstalled = (changes: Record<string, string> = {}) =>
  deliver(
    {
      "x-shopify-shop-domain": "left.myshopify.com",
      "x-shopify-topic": "app/uninstalled",
      "x-shopify-webhook-id": "w-left",
      ...changes,
    },
    JSON.stringify({ id: 1 }),
  );
const left = async () => {
  const { db } = api;
  const { accessToken, refreshToken, actualScope } = await db
    .selectFrom("registeredStore")
    .selectAll()
    .where("store", "=", "left.myshopify.com")
    .executeTakeFirstOrThrow();
  const { enabled, orderCreatedWebhooks, orderCreatedWebhookId } = await getShop(db, "LEFT");
  return { enabled, orderCreatedWebhooks, orderCreatedWebhookId, accessToken, refreshToken, actualScope };
};

test("a merchant who removes the app: the shops of the store are disabled, its tokens are forgotten", async () => {
  const { db, system } = api;
  await system.aShop("LEFT", { store: "left.myshopify.com" });
  await system.aShop("STAYS", { store: "stays.myshopify.com" });
  await updateShop(db, "LEFT", {
    orderCreatedWebhooks: true,
    orderCreatedWebhookId: "7",
    enabledAt: new Date("2026-03-01T09:00:00Z"),
  });
  const token = { accessToken: "sealed", refreshToken: "sealed", actualScope: "write_orders" };
  await db.updateTable("registeredStore").set(token).where("store", "=", "left.myshopify.com").execute();
  const before = { enabled: true, orderCreatedWebhooks: true, orderCreatedWebhookId: "7", ...token };

  const forged = await uninstalled({ "x-shopify-hmac-sha256": sign(JSON.stringify({ id: 1 }), "wrong") });
  expect(forged.status).toBe(401);
  // Hours late, and the merchant has come back meanwhile.
  await uninstalled({ "x-shopify-webhook-id": "w-late", "x-shopify-triggered-at": "2026-03-01T08:00:00.000Z" });
  expect(await left()).toEqual(before);

  expect((await uninstalled()).status).toBe(200);

  expect(await left()).toEqual({
    enabled: false,
    orderCreatedWebhooks: false,
    orderCreatedWebhookId: "",
    accessToken: null,
    refreshToken: null,
    actualScope: "",
  });
  expect((await getShop(db, "STAYS")).enabled).toBe(true);
});
