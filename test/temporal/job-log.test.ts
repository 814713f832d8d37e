import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { Client, Connection, type ConnectionOptions } from "@temporalio/client";
import { sql } from "kysely";
import { acknowledgeErrors, countJobCues, listLogRows, type JobCue } from "#database/job-log";
import { OperationalError } from "#domain/failure";
import { createJobLog } from "#temporal/job-log";
import { attemptWorkflowId, jobWorkflowId } from "#workflows/ids";
import { aJobSystem, quick, type JobSystem, type Script } from "../support/jobs.ts";
import { until } from "../support/until.ts";

let jobs: JobSystem;

beforeAll(async () => {
  jobs = await aJobSystem();
  await jobs.startWorkers();
}, 60_000);
afterAll(() => jobs.close());
beforeEach(() => {
  jobs.script(() => ({ done: true, counts: { read: 1 } }));
});

const ended = async (...entryIds: readonly string[]): Promise<void> => {
  expect(await jobs.queue.waitForEnd(entryIds, 15_000)).toBe(true);
};
/** A log that has not looked yet, so that it looks at once. */
const look = () => createJobLog({ client: jobs.client, db: jobs.db }).refresh();
const errorsOf = async (shopCode: string): Promise<Readonly<Record<JobCue, number>>> =>
  countJobCues(jobs.db, [shopCode]);
const failsUntil =
  (attempts: number): Script =>
  ({ attempt }) => {
    if (attempt <= attempts) throw new Error("the body fails");
    return { done: true };
  };
/** A failed job of one attempt. */
async function aFailedJob(shopCode: string): Promise<string> {
  jobs.script(failsUntil(99));
  const entryId = await jobs.start(shopCode, { maxAttempts: 0, parameters: { tries: 1 } });
  await ended(entryId);
  await jobs.rowsOf(entryId);
  jobs.script(() => ({ done: true }));
  return entryId;
}

test("each ended attempt is one row, however often and by how many at once the log is looked at", async () => {
  await jobs.aShop("ONCE");
  jobs.script(failsUntil(2));
  const entryId = await jobs.start("ONCE", { parameters: { tries: 1 } });
  await ended(entryId);
  await jobs.rowsOf(entryId, 3);

  const states = await Promise.all(Array.from({ length: 6 }, look));

  expect(states.map(({ stale }) => stale)).toEqual([false, false, false, false, false, false]);
  const rows = await jobs.rowsOf(entryId, 3);
  expect(rows.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
    [1, "failed"],
    [2, "failed"],
    [3, "succeeded"],
  ]);
});

test("looks at the same time by one process are one look, and it looks at most once a second", async () => {
  const log = createJobLog({ client: jobs.client, db: jobs.db });
  const [one, two] = await Promise.all([log.refresh(), log.refresh()]);
  expect(two).toBe(one);
  expect(await log.refresh()).toBe(one);
});

test("a look that finds as many as the one before asks for their number and lists none, until one more has ended", async () => {
  await jobs.aShop("NUMBER");
  await ended(await jobs.start("NUMBER"));
  await look();
  let lists = 0;
  const countingLists: NonNullable<ConnectionOptions["interceptors"]>[number] = (options, nextCall) => {
    if (options.method_definition.path.endsWith("/ListWorkflowExecutions")) lists += 1;
    return nextCall(options) as ReturnType<typeof countingLists>;
  };
  const connection = await Connection.connect({ address: jobs.temporal.address, interceptors: [countingLists] });
  const client = new Client({ connection, namespace: jobs.temporal.namespace });
  const log = createJobLog({ client, db: jobs.db });
  const listsOfNextLook = async (): Promise<number> => {
    await sleep(1_050);
    lists = 0;
    await log.refresh();
    return lists;
  };

  // The first one of this process has nothing to compare with.
  expect([await listsOfNextLook(), await listsOfNextLook()]).toEqual([1, 0]);
  const entryId = await jobs.start("NUMBER");
  await ended(entryId);
  await until("it is in the log", async () => {
    await listsOfNextLook();
    return (await listLogRows(jobs.db, { entryId }, { limit: 1 })).length === 1;
  });
  // The line from which it looks has moved.
  expect([await listsOfNextLook(), await listsOfNextLook()]).toEqual([1, 0]);
  await connection.close();
});

test("an execution that shows late is found within a minute, though most looks go over what has just ended", async () => {
  await jobs.aShop("LATE");
  const entryId = await jobs.start("LATE");
  await ended(entryId);
  const [row] = await jobs.rowsOf(entryId);
  const endedAt = row?.endedAt ?? new Date(0);
  const after = (seconds: number): Date => new Date(endedAt.getTime() + seconds * 1_000);
  const lookAfter = async (thoroughAt: Date): Promise<number> => {
    await jobs.db.deleteFrom("jobLog").where("entryId", "=", entryId).execute();
    await jobs.db.deleteFrom("jobLogWatermark").execute();
    const seen = { closedUntil: after(300), asOf: new Date(), thoroughUntil: after(300), thoroughAt };
    await jobs.db.insertInto("jobLogWatermark").values(seen).execute();
    await look();
    return (await jobs.db.selectFrom("jobLog").select("entryNo").where("entryId", "=", entryId).execute()).length;
  };

  expect(await lookAfter(new Date())).toBe(0);
  expect(await lookAfter(new Date(Date.now() - 120_000))).toBe(1);
  await jobs.db.deleteFrom("jobLogWatermark").execute();
});

test("an execution that Temporal has deleted keeps its row, and a deleted row does not come back", async () => {
  await jobs.aShop("DELETED");
  const entryId = await jobs.start("DELETED");
  await ended(entryId);
  const [row] = await jobs.rowsOf(entryId);
  const execution = { workflowId: attemptWorkflowId(entryId, 1), runId: row?.runId ?? "" };
  const { namespace } = jobs.temporal;
  await jobs.client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution: execution });
  // The server takes its time: about twenty seconds.
  await until(
    "Temporal forgot it",
    async () => {
      const { count } = await jobs.client.workflow.count(`WorkflowId = '${execution.workflowId}'`);
      return count === 0;
    },
    60_000,
  );

  await look();
  expect(await jobs.rowsOf(entryId)).toEqual([row]);
  expect(await jobs.queue.get(entryId)).toMatchObject({ status: "finished", result: { outcome: "succeeded" } });
}, 90_000);

test("a terminated attempt is a failed row with what it had done until then", async () => {
  await jobs.aShop("KILLED");
  jobs.script(async ({ batch }) => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    return { done: batch > 900, counts: { read: 5 } };
  });
  const entryId = await jobs.start("KILLED", { timing: { ...quick, progressMemoMs: 50 } });
  await until("it has done something", async () => ((await jobs.queue.get(entryId)).progress?.counts.read ?? 0) > 0);

  await jobs.client.workflow.getHandle(jobWorkflowId(entryId)).terminate("enough");
  await jobs.rowsOf(entryId);
  await look();

  const rows = await jobs.rowsOf(entryId);
  expect(rows).toMatchObject([{ outcome: "failed", errorType: "job-terminated", isFinal: true }]);
  expect((rows[0]?.counts as { read: number } | undefined)?.read).toBeGreaterThan(0);
});

test("without Temporal the log answers what it knew, and says that it is old", async () => {
  await jobs.aShop("AWAY");
  const entryId = await jobs.start("AWAY");
  await ended(entryId);
  await jobs.rowsOf(entryId);
  const { asOf } = await look();
  // Port 1 is reserved: nobody listens there.
  const connection = Connection.lazy({ address: "127.0.0.1:1" });
  const client = new Client({ connection, namespace: jobs.temporal.namespace });
  try {
    expect(await createJobLog({ client, db: jobs.db }).refresh()).toEqual({ asOf, stale: true });
    expect(await listLogRows(jobs.db, { entryId }, { limit: 10 })).toHaveLength(1);
  } finally {
    await connection.close();
  }
});

test("CU-3 Sync Orders that failed twice and then succeeded counts twice, a failed Create Sales Orders does not", async () => {
  await jobs.aShop("CU3");
  jobs.script(({ report, attempt }) => {
    if (report === "createSalesOrders" || attempt <= 2) throw new Error("the body fails");
    return { done: true };
  });
  const sync = await jobs.start("CU3", { parameters: { tries: 1 } });
  const create = await jobs.start("CU3", { report: "createSalesOrders", maxAttempts: 0, parameters: { tries: 1 } });
  await ended(sync, create);
  await jobs.rowsOf(sync, 3);
  await jobs.rowsOf(create);

  expect(await errorsOf("CU3")).toEqual({ synchronizationErrors: 2, tasksFailed: 1, failingNow: 1 });
  const rows = await listLogRows(jobs.db, { cue: "synchronizationErrors", shops: ["CU3"] }, { limit: 10 });
  expect(rows.map(({ entryId, attempt }) => [entryId, attempt])).toEqual([
    [sync, 2],
    [sync, 1],
  ]);
});

test("a rerun that succeeds settles the errors of the job it repeats; until then they stay", async () => {
  await jobs.aShop("RERUN");
  const failed = await aFailedJob("RERUN");
  const [row] = await jobs.rowsOf(failed);

  jobs.script(failsUntil(99));
  const { jobs: again } = await jobs.queue.rerun(row?.entryNo ?? "", "test");
  const second = again[0]?.entryId ?? "";
  await jobs.rowsOf(second);
  expect((await errorsOf("RERUN")).synchronizationErrors).toBeGreaterThanOrEqual(2);
  await jobs.queue.cancel(second);
  await ended(second);

  jobs.script(() => ({ done: true }));
  const [secondRow] = await jobs.rowsOf(second);
  const { jobs: last } = await jobs.queue.rerun(secondRow?.entryNo ?? "", "test");
  const third = last[0]?.entryId ?? "";
  await ended(third);
  expect(await jobs.rowsOf(third)).toMatchObject([
    { outcome: "succeeded", rerunOf: second, parameters: row?.parameters },
  ]);

  expect(await errorsOf("RERUN")).toEqual({ synchronizationErrors: 0, tasksFailed: 0, failingNow: 0 });
  expect(await jobs.rowsOf(failed)).toMatchObject([{ supersededBy: third }]);
});

test("JQ-2 a failed job that is restarted goes on as the same entry, and settles its own errors when it succeeds", async () => {
  await jobs.aShop("RESTART");
  const entryId = await aFailedJob("RESTART");
  expect(await errorsOf("RESTART")).toMatchObject({ tasksFailed: 1 });

  await jobs.queue.restart(entryId, "test");
  await ended(entryId);
  const rows = await jobs.rowsOf(entryId, 2);

  expect(rows).toMatchObject([
    { outcome: "failed", supersededBy: entryId },
    { outcome: "succeeded", supersedes: [entryId] },
  ]);
  expect(await errorsOf("RESTART")).toEqual({ synchronizationErrors: 0, tasksFailed: 0, failingNow: 0 });
  await expect(jobs.queue.restart(entryId, "test")).rejects.toMatchObject({ type: "job-succeeded" });
});

test("a job that is terminated between two attempts needs a person, until it is started again", async () => {
  await jobs.aShop("BETWEEN");
  jobs.script(failsUntil(1));
  const entryId = await jobs.start("BETWEEN", { rerunDelaySec: 600, parameters: { tries: 1 } });
  expect(await jobs.rowsOf(entryId)).toMatchObject([{ isFinal: false }]);
  expect(await errorsOf("BETWEEN")).toMatchObject({ tasksFailed: 0 });
  await until("it waits for the next", async () => (await jobs.queue.get(entryId)).status === "retrying");

  await jobs.client.workflow.getHandle(jobWorkflowId(entryId)).terminate("enough");

  await until("the log says so", async () => {
    await look();
    return (await errorsOf("BETWEEN")).tasksFailed === 1;
  });
  expect(await jobs.queue.list({ shops: ["BETWEEN"] }, { limit: 10 })).toMatchObject({
    items: [{ id: entryId, status: "error", attempt: 1 }],
    total: 1,
  });
  jobs.script(() => ({ done: true }));
  await jobs.queue.restart(entryId, "test");
  await ended(entryId);
  await jobs.rowsOf(entryId, 2);
  await look();
  expect(await errorsOf("BETWEEN")).toMatchObject({ tasksFailed: 0 });
});

test("an error that somebody acknowledged is counted no longer, and its row stays", async () => {
  await jobs.aShop("ACK");
  const entryId = await aFailedJob("ACK");
  const note = { by: "anna", reason: "The store moves house", at: new Date() };

  expect(await acknowledgeErrors(jobs.db, { filter: { entryId } }, note)).toHaveLength(1);
  expect(await acknowledgeErrors(jobs.db, { filter: { entryId } }, note)).toEqual([]);

  expect(await errorsOf("ACK")).toEqual({ synchronizationErrors: 0, tasksFailed: 0, failingNow: 0 });
  expect(await jobs.rowsOf(entryId)).toMatchObject([
    { outcome: "failed", acknowledgedBy: "anna", acknowledgedReason: note.reason },
  ]);
});

test("a text PostgreSQL cannot keep does not stop the log: the rest of it is kept", async () => {
  await jobs.aShop("ODD");
  jobs.script(() => {
    throw new OperationalError("odd", "A zero \u0000", { retryable: false });
  });
  const entryId = await jobs.start("ODD", { parameters: { attributeKey: "a\u0000b\uDE00" } });
  await ended(entryId);

  expect(await jobs.rowsOf(entryId)).toMatchObject([
    {
      parameters: { attributeKey: "a\uFFFDb\uFFFD" },
      errorMessage: "A zero \uFFFD",
    },
  ]);
});

test("a row the database refuses keeps no other out, and is told once", async () => {
  await jobs.aShop("REFUSED");
  const told: object[] = [];
  const log = createJobLog({ client: jobs.client, db: jobs.db, log: { warn: (facts) => void told.push(facts) } });
  await sql`alter table job_log add constraint job_log_test check (parameters ->> 'refuse' is null)`.execute(jobs.db);
  try {
    const refused = await jobs.start("REFUSED", { parameters: { refuse: true } });
    const kept = await jobs.start("REFUSED");
    await ended(refused, kept);
    await jobs.rowsOf(kept);
    await jobs.db.deleteFrom("jobLog").execute();

    await until("both were seen", async () => {
      await log.refresh();
      return told.length > 0 && (await listLogRows(jobs.db, { entryId: kept }, { limit: 1 })).length === 1;
    });
    await sleep(1_100);
    await log.refresh();

    expect(told).toMatchObject([{ workflowId: attemptWorkflowId(refused, 1) }]);
    expect(await listLogRows(jobs.db, { entryId: refused }, { limit: 1 })).toEqual([]);
  } finally {
    await sql`alter table job_log drop constraint job_log_test`.execute(jobs.db);
  }
});
