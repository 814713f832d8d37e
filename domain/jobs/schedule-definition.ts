import { DateTime, IANAZone } from "luxon";
import { parseDateFormula } from "./date-formula.ts";
import { minuteOfDay, MINUTES_OF_A_DAY, weekdays, type Recurrence } from "./recurrence.ts";
import { isScheduledFormula } from "./schedule-spec.ts";

/** A recurring job of one shop, or of the company, as people define it. Everything about its schedule follows from this. */
export interface ScheduleDefinition extends Recurrence {
  readonly description: string;
  /** Name in the catalogue. */
  readonly report: string;
  /** Null for a report of the whole company. */
  readonly shopCode: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** ISO time after which nothing runs, and the schedule is removed. */
  readonly expirationDateTime: string | null;
  /** Runs start up to so many seconds late, so that not all shops start at once. */
  readonly jitterSec: number;
  /** After an outage a run that is up to so late is made up for; null: as long as its interval, 10 minutes to a day. */
  readonly catchUpMinutes: number | null;
  /** Null: waits in no line. */
  readonly category: string | null;
  readonly priority: "high" | "normal" | "low";
  /** Reruns after the first run. */
  readonly maxAttempts: number;
  readonly rerunDelaySec: number;
  readonly jobTimeoutSec: number | null;
}

/** A member that cannot be as it is. */
export interface DefinitionProblem {
  readonly member: keyof ScheduleDefinition;
  readonly code: string;
  readonly detail: string;
}

export type CompletedDefinition =
  | { readonly kind: "complete"; readonly definition: ScheduleDefinition }
  | { readonly kind: "refused"; readonly problems: readonly DefinitionProblem[] };

/**
 * Fills in what is empty. As in Business Central weekdays and a formula exclude each other; without either a job runs every day,
 * and without an interval once a day.
 */
export function completeDefinition(given: ScheduleDefinition): CompletedDefinition {
  const problems = [...problemsOfTimes(given), ...(isZone(given.timeZone) ? problemsOfRecurrence(given) : [])];
  if (problems.length > 0) return { kind: "refused", problems };
  if (given.nextRunDateFormula !== null) {
    const nextRunDateFormula = given.nextRunDateFormula.toUpperCase().replaceAll(" ", "");
    return { kind: "complete", definition: { ...given, nextRunDateFormula, weekdays: [], minutesBetweenRuns: 0 } };
  }
  const days = given.weekdays.length === 0 ? weekdays : given.weekdays;
  return {
    kind: "complete",
    definition: {
      ...given,
      weekdays: weekdays.filter((day) => days.includes(day)),
      minutesBetweenRuns: given.minutesBetweenRuns === 0 ? MINUTES_OF_A_DAY : given.minutesBetweenRuns,
    },
  };
}

const isZone = (timeZone: string): boolean => IANAZone.isValidZone(timeZone);

function problemsOfRecurrence(given: ScheduleDefinition): readonly DefinitionProblem[] {
  const { nextRunDateFormula: formula, earliestStartDateTime } = given;
  if (formula === null) return [];
  const excluded = [
    ...(given.weekdays.length > 0 ? (["weekdays"] as const) : []),
    ...(given.minutesBetweenRuns > 0 ? (["minutesBetweenRuns"] as const) : []),
  ];
  if (excluded.length > 0)
    return excluded.map((member) => ({
      member,
      code: "excluded-by-formula",
      detail: "A formula says all about the days: leave this out, or the formula",
    }));
  const terms = parseDateFormula(formula);
  if (terms === undefined || !isScheduledFormula(terms))
    return [
      {
        member: "nextRunDateFormula",
        code: "formula-unsupported",
        detail:
          "Formulas of schedules are 1D, 1W, 1M to 12M where the months divide a year, 1Q, 1Y, D1 to D31, WD1 to WD7, CM and 1D+CM",
      },
    ];
  const [term] = terms;
  if (terms.length > 1 || term?.kind !== "add" || term.unit === "D") return [];
  if (earliestStartDateTime === null)
    return [
      {
        member: "earliestStartDateTime",
        code: "required-by-formula",
        detail: `${formula} is counted from the first run: say when that is`,
      },
    ];
  return term.unit !== "W" && localTime(given, earliestStartDateTime).day > 28
    ? [
        {
          member: "earliestStartDateTime",
          code: "day-not-in-every-month",
          detail: "Not every month has this day: begin on the 28th or earlier, or use CM for the last day of the month",
        },
      ]
    : [];
}

function problemsOfTimes(given: ScheduleDefinition): readonly DefinitionProblem[] {
  if (!isZone(given.timeZone))
    return [
      {
        member: "timeZone",
        code: "time-zone-unknown",
        detail: "Use an IANA name of a time zone, e.g. Europe/Copenhagen",
      },
    ];
  const { earliestStartDateTime, expirationDateTime } = given;
  if (earliestStartDateTime !== null && expirationDateTime !== null)
    if (Date.parse(expirationDateTime) <= Date.parse(earliestStartDateTime))
      return [
        {
          member: "expirationDateTime",
          code: "expires-before-start",
          detail: "The expiration has to be later than the earliest start",
        },
      ];
  return [];
}

/**
 * Whether its expiration has passed: nothing runs any more, and it may be removed once nothing does (in Business Central an expired
 * entry is deleted when it is due). Whoever keeps definitions elsewhere leaves such a one alone instead of making it again.
 */
export const isFinished = (
  { expirationDateTime }: Pick<ScheduleDefinition, "expirationDateTime">,
  now: Date,
): boolean => expirationDateTime !== null && Date.parse(expirationDateTime) < now.getTime();

const localTime = ({ timeZone }: ScheduleDefinition, moment: string): DateTime =>
  DateTime.fromISO(moment, { zone: timeZone });

/**
 * The window in which a run may begin, to the second. The minute of the ending time belongs to it, and so does the jitter: the last
 * run of a day starts a moment after it is due. Null: at any time.
 */
export function startWindowOf(
  definition: ScheduleDefinition,
): { readonly startingTime: string | null; readonly endingTime: string | null; readonly timeZone: string } | null {
  const { startingTime, endingTime, timeZone, jitterSec } = definition;
  if (endingTime === null) return startingTime === null ? null : { startingTime, endingTime, timeZone };
  if (startingTime === endingTime) return { startingTime, endingTime: null, timeZone };
  const lastSecond = minuteOfDay(endingTime) * 60 + 59 + jitterSec;
  const crossesMidnight = startingTime !== null && minuteOfDay(startingTime) > minuteOfDay(endingTime);
  // A window that begins later the same day must not grow over midnight, nor into itself.
  const limit = crossesMidnight ? minuteOfDay(startingTime) * 60 - 1 : 24 * 3_600 - 1;
  return { startingTime, endingTime: timeOfDay(Math.min(lastSecond, limit)), timeZone };
}

function timeOfDay(second: number): string {
  const parts = [Math.floor(second / 3_600), Math.floor(second / 60) % 60, second % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
