import { expect, test } from "@jest/globals";
import { DateTime } from "luxon";
import { weekdays, type Recurrence, type Weekday } from "#domain/jobs/recurrence";
import { initialRunTime, nextRunTime } from "#domain/jobs/run-times";

const timeZone = "Europe/Copenhagen";
const everyDay: Recurrence = {
  weekdays,
  minutesBetweenRuns: 0,
  nextRunDateFormula: null,
  startingTime: null,
  endingTime: null,
  timeZone,
  earliestStartDateTime: null,
};
const moment = (text: string): Date => DateTime.fromISO(text, { zone: timeZone }).toJSDate();
const shown = (date: Date): string => DateTime.fromJSDate(date, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm");
const allBut = (...days: readonly Weekday[]): readonly Weekday[] => weekdays.filter((day) => !days.includes(day));
const workdays = allBut("saturday", "sunday");

const table: [string, Partial<Recurrence>, string, string, string | null][] = [
  ["60 min", { minutesBetweenRuns: 60 }, "2012-01-01T13:00", "2012-01-01T14:00", "2012-01-01T13:00"],
  [
    "Sundays from 10:00, first on 1 January at 9",
    { weekdays: ["sunday"], startingTime: "10:00", earliestStartDateTime: moment("2012-01-01T09:00").toISOString() },
    "2012-01-01T13:00",
    "2012-01-08T10:00",
    "2012-01-01T13:00",
  ],
  ["30 min", { minutesBetweenRuns: 30 }, "2012-01-01T23:30", "2012-01-02T00:00", "2012-01-01T23:30"],
  ["60 min, past midnight", { minutesBetweenRuns: 60 }, "2012-01-01T23:30", "2012-01-02T00:30", "2012-01-01T23:30"],
  [
    "60 min from 10:00",
    { minutesBetweenRuns: 60, startingTime: "10:00" },
    "2012-01-01T23:30",
    "2012-01-02T10:00",
    "2012-01-01T23:30",
  ],
  [
    "60 min, not Monday and Tuesday",
    { weekdays: allBut("monday", "tuesday"), minutesBetweenRuns: 60 },
    "2012-01-01T23:30",
    "2012-01-04T00:00",
    "2012-01-01T23:30",
  ],
  [
    "30 min until 13:30",
    { minutesBetweenRuns: 30, endingTime: "13:30" },
    "2012-01-01T13:00",
    "2012-01-01T13:30",
    "2012-01-01T13:00",
  ],
  [
    "60 min from 10:00 to 13:30",
    { minutesBetweenRuns: 60, startingTime: "10:00", endingTime: "13:30" },
    "2012-01-01T13:00",
    "2012-01-02T10:00",
    "2012-01-01T13:00",
  ],
  [
    "5 min from 11:00 to 12:00, not on Sundays, first on Sunday",
    {
      weekdays: allBut("sunday"),
      minutesBetweenRuns: 5,
      startingTime: "11:00",
      endingTime: "12:00",
      earliestStartDateTime: moment("2015-01-04T10:00").toISOString(),
    },
    "2015-01-05T09:00",
    "2015-01-05T11:00",
    "2015-01-05T11:00",
  ],
  [
    "10 min from 22:00 to 02:00",
    { minutesBetweenRuns: 10, startingTime: "22:00", endingTime: "02:00" },
    "2012-01-01T23:55",
    "2012-01-02T00:05",
    "2012-01-01T23:55",
  ],
  [
    "daily from 16:00 on workdays, which slides",
    { weekdays: workdays, minutesBetweenRuns: 1440, startingTime: "16:00" },
    "2026-08-10T16:07",
    "2026-08-11T16:07",
    null,
  ],
  [
    "daily from 16:00 on workdays, back in time after the weekend",
    { weekdays: workdays, minutesBetweenRuns: 1440, startingTime: "16:00" },
    "2026-08-14T16:07",
    "2026-08-17T16:00",
    null,
  ],
  [
    "the end of the month at 11:00",
    { weekdays: [], nextRunDateFormula: "1D+CM", startingTime: "11:00" },
    "2012-03-31T13:00",
    "2012-04-30T11:00",
    "2012-03-31T13:00",
  ],
];

test.each(table)("JQ-8 %s", (_name, fields, from, next, initial) => {
  const entry = { ...everyDay, ...fields };

  expect(shown(nextRunTime(entry, moment(from)))).toBe(next);
  if (initial !== null) expect(shown(initialRunTime(entry, moment(from)))).toBe(initial);
});

test("outside a window that crosses midnight a job waits until it opens", () => {
  const night = { ...everyDay, minutesBetweenRuns: 10, startingTime: "22:00", endingTime: "02:00" };

  expect(shown(initialRunTime(night, moment("2026-03-02T12:00")))).toBe("2026-03-02T22:00");
});

test.each([
  ["1W", "2026-03-02", "2026-03-09"],
  ["3m", "2026-01-31", "2026-04-30"],
  ["1Q", "2026-01-15", "2026-04-15"],
  ["1Y", "2028-02-29", "2029-02-28"],
  ["D15", "2026-03-15", "2026-04-15"],
  ["D31", "2026-04-02", "2026-05-31"],
  ["WD1", "2026-03-02", "2026-03-09"],
  ["WD 5", "2026-03-02", "2026-03-06"],
  ["CW", "2026-03-04", "2026-03-08"],
  ["CQ + 1D", "2026-02-04", "2026-04-01"],
])("after a run the formula %s leads from %s to %s", (nextRunDateFormula, from, to) => {
  const entry = { ...everyDay, weekdays: [], nextRunDateFormula, startingTime: "04:30" };

  expect(shown(nextRunTime(entry, moment(`${from}T13:00`)))).toBe(`${to}T04:30`);
});

test("what is no formula is told", () => {
  expect(() => nextRunTime({ ...everyDay, nextRunDateFormula: "soon" }, moment("2026-03-02T10:00"))).toThrow(
    "soon is no date formula",
  );
});
