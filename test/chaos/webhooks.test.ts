import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ScheduleOverlapPolicy } from "@temporalio/client";
import { sql } from "kysely";
import { listLogRows } from "#database/job-log";
import { insertShop } from "#database/shops";
import { seedLedger } from "#erp/ledger/seed";
import { createJobLog } from "#temporal/job-log";
import { scheduleId, webhookEntryId } from "#workflows/ids";
import { isLongForm, tell } from "../support/chaos-form.ts";
import { aStormyPlace, type StormyPlace } from "../support/stormy-place.ts";
import { until } from "../support/until.ts";
import { planStorm, type PlannedBurst, type PlannedDelivery } from "../support/webhook-storm.ts";

/** In the long form a worker dies in every fifth burst, and the Temporal server in every twelfth. */
const { deliveries, bursts, workerDiesIn, temporalDiesIn } = isLongForm
  ? { deliveries: 10_000, bursts: 50, workerDiesIn: [2, 5], temporalDiesIn: [7, 12] }
  : { deliveries: 300, bursts: 6, workerDiesIn: [1, 6], temporalDiesIn: [3, 6] };
const isOneOf = (index: number, [first = 0, every = 1]: readonly number[]): boolean => index % every === first;
const SEED = 1;
const LONGEST_MS = isLongForm ? 1_500_000 : 240_000;
const [STORE, SHOP] = ["storm.myshopify.com", "STORM"];
/** Placed after the last delivery: nobody tells of them. */
const UNTOLD = 5;

let place: StormyPlace;
let plan: readonly PlannedBurst[];
/** By the number of the plan. */
const orderIds = new Map<number, string>();
const answers: { readonly delivery: PlannedDelivery; readonly status: number; readonly tookMs: number }[] = [];
const ENOUGH_LOOKS = 6;
const seenOpen: { readonly webhookJobs: number; readonly others: number }[] = [];

beforeAll(async () => {
  plan = planStorm(SEED, { deliveries, bursts });
  place = await aStormyPlace([STORE], 2);
  const { api, sandbox } = place;
  await sandbox.putShop({ plan: "plus", currency: "USD" });
  await seedLedger(api.db, { products: 1, customers: 1 });
  await insertShop(api.db, { code: SHOP, store: STORE, enabled: true, orderCreatedWebhooks: true });
  await weather();
}, LONGEST_MS);

afterAll(() => place.close(), 60_000);

/** All bursts, with somebody looking at the jobs all the time, until everything that was accepted is done. */
async function weather(): Promise<void> {
  const startedAt = Date.now();
  let isOver = false;
  const looking = lookAtJobs(() => isOver);
  let [restarts, kills] = [0, 0];
  for (const [index, burst] of plan.entries()) {
    await placeOrders(burst.orders);
    const away = isOneOf(index, temporalDiesIn) ? place.restartTemporal(1_000) : undefined;
    if (away !== undefined) restarts += 1;
    const sent = Promise.all(burst.deliveries.map(deliver));
    if (isOneOf(index, workerDiesIn) && place.crew.kill(index)) kills += 1;
    await Promise.all([sent, away]);
  }
  const sentMs = Date.now() - startedAt;
  await allHandedOver();
  await webhookJobRests();
  // While Temporal is away a look says nothing, and on a slow machine that may be most of the time.
  await until(
    "jobs were looked at often enough",
    () => Promise.resolve(seenOpen.length >= ENOUGH_LOOKS),
    LONGEST_MS / 2,
  );
  isOver = true;
  await looking;
  tell({
    webhooks: deliveries,
    accepted: answers.filter(({ status }) => status === 200).length,
    refused: answers.filter(({ status }) => status === 401).length,
    orders: orderIds.size,
    longestAnswerMs: Math.round(Math.max(...answers.map(({ tookMs }) => tookMs))),
    kills,
    restarts,
    looks: seenOpen.length,
    sentMs,
    doneMs: Date.now() - startedAt,
  });
}

async function placeOrders(numbers: readonly number[]): Promise<void> {
  const placed = await place.sandbox.placeOrders(numbers.map(() => anOrder));
  for (const [index, number] of numbers.entries()) orderIds.set(number, placed[index]?.legacyResourceId ?? "");
}

const anOrder = {
  lineItems: [
    { title: "Chair", quantity: 1, originalUnitPriceSet: { shopMoney: { amount: "25.00", currencyCode: "USD" } } },
  ],
};

async function deliver(delivery: PlannedDelivery): Promise<void> {
  const { order, webhookId, forgery } = delivery;
  const body = JSON.stringify({ admin_graphql_api_id: `gid://shopify/Order/${orderIds.get(order)}` });
  const secret = forgery === "otherSecret" ? "guessed" : place.sandbox.clientSecret;
  const signed = forgery === "otherBody" ? `${body} ` : body;
  const started = performance.now();
  const { status } = await place.api.call("POST", "/webhooks/shopify", undefined, {
    key: null,
    rawBody: body,
    headers: {
      "content-type": "application/json",
      ...(forgery === "unsigned"
        ? {}
        : { "x-shopify-hmac-sha256": createHmac("sha256", secret).update(signed).digest("base64") }),
      "x-shopify-shop-domain": forgery === "unknownStore" ? "elsewhere.myshopify.com" : STORE,
      "x-shopify-topic": "orders/create",
      "x-shopify-webhook-id": webhookId,
      "x-shopify-triggered-at": new Date().toISOString(),
    },
  });
  answers.push({ delivery, status, tookMs: performance.now() - started });
}

/** What runs and waits, as people see it, again and again. */
async function lookAtJobs(isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const { status, body } = await place.api.call("GET", `/api/job-queue-entries?shopCode=${SHOP}&limit=250`);
    if (status === 200 && body["stale"] === false) {
      const entries = body["items"] as readonly { readonly id: string; readonly status: string }[];
      const open = entries.filter((entry) => entry.status !== "error");
      const webhookJobs = open.filter(({ id }) => id === webhookEntryId(SHOP)).length;
      seenOpen.push({ webhookJobs, others: open.length - webhookJobs });
    }
    await sleep(100);
  }
}

/** The upkeep sends again what could not be handed over, once its own request cannot be at it any more: time passes quickly here. */
async function allHandedOver(): Promise<void> {
  const { api, temporal } = place;
  await until(
    "every webhook is handed over",
    async () => {
      const waiting = await api.db
        .updateTable("webhookInbox")
        .set({ receivedAt: sql<Date>`received_at - interval '1 minute'` })
        .where("handedOverAt", "is", null)
        .executeTakeFirst();
      if (Number(waiting.numUpdatedRows) === 0) return true;
      await temporal.client.schedule.getHandle(scheduleId("system", "reconcile")).trigger(ScheduleOverlapPolicy.SKIP);
      await sleep(1_000);
      return false;
    },
    120_000,
  );
}

const webhookJobRests = (): Promise<boolean> =>
  until(
    "the webhook job has ended",
    async () => (await place.api.deps.jobs.get(webhookEntryId(SHOP))).status === "finished",
    LONGEST_MS / 2,
  );

async function importedOrders(): Promise<ReadonlySet<string>> {
  const rows = await place.api.db.selectFrom("orderHeader").select("shopifyOrderId").execute();
  return new Set(rows.map(({ shopifyOrderId }) => shopifyOrderId));
}

const genuine = () => answers.filter(({ delivery }) => delivery.forgery === null);
const forged = () => answers.filter(({ delivery }) => delivery.forgery !== null);

test("every forged delivery is refused, every other one accepted, whoever had just died", () => {
  expect(answers.length).toBeGreaterThanOrEqual(deliveries);
  expect(forged().length).toBeGreaterThan(deliveries / 10);
  expect([...new Set(forged().map(({ status }) => status))]).toEqual([401]);
  expect([...new Set(genuine().map(({ status }) => status))]).toEqual([200]);
  expect(place.crew.deaths).toBeGreaterThan(0);
});

test("what was accepted is stored once and handed over, what was forged is not stored", async () => {
  const stored = await place.api.db
    .selectFrom("webhookInbox")
    .select(["webhookId", "store", "subjectId", "handedOverAt"])
    .execute();
  const told = new Map(genuine().map(({ delivery }) => [delivery.webhookId, orderIds.get(delivery.order)]));

  expect(new Map(stored.map(({ webhookId, subjectId }) => [webhookId, subjectId]))).toEqual(told);
  expect(stored).toHaveLength(told.size);
  expect(stored.filter(({ handedOverAt, store }) => handedOverAt === null || store !== STORE)).toEqual([]);
});

test("at any moment a shop has at most one job of webhooks, whose runs never overlap", async () => {
  await createJobLog({ client: place.temporal.client, db: place.api.db }).refresh();
  const rows = await listLogRows(place.api.db, { shops: [SHOP] }, { limit: 100_000 });
  const runs = rows.toSorted((one, other) => one.startedAt.getTime() - other.startedAt.getTime());
  tell({ webhookRuns: runs.length });

  expect(seenOpen.length).toBeGreaterThanOrEqual(ENOUGH_LOOKS);
  expect(seenOpen.filter(({ webhookJobs, others }) => webhookJobs > 1 || others > 0)).toEqual([]);
  expect(seenOpen.filter(({ webhookJobs }) => webhookJobs === 1)).not.toEqual([]);
  expect([...new Set(runs.map(({ entryId }) => entryId))]).toEqual([webhookEntryId(SHOP)]);
  expect([...new Set(runs.map(({ outcome }) => outcome))]).toEqual(["succeeded"]);
  // From when it was asked for: nobody waits beside one that waits.
  const overlapping = runs.filter(({ enqueuedAt }, index) => {
    const before = runs[index - 1];
    return before !== undefined && before.endedAt > enqueuedAt;
  });
  expect(overlapping).toEqual([]);
  // None without a webhook that asked for it.
  expect(runs.length).toBeLessThanOrEqual(new Set(genuine().map(({ delivery }) => delivery.webhookId)).size);
});

test(
  "every order that was told of is imported, and the next scheduled run finds those nobody told of",
  async () => {
    const { api } = place;
    const told = [...new Set(genuine().map(({ delivery }) => orderIds.get(delivery.order)))];
    const imported = await importedOrders();
    expect(told.filter((id) => !imported.has(id ?? ""))).toEqual([]);

    const last = plan.flatMap(({ orders }) => orders).length;
    await placeOrders(Array.from({ length: UNTOLD }, (_, index) => last + index));
    const path = "/api/schedules/api.orders";
    const definition = { report: "syncOrders", shopCode: SHOP, minutesBetweenRuns: 1 };
    expect((await api.call("PUT", path, definition)).status).toBe(201);
    await until(
      "the schedule has run",
      async () => {
        const { body } = await api.call("GET", path);
        const runs = body["lastRuns"] as readonly { readonly status: string | null }[];
        return runs.some(({ status }) => status === "finished");
      },
      120_000,
    );

    const all = await importedOrders();
    expect([...orderIds.values()].filter((id) => !all.has(id))).toEqual([]);
    expect(all.size).toBe(orderIds.size);
  },
  LONGEST_MS,
);
