/** In the order of ISO 8601, whose number is the place here + 1. */
export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

export type Weekday = (typeof weekdays)[number];

/** When a recurring job runs, in the fields of a job queue entry. Either the weekdays or the formula are set. */
export interface Recurrence {
  /** Empty with a formula. */
  readonly weekdays: readonly Weekday[];
  /** 0 with a formula. */
  readonly minutesBetweenRuns: number;
  /** A date formula such as `1D`, `D15`, `CM`; null with weekdays. */
  readonly nextRunDateFormula: string | null;
  /** `HH:MM`: the window in which a run may start. One that ends before it begins crosses midnight. */
  readonly startingTime: string | null;
  readonly endingTime: string | null;
  /** IANA name: the place whose days and times these are. */
  readonly timeZone: string;
  /** ISO time before which nothing runs. */
  readonly earliestStartDateTime: string | null;
}

export const MINUTES_OF_A_DAY = 1_440;

/** Minutes of the day of `HH:MM`. */
export function minuteOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/**
 * The window in which a run may start, in minutes of the day, both ends included. An end before the start crosses midnight; two equal times set no
 * limit.
 */
export function windowOfDay({ startingTime, endingTime }: Pick<Recurrence, "startingTime" | "endingTime">): {
  readonly start: number;
  readonly end: number;
} {
  return {
    start: startingTime === null ? 0 : minuteOfDay(startingTime),
    end: endingTime === null || startingTime === endingTime ? MINUTES_OF_A_DAY - 1 : minuteOfDay(endingTime),
  };
}
