import { canonical } from "#domain/canonical";
import { nextExpectedRun } from "./expected-runs.ts";
import type { ScheduleDefinition } from "./schedule-definition.ts";

/**
 * A run is not late for so long. The scheduler starts a run within a second and shows it within two more; a Temporal server that is
 * started again needs up to half a minute; and the upkeep looks once a minute, so this is at least one look after all that.
 */
const GRACE_MS = 120_000;

/** What is remembered of a schedule from one look to the next. */
export interface ScheduleWatch {
  readonly definition: ScheduleDefinition;
  readonly isPaused: boolean;
  /** Whatever should have run until then did, or is excused. */
  readonly accountedUntil: Date;
  /** The first run after that; null: none, because it is on hold or no time is left. */
  readonly nextExpectedAt: Date | null;
  /** From then on it is overdue, unless a run was seen. */
  readonly overdueAt: Date | null;
  /** When the last run that was seen was due. */
  readonly lastSeenAt: Date | null;
  /** Runs left out because one was under way, as the scheduler counts them. */
  readonly runsSkipped: number;
  readonly runsMissed: number;
}

/** What a look at the scheduler tells. */
export interface ScheduleSighting {
  readonly definition: ScheduleDefinition;
  readonly isPaused: boolean;
  /** A run waits or is in process: others are left out meanwhile. */
  readonly isRunning: boolean;
  readonly lastRunAt: Date | null;
  readonly runsSkipped: number;
  readonly runsMissed: number;
  readonly createdAt: Date;
}

/**
 * What is remembered after a look. A run accounts for what was due until then. Excused until now is a schedule that is new, changed,
 * on hold or was so at the last look, and one whose run is under way or has just been: what was due meanwhile was left out on
 * purpose. Moments the scheduler tells count whatever our clock says, and what a clock that was wrong excused in the future is not
 * excused any more when it is right again.
 */
export function afterLook(before: ScheduleWatch | undefined, seen: ScheduleSighting, now: Date): ScheduleWatch {
  const { definition, isPaused, lastRunAt, runsSkipped, runsMissed } = seen;
  const isExcused =
    before === undefined ||
    before.isPaused ||
    isPaused ||
    seen.isRunning ||
    runsSkipped > before.runsSkipped ||
    canonical(definition) !== canonical(before.definition);
  const accountedUntil = new Date(
    Math.max(
      isExcused ? now.getTime() : Math.min(before.accountedUntil.getTime(), now.getTime()),
      lastRunAt?.getTime() ?? 0,
      seen.createdAt.getTime(),
    ),
  );
  const next = isPaused ? null : nextExpectedRun(definition, accountedUntil);
  return {
    definition,
    isPaused,
    accountedUntil,
    nextExpectedAt: next?.at ?? null,
    overdueAt: next && new Date(next.latestAt.getTime() + definition.jitterSec * 1_000 + GRACE_MS),
    lastSeenAt: lastRunAt ?? before?.lastSeenAt ?? null,
    runsSkipped,
    runsMissed,
  };
}

/** The expected run that did not come; null: none is overdue. */
export const overdueSince = (
  { nextExpectedAt, overdueAt }: Pick<ScheduleWatch, "nextExpectedAt" | "overdueAt">,
  now: Date,
): Date | null => (overdueAt !== null && overdueAt <= now ? nextExpectedAt : null);
