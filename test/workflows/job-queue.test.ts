import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { attemptWorkflowId, jobWorkflowId, queueWorkflowId } from "#workflows/ids";
import { enterQueue, leaveQueue, queueSnapshot, type QueueSnapshot } from "#workflows/messages";
import { intervalsOf, overlaps } from "../support/batch-intervals.ts";
import { aJobSystem, quick, type JobSystem, type RunningWorkers } from "../support/jobs.ts";
import { until } from "../support/until.ts";

let jobs: JobSystem;
let workers: RunningWorkers;

beforeAll(async () => {
  jobs = await aJobSystem();
  workers = await jobs.startWorkers();
}, 60_000);
afterAll(() => jobs.close());

/** Entries whose batches go on until they are let go. */
let blocked: Set<string>;
let intervals: ReturnType<typeof intervalsOf>["intervals"];
beforeEach(() => {
  blocked = new Set();
  const noted = intervalsOf(async ({ entryId }) => {
    await sleep(15);
    return { done: !blocked.has(entryId) };
  });
  jobs.script(noted.script);
  intervals = noted.intervals;
});

/** Starts a job that runs until it is let go. */
async function holder(shop: string, request: Parameters<JobSystem["start"]>[1] = {}): Promise<string> {
  const startAt = new Date(Date.now() + 120).toISOString();
  const entryId = await jobs.start(shop, { startAt, ...request });
  blocked.add(entryId);
  await statusBecomes(entryId, "inProcess");
  return entryId;
}
const letGo = (entryId: string): boolean => blocked.delete(entryId);
const statusBecomes = (entryId: string, status: string) =>
  until(`${entryId} is ${status}`, async () => (await jobs.queue.get(entryId)).status === status);
const ended = async (...entryIds: string[]): Promise<void> => {
  expect(await jobs.queue.waitForEnd(entryIds, 20_000)).toBe(true);
};
const lineOf = (shop: string) =>
  jobs.client.workflow.getHandle(queueWorkflowId(`${shop.toLowerCase()}.myshopify.com`, "SHPFY"));
const snapshot = (shop: string): Promise<QueueSnapshot> => lineOf(shop).query(queueSnapshot);
const waits = async (shop: string, ...entryIds: string[]): Promise<void> => {
  await until(`${entryIds.length} wait`, async () => {
    const { waiting } = await snapshot(shop);
    return entryIds.every((id) => waiting.some(({ workflowId }) => workflowId === attemptWorkflowId(id, 1)));
  });
};
/** Entries in the order in which they first ran. */
const order = (): readonly string[] => [
  ...new Set(intervals.toSorted((a, b) => a.startedAt - b.startedAt).map(({ entryId }) => entryId)),
];

test("JQ-3 three jobs of one category run one at a time, in the order they came", async () => {
  await jobs.aShop("JQ3");
  const entries = [await jobs.start("JQ3"), await jobs.start("JQ3"), await jobs.start("JQ3")];
  await ended(...entries);

  expect(overlaps(intervals)).toEqual([]);
  expect(order()).toEqual(entries);
  for (const entry of entries) expect(await jobs.rowsOf(entry)).toMatchObject([{ outcome: "succeeded" }]);
  expect((await jobs.queue.list({ shopCode: "JQ3" }, { limit: 10 })).items).toEqual([]);
});

test("JQ-4 jobs without a category overlap, and so do jobs of different stores", async () => {
  await jobs.aShop("JQ4A");
  await jobs.aShop("JQ4B");
  const pair = await Promise.all([holder("JQ4A", { category: null }), holder("JQ4A", { category: null })]);
  const other = await Promise.all([holder("JQ4A"), holder("JQ4B")]);

  for (const entry of [...pair, ...other]) letGo(entry);
  await ended(...pair, ...other);
});

test("shops of one store share a line", async () => {
  await jobs.aShop("TWIN1", { store: "twin.myshopify.com" });
  await jobs.aShop("TWIN2", { store: "twin.myshopify.com" });
  const first = await holder("TWIN1");
  const second = await jobs.start("TWIN2");
  await statusBecomes(second, "waiting");

  letGo(first);
  await ended(first, second);
  expect(overlaps(intervals)).toEqual([]);
});

test("never two at once: twenty jobs of three priorities, and those of high priority first", async () => {
  await jobs.aShop("CROWD");
  const first = await holder("CROWD");
  const crowd: string[] = [];
  const highs: string[] = [];
  for (let index = 0; index < 19; index += 1) {
    const priority = (["low", "normal", "high"] as const)[index % 3] ?? "low";
    const entryId = await jobs.start("CROWD", { priority });
    crowd.push(entryId);
    if (priority === "high") highs.push(entryId);
  }
  await waits("CROWD", ...crowd);
  letGo(first);
  await ended(first, ...crowd);

  expect(overlaps(intervals)).toEqual([]);
  expect(order().slice(1, 1 + highs.length)).toEqual(highs);
  expect(order()).toHaveLength(20);
});

test("whatever ends the holder, the next one runs", async () => {
  await jobs.aShop("KILLS");
  const endings: Record<string, (entryId: string) => Promise<unknown>> = {
    "is cancelled": (id) => jobs.queue.cancel(id),
    "is terminated": (id) => jobs.client.workflow.getHandle(jobWorkflowId(id)).terminate("test"),
    "loses its attempt": (id) => jobs.client.workflow.getHandle(attemptWorkflowId(id, 1)).terminate("test"),
    ends: (id) => Promise.resolve(letGo(id)),
  };
  for (const end of Object.values(endings)) {
    const running = await holder("KILLS");
    const next = await jobs.start("KILLS");
    await waits("KILLS", next);
    const before = performance.now();
    await end(running);
    await ended(next);
    expect(performance.now() - before).toBeLessThan(5_000);
    letGo(running);
  }
});

test("whoever leaves while it waits, cancelled or terminated, is passed over", async () => {
  await jobs.aShop("LEAVE");
  const running = await holder("LEAVE");
  const cancelled = await jobs.start("LEAVE");
  const terminated = await jobs.start("LEAVE");
  const next = await jobs.start("LEAVE");
  await waits("LEAVE", cancelled, terminated, next);

  await jobs.queue.cancel(cancelled);
  await ended(cancelled);
  await jobs.client.workflow.getHandle(jobWorkflowId(terminated)).terminate("test");
  letGo(running);
  await ended(next);

  expect(order()).toEqual([running, next]);
  expect((await jobs.client.workflow.getHandle(jobWorkflowId(cancelled)).describe()).status.name).toBe("CANCELLED");
});

test("a waiting job that expires leaves the line without a row", async () => {
  await jobs.aShop("EXPIRE");
  const running = await holder("EXPIRE");
  const late = await jobs.start("EXPIRE", { expiresAt: new Date(Date.now() + 400).toISOString() });
  await ended(late);
  expect(await jobs.queue.get(late)).toMatchObject({ result: { outcome: "cancelled", reason: "expired" } });
  expect((await snapshot("EXPIRE")).waiting).toEqual([]);
  letGo(running);
  await ended(running);
});

test("a line that is terminated is rebuilt by those who wait, and whoever runs keeps its slot", async () => {
  await jobs.aShop("LOST");
  const running = await holder("LOST");
  const waiting = [await jobs.start("LOST"), await jobs.start("LOST")];
  await waits("LOST", ...waiting);

  await lineOf("LOST").terminate("test");
  // The rival's joining starts a new line while the first job still runs.
  const rival = await jobs.start("LOST");
  await until("the new line has adopted the holder", async () => {
    const { holder: adopted } = await snapshot("LOST");
    return adopted?.workflowId === attemptWorkflowId(running, 1);
  });
  await waits("LOST", ...waiting, rival);
  letGo(running);
  await ended(running, ...waiting, rival);

  expect(overlaps(intervals)).toEqual([]);
  expect(order()).toEqual([running, ...waiting, rival]);
}, 40_000);

test("a paused holder keeps its slot also when the line is rebuilt", async () => {
  await jobs.aShop("PAUSED");
  const running = await holder("PAUSED");
  await jobs.queue.hold(running);
  await statusBecomes(running, "paused");
  await lineOf("PAUSED").terminate("test");
  const next = await jobs.start("PAUSED");
  await statusBecomes(next, "waiting");
  await until("it is told whom it waits for", async () => {
    const { waitingFor } = await jobs.queue.get(next);
    return waitingFor?.holderEntryId === running && waitingFor.holderIsPaused && waitingFor.place === 1;
  });
  expect(order()).toEqual([running]);

  letGo(running);
  await jobs.queue.ready(running);
  await ended(running, next);
  expect(overlaps(intervals)).toEqual([]);
});

test("a reset of the holder does not let two jobs run", async () => {
  await jobs.aShop("RESET");
  const running = await holder("RESET");
  const next = await jobs.start("RESET");
  await waits("RESET", next);
  const handle = jobs.client.workflow.getHandle(attemptWorkflowId(running, 1));
  const { events } = await handle.fetchHistory();
  const completed = (events ?? []).filter((event) => event.workflowTaskCompletedEventAttributes);
  await jobs.client.workflowService.resetWorkflowExecution({
    namespace: jobs.client.options.namespace,
    workflowExecution: { workflowId: handle.workflowId },
    workflowTaskFinishEventId: completed.at(-1)?.eventId ?? null,
    requestId: "reset-of-the-holder",
    reason: "test",
  });
  await sleep(400);
  expect(order()).toEqual([running]);
  letGo(running);
  await ended(next);
  expect(order()).toEqual([running, next]);
});

test("the workers may be restarted while a job runs and others wait", async () => {
  await jobs.aShop("RESTART");
  const running = await holder("RESTART");
  const next = await jobs.start("RESTART");
  await waits("RESTART", next);
  await workers.stop();
  workers = await jobs.startWorkers();
  letGo(running);
  await ended(running, next);
  expect(overlaps(intervals)).toEqual([]);
}, 60_000);

test("a line goes on in a new run while it is watched and under a storm of joins, and loses nobody", async () => {
  await jobs.aShop("STORM");
  const timing = { ...quick, queue: { ...quick.queue, joinsPerRun: 12, grantsPerRun: 4 } };
  const running = await holder("STORM", { timing });
  const firstRun = (await lineOf("STORM").describe()).runId;
  const crowd = await Promise.all(Array.from({ length: 8 }, () => jobs.start("STORM", { timing })));
  await waits("STORM", ...crowd);
  const { waiting } = await snapshot("STORM");
  for (let round = 0; round < 6; round += 1) {
    await Promise.all(waiting.map(({ seq: _seq, ...ticket }) => lineOf("STORM").signal(enterQueue, ticket)));
  }
  await until("the line goes on in a new run", async () => (await lineOf("STORM").describe()).runId !== firstRun);
  expect((await snapshot("STORM")).holder?.workflowId).toBe(attemptWorkflowId(running, 1));
  letGo(running);
  await ended(running, ...crowd);

  expect(overlaps(intervals)).toEqual([]);
  expect(order()).toHaveLength(9);
}, 60_000);

test("a job that joins while its line is about to end is not lost", async () => {
  await jobs.aShop("CLOSING");
  const timing = { ...quick, queue: { idleMs: 40 } };
  for (let round = 0; round < 12; round += 1) {
    const first = await jobs.start("CLOSING", { timing });
    await ended(first);
    // Around the moment the line ends.
    await sleep(30 + round * 5);
  }
  expect(order()).toHaveLength(12);
}, 40_000);

test("a paused line grants nothing, also when nobody was in it, until it is resumed", async () => {
  await jobs.aShop("HALT");
  const line = { scope: "halt.myshopify.com", category: "SHPFY" };
  await jobs.queue.setLinePaused(line, { isPaused: true, note: "stock-taking" });
  const entryId = await jobs.start("HALT");
  await statusBecomes(entryId, "waiting");
  await until("it is told why", async () => {
    const { waitingFor } = await jobs.queue.get(entryId);
    return waitingFor?.isPaused && waitingFor.note === "stock-taking";
  });
  expect(order()).toEqual([]);

  await jobs.queue.setLinePaused(line, { isPaused: false });
  await ended(entryId);
});

test("priority can be changed while a job waits, and only then", async () => {
  await jobs.aShop("PRIO");
  const running = await holder("PRIO");
  const [low, normal] = [await jobs.start("PRIO", { priority: "low" }), await jobs.start("PRIO")];
  await waits("PRIO", low, normal);

  await jobs.queue.setPriority(low, "high");
  await expect(jobs.queue.setPriority(running, "high")).rejects.toMatchObject({ type: "job-not-waiting" });
  expect((await snapshot("PRIO")).waiting.map(({ priority }) => priority)).toEqual([1, 3]);
  letGo(running);
  await ended(running, low, normal);
  expect(order()).toEqual([running, low, normal]);
});

test("a job put on hold while it waits leaves the line, keeps its place and loses no attempt", async () => {
  await jobs.aShop("HOLD");
  const running = await holder("HOLD");
  const held = await jobs.start("HOLD");
  const later = await jobs.start("HOLD");
  await waits("HOLD", held, later);

  await jobs.queue.hold(held);
  await statusBecomes(held, "onHold");
  await until("it has left", async () => (await snapshot("HOLD")).waiting.length === 1);
  await jobs.queue.ready(held);
  await waits("HOLD", held, later);
  letGo(running);
  await ended(running, held, later);

  expect(order()).toEqual([running, held, later]);
  expect(await jobs.rowsOf(held)).toMatchObject([{ attempt: 1, outcome: "succeeded" }]);
});

test("a job put on hold before it starts, or between attempts, waits until it is made ready", async () => {
  await jobs.aShop("PARK");
  const entryId = await jobs.start("PARK", { startAt: new Date(Date.now() + 300).toISOString() });
  await statusBecomes(entryId, "ready");
  await jobs.queue.hold(entryId);
  await statusBecomes(entryId, "onHold");
  await sleep(500);
  expect(order()).toEqual([]);
  await jobs.queue.ready(entryId);
  await ended(entryId);
});

test("a running job that is put on hold stops after its batch, and its time does not run", async () => {
  await jobs.aShop("REST");
  const running = await holder("REST", { timing: { ...quick, jobTimeoutMs: 1_500 } });
  await jobs.queue.hold(running);
  await statusBecomes(running, "paused");
  const batches = intervals.length;
  await sleep(1_600);
  expect(intervals).toHaveLength(batches);
  letGo(running);
  await jobs.queue.ready(running);
  await ended(running);
  expect(await jobs.rowsOf(running)).toMatchObject([{ outcome: "succeeded" }]);
});

test("leaving a line that is not there, or in which one does not wait, changes nothing", async () => {
  await jobs.aShop("QUIET");
  const running = await holder("QUIET");
  await lineOf("QUIET").signal(leaveQueue, { firstRunId: "unknown" });
  expect((await snapshot("QUIET")).holder?.workflowId).toBe(attemptWorkflowId(running, 1));
  letGo(running);
  await ended(running);
});
