import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ScheduleOverlapPolicy } from "@temporalio/client";
import { ApplicationFailure } from "@temporalio/common";
import { runJobOptions } from "#workflows/job-options";
import { attemptWorkflowId, entryIdOf, jobWorkflowId, scheduleId } from "#workflows/ids";
import type { RunJobInput } from "#workflows/messages";
import { aJobSystem, quick, type JobSystem } from "../support/jobs.ts";
import { aLine } from "../support/lines.ts";
import { until } from "../support/until.ts";

let jobs: JobSystem;

beforeAll(async () => {
  jobs = await aJobSystem();
  await jobs.startWorkers();
}, 60_000);
afterAll(() => jobs.close());

/** Lets a schedule of Temporal start a job once; answers its entry, whose id has the schedule's time at its end. */
async function startBySchedule(name: string, input: RunJobInput): Promise<string> {
  const schedule = await jobs.client.schedule.create({
    scheduleId: scheduleId("file", name),
    spec: { intervals: [{ every: "1 day" }] },
    action: {
      type: "startWorkflow",
      workflowType: "runJob",
      workflowId: jobWorkflowId(`file.${name}`),
      ...runJobOptions(input),
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP },
  });
  await schedule.trigger(ScheduleOverlapPolicy.SKIP);
  const started = await until("the schedule has started the job", async () => {
    const { info } = await schedule.describe();
    return info.recentActions[0]?.action.workflow.workflowId;
  });
  await schedule.delete();
  return entryIdOf(started);
}

test("twenty jobs of one line never run two at a time: the urgent ones first, equals as they came", async () => {
  const line = await aLine(jobs, "TWENTY", 5);
  const first = await line.startRunning();
  const priorities = ["low", "normal", "high"] as const;
  const started: { readonly priority: string; readonly entryId: string }[] = [];
  for (let index = 0; index < 20; index += 1) {
    const priority = priorities[index % 3] ?? "normal";
    started.push({ priority, entryId: await line.start({ priority }) });
  }
  await until("all wait", async () => (await line.snapshot()).waiting.length === 20);

  line.release();
  await line.ended(first, ...started.map(({ entryId }) => entryId));

  const ofPriority = (wanted: string) =>
    started.filter(({ priority }) => priority === wanted).map(({ entryId }) => entryId);
  expect(line.overlaps()).toEqual([]);
  expect(line.order()).toEqual([first, ...ofPriority("high"), ...ofPriority("normal"), ...ofPriority("low")]);
});

test("JQ-3 three jobs of a category run one after the other, the scheduled one too, and leave three rows", async () => {
  const line = await aLine(jobs, "JQ3", 100);
  line.release();
  const one = await line.start();
  const scheduled = await startBySchedule("jq3", {
    report: "createSalesOrders",
    shopCode: "JQ3",
    store: "jq3.myshopify.com",
    category: "SHPFY",
    priority: 3,
    trigger: "schedule",
    parameters: {},
    maxAttempts: 0,
    timing: quick,
  });
  const three = await line.start();
  await line.ended(one, scheduled, three);

  expect(line.overlaps()).toEqual([]);
  expect(line.intervals).toHaveLength(3);
  for (const [entryId, trigger] of [
    [one, "manual"],
    [scheduled, "schedule"],
    [three, "manual"],
  ] as const)
    expect(await jobs.rowsOf(entryId)).toMatchObject([{ entryId, outcome: "succeeded", trigger }]);
  expect(await jobs.queue.list({ shops: ["JQ3"] }, { limit: 10 })).toMatchObject({ items: [], total: 0 });
});

test("JQ-4 two jobs without a category run at the same time", async () => {
  const line = await aLine(jobs, "JQ4");
  const one = await line.startRunning({ category: null });
  const two = await line.startRunning({ category: null });
  line.release();
  await line.ended(one, two);

  expect(line.overlaps()).toHaveLength(1);
});

test("lines of two stores do not wait for each other", async () => {
  const line = await aLine(jobs, "STORE1");
  await jobs.aShop("STORE2");
  const one = await line.startRunning();
  const two = await jobs.start("STORE2");
  await line.hasBegun(two);
  line.release();
  await line.ended(one, two);
});

test("a waiting job says what it waits for", async () => {
  const line = await aLine(jobs, "PLACES");
  const holder = await line.startRunning();
  const first = await line.startWaiting();
  const second = await line.startWaiting();

  const { items } = await until("the list shows all", async () => {
    const page = await jobs.queue.list({ shops: ["PLACES"] }, { limit: 10 });
    return page.items.filter(({ waitingFor }) => waitingFor !== null).length === 2 && page;
  });
  const waitingFor = { category: "SHPFY", scope: "places.myshopify.com", holderEntryId: holder, holderIsPaused: false };
  const waitingReason = "another job of SHPFY: Sync Orders from Shopify of shop PLACES";
  expect(items).toMatchObject([
    { id: holder, status: "inProcess", waitingFor: null, waitingReason: null },
    { id: first, status: "waiting", waitingFor: { ...waitingFor, place: 1 }, waitingReason },
    { id: second, status: "waiting", waitingFor: { ...waitingFor, place: 2 }, waitingReason },
  ]);
  expect(await jobs.queue.get(first)).toMatchObject({ waitingFor: { ...waitingFor, place: 1 }, waitingReason });
  const scope = { scope: "places.myshopify.com", category: "SHPFY" };
  await jobs.queue.setLinePaused(scope, { isPaused: true, note: "stocktaking" });
  expect(await jobs.queue.get(first)).toMatchObject({ waitingReason: "the line SHPFY is paused: stocktaking" });
  await jobs.queue.setLinePaused(scope, { isPaused: false });
  await jobs.queue.hold(holder);
  await line.statusBecomes(holder, "paused");
  expect(await jobs.queue.get(second)).toMatchObject({ waitingReason: `${waitingReason}, which is paused` });
  await jobs.queue.ready(holder);
  line.release();
  await line.ended(holder, first, second);
});

test("a job whose step comes back when Shopify has points says until when it waits for them", async () => {
  await jobs.aShop("QUOTA");
  jobs.script(() => {
    throw ApplicationFailure.create({
      type: "shopify-throttled",
      message: "The store's quota is used up",
      nextRetryDelay: 3_600_000,
    });
  });
  const entryId = await jobs.start("QUOTA", { category: null });
  const entry = await until("it waits for points", async () => {
    const found = await jobs.queue.get(entryId);
    return found.waitingReason !== null && found;
  });

  expect(entry).toMatchObject({ status: "inProcess", waitingFor: null });
  const [, quotaUntil] = /^API quota until (.*)$/.exec(entry.waitingReason ?? "") ?? [];
  expect(Date.parse(quotaUntil ?? "") - Date.now()).toBeGreaterThan(3_000_000);
  await jobs.queue.cancel(entryId);
  expect(await jobs.queue.waitForEnd([entryId], 20_000)).toBe(true);
});

test("a job that becomes urgent while it waits overtakes; one that runs cannot", async () => {
  const line = await aLine(jobs, "URGENT");
  const holder = await line.startRunning();
  const first = await line.startWaiting();
  const second = await line.startWaiting();

  await jobs.queue.setPriority(second, "high");
  await expect(jobs.queue.setPriority(holder, "high")).rejects.toMatchObject({ type: "job-not-waiting" });
  // The wish goes from the entry to its attempt and from there to the line.
  await until("the line knows", async () => {
    const { waiting } = await line.snapshot();
    return waiting[0]?.workflowId === attemptWorkflowId(second, 1);
  });
  line.release();
  await line.ended(holder, first, second);

  expect(line.order()).toEqual([holder, second, first]);
});

test("a job whose time is over while it waits does not run, leaves no row, and holds nobody up", async () => {
  const line = await aLine(jobs, "EXPIRES");
  const holder = await line.startRunning();
  const late = await line.startWaiting({ expiresAt: new Date(Date.now() + 1_500).toISOString() });
  const next = await line.startWaiting();
  await line.ended(late);

  expect(await jobs.queue.get(late)).toMatchObject({
    status: "finished",
    result: { outcome: "cancelled", reason: "expired" },
  });
  expect((await line.snapshot()).waiting).toMatchObject([{ workflowId: attemptWorkflowId(next, 1) }]);
  line.release();
  await line.ended(holder, next);
  expect(line.order()).toEqual([holder, next]);
});

test("a waiting job that is put on hold leaves the line and costs no attempt; ready gives it its place back", async () => {
  const line = await aLine(jobs, "HOLD");
  const holder = await line.startRunning();
  const held = await line.startWaiting();
  const next = await line.startWaiting();
  const before = await line.snapshot();
  const placeOf = (workflowId: string) => before.waiting.find((ticket) => ticket.workflowId === workflowId)?.enqueuedAt;

  await jobs.queue.hold(held);
  await line.statusBecomes(held, "onHold");
  expect((await line.snapshot()).waiting).toMatchObject([{ workflowId: attemptWorkflowId(next, 1) }]);

  await jobs.queue.ready(held);
  const { waiting } = await until("it waits again", async () => {
    const now = await line.snapshot();
    return now.waiting.length === 2 && now;
  });
  expect(waiting.map(({ workflowId }) => workflowId)).toEqual([attemptWorkflowId(held, 1), attemptWorkflowId(next, 1)]);
  expect(waiting[0]?.enqueuedAt).toBe(placeOf(attemptWorkflowId(held, 1)));

  line.release();
  await line.ended(holder, held, next);
  expect(line.order()).toEqual([holder, held, next]);
  expect(await jobs.rowsOf(held)).toMatchObject([{ attempt: 1, outcome: "succeeded" }]);
});

test("a running job that is put on hold stops after its batch and keeps its slot; those who wait are told", async () => {
  const line = await aLine(jobs, "PAUSED");
  const holder = await line.startRunning();
  const next = await line.startWaiting();

  await jobs.queue.hold(holder);
  await line.statusBecomes(holder, "paused");
  const batches = line.intervals.length;
  line.release();
  await until("the list says why", async () => {
    const { items } = await jobs.queue.list({ shops: ["PAUSED"] }, { limit: 10 });
    return items.some(({ id, waitingFor }) => id === next && waitingFor?.holderIsPaused === true);
  });
  await sleep(300);
  expect(line.intervals).toHaveLength(batches);

  await jobs.queue.ready(holder);
  await line.ended(holder, next);
  expect(line.order()).toEqual([holder, next]);
  expect(line.overlaps()).toEqual([]);
});

test("a paused line lets the running job end and nobody begin, until it is resumed", async () => {
  const line = await aLine(jobs, "SHUT");
  const scope = { scope: "shut.myshopify.com", category: "SHPFY" };
  const holder = await line.startRunning();
  const next = await line.startWaiting();

  await jobs.queue.setLinePaused(scope, { isPaused: true, note: "stocktaking" });
  line.release();
  await line.ended(holder);
  await sleep(300);
  expect(line.order()).toEqual([holder]);
  expect(await line.snapshot()).toMatchObject({ holder: null, isPaused: true, note: "stocktaking" });

  await jobs.queue.setLinePaused(scope, { isPaused: false });
  await line.ended(next);
  expect(line.order()).toEqual([holder, next]);
});
