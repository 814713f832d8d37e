import { countLogRows, lastRowsOfEntries, listLogRows, type LogFilter } from "#database/job-log";
import { attributes } from "#workflows/search-attributes";
import { loggedEntry, openEntry, withLastAttempt } from "./entry-views.ts";
import type { FindEntryDeps } from "./find-entry.ts";
import type { LogState } from "./job-log.ts";
import type { EntryStatus, JobQueueEntry } from "./job-queue-entry.ts";
import { placesInLine } from "./lines.ts";
import { listOpenJobs, type ExecutionFacts, type OpenFilter } from "./open-executions.ts";
import { isTemporalAway } from "./unavailable.ts";
import { lineReason } from "./waiting-reason.ts";

const DEADLINE_MS = 5_000;

export interface EntryFilter extends OpenFilter {
  /** Any of these; left out: all. */
  readonly statuses?: readonly EntryStatus[];
  readonly batchId?: string;
  readonly requestedBy?: string;
}

/** Place in the list: among the open jobs when it was asked for and its id, among the failed ones when it ended and its row's number. */
export interface EntryKey {
  readonly part: "open" | "failed";
  readonly at: Date;
  readonly id: string;
}

export interface EntryPage extends LogState {
  readonly items: readonly JobQueueEntry[];
  readonly total: number;
  /** Of the last item; null when nothing comes after it. */
  readonly next: EntryKey | null;
}

/**
 * Jobs that are open, in the order they were asked for, then those that failed and were neither started again nor settled, the
 * newest first. A page begins after a key, so that what has ended since the page before neither repeats others nor hides them.
 * With Temporal away the failed ones are still answered, marked as stale.
 */
export async function listEntries(
  deps: FindEntryDeps,
  filter: EntryFilter,
  page: { readonly limit: number; readonly after?: EntryKey },
): Promise<EntryPage> {
  const [open, state] = await Promise.all([openEntries(deps, filter), deps.jobLog.refresh()]);
  const { statuses, batchId, requestedBy } = filter;
  const isWanted = ({ entry, hasStatus }: OpenListed): boolean =>
    (statuses === undefined || (hasStatus && statuses.includes(entry.status))) &&
    (batchId === undefined || entry.batchId === batchId) &&
    (requestedBy === undefined || entry.requestedBy === requestedBy);
  const matching = (open ?? []).filter(isWanted);
  const failed =
    statuses === undefined || statuses.includes("error")
      ? failedEntries(deps, filter, open?.map(({ entry }) => entry.id) ?? [])
      : noFailedEntries;
  const { after, limit } = page;
  const isBehind = ({ key }: Listed): boolean =>
    after === undefined || (after.part === "open" && compare(key, after) > 0);
  const afterFailed = after?.part === "failed" ? after : undefined;
  // One more than shown tells whether there is a next page.
  const found: Listed[] = matching.filter(isBehind).slice(0, limit + 1);
  if (found.length <= limit) found.push(...(await failed.read(afterFailed, limit + 1 - found.length)));
  const shown = found.slice(0, limit);
  return {
    items: await withFacts(deps, shown),
    total: matching.length + (await failed.count()),
    next: found.length > limit ? (shown.at(-1)?.key ?? null) : null,
    asOf: state.asOf,
    stale: state.stale || open === undefined,
  };
}

interface Listed {
  readonly entry: JobQueueEntry;
  readonly key: EntryKey;
  /** When the job began; null for a failed one, whose row says all. */
  readonly openSince: Date | null;
  readonly attempt: ExecutionFacts | undefined;
}

interface OpenListed extends Listed {
  /**
   * Cues count what executions say of themselves. A job whose attempt has ended says nothing until a worker takes it up, which lasts ten seconds when its
   * own has died: it is listed, but has no status that somebody could ask for.
   */
  readonly hasStatus: boolean;
}

const compare = (a: EntryKey, b: EntryKey): number => a.at.getTime() - b.at.getTime() || a.id.localeCompare(b.id);

/** Undefined when Temporal does not answer. */
async function openEntries(deps: FindEntryDeps, filter: EntryFilter): Promise<readonly OpenListed[] | undefined> {
  try {
    const jobs = await deps.client.withDeadline(Date.now() + DEADLINE_MS, () => listOpenJobs(deps.client, filter));
    return jobs
      .map(({ job, attempt }): OpenListed => {
        const entry = openEntry(job, attempt, deps.urlOf);
        // Not its place in the line, which changes with every attempt.
        return {
          entry,
          attempt,
          openSince: job.startTime,
          key: { part: "open", at: job.startTime, id: entry.id },
          hasStatus: [job, attempt].some((one) => one?.typedSearchAttributes.get(attributes.status) !== undefined),
        };
      })
      .toSorted((one, other) => compare(one.key, other.key));
  } catch (error) {
    if (isTemporalAway(error)) return undefined;
    throw error;
  }
}

const noFailedEntries = { read: () => Promise.resolve([]), count: () => Promise.resolve(0) };

/** Jobs that wait for a person, without those that are open again. */
function failedEntries(deps: FindEntryDeps, filter: EntryFilter, exceptEntryIds: readonly string[]) {
  const { statuses: _errorIsOne, ...equal } = filter;
  const rows: LogFilter = { ...equal, cue: "tasksFailed", exceptEntryIds };
  return {
    read: async (after: EntryKey | undefined, limit: number): Promise<readonly Listed[]> => {
      const cursor = after === undefined ? {} : { after: { endedAt: after.at, entryNo: after.id } };
      const found = await listLogRows(deps.db, rows, { limit, ...cursor });
      return found.map((row) => ({
        entry: loggedEntry(row, deps.urlOf),
        key: { part: "failed", at: row.endedAt, id: row.entryNo },
        openSince: null,
        attempt: undefined,
      }));
    },
    count: () => countLogRows(deps.db, rows),
  };
}

/** What the jobs of this page wait for, and of those between two attempts how the last one ended. */
async function withFacts(deps: FindEntryDeps, shown: readonly Listed[]): Promise<readonly JobQueueEntry[]> {
  const waiting = shown.flatMap(({ entry, attempt }) =>
    entry.status === "waiting" && attempt !== undefined ? [attempt] : [],
  );
  const between = shown.filter(({ openSince, attempt }) => openSince !== null && attempt === undefined);
  const [places, rows] = await Promise.all([
    placesInLine(deps.client, waiting),
    lastRowsOfEntries(
      deps.db,
      between.map(({ entry }) => entry.id),
    ),
  ]);
  const rowOf = new Map(rows.map((row) => [row.entryId, row]));
  return shown.map(({ entry, attempt, openSince }) => {
    const last = openSince === null || attempt !== undefined ? undefined : rowOf.get(entry.id);
    const told = openSince === null ? entry : withLastAttempt(entry, openSince, last);
    const waitingFor = (attempt && places.get(attempt.workflowId)) ?? null;
    return { ...told, waitingFor, waitingReason: waitingFor && lineReason(waitingFor) };
  });
}
