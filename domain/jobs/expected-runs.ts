import { DateTime } from "luxon";
import { parseDateFormula, type FormulaTerm } from "./date-formula.ts";
import { MINUTES_OF_A_DAY, weekdays, windowOfDay } from "./recurrence.ts";
import type { ScheduleDefinition } from "./schedule-definition.ts";
import { monthsOf } from "./schedule-spec.ts";
import { firstRun, timesOfDay } from "./times-of-day.ts";

const MINUTE_MS = 60_000;
/** A yearly run is found, whatever the weekdays of its moment. */
const FAR_DAYS = 2 * 366;
/** An interval of a year that meets one weekday only comes round within seven. */
const FAR_MS = 10 * 366 * MINUTES_OF_A_DAY * MINUTE_MS;

/** A run that a definition promises. */
export interface ExpectedRun {
  readonly at: Date;
  /**
   * A local time that is there twice, because a clock is put back, promises one run: Temporal runs at one of the two moments, or at
   * both, or in between (as measured), so the later one is the time by which it has to have run. Else the same as `at`.
   */
  readonly latestAt: Date;
}

/**
 * The first run after `after` that a definition promises; null: there is none. Our own calendar, counted day by day from the
 * definition alone, so that what watches the scheduler does not believe it. A local time that a clock change leaves out is no run.
 * Runs lie on whole seconds, as the scheduler's do.
 */
export function nextExpectedRun(definition: ScheduleDefinition, after: Date): ExpectedRun | null {
  const { earliestStartDateTime, expirationDateTime } = definition;
  const earliest = earliestStartDateTime === null ? -Infinity : wholeSecond(Date.parse(earliestStartDateTime));
  const from = Math.max(after.getTime() + 1, earliest);
  const run = isByInterval(definition) ? nextOfInterval(definition, from) : nextOfCalendar(definition, from);
  if (run === undefined || (expirationDateTime !== null && run.at > Date.parse(expirationDateTime))) return null;
  return { at: new Date(run.at), latestAt: new Date(run.latestAt) };
}

/** Milliseconds. */
interface Moment {
  readonly at: number;
  readonly latestAt: number;
}

const isByInterval = ({ nextRunDateFormula, minutesBetweenRuns }: ScheduleDefinition): boolean =>
  nextRunDateFormula === null && minutesBetweenRuns > MINUTES_OF_A_DAY;

const wholeSecond = (ms: number): number => Math.floor(ms / 1_000) * 1_000;

/** The first run at or after `from`. */
function nextOfCalendar(definition: ScheduleDefinition, from: number): Moment | undefined {
  const { timeZone } = definition;
  const runsOn = dayRule(definition);
  const minutes = timesOfDay(definition);
  const { year, month, day } = DateTime.fromMillis(from, { zone: timeZone });
  // Dates are counted in UTC, where every day is there and has 24 hours.
  const first = DateTime.utc(year, month, day);
  for (let days = 0; days <= FAR_DAYS; days += 1) {
    const date = first.plus({ days });
    if (!runsOn(date)) continue;
    const runs = minutes.flatMap((minute) => momentOf(date, minute, timeZone)).filter(({ at }) => at >= from);
    // Where a clock is put back, a later local time may come first.
    if (runs.length > 0) return runs.reduce((first, run) => (run.at < first.at ? run : first));
  }
  return undefined;
}

/** When it is this minute of this day in a place; nothing: never. */
function momentOf({ year, month, day }: DateTime, minuteOfDay: number, zone: string): readonly Moment[] {
  const [hour, minute] = [Math.floor(minuteOfDay / 60), minuteOfDay % 60];
  const local = DateTime.fromObject({ year, month, day, hour, minute }, { zone });
  // One that does not exist is moved to one that does.
  if (local.hour !== hour || local.minute !== minute) return [];
  const moments = local.getPossibleOffsets().map((moment) => moment.toMillis());
  return [{ at: Math.min(...moments), latestAt: Math.max(...moments) }];
}

function dayRule(definition: ScheduleDefinition): (date: DateTime) => boolean {
  const { nextRunDateFormula } = definition;
  if (nextRunDateFormula === null) return (date) => definition.weekdays.some((day) => isWeekday(date, day));
  const term = parseDateFormula(nextRunDateFormula)?.at(-1);
  // Nobody can define one; what somebody wrote into Temporal promises nothing.
  return term === undefined ? () => false : dayRuleOf(term, firstRun(definition));
}

const isWeekday = (date: DateTime, day: (typeof weekdays)[number]): boolean => weekdays[date.weekday - 1] === day;

function dayRuleOf(term: FormulaTerm, first: DateTime): (date: DateTime) => boolean {
  switch (term.kind) {
    case "endOf":
      return (date) => date.plus({ days: 1 }).day === 1;
    case "dayOfMonth":
      return (date) => date.day === term.day;
    case "weekday":
      return (date) => date.weekday === term.weekday;
    case "add":
      if (term.unit === "D") return () => true;
      if (term.unit === "W") return (date) => date.weekday === first.weekday;
      return (date) => date.day === first.day && (date.month - first.month) % monthsOf(term) === 0;
  }
}

/** Counted in real time from the first run, without the days and times that are not allowed. */
function nextOfInterval(definition: ScheduleDefinition, from: number): Moment | undefined {
  const every = definition.minutesBetweenRuns * MINUTE_MS;
  const first = wholeSecond(firstRun(definition).toMillis());
  const { start, end } = windowOfDay(definition);
  for (let run = first + Math.ceil((from - first) / every) * every; run <= from + FAR_MS; run += every) {
    const local = DateTime.fromMillis(run, { zone: definition.timeZone });
    const minute = local.hour * 60 + local.minute;
    const isInWindow = start <= end ? start <= minute && minute <= end : minute >= start || minute <= end;
    if (isInWindow && definition.weekdays.some((day) => isWeekday(local, day))) return { at: run, latestAt: run };
  }
  return undefined;
}
