import { MINUTES_OF_A_DAY, weekdays, type Recurrence, type Weekday } from "./recurrence.ts";

/** When a job runs, in a line people read in lists and in the Temporal Web UI. */
export function recurrenceText(recurrence: Recurrence): string {
  const { nextRunDateFormula, startingTime, endingTime, timeZone } = recurrence;
  const window =
    nextRunDateFormula !== null || recurrence.minutesBetweenRuns === MINUTES_OF_A_DAY
      ? at(startingTime)
      : between(startingTime, endingTime);
  const days = nextRunDateFormula === null ? onDays(recurrence.weekdays) : "";
  return `${rhythm(recurrence)}${window}${days}, ${timeZone}`;
}

function rhythm({ nextRunDateFormula, minutesBetweenRuns: minutes }: Recurrence): string {
  if (nextRunDateFormula !== null)
    return nextRunDateFormula.endsWith("CM")
      ? "on the last day of every month"
      : `by the formula ${nextRunDateFormula}`;
  if (minutes === MINUTES_OF_A_DAY) return "once a day";
  if (minutes === 1) return "every minute";
  return minutes % 60 === 0 ? every(minutes / 60, "hour") : `every ${minutes} minutes`;
}

const every = (count: number, unit: string): string => (count === 1 ? `every ${unit}` : `every ${count} ${unit}s`);

const at = (time: string | null): string => (time === null ? "" : ` at ${time}`);

const between = (start: string | null, end: string | null): string =>
  `${start === null ? "" : ` from ${start}`}${end === null ? "" : ` to ${end}`}`;

const capitalized = (day: Weekday): string => `${day.charAt(0).toUpperCase()}${day.slice(1)}`;

function onDays(days: readonly Weekday[]): string {
  if (days.length === weekdays.length) return "";
  const first = weekdays.indexOf(days[0] ?? "monday");
  const isRow = days.length > 2 && days.every((day, index) => weekdays[first + index] === day);
  const [start, end] = [days[0], days.at(-1)];
  if (isRow && start !== undefined && end !== undefined) return ` on ${capitalized(start)} to ${capitalized(end)}`;
  return ` on ${days.map(capitalized).join(", ")}`;
}
