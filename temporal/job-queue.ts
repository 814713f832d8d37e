import type { Client } from "@temporalio/client";
import type { Database } from "#database/connection";
import { catalogue as productCatalogue, type Catalogue } from "#workflows/catalogue";
import { holdJob, readyJob } from "#workflows/messages";
import { jobWorkflowId } from "#workflows/ids";
import { prioritizeJob, rerunJob, restartJob, withOpenJob, type RerunOptions } from "./change-job.ts";
import { temporalUrl, type UrlOf } from "./entry-views.ts";
import { getEntry, type FindEntryDeps } from "./find-entry.ts";
import { createJobCounter, type JobCounts } from "./job-counts.ts";
import { countJobsByShop, type JobCountsByShop } from "./job-counts-by-shop.ts";
import { jobHistory, type HistoryStep } from "./job-history.ts";
import type { JobLog, LogState } from "./job-log.ts";
import type { JobQueueEntry, PriorityName } from "./job-queue-entry.ts";
import { setLinePaused } from "./lines.ts";
import { listEntries, type EntryFilter, type EntryKey, type EntryPage } from "./list-entries.ts";
import { startInTurn } from "./start-in-turn.ts";
import { startJobs, type StartDeps, type StartedBatch, type StartRequest } from "./start-jobs.ts";
import { answeredWithin } from "./unavailable.ts";
import { untilClosed } from "./until-closed.ts";

/** A call of the service itself; more than one may follow each other. */
const DEADLINE_MS = 5_000;
/** So long jobs that are to run one after the other wait for workers that take them up. */
const TURN_PATIENCE_MS = 10_000;

/**
 * Jobs as the API knows them. Every call throws `temporal-unavailable` when the service does not answer in time, `temporal-busy`
 * when it has too much to do, `job-not-found` for an unknown entry, and what its own line says.
 */
export interface JobQueue {
  /** Address of an execution in the Temporal Web UI; null when there is none. */
  readonly urlOf: UrlOf;
  /** One job per shop; throws what `startJobs` throws. */
  start(request: StartRequest): Promise<StartedBatch>;
  /** A batch of jobs that run in this order when they wait in one line; throws what `startJobs` throws. */
  startInTurn(requests: readonly StartRequest[]): Promise<StartedBatch>;
  /** Waits until these jobs have ended, at most so long. True when all have. */
  waitForEnd(entryIds: readonly string[], atMostMs: number): Promise<boolean>;
  list(filter: EntryFilter, page: { readonly limit: number; readonly after?: EntryKey }): Promise<EntryPage>;
  get(entryId: string): Promise<JobQueueEntry>;
  /** Stops a job cleanly, whatever it does; `job-has-ended`. */
  cancel(entryId: string): Promise<void>;
  /** A job that waits leaves the line and keeps its place; one that runs stops after its present batch and keeps its slot. */
  hold(entryId: string): Promise<void>;
  /** Undoes `hold`. */
  ready(entryId: string): Promise<void>;
  /** Starts a failed or cancelled job again; `job-still-open`, `job-succeeded`. */
  restart(entryId: string, principal: string): Promise<void>;
  /** `job-not-waiting` for one that runs. */
  setPriority(entryId: string, priority: PriorityName): Promise<void>;
  /** A new job that does what a logged attempt did, or the same with other parameters; `log-entry-not-found`. */
  rerun(entryNo: string, principal: string, options?: RerunOptions): Promise<StartedBatch>;
  history(entryId: string): Promise<readonly HistoryStep[]>;
  counts(shops?: readonly string[], requestedBy?: string): Promise<JobCounts>;
  countsByShop(): Promise<JobCountsByShop>;
  /** To be called before the log is read. */
  refreshJobLog(): Promise<LogState>;
  setLinePaused(
    line: { readonly scope: string; readonly category: string },
    wanted: { readonly isPaused: boolean; readonly note?: string },
  ): Promise<void>;
}

export interface JobQueueDeps {
  readonly client: Client;
  readonly db: Database;
  readonly jobLog: JobLog;
  /** Base URL of the Temporal Web UI. */
  readonly temporalUiUrl: string | null;
  /** Left out: that of this version. */
  readonly catalogue?: Catalogue;
}

export function createJobQueue(given: JobQueueDeps): JobQueue {
  const { client, db, jobLog, temporalUiUrl, catalogue = productCatalogue } = given;
  const urlOf = temporalUrl(temporalUiUrl, client.options.namespace);
  const deps: FindEntryDeps & StartDeps = { client, db, jobLog, urlOf, catalogue };
  const answered = <R>(fn: () => Promise<R>): Promise<R> => answeredWithin(client, DEADLINE_MS, fn);
  const change = (entryId: string, how: Parameters<typeof withOpenJob>[2]): Promise<void> =>
    answered(() => withOpenJob(deps, entryId, how));
  const count = createJobCounter(deps);
  return {
    urlOf,
    start: (request) => answered(() => startJobs(deps, request)),
    startInTurn: (requests) => startInTurn(deps, requests, TURN_PATIENCE_MS),
    waitForEnd: (entryIds, atMostMs) => waitForEnd(client, entryIds, atMostMs),
    list: (filter, page) => listEntries(deps, filter, page),
    get: (entryId) => answered(() => getEntry(deps, entryId)),
    cancel: (entryId) => change(entryId, (job) => job.cancel()),
    hold: (entryId) => change(entryId, (job) => job.signal(holdJob)),
    ready: (entryId) => change(entryId, (job) => job.signal(readyJob)),
    restart: (entryId, principal) => answered(() => restartJob(deps, entryId, principal)),
    setPriority: (entryId, priority) => answered(() => prioritizeJob(deps, entryId, priority)),
    rerun: (entryNo, principal, options) => answered(() => rerunJob(deps, entryNo, principal, options)),
    history: (entryId) => answered(() => jobHistory(client, entryId)),
    counts: (shops, requestedBy) => count(shops, requestedBy),
    countsByShop: () => countJobsByShop(deps),
    refreshJobLog: () => jobLog.refresh(),
    setLinePaused: (line, wanted) => setLinePaused(client, line, wanted),
  };
}

async function waitForEnd(client: Client, entryIds: readonly string[], atMostMs: number): Promise<boolean> {
  const ended = await Promise.all(
    entryIds.map(async (entryId) => {
      const timeout = AbortSignal.timeout(Math.max(1, atMostMs));
      try {
        await untilClosed(client, { workflowId: jobWorkflowId(entryId) }, timeout);
        return true;
      } catch {
        // A service that is away is told of when the job is read afterwards.
        return !timeout.aborted;
      }
    }),
  );
  return ended.every(Boolean);
}
