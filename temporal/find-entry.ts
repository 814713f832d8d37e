import { WorkflowFailedError, type Client, type WorkflowExecutionDescription } from "@temporalio/client";
import { ApplicationFailure, CancelledFailure, TerminatedFailure } from "@temporalio/common";
import type { Database } from "#database/connection";
import { lastRowOfEntry } from "#database/job-log";
import { OperationalError } from "#domain/failure";
import { failureTypes, type AttemptFailureDetails } from "#workflows/failures";
import { jobWorkflowId } from "#workflows/ids";
import {
  FOLLOW_ATTEMPT,
  jobProgress,
  jobState,
  noCounts,
  type JobProgress,
  type ReportResult,
  type RunJobInput,
} from "#workflows/messages";
import { startArgument } from "./edge-events.ts";
import { betweenAttempts, loggedEntry, openEntry, type UrlOf } from "./entry-views.ts";
import type { JobLog } from "./job-log.ts";
import type { EntryError, JobQueueEntry } from "./job-queue-entry.ts";
import { placesInLine } from "./lines.ts";
import { lastAttemptOf } from "./last-attempt.ts";
import { describeOr, isOpen } from "./open-executions.ts";
import { lineReason, quotaReason } from "./waiting-reason.ts";

/** A query needs a worker; without one the memo has to do. */
const QUERY_DEADLINE_MS = 2_000;

export interface FindEntryDeps {
  readonly client: Client;
  readonly db: Database;
  readonly jobLog: JobLog;
  readonly urlOf: UrlOf;
}

/** One job, exactly: from its execution, and when that is gone from the log. Throws `job-not-found`. */
export async function getEntry(deps: FindEntryDeps, entryId: string): Promise<JobQueueEntry> {
  const handle = deps.client.workflow.getHandle(jobWorkflowId(entryId));
  const job = await describeOr(handle.describe());
  if (job === undefined) return fromLog(deps, entryId);
  return isOpen(job) ? openJob(deps, job) : closedJob(deps, entryId, job);
}

async function fromLog(deps: FindEntryDeps, entryId: string): Promise<JobQueueEntry> {
  const row = await lastRowOfEntry(deps.db, entryId);
  if (row === undefined) throw jobNotFound(entryId);
  return loggedEntry(row, deps.urlOf);
}

export const jobNotFound = (entryId: string): OperationalError =>
  new OperationalError("job-not-found", `There is no job queue entry ${entryId}`, {
    retryable: false,
    params: { entryId },
  });

async function openJob(deps: FindEntryDeps, job: WorkflowExecutionDescription): Promise<JobQueueEntry> {
  const { client } = deps;
  const running = await openAttemptOf(client, job);
  const entry = openEntry(job, running, deps.urlOf);
  const parameters = entry.parameters ?? (await inputOf(client, job)).parameters;
  if (running === undefined) {
    const [state, last] = await Promise.all([
      asked(client, () => client.workflow.getHandle(job.workflowId).query(jobState)),
      lastAttemptOf(client, job),
    ]);
    return {
      ...(last === undefined ? entry : betweenAttempts(entry, last)),
      parameters,
      nextAttemptAt: state?.nextAttemptAt ?? entry.nextAttemptAt,
    };
  }
  const [progress, places] = await Promise.all([
    asked<JobProgress>(client, () => client.workflow.getHandle(running.workflowId).query(jobProgress)),
    placesInLine(client, entry.status === "waiting" ? [running] : []),
  ]);
  const waitingFor = places.get(running.workflowId) ?? null;
  const waitingReason = waitingFor === null ? quotaReason(running, Date.now()) : lineReason(waitingFor);
  return { ...entry, parameters, progress: progress ?? entry.progress, waitingFor, waitingReason };
}

/** The attempt of an open job: its child, or the one it follows since it was reset. Undefined between two attempts. */
export async function openAttemptOf(
  client: Client,
  job: WorkflowExecutionDescription,
): Promise<WorkflowExecutionDescription | undefined> {
  const workflowId = job.raw.pendingChildren?.[0]?.workflowId ?? (await followedAttempt(client, job));
  const attempt = workflowId ? await describeOr(client.workflow.getHandle(workflowId).describe()) : undefined;
  return attempt !== undefined && isOpen(attempt) ? attempt : undefined;
}

/** Only the job itself knows whom it follows. */
async function followedAttempt(client: Client, job: WorkflowExecutionDescription): Promise<string | null | undefined> {
  const steps = job.raw.pendingActivities ?? [];
  if (!steps.some(({ activityType }) => activityType?.name === FOLLOW_ATTEMPT)) return undefined;
  const state = await asked(client, () => client.workflow.getHandle(job.workflowId).query(jobState));
  return state?.attemptWorkflowId;
}

/** What a query answers; undefined when nobody does in time. */
async function asked<R>(client: Client, query: () => Promise<R>): Promise<R | undefined> {
  try {
    return await client.withDeadline(Date.now() + QUERY_DEADLINE_MS, query);
  } catch {
    return undefined;
  }
}

export async function inputOf(client: Client, job: { workflowId: string; runId: string }): Promise<RunJobInput> {
  const input = (await startArgument(client, job)) as RunJobInput | undefined;
  if (input === undefined) throw jobNotFound(job.workflowId);
  return input;
}

async function closedJob(
  deps: FindEntryDeps,
  entryId: string,
  job: WorkflowExecutionDescription,
): Promise<JobQueueEntry> {
  await deps.jobLog.refresh();
  const [ending, attempt, row] = await Promise.all([
    endingOf(deps.client, job),
    lastAttemptOf(deps.client, job),
    lastRowOfEntry(deps.db, entryId),
  ]);
  // The row comes a second later, and may be of the attempt before or of an earlier start of the job.
  const isOfThis =
    row !== undefined && (attempt === undefined ? row.startedAt >= job.startTime : row.runId === attempt.runId);
  const entry = isOfThis ? loggedEntry(row, deps.urlOf) : openEntry(job, attempt, deps.urlOf);
  return {
    ...entry,
    status: ending.error === null ? "finished" : "error",
    parameters: entry.parameters ?? (await inputOf(deps.client, job)).parameters,
    error: ending.error,
    result: ending.result,
    progress: null,
    endedAt: job.closeTime?.toISOString() ?? null,
    nextAttemptAt: null,
  };
}

interface Ending {
  readonly result: ReportResult;
  readonly error: EntryError | null;
}

/** How a closed job ended. */
async function endingOf(client: Client, job: WorkflowExecutionDescription): Promise<Ending> {
  const handle = client.workflow.getHandle(job.workflowId, job.runId);
  try {
    return { result: (await handle.result()) as ReportResult, error: null };
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    const { cause } = error;
    if (cause instanceof CancelledFailure) return { result: { outcome: "cancelled", counts: noCounts }, error: null };
    if (cause instanceof ApplicationFailure) {
      const details = cause.details?.[0] as AttemptFailureDetails | undefined;
      if (details !== undefined)
        return { result: details.result, error: { ...details.failure, params: details.failure.params ?? {} } };
    }
    const type = cause instanceof TerminatedFailure ? failureTypes.jobTerminated : failureTypes.unexpected;
    return {
      result: { outcome: "failed", counts: noCounts, reason: type },
      error: { type, message: cause?.message ?? error.message, params: {} },
    };
  }
}
