import type { Schedule } from "#temporal/schedule-view";

/** A schedule as the API and the command answer it: of its runs what became of them. */
export const scheduleView = ({ lastRuns, ...schedule }: Schedule) => ({
  ...schedule,
  lastRuns: lastRuns.map(({ entryId, scheduledAt, entry }) => ({
    entryId,
    scheduledAt,
    startedAt: entry?.startedAt ?? null,
    endedAt: entry?.endedAt ?? null,
    status: entry?.status ?? null,
    outcome: entry?.result?.outcome ?? null,
    reason: entry?.result?.reason ?? null,
    error: entry?.error ? { type: entry.error.type, message: entry.error.message, params: entry.error.params } : null,
  })),
});
