import { DateTime } from "luxon";
import { applyDateFormula, parseDateFormula } from "./date-formula.ts";
import { minuteOfDay, weekdays, type Recurrence } from "./recurrence.ts";

/** When Business Central would run an entry that is made ready, or restarted, at `at`: `at` itself when today and now are allowed. */
export function initialRunTime(entry: Recurrence, at: Date): Date {
  const { earliestStartDateTime, nextRunDateFormula } = entry;
  const earliest = earliestStartDateTime === null ? at : new Date(earliestStartDateTime);
  const base = local(entry, earliest > at ? earliest : at);
  return nextRunDateFormula === null ? adjust(entry, base).toJSDate() : base.toJSDate();
}

/**
 * When Business Central would run an entry again whose run ended at `endedAt`. It counts from the end, so its daily jobs slide a
 * little every day; our schedules have fixed times instead. Throws for a formula that is none.
 */
export function nextRunTime(entry: Recurrence, endedAt: Date): Date {
  const end = local(entry, endedAt);
  const { nextRunDateFormula, minutesBetweenRuns, earliestStartDateTime } = entry;
  if (nextRunDateFormula !== null) {
    const terms = parseDateFormula(nextRunDateFormula);
    if (terms === undefined) throw new Error(`${nextRunDateFormula} is no date formula`);
    return at(applyDateFormula(terms, end), entry.startingTime).toJSDate();
  }
  if (minutesBetweenRuns > 0) return adjust(entry, end.plus({ minutes: minutesBetweenRuns })).toJSDate();
  const from = earliestStartDateTime === null ? end : local(entry, new Date(earliestStartDateTime));
  return adjust(entry, at(from.plus({ days: 1 }), null)).toJSDate();
}

/** The next allowed moment from `base` on, step by step as Business Central computes it (codeunit 448, "Job Queue Dispatcher"). */
function adjust(entry: Recurrence, base: DateTime<true>): DateTime<true> {
  const { startingTime: from, endingTime: to, minutesBetweenRuns } = entry;
  const crossesMidnight = from !== null && to !== null && minuteOfDay(from) > minuteOfDay(to);
  const isAfterEnd = to !== null && base > at(base, to);
  const isBeforeStart = from !== null && base < at(base, from);

  let next = base;
  if (crossesMidnight ? isAfterEnd && isBeforeStart : isAfterEnd) next = at(base, from);
  let days = !crossesMidnight && isAfterEnd ? 1 : 0;
  let passedOver = 0;
  while (passedOver < 7 && !isAllowed(entry, base.plus({ days }))) {
    passedOver += 1;
    days += 1;
  }
  if (!crossesMidnight && from !== null && next < at(next, from)) next = at(next, from);
  if (days > 0 && next > at(next, from)) next = at(next, from);
  if (from === null && passedOver > 0 && minutesBetweenRuns !== 0) next = at(next, null);
  return passedOver < 7 ? next.plus({ days }) : next;
}

function isAllowed(entry: Recurrence, day: DateTime<true>): boolean {
  const weekday = weekdays[day.weekday - 1];
  return weekday !== undefined && entry.weekdays.includes(weekday);
}

const local = ({ timeZone }: Recurrence, moment: Date): DateTime<true> => {
  const time = DateTime.fromJSDate(moment, { zone: timeZone });
  if (!time.isValid) throw new Error(`${timeZone} is no time zone`);
  return time;
};

/** The day of `moment` at a time of day, or at midnight. */
function at(moment: DateTime<true>, time: string | null): DateTime<true> {
  const minutes = time === null ? 0 : minuteOfDay(time);
  return moment.startOf("day").set({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
}
