import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { JobLogRow } from "#database/job-log";
import { insertShop } from "#database/shops";
import { seedLedger } from "#erp/ledger/seed";
import { BOOKS_EVERYTHING } from "#scripts/lib/demo-shop";
import { createJobLog } from "#temporal/job-log";
import { scheduleId } from "#workflows/ids";
import { isLongForm, tell } from "../support/chaos-form.ts";
import {
  expectedSlots,
  fateOf,
  latenessAround,
  strayRuns,
  type DayRun,
  type ScheduleStory,
  type SlotFate,
  type Span,
} from "../support/day-slots.ts";
import { jobCueKeys, readTruth, timelinesOf, type Truth } from "../support/day-truth.ts";
import { watchCues, type DayWatch } from "../support/day-watch.ts";
import { randomOf } from "../support/random.ts";
import { aStormyPlace, type StormyPlace } from "../support/stormy-place.ts";
import { until } from "../support/until.ts";

/** A minute of the day takes a second. */
const MINUTE_MS = 1_000;
/** Every hour brings orders, a hold, an error, two dead workers and a dead server. */
const HOURS = isLongForm ? 24 : 1;
const SEED = 1;
const HOUR_MS = 60 * MINUTE_MS;
const LONGEST_MS = HOURS * 3 * HOUR_MS + 240_000;

const [NORTH, SOUTH] = ["north.myshopify.com", "south.myshopify.com"] as const;
const shops = [
  { code: "NORTH-1", store: NORTH },
  { code: "NORTH-2", store: NORTH },
  { code: "SOUTH", store: SOUTH },
] as const;

/** A job that may never start at the time of the test: its window opens in some hours. */
const closedWindow = () => {
  const at = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16);
  return { startingTime: at(3), endingTime: at(4), timeZone: "UTC" };
};

const given: readonly {
  readonly name: string;
  readonly shop: number;
  readonly report: string;
  readonly minutes: number;
  readonly more?: object;
}[] = [
  { name: "one-orders", shop: 0, report: "syncOrders", minutes: 6 },
  { name: "one-documents", shop: 0, report: "createSalesOrders", minutes: 10 },
  { name: "one-closed", shop: 0, report: "syncOrders", minutes: 15, more: closedWindow() },
  { name: "one-beside", shop: 0, report: "createSalesOrders", minutes: 8, more: { category: null } },
  { name: "two-orders", shop: 1, report: "syncOrders", minutes: 8 },
  { name: "two-documents", shop: 1, report: "createSalesOrders", minutes: 12 },
  { name: "two-held", shop: 1, report: "syncOrders", minutes: 10 },
  { name: "two-often", shop: 1, report: "createSalesOrders", minutes: 3 },
  { name: "south-orders", shop: 2, report: "syncOrders", minutes: 6 },
  { name: "south-documents", shop: 2, report: "createSalesOrders", minutes: 10 },
  { name: "south-again", shop: 2, report: "syncOrders", minutes: 12, more: { priority: "low" } },
  { name: "south-first", shop: 2, report: "createSalesOrders", minutes: 15, more: { priority: "high" } },
];
const HELD = "two-held";
const ofSouth = given.filter(({ shop }) => shop === 2).map(({ name }) => name);

interface Made extends Span {
  readonly name: string;
  readonly everyMs: number;
}

let place: StormyPlace;
let watch: DayWatch;
let truth: Truth;
let rows: readonly JobLogRow[];
let made: Made[];
const stories = new Map<string, ScheduleStory>();
const outages: Span[] = [];
const holds: Span[] = [];
const askedFor = new Map<string, number[]>();
let acknowledged = 0;

beforeAll(async () => {
  place = await aStormyPlace([NORTH, SOUTH], 2);
  await openShops();
  made = await makeSchedules();
  watch = watchCues(
    place.api,
    shops.map(({ code }) => code),
  );
  const random = randomOf(SEED);
  for (let hour = 0; hour < HOURS; hour += 1) await liveThroughAnHour(hour, random);
  await goHome();
}, LONGEST_MS);

afterAll(() => place.close(), 60_000);

async function openShops(): Promise<void> {
  const { api, sandbox } = place;
  await seedLedger(api.db, { products: 20, customers: 20 });
  for (const store of [NORTH, SOUTH]) {
    await sandbox.shop(store).putShop({ plan: "plus" });
    await sandbox.shop(store).seed({ orders: 20, products: 20, customers: 20 });
  }
  for (const shop of shops) await insertShop(api.db, { ...shop, ...BOOKS_EVERYTHING });
}

/** As people make them; then their minutes pass sixty times as fast. */
async function makeSchedules(): Promise<Made[]> {
  const result: Made[] = [];
  for (const { name, shop, report, minutes, more } of given) {
    const definition = { report, shopCode: shops[shop]?.code, minutesBetweenRuns: minutes, ...more };
    expect(await place.api.call("PUT", `/api/schedules/api.${name}`, definition)).toMatchObject({ status: 201 });
    const everyMs = minutes * MINUTE_MS;
    await place.temporal.client.schedule.getHandle(scheduleId("api", name)).update(({ action, policies, state }) => ({
      spec: { intervals: [{ every: everyMs }] },
      action,
      policies,
      state,
    }));
    result.push({ name, everyMs, from: Date.now(), to: 0 });
  }
  return result;
}

const ask = (action: string, name: string, body: object = {}) =>
  place.api.call("POST", `/api/schedules/api.${name}/${action}`, body);

/** Also while the server comes back: whoever is told to try again does. */
async function mustAsk(action: string, name: string, body: object = {}): Promise<void> {
  await until(
    `${action} of ${name}`,
    async () => {
      const { status } = await ask(action, name, body);
      return status === 200;
    },
    60_000,
  );
}

async function askedForRun(action: "restart" | "unpause", name: string): Promise<Span> {
  const from = Date.now();
  await mustAsk(action, name);
  const to = Date.now();
  askedFor.set(name, [...(askedFor.get(name) ?? []), from, to]);
  return { from, to };
}

async function liveThroughAnHour(hour: number, random: () => number): Promise<void> {
  const startedAt = Date.now();
  const at = async (minute: number): Promise<void> => {
    const moment = startedAt + (minute + random() * 2) * MINUTE_MS;
    await sleep(Math.max(0, moment - Date.now()));
  };
  const { sandbox, crew } = place;
  for (const store of [NORTH, SOUTH]) await sandbox.shop(store).seed({ orders: 5, seed: hour + 2 });
  await at(8);
  crew.kill(hour);
  await at(18);
  const heldFrom = Date.now();
  await mustAsk("pause", HELD, { reason: "stocktaking" });
  await at(22);
  await sandbox
    .shop(SOUTH)
    .faults({ match: { kind: "query" }, effect: { kind: "missingScope", scope: "read_orders" }, count: null });
  await at(28);
  outages.push(await place.restartTemporal(1_000 + random() * 2_000));
  await at(36);
  holds.push({ from: heldFrom, to: (await askedForRun("unpause", HELD)).to });
  await untilSouthFails();
  await sandbox.shop(SOUTH).clearFaults();
  await restartFailed();
  await at(48);
  crew.kill(hour + 1);
  await at(52);
  await takeNote();
  await at(58);
}

const failedOfSouth = async (): Promise<readonly string[]> => {
  const { status, body } = await place.api.call("GET", "/api/schedules?shopCode=SOUTH");
  if (status !== 200) return [];
  const items = body["items"] as readonly { readonly name: string; readonly status: string }[];
  return items.filter((item) => item.status === "error").map(({ name }) => name);
};

const untilSouthFails = () =>
  until("a job of the south has failed for good", async () => (await failedOfSouth()).length > 0, 90_000);

/** What failed goes on. One whose run fails only now is restarted as well. */
async function restartFailed(): Promise<void> {
  await until(
    "nothing of the south runs on with what was broken",
    async () => {
      for (const name of await failedOfSouth()) await askedForRun("restart", name);
      const { body } = await place.api.call("GET", "/api/schedules?shopCode=SOUTH");
      const items = body["items"] as readonly { readonly status: string }[];
      return items.every((item) => item.status === "ready");
    },
    60_000,
  );
}

/** Somebody takes note of the oldest error. */
async function takeNote(): Promise<void> {
  const list = await place.api.call("GET", "/api/job-queue-log-entries?cue=synchronizationErrors&limit=250");
  const oldest = (list.body["items"] as readonly { readonly entryNo: string }[]).at(-1);
  if (oldest === undefined) return;
  const done = await place.api.call("POST", "/api/job-queue-log-entries/acknowledge", {
    entryNos: [oldest.entryNo],
    reason: "The scope was missing",
  });
  expect(done.status).toBe(200);
  acknowledged += 1;
}

/** Nothing begins any more, what runs ends, and everything is read. */
async function goHome(): Promise<void> {
  const { client } = place.temporal;
  made = await Promise.all(
    made.map(async (one) => {
      const to = Date.now();
      await client.schedule.getHandle(scheduleId("api", one.name)).pause("hold: the day is over");
      return { ...one, to };
    }),
  );
  await until(
    "no job is open",
    async () =>
      (await client.workflow.count("ExecutionStatus = 'Running' AND (WorkflowType = 'runJob' OR JobAttempt > 0)"))
        .count === 0,
    120_000,
  );
  await sleep(1_500);
  await watch.stop();
  await createJobLog({ client, db: place.api.db }).refresh();
  truth = await readTruth(client);
  rows = await place.api.db.selectFrom("jobLog").selectAll().orderBy("startedAt").execute();
  for (const one of made) stories.set(one.name, await storyOf(one));
  tell({
    hours: HOURS,
    attempts: truth.attempts.length,
    failed: truth.attempts.filter(({ outcome }) => outcome === "failed").length,
    incomplete: truth.attempts.filter(({ outcome }) => outcome === "incomplete").length,
    deaths: place.crew.deaths,
    outagesMs: outages.map(({ from, to }) => to - from),
    samples: watch.samples.length,
    staleSamples: watch.samples.filter(({ stale }) => stale).length,
    compared: watch.compared,
    acknowledged,
    fates: countOf([...stories.values()].flatMap((story) => expectedSlots(story).map((slot) => fateIn(slot, story)))),
  });
}

const fateIn = (slot: number, story: ScheduleStory): SlotFate =>
  fateOf(slot, story, { outages, latenessMs: latenessAround(slot, stories.values()) });

/** What is to be known of a slot that nothing explains. */
const nearby = (slot: number, { runs }: ScheduleStory): string =>
  runs
    .filter(({ from, to }) => from <= slot + 30_000 && slot - 30_000 <= to)
    .map((run) => [run.slot, run.from, run.to].map((moment) => ((moment - slot) / 1_000).toFixed(1)).join("/"))
    .join(" ");

const countOf = (fates: readonly SlotFate[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...new Set(fates)].map((fate) => [fate, fates.filter((one) => one === fate).length]));

async function storyOf({ name, everyMs, from, to }: Made): Promise<ScheduleStory> {
  const runs: DayRun[] = [];
  const prefix = `job/api.${name}-`;
  const query = `WorkflowType = 'runJob' AND TemporalScheduledById = '${scheduleId("api", name)}'`;
  const failedAt: number[] = [];
  for await (const { workflowId, startTime, closeTime, status } of place.temporal.client.workflow.list({ query })) {
    const ended = closeTime?.getTime() ?? Number.POSITIVE_INFINITY;
    runs.push({
      slot: Date.parse(workflowId.slice(prefix.length)),
      entryId: workflowId.slice("job/".length),
      from: startTime.getTime(),
      to: ended,
    });
    if (status.name === "FAILED") failedAt.push(ended);
  }
  const askedAt = askedFor.get(name) ?? [];
  return {
    everyMs,
    alive: { from, to },
    runs,
    askedAt,
    stopped: [
      ...(name === HELD ? holds : []),
      ...failedAt.map((failed) => ({ from: failed, to: askedAt.find((at) => at >= failed) ?? to })),
    ],
  };
}

test("every slot of every schedule ran once, or it is known why not", async () => {
  const unexplained: string[] = [];
  for (const [name, story] of stories) {
    const slots = expectedSlots(story);
    const fates = slots.map((slot) => fateIn(slot, story));
    for (const [index, fate] of fates.entries())
      if (fate === "unexplained")
        unexplained.push(
          `${name} at ${new Date(slots[index] ?? 0).toISOString()}, near it (slot/from/to in s) ${nearby(slots[index] ?? 0, story)}`,
        );
    for (const { entryId } of strayRuns(story)) unexplained.push(`nobody asked for ${entryId}`);

    // What was left out because a run was still under way is told.
    const { body } = await place.api.call("GET", `/api/schedules/api.${name}`);
    const leftOut = fates.filter((fate) => fate === "stillRunning").length;
    expect({ name, told: Number(body["runsSkipped"]) >= leftOut, missed: body["runsMissed"] }).toEqual({
      name,
      told: true,
      missed: 0,
    });
    expect(slots.length).toBeGreaterThan(2);
    expect(fates).toContain("ran");
  }
  expect(unexplained).toEqual([]);
});

test("every run has one row in the log; one outside its window has none and says so", async () => {
  const shown = new Map(rows.map((row) => [row.runId, row]));
  expect(shown.size).toBe(rows.length);
  expect(truth.attempts.map(({ workflowId, runId, outcome }) => ({ workflowId, runId, outcome }))).toEqual(
    truth.attempts.map(({ runId }) => {
      const row = shown.get(runId);
      return { workflowId: row?.workflowId, runId: row?.runId, outcome: row?.outcome };
    }),
  );
  for (const [name, { runs }] of stories) {
    const entries = runs.map(({ entryId }) => ({
      entryId,
      rows: rows.filter((row) => row.entryId === entryId).length,
    }));
    expect(entries).toEqual(runs.map(({ entryId }) => ({ entryId, rows: name === "one-closed" ? 0 : 1 })));
  }
  const closed = await place.api.call("GET", "/api/schedules/api.one-closed");
  for (const run of closed.body["lastRuns"] as readonly object[])
    expect(run).toMatchObject({ outcome: "cancelled", reason: "outsideWindow" });
});

test("no two jobs of one store and category ran at the same time", () => {
  for (const store of [NORTH, SOUTH]) {
    const line = rows.filter((row) => row.store === store && row.category === "SHPFY");
    const overlapping = line.flatMap((row, index) => {
      const before = line[index - 1];
      return before !== undefined && before.endedAt > row.startedAt ? [`${before.entryId} and ${row.entryId}`] : [];
    });
    expect(line.length).toBeGreaterThan(5);
    expect(overlapping).toEqual([]);
  }
});

test("at no moment a cue was wrong: it was its list's length, and what Temporal knew within five seconds", () => {
  const takenNote = new Map(
    rows.flatMap((row) => (row.acknowledgedAt === null ? [] : [[row.runId, row.acknowledgedAt.getTime()] as const])),
  );
  const wrong: string[] = [];
  for (const shop of [undefined, ...shops.map(({ code }) => code)]) {
    const timelines = timelinesOf(truth, takenNote, shop);
    for (const sample of watch.samples.filter((one) => one.shop === shop)) {
      const { askedAt, answeredAt, asOf, stale, values } = sample;
      for (const key of jobCueKeys) {
        const value = values[key];
        const known = { from: Math.min(askedAt, stale ? asOf : askedAt) - 5_000, to: answeredAt };
        if (value === null && stale) continue;
        const contradiction = timelines[key].contradiction(value, known);
        if (contradiction !== undefined)
          wrong.push(`${key} of ${shop ?? "all"} at ${new Date(askedAt).toISOString()}: ${contradiction}`);
      }
    }
    for (const { key, askedAt, answeredAt, length } of watch.lists.filter((one) => one.shop === shop)) {
      const contradiction = timelines[key].contradiction(length, { from: askedAt - 5_000, to: answeredAt });
      if (contradiction !== undefined)
        wrong.push(`list of ${key} of ${shop ?? "all"} at ${new Date(askedAt).toISOString()}: ${contradiction}`);
    }
  }

  expect(wrong).toEqual([]);
  // Nobody says that nothing is known while Temporal answers, unless it takes longer than somebody waits.
  const doubted = watch.samples.filter(
    ({ askedAt, answeredAt, stale }) =>
      stale && !outages.some(({ from, to }) => from <= answeredAt && askedAt <= to + 10_000),
  );
  expect(doubted.length).toBeLessThan(watch.samples.length / 10);
  expect(watch.contradictions).toEqual([]);
  expect(watch.compared).toBeGreaterThan(50);
  // Something was to be seen.
  for (const key of jobCueKeys) expect(watch.samples.some(({ values }) => (values[key] ?? 0) > 0)).toBe(true);
});

test("all of this went on while workers and the server died", () => {
  expect(place.crew.deaths).toBe(2 * HOURS);
  expect(outages).toHaveLength(HOURS);
  expect(acknowledged).toBe(HOURS);
  expect([...askedFor.keys()].filter((name) => ofSouth.includes(name))).not.toEqual([]);
});
