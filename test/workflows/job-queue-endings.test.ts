import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { attemptWorkflowId, jobWorkflowId } from "#workflows/ids";
import { aJobSystem, type JobSystem, type RunningWorkers } from "../support/jobs.ts";
import { aLine, type TestLine } from "../support/lines.ts";
import { until } from "../support/until.ts";

let jobs: JobSystem;
let workers: RunningWorkers;

beforeAll(async () => {
  jobs = await aJobSystem();
  workers = await jobs.startWorkers();
}, 60_000);
afterAll(() => jobs.close());

const workflow = (id: string) => jobs.client.workflow.getHandle(id);

interface LineOfThree extends TestLine {
  readonly holder: string;
  readonly first: string;
  readonly second: string;
}

/** One job that runs and two that wait for it. */
async function aLineOfThree(shopCode: string): Promise<LineOfThree> {
  const line = await aLine(jobs, shopCode);
  const holder = await line.startRunning();
  const first = await line.startWaiting();
  const second = await line.startWaiting();
  return { ...line, holder, first, second };
}

const endingsOfTheHolder: readonly [string, (line: LineOfThree) => Promise<unknown> | void][] = [
  ["completes", (line) => line.release(line.holder)],
  ["fails", (line) => line.fail(line.holder)],
  ["is cancelled", (line) => jobs.queue.cancel(line.holder)],
  [
    "is cancelled while it is paused",
    async (line) => {
      await jobs.queue.hold(line.holder);
      await line.statusBecomes(line.holder, "paused");
      await jobs.queue.cancel(line.holder);
    },
  ],
  ["has its attempt terminated", (line) => workflow(attemptWorkflowId(line.holder, 1)).terminate()],
  ["is terminated", (line) => workflow(jobWorkflowId(line.holder)).terminate()],
];

test.each(endingsOfTheHolder)("when the running job %s, the next one runs, and then the next", async (how, end) => {
  const line = await aLineOfThree(`H${endingsOfTheHolder.findIndex(([name]) => name === how)}`);

  await end(line);
  await line.hasBegun(line.first);
  expect(line.order()).toEqual([line.holder, line.first]);
  line.release(line.first, line.second);
  await line.ended(line.holder, line.first, line.second);

  expect(line.order()).toEqual([line.holder, line.first, line.second]);
});

const endingsOfTheNext: readonly [string, (line: LineOfThree) => Promise<unknown>][] = [
  [
    "is cancelled",
    async (line) => {
      await jobs.queue.cancel(line.first);
      await line.ended(line.first);
      expect((await line.snapshot()).waiting).toMatchObject([{ workflowId: attemptWorkflowId(line.second, 1) }]);
    },
  ],
  ["has its attempt terminated", (line) => workflow(attemptWorkflowId(line.first, 1)).terminate()],
  ["is terminated", (line) => workflow(jobWorkflowId(line.first)).terminate()],
];

test.each(endingsOfTheNext)("when the next job %s while it waits, the one after it runs", async (how, end) => {
  const line = await aLineOfThree(`W${endingsOfTheNext.findIndex(([name]) => name === how)}`);

  await end(line);
  line.release();
  await line.ended(line.holder, line.first, line.second);

  expect(line.order()).toEqual([line.holder, line.second]);
  expect(line.overlaps()).toEqual([]);
  await jobs.rowsOf(line.second);
  // It never had its slot, so the log knows nothing of it.
  expect(
    await jobs.queue.list({ shops: [`W${endingsOfTheNext.findIndex(([name]) => name === how)}`] }, { limit: 10 }),
  ).toMatchObject({ total: 0 });
});

test("JQ-10 a job terminated from outside gives its slot away, and the next look at the log shows it as failed", async () => {
  const line = await aLineOfThree("JQ10");
  line.release(line.first, line.second);
  await workflow(attemptWorkflowId(line.holder, 1)).terminate("the machine was rebuilt");
  await line.ended(line.first, line.second);

  expect(await jobs.rowsOf(line.holder)).toMatchObject([
    {
      outcome: "failed",
      isFinal: true,
      errorType: "job-terminated",
      errorMessage: "Terminated from outside: the machine was rebuilt",
    },
  ]);
  expect(await jobs.queue.get(line.holder)).toMatchObject({ status: "error", error: { type: "job-terminated" } });
  const { items } = await jobs.queue.list({ shops: ["JQ10"] }, { limit: 10 });
  expect(items.map(({ id, status }) => [id, status])).toEqual([[line.holder, "error"]]);
});

test.each([
  ["runs", async () => undefined],
  [
    "is paused",
    async (line: LineOfThree) => {
      await jobs.queue.hold(line.holder);
      await line.statusBecomes(line.holder, "paused");
    },
  ],
] as const)(
  "when the line itself is terminated while a job %s, that job keeps its slot and the others keep their order",
  async (how, before) => {
    const line = await aLineOfThree(how === "runs" ? "L0" : "L1");
    await before(line);

    await workflow(line.queueId).terminate();
    // A newcomer makes a new line at once; those who wait join it again after a while.
    const newcomer = await line.startWaiting();
    await until("those who waited have joined again", async () => (await line.snapshot()).waiting.length === 3);
    expect(line.order()).toEqual([line.holder]);
    expect(await line.snapshot()).toMatchObject({ holder: { workflowId: attemptWorkflowId(line.holder, 1) } });

    if (how === "is paused") await jobs.queue.ready(line.holder);
    line.release();
    await line.ended(line.holder, line.first, line.second, newcomer);
    expect(line.order()).toEqual([line.holder, line.first, line.second, newcomer]);
    expect(line.overlaps()).toEqual([]);
  },
);

test("when the line is terminated and nobody new comes, those who wait make a new one", async () => {
  const line = await aLineOfThree("ALONE");
  await workflow(line.queueId).terminate();
  line.release();
  await line.ended(line.holder, line.first, line.second);

  // Who joins the new line first is served first.
  expect(line.order().toSorted()).toEqual([line.holder, line.first, line.second].toSorted());
  expect(line.overlaps()).toEqual([]);
});

test("a restart of all workers changes nothing about whose turn it is", async () => {
  const line = await aLineOfThree("DEPLOY");
  await workers.stop();
  line.release();
  workers = await jobs.startWorkers();
  await line.ended(line.holder, line.first, line.second);

  expect(line.order()).toEqual([line.holder, line.first, line.second]);
  expect(line.overlaps()).toEqual([]);
});
