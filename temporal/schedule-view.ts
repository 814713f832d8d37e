import type { ScheduleDescription } from "@temporalio/client";
import { lastRowsOfEntries } from "#database/job-log";
import type { WatchRow } from "#database/schedule-watch";
import { OperationalError } from "#domain/failure";
import type { ScheduleDefinition } from "#domain/jobs/schedule-definition";
import { recurrenceText } from "#domain/jobs/schedule-text";
import { afterLook, overdueSince, type ScheduleWatch } from "#domain/jobs/schedule-watch";
import type { Shop } from "#domain/shops/shop";
import { entryIdOf, type ScheduleOwner } from "#workflows/ids";
import { loggedEntry } from "./entry-views.ts";
import { getEntry, type FindEntryDeps } from "./find-entry.ts";
import type { JobQueueEntry } from "./job-queue-entry.ts";
import { definedBy, sightingOf } from "./look-at-schedule.ts";
import { compileSchedule, driftOf, HOLD, idOf, partsOf, SHOP_DISABLED, type ScheduleKey } from "./schedule-options.ts";

const SHOWN_RUNS = 5;

/** A run that a schedule started. */
export interface ScheduleRun {
  readonly scheduledAt: Date;
  readonly entryId: string;
  /** Null: Temporal has forgotten it, and the log has no row of it. */
  readonly entry: JobQueueEntry | null;
}

/** A recurring job as people see it. */
export interface Schedule {
  /** Owner and name. */
  readonly id: string;
  readonly owner: ScheduleOwner;
  readonly name: string;
  /**
   * `error`: a run failed for good, and none follows until somebody restarts it. `finished`: no time is left. `missing`: gone from
   * Temporal, and not by us. `unknown`: Temporal does not answer.
   */
  readonly status: "ready" | "onHold" | "error" | "finished" | "missing" | "unknown";
  /** Why it is on hold, in error or missing. */
  readonly reason: string | null;
  /** The run that should have come and did not; null: none. */
  readonly overdueSince: Date | null;
  /** Null: Temporal does not answer. */
  readonly isRunning: boolean | null;
  /** When it runs, in words. */
  readonly recurrence: string | null;
  /** Null: somebody replaced the schedule's arguments in Temporal. */
  readonly definition: ScheduleDefinition | null;
  /** Parts of the schedule that somebody changed in Temporal itself. */
  readonly drift: readonly string[];
  /** None while it is on hold or in error. */
  readonly nextRuns: readonly Date[];
  /** Newest first. */
  readonly lastRuns: readonly ScheduleRun[];
  /** Runs left out because one was still under way, and because an outage was too long. */
  readonly runsSkipped: number;
  readonly runsMissed: number;
  readonly temporalUrl: string | null;
}

export interface ScheduleFacts {
  readonly key: ScheduleKey;
  readonly description: ScheduleDescription;
  /** By their codes. */
  readonly shops: ReadonlyMap<string, Shop>;
  /** Our own record of it; undefined: nobody has looked yet. */
  readonly watch: ScheduleWatch | undefined;
  readonly now: Date;
  readonly temporalUiUrl: string | null;
}

/** In the order that was given; the log is asked once for the runs of them all. */
export async function scheduleViews(deps: FindEntryDeps, some: readonly ScheduleFacts[]): Promise<readonly Schedule[]> {
  const startedBy = some.map((facts) => ({ facts, runs: startedRuns(facts.description) }));
  const entries = await entriesOf(
    deps,
    startedBy.flatMap(({ runs }) => runs.map(({ entryId }) => entryId)),
  );
  return startedBy.map(({ facts, runs }) =>
    scheduleView(
      deps.client.options.namespace,
      facts,
      runs.map((run) => ({ ...run, entry: entries.get(run.entryId) ?? null })),
    ),
  );
}

function scheduleView(namespace: string, facts: ScheduleFacts, lastRuns: readonly ScheduleRun[]): Schedule {
  const { key, description, temporalUiUrl } = facts;
  const { info, state } = description;
  const definition = definedBy(description)?.definition;
  return {
    id: idOf(key),
    ...key,
    ...statusOf(description, lastRuns[0]),
    overdueSince: definition === undefined ? null : overdueSinceOf(facts, definition),
    isRunning: info.runningActions.length > 0,
    recurrence: definition === undefined ? null : recurrenceText(definition),
    definition: definition ?? null,
    drift: definition === undefined ? ["arguments"] : driftOfSchedule(facts, definition),
    nextRuns: state.paused ? [] : info.nextActionTimes.slice(0, SHOWN_RUNS),
    lastRuns,
    runsSkipped: info.numActionsSkippedOverlap,
    runsMissed: info.numActionsMissedCatchupWindow,
    temporalUrl:
      temporalUiUrl === null
        ? null
        : `${temporalUiUrl}/namespaces/${encodeURIComponent(namespace)}/schedules/${encodeURIComponent(description.scheduleId)}`,
  };
}

/** As what this very look tells, so that a run that has just come is seen. */
function overdueSinceOf(
  { description, shops, watch, now }: ScheduleFacts,
  definition: ScheduleDefinition,
): Date | null {
  const { shopCode } = definition;
  if (shopCode !== null && shops.get(shopCode)?.enabled !== true) return null;
  return overdueSince(afterLook(watch, sightingOf(description, definition), now), now);
}

/** A schedule as our own record has it, while Temporal does not answer or does not know it. */
export function recordedSchedule({
  key,
  row,
  now,
}: {
  readonly key: ScheduleKey;
  readonly row: WatchRow;
  readonly now: Date;
}): Schedule {
  const { definition, missingSince } = row;
  return {
    id: idOf(key),
    ...key,
    ...(missingSince === null ? { status: "unknown", reason: null, isRunning: null } : missing),
    overdueSince: overdueSince(row, now),
    recurrence: recurrenceText(definition),
    definition,
    drift: [],
    nextRuns: [],
    lastRuns: [],
    runsSkipped: row.runsSkipped,
    runsMissed: row.runsMissed,
    temporalUrl: null,
  };
}

const missing = {
  status: "missing",
  reason: "It is gone from Temporal, where somebody deleted it: make it again or apply its file, or delete it here too",
  isRunning: false,
} as const;

function driftOfSchedule(
  { key, description, shops }: ScheduleFacts,
  definition: ScheduleDefinition,
): readonly string[] {
  const store = definition.shopCode === null ? null : (shops.get(definition.shopCode)?.store ?? null);
  return partsOf(driftOf(compileSchedule(key, definition, store), description));
}

function statusOf(
  { state, info }: ScheduleDescription,
  lastRun: ScheduleRun | undefined,
): Pick<Schedule, "status" | "reason"> {
  const note = state.note ?? "";
  if (!state.paused) return { status: info.nextActionTimes.length === 0 ? "finished" : "ready", reason: null };
  const ours = [HOLD, SHOP_DISABLED].find((beginning) => note.startsWith(beginning));
  if (ours !== undefined) return { status: "onHold", reason: note.slice(ours.length) };
  if (lastRun?.entry?.status === "error") return { status: "error", reason: lastRun.entry.error?.message ?? note };
  return { status: "onHold", reason: note };
}

/** Newest first. */
const startedRuns = ({ info }: ScheduleDescription) =>
  info.recentActions
    .toReversed()
    .slice(0, SHOWN_RUNS)
    .map(({ scheduledAt, action }) => ({ scheduledAt, entryId: entryIdOf(action.workflow.workflowId) }));

/** What became of runs, by their ids: from the log, and from Temporal for those that are not in it. */
async function entriesOf(
  deps: FindEntryDeps,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, JobQueueEntry | null>> {
  await deps.jobLog.refresh();
  const rows = new Map((await lastRowsOfEntries(deps.db, entryIds)).map((row) => [row.entryId, row]));
  const entries = await Promise.all(
    entryIds.map(async (entryId) => {
      const row = rows.get(entryId);
      // A row that others may follow says nothing about the whole run.
      const isLast = row !== undefined && (row.errorType === null || row.isFinal);
      const entry = isLast ? loggedEntry(row, deps.urlOf) : await getEntry(deps, entryId).catch(unlessForgotten);
      return [entryId, entry] as const;
    }),
  );
  return new Map(entries);
}

function unlessForgotten(error: unknown): null {
  if (error instanceof OperationalError && error.type === "job-not-found") return null;
  throw error;
}
