import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { v7 } from "uuid";
import { addLogRows, moveWatermark } from "#database/job-log-copy";
import { insertNotifications } from "#database/notifications";
import { changeRetentionPolicy, deleteExpired, listRetentionPolicies, retainedLogs } from "#database/retention";
import { insertShopifyLogEntry } from "#database/shopify-log";
import { noteSkipped } from "#database/skipped-records";
import { taskQueues } from "#workflows/task-queues";
import { aJobSystem, type JobSystem } from "../support/jobs.ts";
import { ended, failure } from "../support/log-rows.ts";

let jobs: JobSystem;
let rule: string;
beforeAll(async () => {
  jobs = await aJobSystem();
  await jobs.aShop("DEMO");
  // Everybody sees in product what fails for good.
  rule = (await jobs.db.selectFrom("notificationRule").select("id").executeTakeFirstOrThrow()).id;
  await jobs.startWorkers();
}, 60_000);
afterAll(() => jobs.close(), 60_000);

const daysAgo = (days: number): Date => new Date(Date.now() - days * 86_400_000);
const apply = () =>
  jobs.client.workflow.execute("applyRetention", {
    workflowId: "system/retention",
    taskQueue: taskQueues.sync,
    args: [],
  });

/** A row of each log: of that age, called by it. */
async function rowsOfAge(days: number): Promise<void> {
  const at = daysAgo(days);
  const name = String(days);
  await addLogRows(jobs.db, [ended({ ...failure, entryId: name, endedAt: at })]);
  await insertShopifyLogEntry(jobs.db, {
    shop: "DEMO",
    store: "demo.myshopify.com",
    operation: name,
    url: "https://demo.myshopify.com",
    statusCode: 200,
    hasError: false,
    retryCount: 0,
    durationMs: 1,
    request: "",
    response: "",
    createdAt: at,
  });
  await noteSkipped(jobs.db, {
    shop: "DEMO",
    tableName: "customer",
    recordKey: name,
    reason: "Customer has no e-mail address.",
    reasonCode: "customer-without-email",
    description: name,
    jobEntryId: null,
  });
  await insertNotifications(jobs.db, [
    {
      id: v7(),
      ruleId: rule,
      event: "test",
      errorType: name,
      errorParams: null,
      occurredAt: at,
      createdAt: at,
      state: "open",
    },
  ]);
  await sql`update skipped_record set last_seen_at = ${at}, first_seen_at = ${daysAgo(500)} where record_key = ${name}`.execute(
    jobs.db,
  );
  await capture(name, at);
}

/** Answers of Shopify that are kept without an order, of that age. */
const capture = (linkedId: string, at: Date) =>
  jobs.db
    .insertInto("dataCapture")
    .values({ linkedTable: "order", linkedId, shop: "DEMO", data: "{}", hash: "", capturedAt: at })
    .execute();

async function ages(): Promise<Readonly<Record<string, readonly string[]>>> {
  const [log, calls, skipped, notifications, captures] = await Promise.all([
    jobs.db.selectFrom("jobLog").select("entryId as age").orderBy("endedAt").execute(),
    jobs.db.selectFrom("shopifyLogEntry").select("operation as age").orderBy("createdAt").execute(),
    jobs.db.selectFrom("skippedRecord").select("recordKey as age").orderBy("lastSeenAt").execute(),
    jobs.db.selectFrom("notification").select("errorType as age").orderBy("createdAt").execute(),
    jobs.db.selectFrom("dataCapture").select("linkedId as age").orderBy("capturedAt").execute(),
  ]);
  const named = (rows: readonly { readonly age: string | null }[]) => rows.map(({ age }) => age ?? "");
  return {
    jobQueueLogEntries: named(log),
    shopifyLogEntries: named(calls),
    skippedRecords: named(skipped),
    notifications: named(notifications),
    dataCaptures: named(captures),
  };
}

beforeEach(async () => {
  for (const table of [
    "jobLog",
    "shopifyLogEntry",
    "skippedRecord",
    "notification",
    "dataCapture",
    "jobLogWatermark",
  ] as const)
    await jobs.db.deleteFrom(table).execute();
  for (const log of retainedLogs)
    await changeRetentionPolicy(jobs.db, log, { keepDays: 30, enabled: true, changedBy: "test" });
  await moveWatermark(jobs.db, { closedUntil: new Date(), asOf: new Date(), isThorough: true });
  for (const days of [400, 31, 29, 6]) await rowsOfAge(days);
});

test("logs are kept for 30 days, skipped records from when they were last seen, answers of Shopify from when they last changed", async () => {
  expect(await apply()).toEqual({
    jobQueueLogEntries: 2,
    shopifyLogEntries: 2,
    skippedRecords: 2,
    notifications: 2,
    dataCaptures: 2,
    auditEntries: 0,
  });

  const kept = ["29", "6"];
  expect(await ages()).toEqual({
    jobQueueLogEntries: kept,
    shopifyLogEntries: kept,
    skippedRecords: kept,
    notifications: kept,
    dataCaptures: kept,
  });
  expect(await apply()).toEqual(Object.fromEntries(retainedLogs.map((log) => [log, 0])));
  expect(await listRetentionPolicies(jobs.db)).toEqual(
    retainedLogs.toSorted().map((log) => expect.objectContaining({ log, deleted: 0, appliedAt: expect.any(Date) })),
  );
});

test("each log is kept as long as the company says, or for ever", async () => {
  await changeRetentionPolicy(jobs.db, "shopifyLogEntries", { keepDays: 7, enabled: true, changedBy: "anna" });
  await changeRetentionPolicy(jobs.db, "skippedRecords", { keepDays: 7, enabled: false, changedBy: "anna" });

  expect(await apply()).toEqual({
    jobQueueLogEntries: 2,
    shopifyLogEntries: 3,
    notifications: 2,
    dataCaptures: 2,
    auditEntries: 0,
  });

  expect(await ages()).toMatchObject({ shopifyLogEntries: ["6"], skippedRecords: ["400", "31", "29", "6"] });
});

test("a row of the job log is kept as long as Temporal might bring it back", async () => {
  await jobs.db.deleteFrom("jobLogWatermark").execute();
  expect(await deleteExpired(jobs.db, "jobQueueLogEntries", 30, 10)).toBe(0);

  await moveWatermark(jobs.db, { closedUntil: daysAgo(31), asOf: new Date(), isThorough: true });
  expect(await deleteExpired(jobs.db, "jobQueueLogEntries", 30, 10)).toBe(1);

  expect(await ages()).toMatchObject({ jobQueueLogEntries: ["31", "29", "6"] });
});

test("many rows are deleted a part at a time, the oldest first", async () => {
  expect(await deleteExpired(jobs.db, "shopifyLogEntries", 30, 1)).toBe(1);
  expect(await ages()).toMatchObject({ shopifyLogEntries: ["31", "29", "6"] });
});
