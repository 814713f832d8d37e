import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { ScheduleOverlapPolicy } from "@temporalio/client";
import { ApplicationFailure } from "@temporalio/common";
import { DateTime } from "luxon";
import { listLogRows } from "#database/job-log";
import { findWatch } from "#database/schedule-watch";
import { updateShop } from "#database/shops";
import type { ScheduleDefinition } from "#domain/jobs/schedule-definition";
import { createJobLog } from "#temporal/job-log";
import type { Schedule } from "#temporal/schedule-view";
import { createScheduleWatcher } from "#temporal/schedule-watch";
import { createSchedules, type Schedules } from "#temporal/schedules";
import { scheduleId, watchWorkflowId } from "#workflows/ids";
import { taskQueues } from "#workflows/task-queues";
import { watchSchedules } from "#workflows/watch-schedules";
import { aCompleteSchedule } from "../domain/jobs/a-schedule.ts";
import { aJobSystem, type JobSystem } from "../support/jobs.ts";
import { until } from "../support/until.ts";

let jobs: JobSystem;
let schedules: Schedules;
let runs: number;
const names: string[] = [];

beforeAll(async () => {
  jobs = await aJobSystem();
  await jobs.startWorkers();
  await jobs.aShop("DEMO");
  const { client, db, jobLog } = jobs;
  schedules = createSchedules({ client, db, jobLog, temporalUiUrl: null });
}, 60_000);
afterAll(async () => {
  for (const name of names) await schedules.remove({ owner: "api", name });
  await jobs.close();
});
beforeEach(() => {
  runs = 0;
  jobs.script(() => {
    runs += 1;
    return { done: true };
  });
});

const keyOf = (name: string) => ({ owner: "api", name }) as const;
const handleOf = (name: string) => jobs.client.schedule.getHandle(scheduleId("api", name));

async function aSchedule(name: string, fields: Partial<ScheduleDefinition>): Promise<void> {
  await schedules.put(keyOf(name), aCompleteSchedule(fields), "demo.myshopify.com");
  names.push(name);
}

/** Slots every second, which no definition has: the test does not wait for minutes. */
const everySecond = (name: string): Promise<void> =>
  handleOf(name).update(({ action, policies, state }) => ({
    spec: { intervals: [{ every: "1 second" }] },
    action,
    policies,
    state,
  }));

const scheduleWith = (name: string, what: string, holds: (schedule: Schedule) => boolean): Promise<Schedule> =>
  until(what, async () => {
    const schedule = await schedules.get(keyOf(name));
    return holds(schedule) && schedule;
  });

const rowsOf = async (schedule: Schedule) => {
  await createJobLog({ client: jobs.client, db: jobs.db }).refresh();
  const rows = await Promise.all(
    schedule.lastRuns.map(({ entryId }) => listLogRows(jobs.db, { entryId }, { limit: 9 })),
  );
  return rows.flat();
};

/** A time zone where it is about noon, so that an hour more or less is the same day. */
const noonZone = `Etc/GMT${((now) => (now >= 12 ? `+${now - 12}` : `-${12 - now}`))(new Date().getUTCHours())}`;
const local = (minutes: number): string => DateTime.utc().setZone(noonZone).plus({ minutes }).toFormat("HH:mm");

test("JQ-5 dispatched after its window a job does not run and comes back inside it; inside it runs once", async () => {
  const [startingTime, over, later] = [local(-60), local(-1), local(60)];
  await aSchedule("closed", { timeZone: noonZone, minutesBetweenRuns: 1, startingTime, endingTime: over });
  await aSchedule("open", { timeZone: noonZone, minutesBetweenRuns: 1440, startingTime, endingTime: later });

  await expect(schedules.trigger(keyOf("closed"))).rejects.toMatchObject({ type: "outside-window" });
  await handleOf("closed").trigger(ScheduleOverlapPolicy.SKIP);
  await schedules.trigger(keyOf("open"));

  const closed = await scheduleWith(
    "closed",
    "the run outside",
    ({ lastRuns }) => lastRuns[0]?.entry?.status === "finished",
  );
  expect(closed.lastRuns).toMatchObject([{ entry: { result: { outcome: "cancelled", reason: "outsideWindow" } } }]);
  expect(await rowsOf(closed)).toEqual([]);
  expect(closed.status).toBe("ready");
  const [next] = closed.nextRuns;
  const nextLocal = DateTime.fromJSDate(next ?? new Date(0)).setZone(noonZone);
  expect(nextLocal > DateTime.now()).toBe(true);
  expect(nextLocal.toFormat("HH:mm")).toBe(startingTime);
  const open = await scheduleWith(
    "open",
    "the run inside",
    ({ lastRuns }) => lastRuns[0]?.entry?.status === "finished",
  );
  expect(await rowsOf(open)).toMatchObject([{ outcome: "succeeded", trigger: "schedule" }]);
  expect(runs).toBe(1);
});

test("JQ-7 put on hold while it runs, a job ends well, its schedule stays on hold and runs no more", async () => {
  let mayEnd = false;
  jobs.script(async () => {
    runs += 1;
    await until("it may end", () => mayEnd);
    return { done: true };
  });
  await aSchedule("held", { minutesBetweenRuns: 1440, startingTime: local(-60), timeZone: noonZone });
  await everySecond("held");
  await scheduleWith("held", "a run", () => runs === 1);

  await schedules.pause(keyOf("held"), "stocktaking");
  mayEnd = true;
  const held = await scheduleWith(
    "held",
    "the run has ended",
    ({ lastRuns }) => lastRuns[0]?.entry?.status === "finished",
  );
  await sleep(2_500);

  expect(held).toMatchObject({ status: "onHold", reason: "stocktaking", nextRuns: [] });
  expect(await rowsOf(await schedules.get(keyOf("held")))).toMatchObject([{ outcome: "succeeded" }]);
  expect(runs).toBe(1);
});

test("JQ-9 a run that fails for good stops its schedule; restarted it runs at once", async () => {
  let isBroken = true;
  jobs.script(() => {
    runs += 1;
    if (isBroken) throw ApplicationFailure.nonRetryable("The template is missing: choose one", "template-missing");
    return { done: true };
  });
  await aSchedule("broken", { minutesBetweenRuns: 1440 });
  await everySecond("broken");

  const stopped = await scheduleWith("broken", "the error", ({ status }) => status === "error");
  await sleep(2_500);
  expect(stopped).toMatchObject({ reason: expect.stringContaining("The template is missing"), nextRuns: [] });
  expect(await rowsOf(await schedules.get(keyOf("broken")))).toMatchObject([
    { outcome: "failed", errorType: "template-missing", attempt: 1 },
  ]);
  expect(runs).toBe(1);

  await handleOf("broken").update(({ action, policies, state }) => ({
    spec: { intervals: [{ every: "1 day" }] },
    action,
    policies,
    state,
  }));
  isBroken = false;
  await schedules.restart(keyOf("broken"));
  const ready = await scheduleWith(
    "broken",
    "the run after the restart",
    ({ lastRuns }) => lastRuns[0]?.entry?.status === "finished",
  );
  expect(ready).toMatchObject({ status: "ready", reason: null });
  expect(await rowsOf(ready)).toMatchObject([{ outcome: "succeeded" }, { outcome: "failed" }]);
});

test("made ready outside its window a job waits for its next time; a schedule that is ready stays as it is", async () => {
  await aSchedule("later", {
    timeZone: noonZone,
    minutesBetweenRuns: 5,
    startingTime: local(30),
    endingTime: local(60),
  });
  await schedules.pause(keyOf("later"), "not today");
  await schedules.unpause(keyOf("later"));
  await schedules.restart(keyOf("later"));
  await aSchedule("ready", { minutesBetweenRuns: 1440 });
  await schedules.unpause(keyOf("ready"));

  expect(await schedules.get(keyOf("later"))).toMatchObject({ status: "ready", lastRuns: [], isRunning: false });
  expect(await schedules.get(keyOf("ready"))).toMatchObject({ status: "ready", lastRuns: [], isRunning: false });
});

test("while a run is under way there is no second one, and the schedule stays", async () => {
  let mayEnd = false;
  jobs.script(async () => {
    await until("it may end", () => mayEnd);
    return { done: true };
  });
  await aSchedule("busy", { minutesBetweenRuns: 1440 });
  await schedules.trigger(keyOf("busy"));
  expect((await schedules.get(keyOf("busy"))).isRunning).toBe(true);

  await expect(schedules.trigger(keyOf("busy"))).rejects.toMatchObject({ type: "schedule-running" });
  await expect(schedules.remove(keyOf("busy"))).rejects.toMatchObject({ type: "schedule-running" });

  mayEnd = true;
  await scheduleWith("busy", "its end", ({ isRunning }) => !isRunning);
});

test("a run that fails because its shop was disabled meanwhile leaves its schedule on hold for the shop, not in error", async () => {
  let mayEnd = false;
  jobs.script(async () => {
    runs += 1;
    await until("it may end", () => mayEnd);
    throw ApplicationFailure.nonRetryable("Shop SOON is disabled: enable it on the shop card", "shop-disabled");
  });
  await jobs.aShop("SOON");
  const { client, db } = jobs;
  const shops = createScheduleWatcher({ client, db });
  await aSchedule("soon", { shopCode: "SOON" });
  await schedules.trigger(keyOf("soon"));
  await until("it runs", () => runs === 1);

  await updateShop(db, "SOON", { enabled: false });
  await shops.followShop("SOON");
  mayEnd = true;
  const failed = await scheduleWith("soon", "its end", ({ lastRuns }) => lastRuns[0]?.entry?.status === "error");
  await until("the scheduler has seen it", async () => {
    const { runningActions } = (await handleOf("soon").describe()).info;
    return runningActions.length === 0;
  });

  expect(failed.lastRuns).toMatchObject([{ entry: { error: { type: "shop-disabled" } } }]);
  expect(await schedules.get(keyOf("soon"))).toMatchObject({
    status: "onHold",
    reason: expect.stringMatching(/^Shop SOON is disabled; when/),
  });
  await updateShop(db, "SOON", { enabled: true });
  await shops.followShop("SOON");
  expect(await schedules.get(keyOf("soon"))).toMatchObject({ status: "ready" });
});

test("the upkeep of every minute says what it found, and runs left out by another one are no reason for alarm", async () => {
  let mayEnd = false;
  jobs.script(async () => {
    await until("it may end", () => mayEnd);
    return { done: true };
  });
  await aSchedule("long", { minutesBetweenRuns: 1440 });
  await everySecond("long");
  const long = await scheduleWith("long", "runs left out", ({ runsSkipped }) => runsSkipped >= 2);
  await schedules.pause(keyOf("long"), "enough");

  const { client } = jobs;
  const found = await client.workflow.execute(watchSchedules, {
    workflowId: watchWorkflowId,
    taskQueue: taskQueues.sync,
    args: [],
  });

  expect(long.runsMissed).toBe(0);
  expect(found).toMatchObject({ schedules: expect.any(Number), removed: 0, paused: 0, resumed: 0 });
  expect(await findWatch(jobs.db, "api.long")).toMatchObject({ isPaused: true, lastSeenAt: expect.any(Date) });
  mayEnd = true;
  await scheduleWith("long", "its end", ({ isRunning }) => isRunning === false);
});
