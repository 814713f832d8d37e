import { expect, test } from "@jest/globals";
import {
  completeDefinition,
  isFinished,
  startWindowOf,
  type ScheduleDefinition,
} from "#domain/jobs/schedule-definition";
import { recurrenceText } from "#domain/jobs/schedule-text";
import { aCompleteSchedule, aScheduleDefinition } from "./a-schedule.ts";

test("without days and interval a job runs every day once", () => {
  expect(aCompleteSchedule({})).toMatchObject({
    weekdays: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    minutesBetweenRuns: 1440,
    nextRunDateFormula: null,
  });
});

test("days are kept in the order of the week, and a formula in one way of writing", () => {
  expect(aCompleteSchedule({ weekdays: ["sunday", "monday", "sunday"] }).weekdays).toEqual(["monday", "sunday"]);
  expect(aCompleteSchedule({ nextRunDateFormula: "1d + cm" })).toMatchObject({
    nextRunDateFormula: "1D+CM",
    weekdays: [],
    minutesBetweenRuns: 0,
  });
});

test.each<[Partial<ScheduleDefinition>, string, string]>([
  [{ nextRunDateFormula: "CM", weekdays: ["monday"] }, "weekdays", "excluded-by-formula"],
  [{ nextRunDateFormula: "CM", minutesBetweenRuns: 15 }, "minutesBetweenRuns", "excluded-by-formula"],
  [{ nextRunDateFormula: "soon" }, "nextRunDateFormula", "formula-unsupported"],
  [{ nextRunDateFormula: "2D" }, "nextRunDateFormula", "formula-unsupported"],
  [{ nextRunDateFormula: "5M" }, "nextRunDateFormula", "formula-unsupported"],
  [{ nextRunDateFormula: "0M" }, "nextRunDateFormula", "formula-unsupported"],
  [{ nextRunDateFormula: "CY" }, "nextRunDateFormula", "formula-unsupported"],
  [{ nextRunDateFormula: "CM+1D" }, "nextRunDateFormula", "formula-unsupported"],
  [{ nextRunDateFormula: "-1D" }, "nextRunDateFormula", "formula-unsupported"],
  [{ nextRunDateFormula: "1M" }, "earliestStartDateTime", "required-by-formula"],
  [
    { nextRunDateFormula: "1M", earliestStartDateTime: "2026-01-30T23:30:00.000Z" },
    "earliestStartDateTime",
    "day-not-in-every-month",
  ],
  [{ timeZone: "Europe/Atlantis", nextRunDateFormula: "1W" }, "timeZone", "time-zone-unknown"],
  [
    { earliestStartDateTime: "2026-02-01T00:00:00.000Z", expirationDateTime: "2026-02-01T00:00:00.000Z" },
    "expirationDateTime",
    "expires-before-start",
  ],
])("%j is refused at %s: %s", (fields, member, code) => {
  expect(completeDefinition(aScheduleDefinition(fields))).toEqual({
    kind: "refused",
    problems: [{ member, code, detail: expect.any(String) }],
  });
});

test.each<[string | null, string | null, number, object | null]>([
  [null, null, 0, null],
  ["08:00", null, 0, { startingTime: "08:00", endingTime: null }],
  [null, "17:00", 0, { startingTime: null, endingTime: "17:00:59" }],
  ["08:00", "17:00", 30, { startingTime: "08:00", endingTime: "17:01:29" }],
  ["08:00", "23:59", 30, { startingTime: "08:00", endingTime: "23:59:59" }],
  ["22:00", "02:00", 30, { startingTime: "22:00", endingTime: "02:01:29" }],
  ["22:00", "21:59", 30, { startingTime: "22:00", endingTime: "21:59:59" }],
  ["09:00", "09:00", 0, { startingTime: "09:00", endingTime: null }],
])(
  "a window from %s to %s with %s s of jitter lets runs begin within it: %j",
  (startingTime, endingTime, jitterSec, window) => {
    expect(startWindowOf(aCompleteSchedule({ startingTime, endingTime, jitterSec }))).toEqual(
      window === null ? null : { ...window, timeZone: "Europe/Copenhagen" },
    );
  },
);

test.each<[Partial<ScheduleDefinition>, string]>([
  [{}, "once a day"],
  [
    { startingTime: "16:00", weekdays: ["monday", "tuesday", "wednesday", "thursday", "friday"] },
    "once a day at 16:00 on Monday to Friday",
  ],
  [{ minutesBetweenRuns: 15, startingTime: "08:00", endingTime: "17:00" }, "every 15 minutes from 08:00 to 17:00"],
  [{ minutesBetweenRuns: 60 }, "every hour"],
  [
    { minutesBetweenRuns: 120, endingTime: "12:00", weekdays: ["monday", "friday"] },
    "every 2 hours to 12:00 on Monday, Friday",
  ],
  [{ minutesBetweenRuns: 1 }, "every minute"],
  [{ nextRunDateFormula: "1D+CM", startingTime: "23:00" }, "on the last day of every month at 23:00"],
  [{ nextRunDateFormula: "D15" }, "by the formula D15"],
])("%j reads: %s", (fields, text) => {
  expect(recurrenceText(aCompleteSchedule(fields))).toBe(`${text}, Europe/Copenhagen`);
});

test.each([
  [null, false],
  ["2026-03-01T10:00:00.000Z", false],
  ["2026-03-01T10:00:00.001Z", false],
  ["2026-03-01T09:59:59.999Z", true],
])("at 10:00 a schedule that expires at %s is finished: %s", (expirationDateTime, finished) => {
  expect(isFinished({ expirationDateTime }, new Date("2026-03-01T10:00:00Z"))).toBe(finished);
});
