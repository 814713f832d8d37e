import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { nextExpectedRun } from "#domain/jobs/expected-runs";
import { weekdays } from "#domain/jobs/recurrence";
import type { ScheduleDefinition } from "#domain/jobs/schedule-definition";
import { aCompleteSchedule } from "./a-schedule.ts";

/** The first runs after a moment, as `month-day hour:minute` in UTC. */
function runsAfter(after: string, fields: Partial<ScheduleDefinition>, count: number): readonly string[] {
  const runs: string[] = [];
  const definition = aCompleteSchedule(fields);
  for (let run = nextExpectedRun(definition, new Date(after)); run !== null && runs.length < count;) {
    runs.push(run.at.toISOString().slice(5, 16).replace("T", " "));
    run = nextExpectedRun(definition, run.at);
  }
  return runs;
}

// Copenhagen is an hour before UTC, two in summer, which lasts from 2026-03-29 02:00 to 2026-10-25 03:00.
test.each<[string, Partial<ScheduleDefinition>, string, readonly string[]]>([
  ["once a day at its time", { startingTime: "16:00" }, "2026-01-05T14:59:59Z", ["01-05 15:00", "01-06 15:00"]],
  ["a moment that is a run is passed", { startingTime: "16:00" }, "2026-01-05T15:00:00Z", ["01-06 15:00"]],
  [
    "on its weekdays",
    { startingTime: "16:00", weekdays: ["monday", "friday"] },
    "2026-01-05T15:00:00Z",
    ["01-09 15:00", "01-12 15:00"],
  ],
  [
    "within its window, the end included",
    { minutesBetweenRuns: 45, startingTime: "08:00", endingTime: "09:30" },
    "2026-01-05T07:00:00Z",
    ["01-05 07:45", "01-05 08:30", "01-06 07:00"],
  ],
  [
    "across midnight, on the days of the runs themselves",
    { minutesBetweenRuns: 60, startingTime: "23:00", endingTime: "01:00", weekdays: ["monday"] },
    "2026-01-04T20:00:00Z",
    ["01-04 23:00", "01-05 00:00", "01-05 22:00", "01-11 23:00"],
  ],
  [
    "at the end of the month",
    { nextRunDateFormula: "CM", startingTime: "23:30" },
    "2026-01-31T22:30:00Z",
    ["02-28 22:30", "03-31 21:30"],
  ],
  [
    "by months from its first run",
    { nextRunDateFormula: "3M", earliestStartDateTime: "2026-02-10T09:00:00.000Z" },
    "2026-01-01T00:00:00Z",
    ["02-10 09:00", "05-10 08:00", "08-10 08:00"],
  ],
  [
    "every second day, on some of them",
    { minutesBetweenRuns: 2880, weekdays: ["friday", "sunday"], earliestStartDateTime: "2026-01-02T09:00:00.000Z" },
    "2026-01-01T00:00:00Z",
    ["01-02 09:00", "01-04 09:00", "01-16 09:00"],
  ],
  [
    "not before its earliest start",
    { minutesBetweenRuns: 30, earliestStartDateTime: "2026-01-05T12:10:00.000Z" },
    "2026-01-05T00:00:00Z",
    ["01-05 12:30"],
  ],
  [
    "until its expiration, which is part of it",
    { minutesBetweenRuns: 30, expirationDateTime: "2026-01-05T12:30:00.000Z" },
    "2026-01-05T12:00:00Z",
    ["01-05 12:30"],
  ],
  [
    "not at a time a clock change leaves out",
    { minutesBetweenRuns: 30, startingTime: "01:30", endingTime: "03:00" },
    "2026-03-28T23:00:00Z",
    ["03-29 00:30", "03-29 01:00", "03-29 23:30"],
  ],
])("%s", (_name, fields, after, expected) => {
  expect(runsAfter(after, fields, expected.length)).toEqual(expected);
});

test("a local time that is there twice promises one run, due when it is there for the second time", () => {
  const definition = aCompleteSchedule({ startingTime: "02:30" });

  expect(nextExpectedRun(definition, new Date("2026-10-24T12:00:00Z"))).toEqual({
    at: new Date("2026-10-25T00:30:00Z"),
    latestAt: new Date("2026-10-25T01:30:00Z"),
  });
  expect(runsAfter("2026-10-25T00:30:00Z", { startingTime: "02:30" }, 1)).toEqual(["10-26 01:30"]);
});

test("nothing is promised after the expiration, nor at a moment that never comes", () => {
  const after = new Date("2026-01-05T12:30:00Z");
  const expired = aCompleteSchedule({ minutesBetweenRuns: 30, expirationDateTime: "2026-01-05T12:30:00.000Z" });
  const never = aCompleteSchedule({
    minutesBetweenRuns: 7 * 1440,
    weekdays: ["tuesday"],
    earliestStartDateTime: "2026-01-05T09:00:00.000Z",
  });

  expect(nextExpectedRun(expired, after)).toBeNull();
  expect(nextExpectedRun(never, after)).toBeNull();
});

test("there is no run between a moment and its next run", () => {
  const definitions = fc.record({
    minutesBetweenRuns: fc.integer({ min: 1, max: 5_000 }),
    weekdays: fc.subarray([...weekdays], { minLength: 1 }),
    timeZone: fc.constantFrom("Europe/Copenhagen", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"),
    startingTime: fc.constantFrom("00:00", "08:30", "22:00", null),
  });
  const moments = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(definitions, moments, fc.double({ min: 0, max: 1, noNaN: true }), (fields, after, part) => {
      const definition = aCompleteSchedule(fields);
      const run = nextExpectedRun(definition, after);
      if (run === null) return;
      const between = new Date(after.getTime() + part * (run.at.getTime() - 1 - after.getTime()));

      expect(run.at > after).toBe(true);
      expect(nextExpectedRun(definition, between)).toEqual(run);
    }),
  );
});
