import { DateTime } from "luxon";

/** Times of day, `HH:MM[:SS]`, between which a job may start; null leaves that side open. */
export interface StartWindow {
  readonly startingTime: string | null;
  readonly endingTime: string | null;
  /** IANA name. */
  readonly timeZone: string;
}

/**
 * Whether a job may start at `at`, as in Business Central: both ends belong to the window; one that ends before it begins
 * crosses midnight; with equal ends, or no end, it is open until midnight.
 */
export function isInsideWindow(window: StartWindow, at: Date): boolean {
  const { startingTime, endingTime, timeZone } = window;
  const local = DateTime.fromJSDate(at, { zone: timeZone });
  const now = secondsOf(local.toFormat("HH:mm:ss"));
  const start = startingTime === null ? null : secondsOf(startingTime);
  const end = endingTime === null ? null : secondsOf(endingTime);
  if (start === null) return end === null || now <= end;
  if (end === null || start === end) return now >= start;
  return start < end ? start <= now && now <= end : now >= start || now <= end;
}

function secondsOf(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  return hours * 3_600 + minutes * 60 + seconds;
}
