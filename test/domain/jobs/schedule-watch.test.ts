import { expect, test } from "@jest/globals";
import type { ScheduleDefinition } from "#domain/jobs/schedule-definition";
import { afterLook, overdueSince, type ScheduleSighting, type ScheduleWatch } from "#domain/jobs/schedule-watch";
import { aCompleteSchedule } from "./a-schedule.ts";

const at = (time: string): Date => new Date(`2026-03-${time}:00Z`);
const madeAt = at("02T09:05");

const aSighting = (fields: Partial<ScheduleSighting> = {}): ScheduleSighting => ({
  definition: aCompleteSchedule({ minutesBetweenRuns: 15, timeZone: "UTC" }),
  isPaused: false,
  isRunning: false,
  lastRunAt: null,
  runsSkipped: 0,
  runsMissed: 0,
  createdAt: madeAt,
  ...fields,
});

/** Looks at these moments, at what is seen then; the first finds it just made. */
function looks(...seen: readonly (readonly [time: string, fields: Partial<ScheduleSighting>])[]): ScheduleWatch {
  return seen.reduce(
    (watch, [time, fields]) => afterLook(watch, aSighting(fields), at(time)),
    afterLook(undefined, aSighting(seen[0]?.[1]), madeAt),
  );
}

const isOverdue = (watch: ScheduleWatch, time: string): boolean => overdueSince(watch, at(time)) !== null;

test("a run that does not come is overdue two minutes later, and until one comes", () => {
  const made = looks();
  expect(made).toMatchObject({ nextExpectedAt: at("02T09:15"), overdueAt: at("02T09:17"), lastSeenAt: null });
  expect(isOverdue(made, "02T09:16")).toBe(false);
  expect(overdueSince(made, at("02T09:17"))).toEqual(at("02T09:15"));

  const stopped = looks(["02T09:30", {}], ["03T08:00", {}]);
  expect(overdueSince(stopped, at("03T08:00"))).toEqual(at("02T09:15"));

  const back = looks(["02T09:30", {}], ["03T08:00", { lastRunAt: at("03T08:00") }]);
  expect(back).toMatchObject({ nextExpectedAt: at("03T08:15"), lastSeenAt: at("03T08:00") });
});

test("a run that comes late, as one that is made up for, accounts for what was due before", () => {
  const late = looks(["02T10:20", { lastRunAt: at("02T10:15") }]);

  expect(isOverdue(late, "02T10:20")).toBe(false);
  expect(late.nextExpectedAt).toEqual(at("02T10:30"));
});

test("a run that somebody started before does not stand for the one that is due", () => {
  const early = looks(["02T09:18", { lastRunAt: at("02T09:14") }]);

  expect(overdueSince(early, at("02T09:18"))).toEqual(at("02T09:15"));
});

test("jitter belongs to the run: it is no reason for alarm", () => {
  const definition = aCompleteSchedule({ minutesBetweenRuns: 15, timeZone: "UTC", jitterSec: 60 });

  expect(looks(["02T09:06", { definition }]).overdueAt).toEqual(at("02T09:18"));
});

test("a run left out because another one waits or is in process is not overdue, also when that one has ended", () => {
  const during = looks(["02T10:20", { isRunning: true, lastRunAt: at("02T09:15") }]);
  expect(during.nextExpectedAt).toEqual(at("02T10:30"));

  const after = looks(
    ["02T09:20", { lastRunAt: at("02T09:15") }],
    ["02T09:33", { lastRunAt: at("02T09:15"), runsSkipped: 1 }],
  );
  expect(isOverdue(after, "02T09:33")).toBe(false);
  expect(after.nextExpectedAt).toEqual(at("02T09:45"));
});

test("on hold nothing is expected; made ready again only what comes after", () => {
  const held = looks(["02T09:10", { isPaused: true }], ["04T12:00", { isPaused: true }]);
  expect(held).toMatchObject({ nextExpectedAt: null, overdueAt: null, isPaused: true });

  const ready = looks(["02T09:10", { isPaused: true }], ["04T12:01", {}]);
  expect(ready.nextExpectedAt).toEqual(at("04T12:15"));
});

test("a definition that changed promises its own runs, from then on", () => {
  const definition = aCompleteSchedule({ startingTime: "07:00", timeZone: "UTC" });

  expect(looks(["02T09:30", { definition }]).nextExpectedAt).toEqual(at("03T07:00"));
});

test("a schedule that is over is not overdue", () => {
  const definition = aCompleteSchedule({
    minutesBetweenRuns: 15,
    timeZone: "UTC",
    expirationDateTime: "2026-03-02T09:20:00.000Z",
  });
  const ran = looks(
    ["02T09:16", { definition, lastRunAt: at("02T09:15") }],
    ["05T00:00", { definition, lastRunAt: at("02T09:15") }],
  );

  expect(ran).toMatchObject({ nextExpectedAt: null, overdueAt: null });
});

test("our clock a day ahead excuses nothing that it is not due yet when it is right again", () => {
  const ahead = looks(
    ["03T09:30", { isRunning: true, lastRunAt: at("02T09:15") }],
    ["02T09:31", { lastRunAt: at("02T09:15") }],
  );

  expect(ahead.nextExpectedAt).toEqual(at("02T09:45"));
});

test("our clock ahead alarms only while it is, if the runs come", () => {
  const ahead = looks(["02T11:00", { lastRunAt: at("02T09:15") }]);
  expect(isOverdue(ahead, "02T11:00")).toBe(true);

  const right = looks(["02T11:00", { lastRunAt: at("02T09:15") }], ["02T09:31", { lastRunAt: at("02T09:30") }]);
  expect(right.nextExpectedAt).toEqual(at("02T09:45"));
  expect(isOverdue(right, "02T09:31")).toBe(false);
});

test("our clock a day behind neither alarms, nor expects what was due before the schedule was made", () => {
  const behind = looks(["01T09:30", { lastRunAt: at("02T09:15") }]);
  expect(isOverdue(behind, "01T09:30")).toBe(false);

  const right = looks(["01T09:30", {}], ["02T09:16", {}]);
  expect(isOverdue(right, "02T09:16")).toBe(false);
  expect(right.nextExpectedAt).toEqual(at("02T09:15"));
});

// In Copenhagen 02:30 is left out on 2026-03-29, and is there twice on 2026-10-25.
const nightly = (fields: Partial<ScheduleDefinition> = {}) =>
  aCompleteSchedule({ startingTime: "02:30", timeZone: "Europe/Copenhagen", ...fields });

test("in the night that has no half past two nothing is overdue, and the next night it is", () => {
  const definition = nightly();
  const before = aSighting({ definition, lastRunAt: new Date("2026-03-28T01:30:00Z") });
  const watch = afterLook(undefined, before, new Date("2026-03-28T02:00:00Z"));

  expect(overdueSince(watch, new Date("2026-03-29T12:00:00Z"))).toBeNull();
  expect(overdueSince(watch, new Date("2026-03-30T00:32:00Z"))).toEqual(new Date("2026-03-30T00:30:00Z"));
});

test("in the night that has half past two twice one run is enough, at either of them", () => {
  const definition = nightly();
  const evening = new Date("2026-10-24T20:00:00Z");
  const made = aSighting({ definition, createdAt: evening });
  const watch = afterLook(undefined, made, evening);
  expect(overdueSince(watch, new Date("2026-10-25T01:31:00Z"))).toBeNull();
  expect(overdueSince(watch, new Date("2026-10-25T01:32:00Z"))).toEqual(new Date("2026-10-25T00:30:00Z"));

  for (const lastRunAt of [new Date("2026-10-25T00:30:00Z"), new Date("2026-10-25T01:30:00Z")]) {
    const seen = afterLook(watch, { ...made, lastRunAt }, new Date("2026-10-25T01:40:00Z"));
    expect(seen.nextExpectedAt).toEqual(new Date("2026-10-26T01:30:00Z"));
  }
});
