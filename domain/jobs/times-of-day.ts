import { DateTime } from "luxon";
import { minuteOfDay, MINUTES_OF_A_DAY, windowOfDay, type Recurrence } from "./recurrence.ts";

/** Minutes of a day, ascending, at which a job runs on the days it runs; for recurrences that repeat within a day or by the day. */
export function timesOfDay(recurrence: Recurrence): readonly number[] {
  const { nextRunDateFormula, minutesBetweenRuns } = recurrence;
  return nextRunDateFormula !== null || minutesBetweenRuns === MINUTES_OF_A_DAY
    ? [timeOfRun(recurrence)]
    : runsOfADay(recurrence);
}

/** At an interval of less than a day, within the window, also across midnight. */
function runsOfADay(recurrence: Recurrence): readonly number[] {
  const { start, end } = windowOfDay(recurrence);
  const last = end < start ? end + MINUTES_OF_A_DAY : end;
  const minutes = [];
  for (let minute = start; minute <= last; minute += recurrence.minutesBetweenRuns)
    minutes.push(minute % MINUTES_OF_A_DAY);
  return minutes.toSorted((one, other) => one - other);
}

/** When on its days a job runs once: at its starting time, else at the time of its first run, else at midnight. */
function timeOfRun(recurrence: Recurrence): number {
  if (recurrence.startingTime !== null) return minuteOfDay(recurrence.startingTime);
  if (recurrence.endingTime !== null || recurrence.earliestStartDateTime === null) return 0;
  const { hour, minute } = firstRun(recurrence);
  return hour * 60 + minute;
}

/** What formulas such as `1M`, and intervals of more than a day, are counted from. */
export function firstRun({ earliestStartDateTime, startingTime, timeZone }: Recurrence): DateTime {
  if (earliestStartDateTime !== null) return DateTime.fromISO(earliestStartDateTime, { zone: timeZone });
  const minute = startingTime === null ? 0 : minuteOfDay(startingTime);
  return DateTime.fromObject({ year: 2000, hour: Math.floor(minute / 60), minute: minute % 60 }, { zone: timeZone });
}
