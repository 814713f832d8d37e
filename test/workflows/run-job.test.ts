import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ApplicationFailure } from "@temporalio/common";
import { updateShop } from "#database/shops";
import { OperationalError } from "#domain/failure";
import { attemptWorkflowId, jobWorkflowId } from "#workflows/ids";
import { runAgain } from "#workflows/messages";
import { aJobSystem, quick, type JobSystem } from "../support/jobs.ts";
import { until } from "../support/until.ts";

let jobs: JobSystem;

beforeAll(async () => {
  jobs = await aJobSystem();
  await jobs.startWorkers();
}, 60_000);
afterAll(() => jobs.close());

const ended = async (entryId: string): Promise<void> => {
  expect(await jobs.queue.waitForEnd([entryId], 25_000)).toBe(true);
};
const statusBecomes = (entryId: string, status: string) =>
  until(`${entryId} is ${status}`, async () => {
    const entry = await jobs.queue.get(entryId);
    return entry.status === status && entry;
  });
const bodyFails = (message = "the body fails"): ApplicationFailure =>
  ApplicationFailure.create({ type: "body-fails", message, nonRetryable: true });
/** A failure of one try that the activity does not repeat, but the job does. */
const attemptFails = (): ApplicationFailure => ApplicationFailure.create({ type: "attempt-fails", message: "again" });

test("a job runs its batches, adds up what they did and leaves one row in the log", async () => {
  await jobs.aShop("PLAIN");
  jobs.script(({ batch }) => ({ done: batch === 2, counts: { read: 10, changed: 4, unchanged: 6 } }));

  const entryId = await jobs.start("PLAIN", { parameters: { orderNo: "1001" } });
  await ended(entryId);

  expect(await jobs.rowsOf(entryId)).toMatchObject([
    {
      outcome: "succeeded",
      report: "syncOrders",
      shop: "PLAIN",
      store: "plain.myshopify.com",
      trigger: "manual",
      category: "SHPFY",
      attempt: 1,
      counts: { read: 30, changed: 12, unchanged: 18, skipped: 0, failed: 0 },
      parameters: { orderNo: "1001" },
      requestedBy: "test",
      errorType: null,
    },
  ]);
  expect(await jobs.queue.get(entryId)).toMatchObject({ status: "finished", result: { outcome: "succeeded" } });
});

test("half a character in an activity's failure fails that job, and the worker goes on with the others", async () => {
  await jobs.aShop("HALF");
  await jobs.aShop("WHOLE");
  jobs.script(({ shopCode }) => {
    if (shopCode === "HALF") throw new OperationalError("erp-rejected", "Acme \uD83D", { retryable: false });
    return { done: true };
  });

  const half = await jobs.start("HALF", { maxAttempts: 0 });
  await ended(half);
  const whole = await jobs.start("WHOLE");
  await ended(whole);

  expect(await jobs.rowsOf(half)).toMatchObject([{ outcome: "failed", errorMessage: "Acme \uFFFD" }]);
  expect(await jobs.rowsOf(whole)).toMatchObject([{ outcome: "succeeded" }]);
});

test("long parameters are in the log too, though lists do not carry them", async () => {
  await jobs.aShop("LONG");
  jobs.script(() => ({ done: true }));
  const orderIds = Array.from({ length: 200 }, (_, index) => `450789469${index}`);

  const entryId = await jobs.start("LONG", { parameters: { orderIds } });
  await ended(entryId);

  expect(await jobs.rowsOf(entryId)).toMatchObject([{ parameters: { orderIds } }]);
});

test("JQ-1 a job that always fails runs once and twice again, with the pause in between", async () => {
  await jobs.aShop("JQ1");
  const startedAt: number[] = [];
  jobs.script(() => {
    startedAt.push(performance.now());
    throw attemptFails();
  });

  // 30 s at one hundredth.
  const entryId = await jobs.start("JQ1", {
    maxAttempts: 2,
    parameters: { tries: 1 },
    timing: { ...quick, minimumRerunDelayMs: 300, extraDelaysMs: [0] },
  });
  await ended(entryId);

  const rows = await jobs.rowsOf(entryId, 3);
  expect(rows.map(({ attempt, outcome, isFinal }) => [attempt, outcome, isFinal])).toEqual([
    [1, "failed", false],
    [2, "failed", false],
    [3, "failed", true],
  ]);
  expect(startedAt).toHaveLength(3);
  const pauses = startedAt.slice(1).map((time, index) => time - (startedAt[index] ?? 0));
  for (const pause of pauses) {
    expect(pause).toBeGreaterThanOrEqual(300);
    expect(pause).toBeLessThan(1_500);
  }
  expect(await jobs.queue.get(entryId)).toMatchObject({
    status: "error",
    attempt: 3,
    error: { type: "attempt-fails", message: "again" },
  });
});

test("a failure that a person has to settle is not repeated", async () => {
  await jobs.aShop("PERSON");
  jobs.script(() => {
    throw new OperationalError("no-access-token", "There is no access token", {
      retryable: false,
      params: { store: "person.myshopify.com" },
    });
  });

  const entryId = await jobs.start("PERSON");
  await ended(entryId);

  expect(await jobs.rowsOf(entryId)).toMatchObject([
    {
      outcome: "failed",
      isFinal: true,
      errorType: "no-access-token",
      errorMessage: "There is no access token",
      errorParams: { store: "person.myshopify.com" },
      errorActivity: "runBatch",
    },
  ]);
});

test("SH-11 a job whose shop was disabled after it was started fails and says what to do", async () => {
  await jobs.aShop("GONE");
  jobs.script(() => ({ done: true }));
  const entryId = await jobs.start("GONE", { startAt: new Date(Date.now() + 700).toISOString() });
  await statusBecomes(entryId, "ready");
  await updateShop(jobs.db, "GONE", { enabled: false });
  await ended(entryId);

  expect(await jobs.rowsOf(entryId)).toMatchObject([{ outcome: "failed", errorType: "shop-disabled" }]);
});

test("a job that needs a person fails once, however many webhooks asked for another run", async () => {
  await jobs.aShop("HOOK");
  const startAt = new Date(Date.now() + 700).toISOString();
  const entryId = await jobs.start("HOOK", { startAt });
  await statusBecomes(entryId, "ready");
  await jobs.client.workflow.getHandle(jobWorkflowId(entryId)).signal(runAgain);
  await updateShop(jobs.db, "HOOK", { enabled: false });
  await ended(entryId);

  expect(await jobs.rowsOf(entryId)).toMatchObject([{ outcome: "failed", errorType: "shop-disabled" }]);
});

test("a job shows the priority it has been given, in lists and for its later attempts", async () => {
  await jobs.aShop("MOVED");
  const entryId = await jobs.start("MOVED", { startAt: new Date(Date.now() + 60_000).toISOString() });
  await statusBecomes(entryId, "ready");

  await jobs.queue.setPriority(entryId, "high");

  await until("the list shows it", async () => (await jobs.queue.get(entryId)).priority === "high");
  await jobs.queue.cancel(entryId);
  await ended(entryId);
});

test("skipped and failed records make a run succeed with skips", async () => {
  await jobs.aShop("SKIPS");
  jobs.script(() => ({ done: true, counts: { read: 3, changed: 1, skipped: 1, failed: 1 } }));

  const entryId = await jobs.start("SKIPS");
  await ended(entryId);

  expect(await jobs.rowsOf(entryId)).toMatchObject([{ outcome: "succeededWithSkips" }]);
});

test("a temporary obstacle makes a run incomplete; the rest of it is done, and it is tried again", async () => {
  await jobs.aShop("LATER");
  jobs.script(({ batch, attempt }) => ({
    done: batch === 1,
    counts: { read: 1 },
    ...(attempt === 1 && batch === 0
      ? { incomplete: { type: "shopify-throttled", message: "The quota is used up" } }
      : {}),
  }));

  const entryId = await jobs.start("LATER");
  await ended(entryId);

  expect(await jobs.rowsOf(entryId, 2)).toMatchObject([
    { outcome: "incomplete", errorType: "shopify-throttled", counts: { read: 2 }, isFinal: false },
    { outcome: "succeeded", counts: { read: 2 } },
  ]);
});

test("a scheduled job that is incomplete ends without failing, one that fails fails", async () => {
  await jobs.aShop("SLOT");
  const run = (entryId: string) =>
    jobs.client.workflow.execute("runJob", {
      workflowId: jobWorkflowId(entryId),
      taskQueue: "sync",
      args: [
        {
          report: "syncOrders",
          shopCode: "SLOT",
          store: "slot.myshopify.com",
          category: "SHPFY",
          priority: 3,
          trigger: "schedule",
          parameters: {},
          maxAttempts: 0,
          timing: quick,
        },
      ],
    });
  jobs.script(() => ({ done: true, incomplete: { type: "erp-unavailable", message: "The ERP is away" } }));
  await expect(run("file.slot-1")).resolves.toMatchObject({ outcome: "incomplete", reason: "erp-unavailable" });
  expect(await jobs.rowsOf("file.slot-1")).toMatchObject([
    { outcome: "incomplete", isFinal: false, trigger: "schedule" },
  ]);

  jobs.script(() => {
    throw bodyFails();
  });
  await expect(run("file.slot-2")).rejects.toMatchObject({ cause: { type: "job-failed" } });
});

test("a run that lasts longer than its time-out is stopped and says so", async () => {
  await jobs.aShop("SLOW");
  jobs.script(async () => {
    await new Promise((resolve) => setTimeout(resolve, 150));
    return { done: false };
  });

  const entryId = await jobs.start("SLOW", { maxAttempts: 0, timing: { ...quick, jobTimeoutMs: 400 } });
  await ended(entryId);

  expect(await jobs.rowsOf(entryId)).toMatchObject([{ outcome: "failed", errorType: "job-timeout" }]);
});

test("a cancelled job is cancelled, keeps what it did, and fails nothing", async () => {
  await jobs.aShop("STOP");
  jobs.script(async ({ batch }) => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    return { done: batch > 500, counts: { read: 1 } };
  });
  const entryId = await jobs.start("STOP");
  await statusBecomes(entryId, "inProcess");

  await jobs.queue.cancel(entryId);
  await ended(entryId);

  expect((await jobs.client.workflow.getHandle(jobWorkflowId(entryId)).describe()).status.name).toBe("CANCELLED");
  expect(await jobs.rowsOf(entryId)).toMatchObject([{ outcome: "cancelled", errorType: null }]);
  expect(await jobs.queue.get(entryId)).toMatchObject({ status: "finished", result: { outcome: "cancelled" } });
  await expect(jobs.queue.cancel(entryId)).rejects.toMatchObject({ type: "job-has-ended" });
  await expect(jobs.queue.cancel("unknown")).rejects.toMatchObject({ type: "job-not-found" });
});

test("an attempt that is cancelled on its own ends its job on purpose, and is not repeated", async () => {
  await jobs.aShop("CHILD");
  jobs.script(async ({ batch }) => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    return { done: batch > 500 };
  });
  const entryId = await jobs.start("CHILD");
  await statusBecomes(entryId, "inProcess");

  await jobs.client.workflow.getHandle(attemptWorkflowId(entryId, 1)).cancel();

  await expect(jobs.client.workflow.getHandle(jobWorkflowId(entryId)).result()).rejects.toMatchObject({
    cause: { type: "job-cancelled", nonRetryable: true },
  });
});

test("a long run goes on in new executions: it keeps its counts, its start and its one row", async () => {
  await jobs.aShop("MANY");
  const batches: number[] = [];
  jobs.script(({ batch }) => {
    batches.push(batch);
    return { done: batch === 8, counts: { read: 1 } };
  });

  const entryId = await jobs.start("MANY", { timing: { ...quick, batchesPerRun: 3 } });
  await ended(entryId);

  expect(batches).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(await jobs.rowsOf(entryId)).toMatchObject([{ outcome: "succeeded", counts: { read: 9 } }]);
});

test("a bug in a report does not end the job: a fix that is deployed heals it", async () => {
  await jobs.aShop("BUG");
  let isFixed = false;
  jobs.script(() => {
    if (!isFixed) throw new TypeError("x is undefined");
    return { done: true };
  });
  const entryId = await jobs.start("BUG");
  await statusBecomes(entryId, "inProcess");
  isFixed = true;
  await ended(entryId);

  expect(await jobs.rowsOf(entryId)).toMatchObject([{ outcome: "succeeded" }]);
});

test("a job outside its window, or expired, ends as cancelled without a row, and its slot goes to the next", async () => {
  await jobs.aShop("TIMES");
  jobs.script(() => ({ done: true }));
  const expired = await jobs.start("TIMES", { expiresAt: new Date(Date.now() - 1_000).toISOString() });
  await ended(expired);
  expect(await jobs.queue.get(expired)).toMatchObject({
    status: "finished",
    result: { outcome: "cancelled", reason: "expired" },
  });

  const hourAgo = new Date(Date.now() - 3_600_000).toISOString().slice(11, 19);
  const minuteAgo = new Date(Date.now() - 60_000).toISOString().slice(11, 19);
  const result: unknown = await jobs.client.workflow.execute("runJob", {
    workflowId: jobWorkflowId("file.window-1"),
    taskQueue: "sync",
    args: [
      {
        report: "syncOrders",
        shopCode: "TIMES",
        store: "times.myshopify.com",
        category: "SHPFY",
        priority: 3,
        trigger: "schedule",
        parameters: {},
        maxAttempts: 0,
        timing: quick,
        window: { startingTime: hourAgo, endingTime: minuteAgo, timeZone: "UTC" },
      },
    ],
  });
  expect(result).toMatchObject({ outcome: "cancelled", reason: "outsideWindow" });

  const next = await jobs.start("TIMES");
  await ended(next);
  expect(await jobs.rowsOf(next)).toHaveLength(1);
});
