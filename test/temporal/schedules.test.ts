import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { ScheduleDefinition } from "#domain/jobs/schedule-definition";
import { insertShop } from "#database/shops";
import { createJobLog } from "#temporal/job-log";
import type { ScheduleKey } from "#temporal/schedule-options";
import { createSchedules, type Schedules } from "#temporal/schedules";
import { ensureSearchAttributes } from "#temporal/search-attributes";
import { scheduleId } from "#workflows/ids";
import { aCompleteSchedule } from "../domain/jobs/a-schedule.ts";
import { aDatabase, type TestDatabase } from "../support/database.ts";
import { aNamespace, type TestNamespace } from "../support/temporal.ts";
import { until } from "../support/until.ts";

let temporal: TestNamespace;
let database: TestDatabase;
let schedules: Schedules;
const made: ScheduleKey[] = [];

beforeAll(async () => {
  [temporal, database] = await Promise.all([aNamespace(), aDatabase()]);
  await ensureSearchAttributes(temporal.connection, temporal.namespace);
  const { client } = temporal;
  const { db } = database;
  await insertShop(db, { code: "DEMO", store: "demo.myshopify.com" });
  schedules = createSchedules({ client, db, jobLog: createJobLog({ client, db }), temporalUiUrl: null });
});
afterAll(async () => {
  for (const key of made) await schedules.remove(key);
  await Promise.all([temporal.close(), database.drop()]);
});

async function put(name: string, fields: Partial<ScheduleDefinition>) {
  const key = { owner: "file", name } as const;
  const done = await schedules.put(key, aCompleteSchedule(fields), "demo.myshopify.com");
  if (done === "created") made.push(key);
  return { key, done };
}

const from = "2030-01-25T00:00:00.000Z";

// Midnight in Copenhagen is 23:00 the day before in winter, and 22:00 in summer. 2030-01-25 is a Friday.
test.each<[string, Partial<ScheduleDefinition>, readonly string[]]>([
  ["daily", { startingTime: "16:00" }, ["01-25 15:00", "01-26 15:00", "01-27 15:00", "01-28 15:00", "01-29 15:00"]],
  [
    "workdays",
    { startingTime: "16:00", weekdays: ["monday", "friday"] },
    ["01-25 15:00", "01-28 15:00", "02-01 15:00", "02-04 15:00", "02-08 15:00"],
  ],
  [
    "minutes",
    { minutesBetweenRuns: 45, startingTime: "08:00", endingTime: "09:30" },
    ["01-25 07:00", "01-25 07:45", "01-25 08:30", "01-26 07:00", "01-26 07:45"],
  ],
  [
    "night",
    { minutesBetweenRuns: 90, startingTime: "22:00", endingTime: "01:00" },
    ["01-25 00:00", "01-25 21:00", "01-25 22:30", "01-26 00:00", "01-26 21:00"],
  ],
  [
    "month-end",
    { nextRunDateFormula: "CM", startingTime: "23:30" },
    ["01-31 22:30", "02-28 22:30", "03-31 21:30", "04-30 21:30", "05-31 21:30"],
  ],
  [
    "quarter",
    { nextRunDateFormula: "3M", startingTime: "01:00" },
    ["01-25 00:00", "04-24 23:00", "07-24 23:00", "10-24 23:00", "01-25 00:00"],
  ],
  [
    "every-second-day",
    { minutesBetweenRuns: 2880, weekdays: ["friday", "sunday", "tuesday"], endingTime: "12:00" },
    ["01-25 00:00", "01-27 00:00", "01-29 00:00", "02-08 00:00", "02-10 00:00"],
  ],
])("Temporal fires %s when the definition says, and gives back what it was given", async (name, fields, times) => {
  const { key, done } = await put(name, { earliestStartDateTime: from, ...fields });

  const { nextRuns, drift, status } = await schedules.get(key);
  expect(done).toBe("created");
  expect({ drift, status }).toEqual({ drift: [], status: "ready" });
  expect(nextRuns.map((run) => run.toISOString().slice(5, 16).replace("T", " "))).toEqual(times);
});

test("an expiration ends it: what is past is finished", async () => {
  const { key } = await put("over", { expirationDateTime: "2026-01-01T00:00:00.000Z" });

  expect(await schedules.get(key)).toMatchObject({ status: "finished", nextRuns: [] });
});

test("the Temporal Web UI shows what it does, finds it by shop and report, and stops it after a failure", async () => {
  const { key } = await put("shown", {
    description: "Night run",
    startingTime: "02:00",
    jitterSec: 30,
    priority: "high",
    category: null,
  });

  const found = await temporal.client.schedule.getHandle(scheduleId(key.owner, key.name)).describe();
  expect(found).toMatchObject({
    state: {
      note: "Night run: Sync Orders from Shopify for DEMO, once a day at 02:00, Europe/Copenhagen",
      paused: false,
    },
    policies: { overlap: "SKIP", pauseOnFailure: true, catchupWindow: 86_400_000 },
    spec: { jitter: 30_000, timezone: "Europe/Copenhagen" },
    searchAttributes: { ShopCode: ["DEMO"], JobReport: ["syncOrders"] },
    action: {
      workflowType: "runJob",
      workflowId: "job/file.shown",
      staticSummary: "Shopify Sync of Orders for shop(s) DEMO",
      searchAttributes: {
        ShopCode: ["DEMO"],
        JobReport: ["syncOrders"],
        JobTrigger: ["Schedule"],
        JobStatus: ["Ready"],
      },
      args: [
        {
          trigger: "schedule",
          priority: 1,
          maxAttempts: 0,
          store: "demo.myshopify.com",
          window: { startingTime: "02:00", endingTime: null },
        },
      ],
    },
  });
});

test("the same definition again changes nothing, another one needs a hold and leaves it on hold", async () => {
  const { key } = await put("changed", { minutesBetweenRuns: 5, shopCode: "DEMO", jobTimeoutSec: 60 });

  expect((await put("changed", { minutesBetweenRuns: 5, shopCode: "DEMO", jobTimeoutSec: 60 })).done).toBe("unchanged");
  await expect(put("changed", { minutesBetweenRuns: 7 })).rejects.toMatchObject({ type: "schedule-not-on-hold" });
  await schedules.pause(key, "stocktaking");
  expect((await put("changed", { minutesBetweenRuns: 7, expirationDateTime: "2040-01-01T00:00:00.000Z" })).done).toBe(
    "updated",
  );

  expect(await schedules.get(key)).toMatchObject({
    status: "onHold",
    reason: "stocktaking",
    nextRuns: [],
    drift: [],
    definition: { minutesBetweenRuns: 7, jobTimeoutSec: null },
  });
});

test("what somebody changes in Temporal itself is named, and put right by the definition", async () => {
  const { key } = await put("drifted", { minutesBetweenRuns: 60 });
  const handle = temporal.client.schedule.getHandle(scheduleId(key.owner, key.name));
  await handle.update(({ spec, action, state }) => ({
    spec: { ...spec, timezone: "UTC", calendars: [{ hour: 3, minute: 0 }] },
    action,
    state: { ...state, paused: true, note: "hold: while I look" },
    policies: { overlap: "ALLOW_ALL", pauseOnFailure: false },
  }));

  expect((await schedules.get(key)).drift).toEqual([
    "calendars",
    "timezone",
    "overlap",
    "pauseOnFailure",
    "catchupWindow",
  ]);
  expect((await put("drifted", { minutesBetweenRuns: 60 })).done).toBe("updated");
  expect(await schedules.get(key)).toMatchObject({ drift: [], status: "onHold", reason: "while I look" });
});

test("schedules are listed by their ids, in pages, of a shop or a report", async () => {
  const ids = made.map(({ owner, name }) => `${owner}.${name}`).toSorted();
  await until("all are listed", async () => (await schedules.list({}, { limit: 1 })).total === ids.length);

  const first = await schedules.list({ shops: ["DEMO"] }, { limit: 4 });
  expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 4));
  expect(first.next).toBe(ids[3]);
  const rest = await schedules.list({ report: "syncOrders" }, { limit: 100, after: ids[3] ?? "" });
  expect(rest.items.map(({ id }) => id)).toEqual(ids.slice(4));
  expect(rest.next).toBeNull();
  expect(await schedules.list({ shops: ["O'Neil"] }, { limit: 4 })).toEqual({ items: [], total: 0, next: null });
});

test("a time zone the server does not have is refused with its reason", async () => {
  await expect(put("nowhere", { timeZone: "europe/copenhagen" })).rejects.toMatchObject({
    type: "schedule-refused",
    message: expect.stringContaining("europe/copenhagen"),
  });
});
