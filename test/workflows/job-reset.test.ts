import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { attemptWorkflowId, jobWorkflowId } from "#workflows/ids";
import { FOLLOW_ATTEMPT } from "#workflows/messages";
import { aJobSystem, type JobSystem } from "../support/jobs.ts";
import { aLine } from "../support/lines.ts";
import { resetExecution } from "../support/reset-execution.ts";
import { until } from "../support/until.ts";

let jobs: JobSystem;
beforeAll(async () => {
  jobs = await aJobSystem();
  await jobs.startWorkers();
}, 60_000);
afterAll(() => jobs.close());

const attemptOf = (entryId: string, number = 1) =>
  jobs.client.workflow.getHandle(attemptWorkflowId(entryId, number)).describe();

/** Somebody resets a job, whose new run finds the attempt of the one before under way. */
async function reset(entryId: string): Promise<void> {
  const runId = await resetExecution(jobs.temporal, jobWorkflowId(entryId));
  await until("its new run follows the attempt", async () => {
    const { raw } = await jobs.client.workflow.getHandle(jobWorkflowId(entryId), runId).describe();
    return raw.pendingActivities?.some(({ activityType }) => activityType?.name === FOLLOW_ATTEMPT);
  });
}
const toldOf = async (entryId: string) =>
  (await jobs.rowsOf(entryId)).map(({ attempt, outcome, errorType }) => [attempt, outcome, errorType]);

test("a job that is reset while its attempt runs ends as that attempt does, which works once and is in the log once", async () => {
  const line = await aLine(jobs, "AGAIN");
  const entryId = await line.startRunning();
  const { runId } = await attemptOf(entryId);

  await reset(entryId);

  expect(await jobs.queue.get(entryId)).toMatchObject({ status: "inProcess", attempt: 1 });
  // Also the new run may be reset.
  await reset(entryId);
  line.release();
  await line.ended(entryId);
  expect(await jobs.queue.get(entryId)).toMatchObject({
    status: "finished",
    attempt: 1,
    error: null,
    result: { outcome: "succeeded" },
  });
  expect((await attemptOf(entryId)).runId).toBe(runId);
  expect(await toldOf(entryId)).toEqual([[1, "succeeded", null]]);
}, 60_000);

test("when the attempt fails the job that was reset tries again, as often as it may", async () => {
  const line = await aLine(jobs, "FAILS");
  const entryId = await line.startRunning({ maxAttempts: 1 });
  await reset(entryId);

  line.fail(entryId);
  await line.ended(entryId);

  expect(await jobs.queue.get(entryId)).toMatchObject({ status: "error", error: { message: "the body fails" } });
  expect((await jobs.rowsOf(entryId, 2)).map(({ attempt, isFinal }) => [attempt, isFinal])).toEqual([
    [1, false],
    [2, true],
  ]);
}, 60_000);

test("what is wished of a job that was reset reaches its attempt", async () => {
  const line = await aLine(jobs, "WISH");
  const entryId = await line.startRunning();
  await reset(entryId);

  await jobs.queue.hold(entryId);
  await line.statusBecomes(entryId, "paused");
  await jobs.queue.ready(entryId);
  await line.statusBecomes(entryId, "inProcess");
  await expect(jobs.queue.setPriority(entryId, "high")).rejects.toMatchObject({ type: "job-not-waiting" });
  await jobs.queue.cancel(entryId);
  await line.ended(entryId);

  expect(await jobs.queue.get(entryId)).toMatchObject({ status: "finished", result: { outcome: "cancelled" } });
  expect((await attemptOf(entryId)).status.name).toBe("CANCELLED");
  expect(await toldOf(entryId)).toEqual([[1, "cancelled", null]]);
}, 60_000);

test("an attempt that somebody ended by force ends the job that was reset", async () => {
  const line = await aLine(jobs, "FORCE");
  const entryId = await line.startRunning({ maxAttempts: 3 });
  await reset(entryId);

  await jobs.client.workflow.getHandle(attemptWorkflowId(entryId, 1)).terminate("enough");
  await line.ended(entryId);

  expect(await jobs.queue.get(entryId)).toMatchObject({ status: "error", error: { type: "job-terminated" } });
}, 60_000);

test("a job that is started again while its last attempt is still being ended runs its own", async () => {
  const line = await aLine(jobs, "ENDED");
  const entryId = await line.startRunning();
  const { runId } = await attemptOf(entryId);
  const job = jobs.client.workflow.getHandle(jobWorkflowId(entryId));
  line.release();

  // The server ends the attempt of a terminated job a moment later.
  await job.terminate("enough");
  await jobs.queue.restart(entryId, "test");
  await line.ended(entryId);

  expect(await jobs.queue.get(entryId)).toMatchObject({ status: "finished", result: { outcome: "succeeded" } });
  expect((await attemptOf(entryId)).runId).not.toBe(runId);
}, 60_000);
