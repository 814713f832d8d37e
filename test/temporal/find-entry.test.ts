import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { OperationalError } from "#domain/failure";
import { createJobQueue, type JobQueue } from "#temporal/job-queue";
import { attemptWorkflowId } from "#workflows/ids";
import { aJobSystem, type JobSystem } from "../support/jobs.ts";
import { aLine } from "../support/lines.ts";
import { until } from "../support/until.ts";

let jobs: JobSystem;
/** Nobody has looked since the jobs of these tests ended: the log has no rows of them. */
let beforeLook: JobQueue;
beforeAll(async () => {
  jobs = await aJobSystem();
  const { client, db } = jobs;
  const jobLog = { refresh: () => Promise.resolve({ asOf: null, stale: false }) };
  beforeLook = createJobQueue({ client, db, jobLog, temporalUiUrl: "http://127.0.0.1:8233" });
  await jobs.startWorkers();
}, 60_000);
afterAll(() => jobs.close());

const failsUntil = (attempt: number) => {
  let runs = 0;
  jobs.script(() => {
    runs += 1;
    if (runs < attempt) throw new OperationalError("store-unavailable", "The store is closed", { retryable: true });
    return { done: true, counts: { read: 1 } };
  });
};

test("a job that has just ended says at once which attempt was the last one, and when it ran", async () => {
  await jobs.aShop("ENDED");
  failsUntil(3);
  const id = await jobs.start("ENDED", { parameters: { tries: 1 }, maxAttempts: 5 });
  await jobs.queue.waitForEnd([id], 30_000);

  const entry = await beforeLook.get(id);

  expect(entry).toMatchObject({
    status: "finished",
    attempt: 3,
    error: null,
    progress: null,
    result: { outcome: "succeeded", counts: { read: 1 } },
    startedAt: expect.any(String),
    temporalUrl: expect.stringContaining(encodeURIComponent(attemptWorkflowId(id, 3))),
  });
  // Also while the log knows the attempts before alone, and when it knows them all.
  await jobs.rowsOf(id, 3);
  await jobs.db
    .updateTable("jobLog")
    .set({ endedAt: new Date(0) })
    .where("attempt", "=", 3)
    .execute();
  expect(await beforeLook.get(id)).toEqual(entry);
  await jobs.db.updateTable("jobLog").set({ endedAt: new Date() }).where("attempt", "=", 3).execute();
  const { enqueuedAt: _place, ...told } = entry;
  expect(await beforeLook.get(id)).toMatchObject(told);
});

test("a job that waits for its next attempt says at once which one failed, and why", async () => {
  await jobs.aShop("RETRIED");
  failsUntil(9);
  const id = await jobs.start("RETRIED", { parameters: { tries: 1 }, maxAttempts: 2, rerunDelaySec: 600 });

  const entry = await until("it waits", async () => {
    const now = await beforeLook.get(id);
    return now.status === "retrying" && now;
  });

  expect(entry).toMatchObject({ attempt: 1, error: { type: "store-unavailable", message: "The store is closed" } });
  await jobs.queue.cancel(id);
  await jobs.queue.waitForEnd([id], 30_000);
  expect(await beforeLook.get(id)).toMatchObject({ status: "finished", attempt: 1, result: { outcome: "cancelled" } });
});

test("a job that never had its slot has no attempt", async () => {
  const line = await aLine(jobs, "WAITED");
  const holder = await line.startRunning();
  const id = await line.startWaiting();
  await jobs.queue.cancel(id);
  await line.ended(id);

  expect(await beforeLook.get(id)).toMatchObject({ status: "finished", attempt: 0, startedAt: null });
  line.release(holder);
  await line.ended(holder);
});
