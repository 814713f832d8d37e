import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { ScheduleNotFoundError, type ScheduleHandle } from "@temporalio/client";
import { addLogRows } from "#database/job-log-copy";
import { endWatch, findWatch } from "#database/schedule-watch";
import { insertShop, updateShop } from "#database/shops";
import type { ScheduleDefinition } from "#domain/jobs/schedule-definition";
import { connectTemporal } from "#temporal/connection";
import { createJobLog } from "#temporal/job-log";
import { listScheduleKeys } from "#temporal/list-schedules";
import { createScheduleWatcher, type ScheduleWatcher } from "#temporal/schedule-watch";
import { createSchedules, type Schedules } from "#temporal/schedules";
import { ensureSearchAttributes } from "#temporal/search-attributes";
import { jobWorkflowId, scheduleId } from "#workflows/ids";
import { aCompleteSchedule } from "../domain/jobs/a-schedule.ts";
import { aDatabase, type TestDatabase } from "../support/database.ts";
import { ended } from "../support/log-rows.ts";
import { aNamespace, type TestNamespace } from "../support/temporal.ts";
import { until } from "../support/until.ts";

const HOUR_MS = 3_600_000;
let temporal: TestNamespace;
let database: TestDatabase;
const made = new Set<string>();

beforeAll(async () => {
  [temporal, database] = await Promise.all([aNamespace(), aDatabase()]);
  await ensureSearchAttributes(temporal.connection, temporal.namespace);
  for (const code of ["DEMO", "OTHER"])
    await insertShop(database.db, { code, store: `${code.toLowerCase()}.myshopify.com` });
});
afterAll(async () => {
  await removeAll();
  await Promise.all([temporal.close(), database.drop()]);
});
beforeEach(async () => {
  await removeAll();
  await database.db.deleteFrom("scheduleWatch").execute();
  for (const code of ["DEMO", "OTHER"]) await updateShop(database.db, code, { enabled: true });
  await listed(0);
});

async function removeAll(): Promise<void> {
  for (const name of made) await handleOf(name).delete().catch(unlessGone);
  made.clear();
}

function unlessGone(error: unknown): void {
  if (!(error instanceof ScheduleNotFoundError)) throw error;
}

const keyOf = (name: string) => ({ owner: "api", name }) as const;
const handleOf = (name: string): ScheduleHandle => temporal.client.schedule.getHandle(scheduleId("api", name));
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR_MS);

/** The schedules as somebody sees them whose clock says this; the scheduler has its own. */
function schedulesAt(now: Date, client = temporal.client): Schedules {
  const { db } = database;
  return createSchedules({ client, db, jobLog: createJobLog({ client, db }), temporalUiUrl: null, now: () => now });
}
const watcherAt = (now: Date): ScheduleWatcher =>
  createScheduleWatcher({ client: temporal.client, db: database.db, now: () => now });
const lookAtAll = (now = new Date()) => watcherAt(now).lookAtAll(() => undefined);

/** Twelve hours from now, and a day later again. */
async function aDailySchedule(name: string, fields: Partial<ScheduleDefinition> = {}): Promise<void> {
  const startingTime = inHours(12).toISOString().slice(11, 16);
  const definition = aCompleteSchedule({ startingTime, timeZone: "UTC", ...fields });
  await schedulesAt(new Date()).put(keyOf(name), definition, "demo.myshopify.com");
  made.add(name);
}

const overdueAt = async (now: Date, shops?: readonly string[]): Promise<readonly string[]> => {
  const { overdue } = schedulesAt(now);
  const [{ items, total }, { count, stale }] = [
    await overdue.list({ shops }, { limit: 100 }),
    await overdue.count(shops),
  ];
  expect({ stale, count, total }).toEqual({ stale: false, count: items.length, total: items.length });
  return items.map(
    ({ id, status, overdueSince }) => `${id} ${status} ${overdueSince?.getTime() === undefined ? "" : "since"}`,
  );
};

const listed = (count: number) =>
  until("Visibility lists them", async () => (await listScheduleKeys(temporal.client, {})).length === count);

const pausedWith = async (name: string): Promise<string | false> => {
  const { state } = await handleOf(name).describe();
  return state.paused && (state.note ?? "");
};

test("while the scheduler stands still our clock goes on, and what should have run is overdue, in order", async () => {
  for (const name of ["b", "a"]) await aDailySchedule(name);
  await aDailySchedule("of-other", { shopCode: "OTHER" });

  expect(await overdueAt(inHours(11.9))).toEqual([]);
  expect(await overdueAt(inHours(13))).toEqual(["api.a ready since", "api.b ready since", "api.of-other ready since"]);
  expect(await overdueAt(inHours(13), ["OTHER"])).toEqual(["api.of-other ready since"]);
  const { overdue, get } = schedulesAt(inHours(14));
  const first = await overdue.list({ report: "syncOrders" }, { limit: 2 });
  expect(first).toMatchObject({ total: 3, next: "api.b" });
  expect((await overdue.list({}, { limit: 2, after: "api.b" })).items.map(({ id }) => id)).toEqual(["api.of-other"]);
  expect((await overdue.list({ report: "createSalesOrders" }, { limit: 2 })).total).toBe(0);
  expect((await get(keyOf("a"))).overdueSince).toEqual((await findWatch(database.db, "api.a"))?.nextExpectedAt);
});

test("a schedule that somebody deletes in Temporal is missing and becomes overdue, until it is made again or given up", async () => {
  await aDailySchedule("deleted");
  await aDailySchedule("deleted-too");
  for (const name of ["deleted", "deleted-too"]) await handleOf(name).delete();

  expect(await overdueAt(inHours(11))).toEqual([]);
  expect(await overdueAt(inHours(13))).toEqual(["api.deleted missing since", "api.deleted-too missing since"]);
  expect(await schedulesAt(inHours(13)).get(keyOf("deleted"))).toMatchObject({
    status: "missing",
    reason: expect.stringContaining("make it again"),
    definition: { report: "syncOrders" },
    nextRuns: [],
  });

  await aDailySchedule("deleted");
  await schedulesAt(inHours(1)).remove(keyOf("deleted-too"));
  expect(await overdueAt(inHours(11))).toEqual([]);
  await expect(schedulesAt(new Date()).get(keyOf("deleted-too"))).rejects.toMatchObject({ type: "schedule-not-found" });
});

test("a schedule that we remove is not missed", async () => {
  await aDailySchedule("removed");

  await schedulesAt(new Date()).remove(keyOf("removed"));

  expect(await overdueAt(inHours(13))).toEqual([]);
});

test("a run that waits or is in process, one that was started late, and a hold are no reason for alarm", async () => {
  for (const name of ["waits", "held", "held-in-temporal"]) await aDailySchedule(name);
  // Nobody works here, so the run waits.
  await handleOf("waits").trigger("SKIP");
  await until("it is seen", async () => (await schedulesAt(new Date()).get(keyOf("waits"))).isRunning === true);
  await schedulesAt(new Date()).pause(keyOf("held"), "stocktaking");
  await handleOf("held-in-temporal").pause("hold: in the Web UI");

  expect(await overdueAt(inHours(13))).toEqual([]);

  const { lastRuns } = await schedulesAt(new Date()).get(keyOf("waits"));
  await temporal.client.workflow.getHandle(jobWorkflowId(lastRuns[0]?.entryId ?? "")).terminate();
});

test("made ready again a schedule promises what comes after, not what was due on hold", async () => {
  await aDailySchedule("back");
  await schedulesAt(new Date()).pause(keyOf("back"), "stocktaking");
  // Not by us, who might start a run at once.
  await handleOf("back").unpause();
  await lookAtAll(inHours(36.1));

  expect(await overdueAt(inHours(36.5))).toEqual([]);
  expect(await overdueAt(inHours(61))).toEqual(["api.back ready since"]);
});

test("a schedule whose times somebody changed in Temporal is overdue when its definition says so", async () => {
  await aDailySchedule("drifted");
  await handleOf("drifted").update(({ action, policies, state }) => ({
    spec: { calendars: [{ year: 2099 }] },
    action,
    policies,
    state,
  }));

  expect(await overdueAt(inHours(13))).toEqual(["api.drifted ready since"]);
});

test("with Temporal away what is overdue is answered from our own record, marked as stale", async () => {
  await aDailySchedule("alone");
  await aDailySchedule("other", { shopCode: "OTHER" });
  const away = connectTemporal({ connection: { address: "127.0.0.1:1" }, namespace: temporal.namespace });

  const { overdue } = schedulesAt(inHours(13), away.client);
  expect(await overdue.count(undefined)).toEqual({ count: 2, asOf: null, stale: true });
  expect(await overdue.list({ shops: ["DEMO"] }, { limit: 10 })).toMatchObject({
    stale: true,
    total: 1,
    items: [
      {
        id: "api.alone",
        status: "unknown",
        overdueSince: expect.any(Date),
        recurrence: expect.stringContaining("once a day"),
        isRunning: null,
        nextRuns: [],
      },
    ],
  });
  await away.close();
}, 30_000);

test("schedules of a disabled shop are not overdue", async () => {
  await aDailySchedule("off");
  await updateShop(database.db, "DEMO", { enabled: false });

  expect(await overdueAt(inHours(13))).toEqual([]);
});

test("the upkeep watches what it did not know, and looks again where there is a reason", async () => {
  await aDailySchedule("known");
  await aDailySchedule("unknown");
  await endWatch(database.db, "api.unknown");
  await listed(2);

  expect(await lookAtAll()).toEqual({ schedules: 2, looked: 1, paused: 0, resumed: 0, removed: 0 });
  expect(await findWatch(database.db, "api.unknown")).toMatchObject({ nextExpectedAt: expect.any(Date) });
  expect(await lookAtAll()).toMatchObject({ looked: 0 });
  expect(await lookAtAll(inHours(1))).toMatchObject({ looked: 2 });
  await handleOf("known").delete();
  await until("Visibility follows", async () => (await lookAtAll(inHours(1))).looked === 1);
  expect(await findWatch(database.db, "api.known")).toMatchObject({ missingSince: expect.any(Date) });
});

test("a schedule whose time is over is removed, its log stays; what is on hold waits for somebody", async () => {
  const expirationDateTime = "2026-01-01T00:00:00.000Z";
  for (const name of ["over", "over-and-held", "gone"]) await aDailySchedule(name, { expirationDateTime });
  await schedulesAt(new Date()).pause(keyOf("over-and-held"), "look at it first");
  await handleOf("gone").delete();
  await addLogRows(database.db, [ended({ entryId: "api.over-2025-12-31T12:00:00Z" })]);
  await listed(2);

  const report = await lookAtAll();

  expect(report).toMatchObject({ schedules: 3, removed: 1 });
  await expect(schedulesAt(new Date()).get(keyOf("over"))).rejects.toMatchObject({ type: "schedule-not-found" });
  await expect(schedulesAt(new Date()).get(keyOf("gone"))).rejects.toMatchObject({ type: "schedule-not-found" });
  expect(await schedulesAt(new Date()).get(keyOf("over-and-held"))).toMatchObject({ status: "onHold" });
  expect(await database.db.selectFrom("jobLog").select("entryId").execute()).toHaveLength(1);
});

test("our clock far ahead removes nothing", async () => {
  await aDailySchedule("valid", { expirationDateTime: new Date(Date.now() + 240 * HOUR_MS).toISOString() });
  await listed(1);

  expect(await lookAtAll(inHours(10_000))).toMatchObject({ looked: 1, removed: 0 });
});

test("a disabled shop's schedules are on hold for that reason, and enabling it undoes exactly that", async () => {
  for (const name of ["runs", "held"]) await aDailySchedule(name);
  await aDailySchedule("of-other", { shopCode: "OTHER" });
  await schedulesAt(new Date()).pause(keyOf("held"), "stocktaking");
  const shops = watcherAt(new Date());

  await updateShop(database.db, "DEMO", { enabled: false });
  for (const _twice of [1, 2]) await shops.followShop("DEMO");
  expect(await pausedWith("runs")).toMatch(/^shop-disabled: Shop DEMO is disabled/);
  expect(await pausedWith("held")).toBe("hold: stocktaking");
  expect(await pausedWith("of-other")).toBe(false);
  expect(await schedulesAt(new Date()).get(keyOf("runs"))).toMatchObject({
    status: "onHold",
    reason: expect.stringMatching(/^Shop DEMO is disabled/),
  });
  for (const act of ["unpause", "restart", "trigger"] as const)
    await expect(schedulesAt(new Date())[act](keyOf("runs"))).rejects.toMatchObject({ type: "shop-disabled" });

  await updateShop(database.db, "DEMO", { enabled: true });
  for (const _twice of [1, 2]) await shops.followShop("DEMO");
  expect(await pausedWith("runs")).toBe(false);
  expect((await handleOf("runs").describe()).state.note).toMatch(/^Sync Orders from Shopify for DEMO/);
  expect(await pausedWith("held")).toBe("hold: stocktaking");
});

test("a shop that was disabled or enabled while Temporal was away is followed by the upkeep", async () => {
  await aDailySchedule("follows");
  await aDailySchedule("nobodys", { shopCode: "GONE" });
  await listed(2);
  await updateShop(database.db, "DEMO", { enabled: false });

  expect(await lookAtAll()).toMatchObject({ paused: 2, resumed: 0 });
  expect(await pausedWith("follows")).toMatch(/^shop-disabled: /);
  expect(await pausedWith("nobodys")).toMatch(/^shop-disabled: /);

  await updateShop(database.db, "DEMO", { enabled: true });
  await until("Visibility says why it is on hold", async () => (await lookAtAll()).resumed === 1);
  expect(await pausedWith("follows")).toBe(false);
});
