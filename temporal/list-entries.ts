import { listLogRows } from "#database/job-log";
import { loggedEntry, openEntry } from "./entry-views.ts";
import type { FindEntryDeps } from "./find-entry.ts";
import type { LogState } from "./job-log.ts";
import type { EntryStatus, JobQueueEntry } from "./job-queue-entry.ts";
import { placesInLine } from "./lines.ts";
import { listOpenJobs, type ExecutionFacts, type OpenFilter } from "./open-executions.ts";
import { isTemporalAway } from "./unavailable.ts";

/** More failed jobs than this are not looked through one by one. */
const MAX_FAILED = 1_000;
const DEADLINE_MS = 5_000;

export interface EntryFilter extends OpenFilter {
  /** Any of these; left out: all. */
  readonly statuses?: readonly EntryStatus[];
  readonly batchId?: string;
}

export interface EntryPage extends LogState {
  readonly items: readonly JobQueueEntry[];
  readonly total: number;
  readonly nextCursor: string | null;
}

/**
 * Jobs that are open, in the order they were asked for, then those that failed and were neither started again nor settled, the
 * newest first. With Temporal away the failed ones are still answered, marked as stale.
 */
export async function listEntries(
  deps: FindEntryDeps,
  filter: EntryFilter,
  page: { readonly limit: number; readonly cursor?: string },
): Promise<EntryPage> {
  const [open, state] = await Promise.all([openEntries(deps, filter), deps.jobLog.refresh()]);
  const failed = await failedEntries(deps, filter);
  const openIds = new Set(open?.map(({ entry }) => entry.id));
  const listed: readonly Listed[] = [
    ...(open ?? []),
    ...failed.filter(({ id }) => !openIds.has(id)).map((entry) => ({ entry, attempt: undefined })),
  ];
  const matching = listed.filter(
    ({ entry }) =>
      (filter.statuses === undefined || filter.statuses.includes(entry.status)) &&
      (filter.batchId === undefined || entry.batchId === filter.batchId),
  );
  const from = page.cursor === undefined ? 0 : 1 + matching.findIndex(({ entry }) => entry.id === page.cursor);
  const shown = matching.slice(from, from + page.limit);
  return {
    items: await withPlaces(deps, shown),
    total: matching.length,
    nextCursor: from + page.limit >= matching.length ? null : (shown.at(-1)?.entry.id ?? null),
    asOf: state.asOf,
    stale: state.stale || open === undefined,
  };
}

interface Listed {
  readonly entry: JobQueueEntry;
  readonly attempt: ExecutionFacts | undefined;
}

/** Undefined when Temporal does not answer. */
async function openEntries(deps: FindEntryDeps, filter: EntryFilter): Promise<readonly Listed[] | undefined> {
  try {
    const jobs = await deps.client.withDeadline(Date.now() + DEADLINE_MS, () => listOpenJobs(deps.client, filter));
    return jobs
      .map(({ job, attempt }) => ({ entry: openEntry(job, attempt, deps.urlOf), attempt }))
      .toSorted(
        ({ entry: a }, { entry: b }) =>
          (a.enqueuedAt ?? "").localeCompare(b.enqueuedAt ?? "") || a.id.localeCompare(b.id),
      );
  } catch (error) {
    if (isTemporalAway(error)) return undefined;
    throw error;
  }
}

async function failedEntries(deps: FindEntryDeps, filter: EntryFilter): Promise<readonly JobQueueEntry[]> {
  const { shopCode, report, category } = filter;
  const rows = await listLogRows(
    deps.db,
    {
      cue: "tasksFailed",
      ...(shopCode === undefined ? {} : { shopCode }),
      ...(report === undefined ? {} : { report }),
    },
    { limit: MAX_FAILED },
  );
  return rows
    .filter((row) => category === undefined || row.category === category)
    .map((row) => loggedEntry(row, deps.urlOf));
}

/** Says of the waiting ones on this page what they wait for. */
async function withPlaces(deps: FindEntryDeps, shown: readonly Listed[]): Promise<readonly JobQueueEntry[]> {
  const waiting = shown.flatMap(({ entry, attempt }) =>
    entry.status === "waiting" && attempt !== undefined ? [attempt] : [],
  );
  const places = await placesInLine(deps.client, waiting);
  return shown.map(({ entry, attempt }) => ({
    ...entry,
    waitingFor: (attempt && places.get(attempt.workflowId)) ?? null,
  }));
}
