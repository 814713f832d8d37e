import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { msToTs } from "@temporalio/common/lib/time.js";
import { countJobCues, listLogRows, type JobCue, type JobLogRow } from "#database/job-log";
import { ensureTemporalCli, startTemporal, type TemporalServer } from "#scripts/lib/temporal-cli";
import { createJobLog, type LogState } from "#temporal/job-log";
import { attemptWorkflowId, jobWorkflowId } from "#workflows/ids";
import { aJobSystem, type JobSystem } from "../support/jobs.ts";
import { resetExecution } from "../support/reset-execution.ts";
import { until } from "../support/until.ts";

/** Everything here waits for a server that forgets, goes and comes back on a machine that is busy. */
const PATIENCE_MS = 60_000;

let folder: string;
let cli: string;
let server: TemporalServer;
let jobs: JobSystem;
/** Jobs that have begun and go on until they are released. */
const running = new Set<string>();
let isReleased = false;

/** A server of its own: it forgets closed executions as soon as their namespace says so, and can be taken away. */
const startServer = (preferredPort?: number): Promise<TemporalServer> =>
  startTemporal(cli, {
    databaseFile: join(folder, "temporal.db"),
    ...(preferredPort === undefined ? {} : { preferredPort }),
    dynamicConfig: ['system.namespaceMinRetentionLocal="1s"', 'history.retentionTimerJitterDuration="1ms"'],
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "job-log-"));
  cli = await ensureTemporalCli();
  server = await startServer();
  jobs = await aJobSystem({ temporalAddress: server.address });
  await jobs.startWorkers();
  await jobs.aShop("TRUTH");
  jobs.script(async ({ parameters, attempt, entryId, batch }) => {
    if (attempt <= Number(parameters["failures"] ?? 0)) throw new Error("the body fails");
    if (parameters["runs"] !== true) return { done: true, counts: { read: 1 } };
    running.add(entryId);
    await sleep(20);
    return { done: isReleased, counts: { read: batch === 0 ? 1 : 0 } };
  });
}, 90_000);
afterAll(async () => {
  await jobs.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A log that has not looked yet, so that it looks at once. */
const look = (): Promise<LogState> => createJobLog({ client: jobs.client, db: jobs.db }).refresh();
const rows = async (): Promise<readonly JobLogRow[]> => listLogRows(jobs.db, {}, { limit: 100 });
const cues = async (shop = "TRUTH"): Promise<Readonly<Record<JobCue, number>>> => countJobCues(jobs.db, [shop]);
/** What each attempt came to, by entry. */
const told = async (entryId: string) =>
  (await rows())
    .filter((row) => row.entryId === entryId)
    .toReversed()
    .map(({ attempt, outcome, errorType, isFinal }) => [attempt, outcome, errorType, isFinal]);
const start = (parameters: Readonly<Record<string, unknown>>, changes: object = {}): Promise<string> =>
  jobs.start("TRUTH", { category: null, maxAttempts: 0, parameters: { tries: 1, ...parameters }, ...changes });
async function startRunning(): Promise<string> {
  const entryId = await start({ runs: true });
  await until(`${entryId} runs`, () => running.has(entryId), PATIENCE_MS);
  return entryId;
}
const ended = async (...entryIds: readonly string[]): Promise<void> => {
  expect(await jobs.queue.waitForEnd(entryIds, PATIENCE_MS)).toBe(true);
};
const rowsAreThere = (entryId: string, count: number): Promise<boolean> =>
  until(
    `${count} rows of ${entryId}`,
    async () => {
      await look();
      return (await told(entryId)).length >= count;
    },
    PATIENCE_MS,
  );
const isForgotten = async (entryId: string): Promise<boolean> =>
  (await jobs.client.workflow.count(`WorkflowId = '${attemptWorkflowId(entryId, 1)}'`)).count === 0;

test("a job that is reset between two attempts is not one that waits for a person", async () => {
  await jobs.aShop("BETWEEN");
  const entryId = await jobs.start("BETWEEN", { parameters: { tries: 1, failures: 1 }, rerunDelaySec: 2 });
  await rowsAreThere(entryId, 1);
  await until("it waits for the next", async () => (await jobs.queue.get(entryId)).status === "retrying", PATIENCE_MS);
  await resetExecution(jobs.temporal, jobWorkflowId(entryId));
  await rowsAreThere(entryId, 2);
  expect(await told(entryId)).toEqual([
    [1, "failed", "Error", false],
    [1, "failed", "Error", false],
  ]);
  expect(await cues("BETWEEN")).toMatchObject({ tasksFailed: 0 });
  await ended(entryId);
  await rowsAreThere(entryId, 3);

  expect((await told(entryId)).at(-1)).toEqual([2, "succeeded", null, false]);
}, 120_000);

test("whatever becomes of executions and of Temporal, every attempt is in the log once, and the log says when it cannot know", async () => {
  // What jobs do by themselves, and what people do to them.
  const plain = await start({});
  const stubborn = await start({ failures: 2 }, { maxAttempts: 5 });
  const [attemptKilled, jobKilled, reset] = await Promise.all([startRunning(), startRunning(), startRunning()]);
  const between = await start({ failures: 9 }, { maxAttempts: 5, rerunDelaySec: 600 });
  await ended(plain, stubborn);
  await rowsAreThere(between, 1);
  await jobs.client.workflow.getHandle(attemptWorkflowId(attemptKilled, 1)).terminate("enough");
  await jobs.client.workflow.getHandle(jobWorkflowId(jobKilled)).terminate("enough");
  await jobs.client.workflow.getHandle(jobWorkflowId(between)).terminate("enough");
  const resetRunId = await resetExecution(jobs.temporal, attemptWorkflowId(reset, 1));
  isReleased = true;
  await ended(attemptKilled, jobKilled, reset, between);
  for (const [entryId, count] of [
    [stubborn, 3],
    [reset, 2],
    [attemptKilled, 1],
    [jobKilled, 1],
  ] as const)
    await rowsAreThere(entryId, count);
  expect(await look()).toMatchObject({ stale: false });

  expect(await told(plain)).toEqual([[1, "succeeded", null, false]]);
  expect(await told(stubborn)).toEqual([
    [1, "failed", "Error", false],
    [2, "failed", "Error", false],
    [3, "succeeded", null, false],
  ]);
  expect(await told(attemptKilled)).toEqual([[1, "failed", "job-terminated", true]]);
  expect(await told(jobKilled)).toEqual([[1, "failed", "job-terminated", true]]);
  expect(await told(between)).toEqual([[1, "failed", "Error", true]]);
  expect(await told(reset)).toEqual([
    [1, "cancelled", null, false],
    [1, "succeeded", null, false],
  ]);
  const all = await rows();
  expect(all.filter(({ entryId }) => entryId === reset).map((row) => row.resetRunId)).toEqual([null, resetRunId]);
  // Two attempts that failed before a success, two that were terminated, one that is not repeated; not the reset one.
  expect(await cues()).toEqual({ synchronizationErrors: 5, tasksFailed: 3, failingNow: 0 });

  // An attempt ends, nobody looks, and Temporal is gone: the log answers what it knew, and since when.
  const { asOf } = await look();
  const unseen = await start({});
  await ended(unseen);
  await server.stop();
  expect(await look()).toEqual({ asOf: expect.any(Date), stale: true });
  expect((await look()).asOf?.getTime()).toBeGreaterThanOrEqual(asOf?.getTime() ?? Infinity);
  expect(await rows()).toEqual(all);
  expect(await jobs.queue.counts(["TRUTH"])).toMatchObject({ tasksInQueue: null, stale: true, tasksFailed: 3 });

  server = await startServer(Number(server.address.split(":")[1]));
  await until("Temporal is back", async () => !(await look()).stale, PATIENCE_MS);
  await rowsAreThere(unseen, 1);
  expect(await told(unseen)).toEqual([[1, "succeeded", null, false]]);
  const before = await rows();

  // Somebody deletes executions; then the namespace keeps what closes from now on for a second.
  for (const workflowId of [attemptWorkflowId(plain, 1), attemptWorkflowId(attemptKilled, 1)])
    await jobs.client.workflowService.deleteWorkflowExecution({
      namespace: jobs.temporal.namespace,
      workflowExecution: { workflowId },
    });
  await jobs.client.workflowService.updateNamespace({
    namespace: jobs.temporal.namespace,
    config: { workflowExecutionRetentionTtl: msToTs("1 second") },
  });
  const shortlyKept: string[] = [];
  const forgotten = await until(
    "Temporal has forgotten by itself what the log knows",
    async () => {
      // The server takes its time to hear of the new retention.
      shortlyKept.push(await start({}));
      await sleep(1_000);
      await look();
      const logged = new Set((await rows()).map(({ entryId }) => entryId));
      for (const entryId of shortlyKept) if (logged.has(entryId) && (await isForgotten(entryId))) return entryId;
      return false;
    },
    PATIENCE_MS,
  );
  for (const entryId of [plain, attemptKilled])
    await until(`Temporal has forgotten ${entryId}`, () => isForgotten(entryId), PATIENCE_MS);
  expect(await look()).toMatchObject({ stale: false });
  const known = await rows();
  expect(known).toEqual(expect.arrayContaining([...before]));
  expect(await told(forgotten)).toEqual([[1, "succeeded", null, false]]);
  expect(await cues()).toEqual({ synchronizationErrors: 5, tasksFailed: 3, failingNow: 0 });

  // Also a log that begins anew writes nothing twice.
  await jobs.db.deleteFrom("jobLogWatermark").execute();
  expect(await look()).toMatchObject({ stale: false });
  const last = await rows();
  expect(new Set(last.map(({ workflowId, runId }) => `${workflowId} ${runId}`)).size).toBe(last.length);
  expect(last.map(({ entryNo }) => entryNo)).toEqual(expect.arrayContaining(known.map(({ entryNo }) => entryNo)));
  expect(await cues()).toEqual({ synchronizationErrors: 5, tasksFailed: 3, failingNow: 0 });
}, 240_000);
