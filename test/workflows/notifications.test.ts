import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { ApplicationFailure } from "@temporalio/common";
import { sql } from "kysely";
import { addLogRows, type NewJobLogRow } from "#database/job-log-copy";
import { changeRule, findRule, insertRule, type RuleTerms } from "#database/notification-rules";
import { listNotifications } from "#database/notifications";
import { createOccasionActivities } from "#activities/notifications/occasion-activities";
import { taskQueues } from "#workflows/task-queues";
import { aJobSystem, type JobSystem } from "../support/jobs.ts";
import { ended, failure } from "../support/log-rows.ts";

const EARLIER = new Date("2020-01-01T00:00:00Z");
const RULE = "01a212f1-dca6-7546-ac4d-8eb46dd154ff";

let jobs: JobSystem;
beforeAll(async () => {
  jobs = await aJobSystem();
  for (const code of ["DEMO", "LIVE", "OTHER"]) await jobs.aShop(code);
  await jobs.startWorkers();
}, 60_000);
afterAll(() => jobs.close(), 60_000);
beforeEach(async () => {
  await jobs.db.deleteFrom("notificationRule").execute();
  // A row that is really gone would come back from Temporal.
  await jobs.db.updateTable("jobLog").set({ deletedAt: new Date() }).execute();
});

const everything: RuleTerms = {
  principal: null,
  toInitiator: false,
  address: null,
  report: null,
  shop: null,
  afterFailures: 1,
  onRecovery: true,
  enabled: true,
};

/** A rule that is older than all rows. */
async function aRule(changes: Partial<RuleTerms> = {}, id = RULE): Promise<void> {
  await insertRule(jobs.db, {
    id,
    kind: "inProduct",
    sealedSecret: null,
    createdBy: "test",
    ...everything,
    ...changes,
  });
  await jobs.db.updateTable("notificationRule").set({ since: EARLIER }).where("id", "=", id).execute();
}

let runs = 0;
const notify = async (): Promise<void> => {
  runs += 1;
  await jobs.client.workflow.execute("notifyOfJobs", {
    workflowId: `system/notify-${runs}`,
    taskQueue: taskQueues.sync,
    args: [],
  });
};

const log = (...rows: readonly Partial<NewJobLogRow>[]) => addLogRows(jobs.db, rows.map(ended));

/** What there is, the first one first. */
async function told(): Promise<readonly string[]> {
  const found = await listNotifications(jobs.db, "anna", {}, { limit: 100 });
  return found.map(({ event, shop, report, failures }) => `${report} ${shop} ${event} ${failures}`).toReversed();
}

test("a job that failed for good is told once, however often anybody looks", async () => {
  jobs.script(() => {
    throw ApplicationFailure.nonRetryable("The store is closed", "store-closed");
  });
  await aRule();
  const entryId = await jobs.start("LIVE");
  await jobs.queue.waitForEnd([entryId], 60_000);
  await jobs.rowsOf(entryId);

  await Promise.all([notify(), notify(), notify()]);
  await notify();

  expect(await listNotifications(jobs.db, "anna", {}, { limit: 100 })).toMatchObject([
    { event: "job.failed", report: "syncOrders", shop: "LIVE", entryId, failures: 1, schedule: null, state: "open" },
  ]);
}, 90_000);

test("many who look at the same time tell once", async () => {
  await aRule();
  await log(failure, { ...failure, shop: "OTHER" }, failure);
  const { noteOccasions } = createOccasionActivities(jobs);

  await Promise.all(Array.from({ length: 8 }, () => noteOccasions()));

  expect((await told()).toSorted()).toEqual([
    "syncOrders DEMO job.failed 1",
    "syncOrders DEMO job.failed 2",
    "syncOrders OTHER job.failed 1",
  ]);
});

test("after three failures in a row and on recovery, for each report and shop by itself", async () => {
  await aRule({ afterFailures: 3 });
  await log(failure, { ...failure, shop: "OTHER" }, failure, { ...failure, report: "createSalesOrders" });
  await notify();
  expect(await told()).toEqual([]);

  await log(failure);
  await notify();
  await log(failure);
  await notify();
  expect(await told()).toEqual(["syncOrders DEMO job.failed 3"]);

  await log({ shop: "OTHER" }, { outcome: "cancelled" }, { outcome: "succeededWithSkips" });
  await notify();
  expect(await told()).toEqual(["syncOrders DEMO job.failed 3", "syncOrders DEMO job.recovered 4"]);

  await log({}, failure, failure);
  await notify();
  expect(await told()).toHaveLength(2);
});

test("an attempt that is followed by another is not told, until somebody ends the job in between", async () => {
  await aRule();
  const row = { ...failure, entryId: "between", isFinal: false };
  await log(row);
  await notify();
  expect(await told()).toEqual([]);

  await jobs.db.updateTable("jobLog").set({ isFinal: true }).where("entryId", "=", "between").execute();
  await notify();
  expect(await told()).toEqual(["syncOrders DEMO job.failed 1"]);
});

test("runs of a schedule that were incomplete are told when they are many, those that rerun only with their last attempt", async () => {
  await aRule({ afterFailures: 2 });
  const slot = { ...failure, trigger: "schedule", outcome: "incomplete", isFinal: false, maxAttempts: 1 };

  await log({ ...slot, attempt: 1 }, { ...slot, attempt: 2 }, { ...slot, attempt: 1 });
  await notify();
  expect(await told()).toEqual([]);

  await log({ ...slot, attempt: 2 });
  await notify();
  expect(await told()).toEqual(["syncOrders DEMO job.failed 2"]);
});

test("the failure that stops a schedule names it", async () => {
  await aRule({ afterFailures: 5 });
  await log({ ...failure, trigger: "schedule", entryId: "api.orders-at-night-2026-03-01T10:15:00Z" });
  await notify();

  expect(await listNotifications(jobs.db, "anna", {}, { limit: 1 })).toMatchObject([
    { schedule: "api.orders-at-night" },
  ]);
});

test("rules name a report, a shop, both or neither; a disabled one hears nothing", async () => {
  const id = (digit: number) => RULE.replace(/.$/, String(digit));
  await aRule({ report: "syncOrders" }, id(1));
  await aRule({ shop: "OTHER" }, id(2));
  await aRule({ report: "createSalesOrders", shop: "OTHER" }, id(3));
  await aRule({ enabled: false }, id(4));

  await log(failure, { ...failure, shop: "OTHER" }, { ...failure, report: "postSalesOrders", shop: null, store: null });
  await notify();

  const found = await listNotifications(jobs.db, "anna", {}, { limit: 100 });
  expect(found.map(({ ruleId, shop }) => `${ruleId} ${shop}`).toSorted()).toEqual([
    `${id(1)} DEMO`,
    `${id(1)} OTHER`,
    `${id(2)} OTHER`,
  ]);
});

test("a rule made or changed today does not tell of yesterday", async () => {
  await insertRule(jobs.db, { id: RULE, kind: "inProduct", sealedSecret: null, createdBy: "test", ...everything });
  await log(failure);
  await notify();
  expect(await told()).toEqual([]);

  await jobs.db.updateTable("notificationRule").set({ since: EARLIER }).execute();
  const before = await findRule(jobs.db, RULE);
  await changeRule(jobs.db, { id: RULE, kind: "inProduct" }, { ...everything, shop: "DEMO" }, "anna");
  expect((await findRule(jobs.db, RULE))?.since.getTime()).toBeGreaterThan(before?.since.getTime() ?? 0);
  await log(failure);
  await notify();
  expect(await told()).toEqual([]);
});

test("what somebody deleted from the log is neither told nor counted", async () => {
  await aRule({ afterFailures: 2 });
  await log({ ...failure, entryId: "deleted" });
  await jobs.db.updateTable("jobLog").set({ deletedAt: new Date() }).execute();
  await log(failure);
  await notify();

  expect(await told()).toEqual([]);
});

test("what could not be written is considered again", async () => {
  await aRule();
  await log(failure);
  const { noteOccasions } = createOccasionActivities(jobs);
  await sql`alter table notification add constraint nothing_goes check (false) not valid`.execute(jobs.db);
  await expect(noteOccasions()).rejects.toThrow(/nothing_goes/);
  await sql`alter table notification drop constraint nothing_goes`.execute(jobs.db);

  await notify();

  expect(await told()).toEqual(["syncOrders DEMO job.failed 1"]);
});

test("a row that somebody is just changing is considered the next time", async () => {
  await aRule();
  await log({ ...failure, entryId: "held" });
  const changing = await jobs.db.startTransaction().execute();
  await changing.updateTable("jobLog").set({ acknowledgedBy: "anna" }).where("entryId", "=", "held").execute();
  await notify();
  expect(await told()).toEqual([]);

  await changing.commit().execute();
  await notify();

  expect(await told()).toEqual(["syncOrders DEMO job.failed 1"]);
});
