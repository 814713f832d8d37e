import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { receiveWebhook } from "#database/webhook-inbox";
import { webhookEntryId } from "#workflows/ids";
import { aJobSystem, type JobSystem } from "../support/jobs.ts";
import { intervalsOf, overlaps } from "../support/batch-intervals.ts";
import { until } from "../support/until.ts";

let jobs: JobSystem;
beforeAll(async () => {
  jobs = await aJobSystem();
  await jobs.startWorkers();
}, 60_000);
afterAll(() => jobs.close());

let deliveries = 0;
const deliver = async (store: string): Promise<void> => {
  deliveries += 1;
  await jobs.webhooks.handOver({
    triggeredAt: null,
    webhookId: `w-${deliveries}`,
    store,
    topic: "orders/create",
  });
};

test("however many webhooks come while a job runs, one further attempt follows, and none is missed", async () => {
  await jobs.aShop("HOOKS", { orderCreatedWebhooks: true });
  const entryId = webhookEntryId("HOOKS");
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const { script, intervals } = intervalsOf(async ({ attempt }) => {
    if (attempt === 1) await held;
    return { done: true, counts: { read: 1 } };
  });
  let begun = 0;
  jobs.script((input) => {
    begun += 1;
    return script(input);
  });

  await deliver("hooks.myshopify.com");
  await until("the first attempt works", () => begun === 1);
  await Promise.all(Array.from({ length: 20 }, () => deliver("hooks.myshopify.com")));
  letGo();
  expect(await jobs.queue.waitForEnd([entryId], 20_000)).toBe(true);

  expect(await jobs.rowsOf(entryId, 2)).toMatchObject([
    { attempt: 1, outcome: "succeeded", trigger: "webhook" },
    { attempt: 2, outcome: "succeeded", trigger: "webhook" },
  ]);
  expect(begun).toBe(2);
  expect(overlaps(intervals)).toEqual([]);
});

test("webhooks that come before a waiting job begins are covered by it", async () => {
  await jobs.aShop("EARLY", { orderCreatedWebhooks: true });
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let isHolding = false;
  jobs.script(async ({ entryId }) => {
    if (entryId !== webhookEntryId("EARLY")) {
      isHolding = true;
      await held;
    }
    return { done: true };
  });
  const holder = await jobs.start("EARLY");
  await until("another job has the slot", () => isHolding);

  await deliver("early.myshopify.com");
  await deliver("early.myshopify.com");
  await until("the job waits", async () => (await jobs.queue.get(webhookEntryId("EARLY"))).status === "waiting");
  await deliver("early.myshopify.com");
  letGo();
  expect(await jobs.queue.waitForEnd([holder, webhookEntryId("EARLY")], 20_000)).toBe(true);

  expect(await jobs.rowsOf(webhookEntryId("EARLY"))).toHaveLength(1);
});

test("each enabled shop of the store that wants webhooks gets a job of its own", async () => {
  jobs.script(() => ({ done: true }));
  const store = "several.myshopify.com";
  await jobs.aShop("ONE", { store, orderCreatedWebhooks: true });
  await jobs.aShop("TWO", { store, orderCreatedWebhooks: true });
  await jobs.aShop("QUIET", { store });

  await deliver(store);
  const wanted = ["ONE", "TWO"].map(webhookEntryId);
  expect(await jobs.queue.waitForEnd(wanted, 20_000)).toBe(true);

  for (const entryId of wanted) expect(await jobs.rowsOf(entryId)).toHaveLength(1);
  await expect(jobs.queue.get(webhookEntryId("QUIET"))).rejects.toMatchObject({ type: "job-not-found" });
});

test("the upkeep hands over what no request could, leaves what may be under way, and forgets what is long done", async () => {
  jobs.script(() => ({ done: true }));
  const store = "resent.myshopify.com";
  await jobs.aShop("RESENT", { store, orderCreatedWebhooks: true });
  const receive = async (webhookId: string, secondsAgo: number, handedOverDaysAgo?: number): Promise<void> => {
    await receiveWebhook(jobs.db, { webhookId, store, topic: "orders/create", subjectId: null, triggeredAt: null });
    const ago = (ms: number): Date => new Date(Date.now() - ms);
    await jobs.db
      .updateTable("webhookInbox")
      .set({
        receivedAt: ago(secondsAgo * 1_000),
        handedOverAt: handedOverDaysAgo === undefined ? null : ago(handedOverDaysAgo * 86_400_000),
      })
      .where("webhookId", "=", webhookId)
      .execute();
  };
  await receive("lost-1", 60);
  await receive("lost-2", 40);
  await receive("under-way", 5);
  await receive("done", 6 * 86_400, 6);
  await receive("long-done", 8 * 86_400, 8);

  await jobs.webhooks.resend();
  expect(await jobs.queue.waitForEnd([webhookEntryId("RESENT")], 20_000)).toBe(true);

  const kept = await jobs.db.selectFrom("webhookInbox").select(["webhookId", "handedOverAt"]).execute();
  const isHandedOver = Object.fromEntries(
    kept.map(({ webhookId, handedOverAt }) => [webhookId, handedOverAt !== null]),
  );
  expect(isHandedOver).toEqual({ done: true, "lost-1": true, "lost-2": true, "under-way": false });
  // One look at the orders covers both.
  expect(await jobs.rowsOf(webhookEntryId("RESENT"))).toHaveLength(1);
});
