import { expect, test } from "@jest/globals";
import { weekdays, type Recurrence } from "#domain/jobs/recurrence";
import { scheduleTimes, type Calendar, type Range } from "#domain/jobs/schedule-spec";

const everyDay: Recurrence = {
  weekdays,
  minutesBetweenRuns: 1440,
  nextRunDateFormula: null,
  startingTime: null,
  endingTime: null,
  timeZone: "Europe/Copenhagen",
  earliestStartDateTime: null,
};

const textOf = (ranges: readonly Range<string | number>[]): string =>
  ranges
    .map(({ start, end, step }) => (start === end ? String(start) : `${start}-${end}${step === 1 ? "" : `/${step}`}`))
    .join(",");
const daysAndTimes = ({ dayOfWeek, hour, minute }: Calendar): string =>
  `${textOf(dayOfWeek)} ${textOf(hour)}:${textOf(minute)}`;
const dates = ({ dayOfMonth, month, year }: Calendar): string => [dayOfMonth, month, year].map(textOf).join(" ").trim();

test.each<[string, Partial<Recurrence>, readonly string[]]>([
  ["daily", {}, ["SUNDAY-SATURDAY 0:0"]],
  ["daily at its starting time", { startingTime: "16:30" }, ["SUNDAY-SATURDAY 16:30"]],
  ["daily at the time it first ran", { earliestStartDateTime: "2026-07-01T10:15:00.000Z" }, ["SUNDAY-SATURDAY 12:15"]],
  ["weekly", { weekdays: ["sunday"], startingTime: "03:00" }, ["SUNDAY 3:0"]],
  [
    "every 15 minutes from 8 to 17",
    { minutesBetweenRuns: 15, startingTime: "08:00", endingTime: "17:00" },
    ["SUNDAY-SATURDAY 8-17:0", "SUNDAY-SATURDAY 8-16:15-45/15"],
  ],
  [
    "every hour on workdays",
    { minutesBetweenRuns: 60, weekdays: ["monday", "tuesday", "wednesday", "thursday", "friday"] },
    ["MONDAY-FRIDAY 0-23:0"],
  ],
  [
    "every half hour over midnight, on the days of the runs themselves",
    { minutesBetweenRuns: 30, weekdays: ["monday", "wednesday"], startingTime: "22:00", endingTime: "01:00" },
    ["MONDAY,WEDNESDAY 0-1,22-23:0", "MONDAY,WEDNESDAY 0,22-23:30"],
  ],
  ["every 7 hours: from midnight every day anew", { minutesBetweenRuns: 420 }, ["SUNDAY-SATURDAY 0-21/7:0"]],
  [
    "every 90 minutes until 3",
    { minutesBetweenRuns: 90, endingTime: "03:00" },
    ["SUNDAY-SATURDAY 0,3:0", "SUNDAY-SATURDAY 1:30"],
  ],
  [
    "with equal ends the whole day from then",
    { minutesBetweenRuns: 720, startingTime: "09:00", endingTime: "09:00" },
    ["SUNDAY-SATURDAY 9,21:0"],
  ],
  ["WD5", { nextRunDateFormula: "WD5", startingTime: "11:00" }, ["FRIDAY 11:0"]],
  [
    "1W from a Thursday on",
    { nextRunDateFormula: "1W", earliestStartDateTime: "2026-07-01T22:30:00.000Z" },
    ["THURSDAY 0:30"],
  ],
])("%s", (_name, fields, expected) => {
  const { calendars, intervals, skip } = scheduleTimes({ ...everyDay, ...fields });

  expect(calendars.map(daysAndTimes)).toEqual(expected);
  expect([intervals, skip]).toEqual([[], []]);
});

test.each([
  ["1D", ["1-31 JANUARY-DECEMBER"]],
  ["D15", ["15 JANUARY-DECEMBER"]],
  ["1M", ["20 JANUARY-DECEMBER"]],
  ["3M", ["20 FEBRUARY-NOVEMBER/3"]],
  ["1Q", ["20 FEBRUARY-NOVEMBER/3"]],
  ["1Y", ["20 FEBRUARY"]],
])("the formula %s runs on %j", (nextRunDateFormula, expected) => {
  const recurrence = { ...everyDay, nextRunDateFormula, earliestStartDateTime: "2026-02-20T09:00:00.000Z" };

  expect(scheduleTimes(recurrence).calendars.map(dates)).toEqual(expected);
});

test.each(["CM", "1D+CM"])("%s runs on the last day of every month, in leap years too", (nextRunDateFormula) => {
  const [long, short, leap, common] = scheduleTimes({ ...everyDay, nextRunDateFormula }).calendars.map(dates);

  expect([long, short, leap]).toEqual([
    "31 JANUARY,MARCH,MAY,JULY-AUGUST,OCTOBER,DECEMBER",
    "30 APRIL,JUNE,SEPTEMBER,NOVEMBER",
    "29 FEBRUARY",
  ]);
  expect(common).toMatch(/^28 FEBRUARY 2001-2003,.*2025-2027,2029-2031,.*2097-2100$/);
});

test("more than a day apart it counts from the first run, without the days and times that are not allowed", () => {
  const { calendars, intervals, skip } = scheduleTimes({
    ...everyDay,
    minutesBetweenRuns: 2880,
    weekdays: ["monday", "tuesday"],
    startingTime: "08:00",
    endingTime: "17:30",
    earliestStartDateTime: "1970-01-02T09:00:00.000Z",
  });

  expect(calendars).toEqual([]);
  expect(intervals).toEqual([{ every: 172_800_000, offset: 118_800_000 }]);
  expect(skip.map((calendar) => `${daysAndTimes(calendar)}:${textOf(calendar.second)}`)).toEqual([
    "SUNDAY,WEDNESDAY-SATURDAY 0-23:0-59:0-59",
    "SUNDAY-SATURDAY 0-7,18-23:0-30:0-59",
    "SUNDAY-SATURDAY 0-7,17-23:31-59:0-59",
  ]);
});
