import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
  type WorkflowHandle,
} from "@temporalio/client";
import { findLogRow, lastRowOfEntry, markRerun, markRestarted, type JobLogRow } from "#database/job-log";
import { OperationalError } from "#domain/failure";
import { jobWorkflowId } from "#workflows/ids";
import {
  changePriority,
  type JobParameters,
  type Priority,
  type ReportResult,
  type RunJobInput,
  type Trigger,
} from "#workflows/messages";
import { attributes } from "#workflows/search-attributes";
import { inputOf, jobNotFound, openAttemptOf, type FindEntryDeps } from "./find-entry.ts";
import { priorityName, priorityNumbers, type PriorityName } from "./job-queue-entry.ts";
import { jobNotWaiting, prioritizeInLine } from "./lines.ts";
import { describeOr, isOpen } from "./open-executions.ts";
import { runJobOptions } from "#workflows/job-options";
import { startJobs, type StartDeps, type StartedBatch } from "./start-jobs.ts";

/** A chain of reruns longer than this forgets its first links. */
const MAX_SUPERSEDED = 50;

/** Does something to an open job. Throws `job-not-found`, or `job-has-ended`. */
export async function withOpenJob(
  deps: FindEntryDeps,
  entryId: string,
  change: (handle: WorkflowHandle) => Promise<unknown>,
): Promise<void> {
  const handle = deps.client.workflow.getHandle(jobWorkflowId(entryId));
  // Newer servers accept the cancellation of a closed execution without a word.
  const known = await describeOr(handle.describe());
  if (known !== undefined && !isOpen(known)) throw jobHasEnded(entryId);
  try {
    await change(handle);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    const job = await describeOr(handle.describe());
    const row = job ?? (await lastRowOfEntry(deps.db, entryId));
    throw row === undefined ? jobNotFound(entryId) : jobHasEnded(entryId);
  }
}

/** Another priority, for the place in the line and for later attempts. Throws `job-not-waiting` for a job that runs. */
export async function prioritizeJob(deps: FindEntryDeps, entryId: string, name: PriorityName): Promise<void> {
  const priority = priorityNumbers[name];
  const handle = deps.client.workflow.getHandle(jobWorkflowId(entryId));
  const job = await describeOr(handle.describe());
  if (job === undefined) throw jobNotFound(entryId);
  if (!isOpen(job)) throw jobHasEnded(entryId);
  const attempt = await openAttemptOf(deps.client, job);
  if (attempt !== undefined) {
    if (attempt.typedSearchAttributes.get(attributes.startedAt) !== undefined) throw jobNotWaiting();
    const firstRunId = attempt.raw.workflowExecutionInfo?.firstRunId ?? attempt.runId;
    await prioritizeInLine(deps.client, attempt, firstRunId, priority);
  }
  await withOpenJob(deps, entryId, (open) => open.signal(changePriority, { priority }));
}

/**
 * Starts a closed job again as the same entry. Its errors are settled when it succeeds. Throws `job-not-found`, `job-still-open`
 * or `job-succeeded`.
 */
export async function restartJob(deps: FindEntryDeps, entryId: string, principal: string): Promise<void> {
  const { client, db } = deps;
  const job = await describeOr(client.workflow.getHandle(jobWorkflowId(entryId)).describe());
  if (job !== undefined && isOpen(job)) throw jobStillOpen(entryId);
  await deps.jobLog.refresh();
  const row = await lastRowOfEntry(db, entryId);
  if (job?.status.name === "COMPLETED") {
    const result = (await client.workflow.getHandle(job.workflowId, job.runId).result()) as ReportResult;
    if (result.outcome === "succeeded" || result.outcome === "succeededWithSkips") throw jobSucceeded(entryId);
  }
  if (job === undefined && row?.outcome.startsWith("succeeded") === true) throw jobSucceeded(entryId);
  if (job === undefined && row === undefined) throw jobNotFound(entryId);
  const before = job === undefined ? undefined : await inputOf(client, job);
  const input = before ?? (row && inputOfRow(row));
  if (input === undefined) throw jobNotFound(entryId);
  const { startAt: _startAt, expiresAt: _expiresAt, carry: _carry, ...request } = input;
  try {
    await client.workflow.start("runJob", {
      ...runJobOptions({
        ...request,
        // Nobody waits for it this time.
        trigger: request.trigger === "foreground" ? "manual" : request.trigger,
        supersedes: [...new Set([entryId, ...(request.supersedes ?? [])])].slice(0, MAX_SUPERSEDED),
        requestedBy: principal,
      }),
      workflowId: jobWorkflowId(entryId),
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) throw jobStillOpen(entryId);
    throw error;
  }
  await markRestarted(db, entryId, new Date());
}

export interface RerunOptions {
  /** Instead of those it had; checked against the report's schema by the caller. */
  readonly parameters?: JobParameters;
  readonly idempotencyKey?: string;
}

/**
 * Starts a new job that does what a logged attempt did. The old one says which, and its errors are settled when the new one
 * succeeds. Throws `log-entry-not-found`, and what `startJobs` throws.
 */
export async function rerunJob(
  deps: FindEntryDeps & StartDeps,
  entryNo: string,
  principal: string,
  { parameters, idempotencyKey }: RerunOptions = {},
): Promise<StartedBatch> {
  const row = await findLogRow(deps.db, entryNo);
  if (row === undefined)
    throw new OperationalError("log-entry-not-found", `There is no job queue log entry ${entryNo}`, {
      retryable: false,
      params: { entryNo },
    });
  const batch = await startJobs(deps, {
    report: row.report,
    ...(row.shop === null ? {} : { shopCodes: [row.shop] }),
    parameters: parameters ?? (row.parameters as JobParameters),
    category: row.category,
    priority: priorityName(row.priority),
    principal,
    rerunOf: row.entryId,
    supersedes: [...new Set([row.entryId, ...row.supersedes])].slice(0, MAX_SUPERSEDED),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  });
  // A rerun is of one shop, so it is one job.
  for (const { entryId } of batch.jobs) await markRerun(deps.db, row.entryId, entryId);
  return batch;
}

/** What a job was started with, as far as the log knows it. */
function inputOfRow(row: JobLogRow): RunJobInput {
  return {
    report: row.report,
    shopCode: row.shop,
    store: row.store,
    category: row.category,
    priority: row.priority as Priority,
    trigger: row.trigger as Trigger,
    parameters: row.parameters as JobParameters,
    maxAttempts: row.maxAttempts,
    supersedes: row.supersedes,
    ...(row.batchId === null ? {} : { batchId: row.batchId }),
    ...(row.rerunOf === null ? {} : { rerunOf: row.rerunOf }),
  };
}

const conflict = (type: string, message: string, entryId: string): OperationalError =>
  new OperationalError(type, message, { retryable: false, params: { entryId } });

const jobHasEnded = (entryId: string): OperationalError =>
  conflict("job-has-ended", "The job has ended already; restart it or rerun it from the log", entryId);

const jobStillOpen = (entryId: string): OperationalError =>
  conflict("job-still-open", "The job has not ended yet: cancel it first", entryId);

const jobSucceeded = (entryId: string): OperationalError =>
  conflict("job-succeeded", "The job succeeded: rerun it from the log to do the same again", entryId);
