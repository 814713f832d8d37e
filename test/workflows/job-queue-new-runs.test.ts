import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { attemptWorkflowId } from "#workflows/ids";
import { enterQueue, type QueueTicket } from "#workflows/messages";
import { aJobSystem, quick, type JobSystem } from "../support/jobs.ts";
import { aLine } from "../support/lines.ts";
import { until } from "../support/until.ts";

let jobs: JobSystem;

beforeAll(async () => {
  jobs = await aJobSystem();
  await jobs.startWorkers();
}, 60_000);
afterAll(() => jobs.close());

/** How often the line went on in a new run, or ended. */
const runsOf = async (queueId: string, status: "ContinuedAsNew" | "Completed"): Promise<number> =>
  (await jobs.client.workflow.count(`WorkflowId = '${queueId}' AND ExecutionStatus = '${status}'`)).count;

test("a line that goes on in new runs while everybody joins again and again loses nobody and grants nobody twice", async () => {
  const line = await aLine(jobs, "NOISY", 60);
  // Everybody joins five times a second, and every eighth join or second grant begins a new run.
  const timing = { ...quick, rejoinMs: 200, queue: { grantsPerRun: 2, joinsPerRun: 8, idleMs: 1_500 } };
  const holder = await line.startRunning({ timing });
  const waiting: string[] = [];
  for (let index = 0; index < 8; index += 1) waiting.push(await line.start({ timing }));
  await until("the line went on three times while it watched one holder", async () => {
    return (await runsOf(line.queueId, "ContinuedAsNew")) >= 3;
  });
  expect(await line.snapshot()).toMatchObject({ holder: { workflowId: attemptWorkflowId(holder, 1) } });
  expect(line.order()).toEqual([holder]);

  line.release();
  await line.ended(holder, ...waiting);

  expect(line.order()).toEqual([holder, ...waiting]);
  expect(line.overlaps()).toEqual([]);
  expect(line.intervals.filter(({ entryId }) => entryId !== holder)).toHaveLength(8);
});

test("the holder that joins again is told again, and stays the holder over new runs of the line", async () => {
  const line = await aLine(jobs, "AGAIN");
  const holder = await line.startRunning({ timing: { ...quick, queue: { joinsPerRun: 3 } } });
  const next = await line.startWaiting();
  const held = await until("the line knows its holder", async () => (await line.snapshot()).holder ?? undefined);
  const ticket: QueueTicket = { ...held, priority: 3, enqueuedAt: new Date().toISOString() };
  for (const runs of [1, 2]) {
    for (let index = 0; index < 4; index += 1)
      await jobs.client.workflow.getHandle(line.queueId).signal(enterQueue, ticket);
    await until("the line went on", async () => (await runsOf(line.queueId, "ContinuedAsNew")) >= runs);
  }

  const { holder: still, waiting } = await line.snapshot();
  expect(still).toEqual(held);
  expect(waiting.map(({ workflowId }) => workflowId)).toEqual([attemptWorkflowId(next, 1)]);
  line.release();
  await line.ended(holder, next);
  expect(line.order()).toEqual([holder, next]);
});

test("a paused line stays paused in its new runs", async () => {
  const line = await aLine(jobs, "CLOSED");
  const timing = { ...quick, rejoinMs: 100, queue: { joinsPerRun: 4 } };
  const scope = { scope: "closed.myshopify.com", category: "SHPFY" };
  const holder = await line.startRunning({ timing });
  await jobs.queue.setLinePaused(scope, { isPaused: true, note: "stocktaking" });
  line.release();
  await line.ended(holder);
  const next = await line.start({ timing });
  await until("the line went on", async () => (await runsOf(line.queueId, "ContinuedAsNew")) >= 2);

  expect(await line.snapshot()).toMatchObject({ holder: null, isPaused: true, note: "stocktaking" });
  expect(line.order()).toEqual([holder]);
  await jobs.queue.setLinePaused(scope, { isPaused: false });
  await line.ended(next);
});

test("a job that comes just when its line closes is served all the same", async () => {
  const line = await aLine(jobs, "CLOSING", 1);
  line.release();
  // Nobody joins a second time: a join that was lost would be seen as a job that does not end.
  const timing = { ...quick, rejoinMs: 600_000, queue: { idleMs: 40 } };
  for (let pauseMs = 0; pauseMs < 480; pauseMs += 40) {
    await line.ended(await line.start({ timing }));
    await sleep(pauseMs);
  }

  expect(line.intervals).toHaveLength(12);
  await until("the line has closed", async () => (await runsOf(line.queueId, "Completed")) > 0);
});
