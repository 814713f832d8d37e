import { parseDateFormula, type FormulaTerm } from "./date-formula.ts";
import { MINUTES_OF_A_DAY, weekdays, windowOfDay, type Recurrence } from "./recurrence.ts";
import { firstRun, timesOfDay } from "./times-of-day.ts";

/** Consecutive values, both ends included. */
export interface Range<Unit> {
  readonly start: Unit;
  readonly end: Unit;
  readonly step: number;
}

type DayOfWeek = "SUNDAY" | "MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY";
type Month = (typeof MONTHS)[number];

/** Moments that match all of these, as Temporal describes them: a year that is not named is any. */
export interface Calendar {
  readonly second: Range<number>[];
  readonly minute: Range<number>[];
  readonly hour: Range<number>[];
  readonly dayOfMonth: Range<number>[];
  readonly month: Range<Month>[];
  readonly year: Range<number>[];
  readonly dayOfWeek: Range<DayOfWeek>[];
}

/** When a schedule of Temporal fires. Local times that a clock change leaves out do not fire, doubled ones fire twice. */
export interface ScheduleTimes {
  readonly calendars: Calendar[];
  /** Milliseconds. */
  readonly intervals: { readonly every: number; readonly offset: number }[];
  readonly skip: Calendar[];
}

const DAYS_OF_WEEK = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"] as const;
const MONTHS = [
  "JANUARY",
  "FEBRUARY",
  "MARCH",
  "APRIL",
  "MAY",
  "JUNE",
  "JULY",
  "AUGUST",
  "SEPTEMBER",
  "OCTOBER",
  "NOVEMBER",
  "DECEMBER",
] as const;

const MINUTE_MS = 60_000;

/**
 * The fixed times of a recurrence (Business Central would count every run from the end of the one before). The weekdays are those
 * of the run itself, also after midnight. Throws for a formula that `isScheduledFormula` refuses.
 */
export function scheduleTimes(recurrence: Recurrence): ScheduleTimes {
  const { nextRunDateFormula, minutesBetweenRuns } = recurrence;
  if (nextRunDateFormula !== null) return { calendars: byFormula(recurrence, nextRunDateFormula), ...nothingElse };
  if (minutesBetweenRuns > MINUTES_OF_A_DAY) return byInterval(recurrence);
  return { calendars: calendarsAt(timesOfDay(recurrence), { dayOfWeek: daysOf(recurrence) }), ...nothingElse };
}

const nothingElse = { intervals: [], skip: [] };

/** Whether a schedule can follow this formula: others would need to know when the last run was. */
export function isScheduledFormula(terms: readonly FormulaTerm[]): boolean {
  const [first, second] = terms;
  if (first === undefined || terms.length > 2) return false;
  if (second !== undefined) return isOneDay(first) && isMonthEnd(second);
  switch (first.kind) {
    case "add":
      return first.unit === "D" || first.unit === "W" ? first.count === 1 : isPartOfAYear(monthsOf(first));
    case "endOf":
      return isMonthEnd(first);
    case "dayOfMonth":
    case "weekday":
      return true;
  }
}

const isOneDay = (term: FormulaTerm): boolean => term.kind === "add" && term.unit === "D" && term.count === 1;
const isMonthEnd = (term: FormulaTerm): boolean => term.kind === "endOf" && term.unit === "M";
const isPartOfAYear = (months: number): boolean => months > 0 && 12 % months === 0;
export const monthsOf = ({ count, unit }: { readonly count: number; readonly unit: string }): number =>
  count * (unit === "Y" ? 12 : unit === "Q" ? 3 : 1);

function byFormula(recurrence: Recurrence, formula: string): Calendar[] {
  const terms = parseDateFormula(formula);
  const term = terms?.at(-1);
  if (terms === undefined || term === undefined || !isScheduledFormula(terms))
    throw new Error(`A schedule cannot follow the formula ${formula}`);
  const at = (days: Partial<Calendar>): Calendar[] => calendarsAt(timesOfDay(recurrence), days);
  switch (term.kind) {
    case "endOf":
      return monthEnds.flatMap(at);
    case "dayOfMonth":
      return at({ dayOfMonth: ranges([term.day]) });
    case "weekday":
      return at({ dayOfWeek: dayRanges([term.weekday]) });
    case "add": {
      if (term.unit === "D") return at({});
      const first = firstRun(recurrence);
      if (term.unit === "W") return at({ dayOfWeek: dayRanges([first.weekday]) });
      const months = MONTHS.flatMap((_, index) =>
        (index + 1 - first.month) % monthsOf(term) === 0 ? [index + 1] : [],
      );
      return at({ dayOfMonth: ranges([first.day]), month: monthRanges(months) });
    }
  }
}

/** The last day of every month. Temporal knows the years 2000 to 2100; the one at its end is no leap year. */
const monthEnds: readonly Partial<Calendar>[] = [
  { dayOfMonth: ranges([31]), month: monthRanges([1, 3, 5, 7, 8, 10, 12]) },
  { dayOfMonth: ranges([30]), month: monthRanges([4, 6, 9, 11]) },
  { dayOfMonth: ranges([29]), month: monthRanges([2]) },
  {
    dayOfMonth: ranges([28]),
    month: monthRanges([2]),
    year: ranges(
      Array.from({ length: 101 }, (_, index) => 2000 + index).filter((year) => year % 4 !== 0 || year === 2100),
    ),
  },
];

/** Every so many minutes from the first run on, counted in real time, without the days and times that are not allowed. */
function byInterval(recurrence: Recurrence): ScheduleTimes {
  const every = recurrence.minutesBetweenRuns * MINUTE_MS;
  const { start, end } = windowOfDay(recurrence);
  const isAllowed = (minute: number): boolean =>
    start <= end ? start <= minute && minute <= end : minute >= start || minute <= end;
  const forbidden = Array.from({ length: MINUTES_OF_A_DAY }, (_, minute) => minute).filter(
    (minute) => !isAllowed(minute),
  );
  const otherDays = weekdays.flatMap((day, index) => (recurrence.weekdays.includes(day) ? [] : [index + 1]));
  return {
    calendars: [],
    intervals: [{ every, offset: firstRun(recurrence).toMillis() % every }],
    // Seconds are named, or a calendar would only match the beginning of a minute.
    skip: [
      ...(otherDays.length === 0 ? [] : [calendar({ ...wholeDay, dayOfWeek: dayRanges(otherDays) })]),
      ...calendarsAt(forbidden, { second: wholeDay.second }),
    ],
  };
}

const wholeDay = {
  second: [{ start: 0, end: 59, step: 1 }],
  minute: [{ start: 0, end: 59, step: 1 }],
  hour: [{ start: 0, end: 23, step: 1 }],
};

/** As few calendars as say exactly these minutes of the day: minutes that occur in the same hours share one. */
function calendarsAt(minutesOfDay: readonly number[], fields: Partial<Calendar>): Calendar[] {
  const hoursOf = new Map<number, number[]>();
  for (const time of minutesOfDay) {
    const hours = hoursOf.get(time % 60) ?? [];
    hoursOf.set(time % 60, [...hours, Math.floor(time / 60)]);
  }
  const minutesOf = new Map<string, number[]>();
  for (const [minute, hours] of hoursOf) {
    const key = hours.join(" ");
    minutesOf.set(key, [...(minutesOf.get(key) ?? []), minute]);
  }
  return [...minutesOf].map(([hours, minutes]) =>
    calendar({
      ...fields,
      hour: ranges(hours.split(" ").map(Number)),
      minute: ranges(minutes.toSorted((one, other) => one - other)),
    }),
  );
}

const calendar = (fields: Partial<Calendar>): Calendar => ({
  second: [{ start: 0, end: 0, step: 1 }],
  minute: [{ start: 0, end: 0, step: 1 }],
  hour: [{ start: 0, end: 0, step: 1 }],
  dayOfMonth: [{ start: 1, end: 31, step: 1 }],
  month: [{ start: "JANUARY", end: "DECEMBER", step: 1 }],
  year: [],
  dayOfWeek: [{ start: "SUNDAY", end: "SATURDAY", step: 1 }],
  ...fields,
});

const daysOf = (recurrence: Recurrence): Range<DayOfWeek>[] =>
  dayRanges(recurrence.weekdays.map((day) => weekdays.indexOf(day) + 1));

/** From numbers of ISO 8601, Monday is 1. */
const dayRanges = (days: readonly number[]): Range<DayOfWeek>[] =>
  named(
    days.map((day) => day % 7).toSorted((one, other) => one - other),
    (day) => DAYS_OF_WEEK[day] ?? "SUNDAY",
  );

function monthRanges(months: readonly number[]): Range<Month>[] {
  return named(months, (month) => MONTHS[month - 1] ?? "JANUARY");
}

function named<Name>(values: readonly number[], nameOf: (value: number) => Name): Range<Name>[] {
  return ranges(values).map(({ start, end, step }) => ({ start: nameOf(start), end: nameOf(end), step }));
}

/** Ascending values as one range with a step where they have one, else as ranges of neighbours. */
function ranges(values: readonly number[]): Range<number>[] {
  const [first, second] = values;
  const last = values.at(-1);
  if (first === undefined || last === undefined) return [];
  const step = second === undefined ? 1 : second - first;
  if (values.length !== 2 && values.every((value, index) => value === first + index * step))
    return [{ start: first, end: last, step }];
  const found: { start: number; end: number; step: number }[] = [];
  for (const value of values) {
    const open = found.at(-1);
    if (open !== undefined && value === open.end + 1) open.end = value;
    else found.push({ start: value, end: value, step: 1 });
  }
  return found;
}
