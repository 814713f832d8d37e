/** How far the job log has followed Temporal. */
export interface Watermark {
  /** End of the last execution seen, by Temporal's clock; null before the first. */
  readonly closedUntil: Date | null;
  /** When the log was last compared with Temporal. */
  readonly asOf: Date | null;
  /** `closedUntil` of the last thorough look, and when that was; null before the first. */
  readonly thoroughUntil: Date | null;
  readonly thoroughAt: Date | null;
}

/** Where a look begins: with executions closed since `since`; null: with all there are. */
export interface LookBack {
  readonly since: Date | null;
  readonly isThorough: boolean;
}

const THOROUGH_EVERY_MS = 60_000;
/** Visibility may show a closed execution this late. */
const LATE_MS = 600_000;
/** Most are there within a second. */
const SOON_MS = 30_000;

/**
 * Where the next look at closed executions begins. Once a minute it goes back ten minutes before the end of the last one that did,
 * so that nothing that shows late is missed; in between it goes over what has just ended, which costs as little as there is of it.
 */
export function lookBack({ closedUntil, thoroughUntil, thoroughAt }: Watermark, now: Date): LookBack {
  if (closedUntil === null) return { since: null, isThorough: true };
  const before = (time: Date, ms: number): Date => new Date(time.getTime() - ms);
  if (thoroughUntil === null || thoroughAt === null) return { since: before(closedUntil, LATE_MS), isThorough: true };
  if (now.getTime() - thoroughAt.getTime() >= THOROUGH_EVERY_MS)
    return { since: before(thoroughUntil, LATE_MS), isThorough: true };
  return { since: before(closedUntil, SOON_MS), isThorough: false };
}
