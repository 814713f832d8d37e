import type { JobLogRow } from "#database/job-log";
import { entryIdOf, jobWorkflowId } from "#workflows/ids";
import { describeJob } from "#workflows/job-description";
import type { AttemptMemo, Counts, JobMemo, JobParameters, ReportResult, Trigger } from "#workflows/messages";
import { attributes } from "#workflows/search-attributes";
import { priorityName, type EntryError, type EntryStatus, type JobQueueEntry } from "./job-queue-entry.ts";
import { uncapitalized } from "./log-row.ts";
import type { ExecutionFacts } from "./open-executions.ts";

/** Address of an execution in the Temporal Web UI; null when there is none. */
export type UrlOf = (workflowId: string, runId: string) => string | null;

export const temporalUrl =
  (uiUrl: string | null, namespace: string): UrlOf =>
  (workflowId, runId) =>
    uiUrl === null
      ? null
      : `${uiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}/${runId}/history`;

const iso = (date: Date | undefined | null): string | null => date?.toISOString() ?? null;

/** An open job, from its own execution and the one of its attempt. While the job itself shows a status, it has no attempt. */
export function openEntry(job: ExecutionFacts, attempt: ExecutionFacts | undefined, urlOf: UrlOf): JobQueueEntry {
  const found = job.typedSearchAttributes;
  const memo = (job.memo ?? {}) as Partial<JobMemo>;
  const attemptMemo = (attempt?.memo ?? {}) as Partial<AttemptMemo>;
  const status = found.get(attributes.status) ?? attempt?.typedSearchAttributes.get(attributes.status) ?? "Ready";
  const report = found.get(attributes.report) ?? "";
  const shopCode = found.get(attributes.shopCode) ?? null;
  return {
    id: entryIdOf(job.workflowId),
    // A job that an earlier version started has none.
    description: memo.description ?? describeJob({ report, shopCode, parameters: memo.parameters ?? {} }),
    report,
    shopCode,
    store: memo.store ?? null,
    status: uncapitalized(status) as EntryStatus,
    trigger: uncapitalized(found.get(attributes.trigger) ?? "Manual") as Trigger,
    category: found.get(attributes.category) ?? null,
    priority: priorityName(attemptMemo.priority ?? memo.priority ?? 3),
    attempt: attempt?.typedSearchAttributes.get(attributes.attempt) ?? 0,
    maxAttempts: memo.maxAttempts ?? 0,
    parameters: memo.parameters ?? null,
    progress: attemptMemo.progress ?? null,
    waitingFor: null,
    waitingReason: null,
    error: failureOf(attemptMemo),
    result: null,
    enqueuedAt: iso(attempt?.typedSearchAttributes.get(attributes.enqueuedAt) ?? job.startTime),
    startedAt: iso(attempt?.typedSearchAttributes.get(attributes.startedAt)),
    endedAt: null,
    nextAttemptAt: status === "Ready" ? (memo.startAt ?? null) : null,
    batchId: memo.batchId ?? null,
    rerunOf: memo.rerunOf ?? null,
    requestedBy: memo.requestedBy ?? null,
    workflowId: job.workflowId,
    temporalUrl: attempt === undefined ? urlOf(job.workflowId, job.runId) : urlOf(attempt.workflowId, attempt.runId),
  };
}

const failureOf = ({ failure }: Partial<AttemptMemo>): EntryError | null =>
  failure === undefined ? null : { ...failure, params: failure.params ?? {} };

/** A job between two attempts with what the last one says of itself: which it was, and why it failed. */
export const betweenAttempts = (entry: JobQueueEntry, last: ExecutionFacts): JobQueueEntry => ({
  ...entry,
  attempt: last.typedSearchAttributes.get(attributes.attempt) ?? entry.attempt,
  error: failureOf(last.memo ?? {}),
});

/** The same from the log. A row of before `openSince` is of an earlier start of the same job, and tells nothing. */
export function withLastAttempt(entry: JobQueueEntry, openSince: Date, last: JobLogRow | undefined): JobQueueEntry {
  if (last === undefined || last.startedAt < openSince) return entry;
  return { ...entry, attempt: last.attempt, error: errorOf(last) };
}

const errorOf = (row: JobLogRow): EntryError | null =>
  row.errorType === null
    ? null
    : {
        type: row.errorType,
        message: row.errorMessage ?? "",
        params: (row.errorParams ?? {}) as Record<string, string>,
      };

/** A closed job as the last row of its log tells it. */
export function loggedEntry(row: JobLogRow, urlOf: UrlOf): JobQueueEntry {
  const result: ReportResult = {
    outcome: row.outcome as ReportResult["outcome"],
    counts: row.counts as Counts,
    ...(row.errorType === null ? {} : { reason: row.errorType }),
  };
  const parameters = row.parameters as JobParameters;
  return {
    id: row.entryId,
    description: describeJob({ report: row.report, shopCode: row.shop, parameters }),
    report: row.report,
    shopCode: row.shop,
    store: row.store,
    status: row.errorType !== null && row.isFinal ? "error" : "finished",
    trigger: row.trigger as Trigger,
    category: row.category,
    priority: priorityName(row.priority),
    attempt: row.attempt,
    maxAttempts: row.maxAttempts,
    parameters,
    progress: null,
    waitingFor: null,
    waitingReason: null,
    error: errorOf(row),
    result,
    enqueuedAt: iso(row.enqueuedAt),
    startedAt: iso(row.startedAt),
    endedAt: iso(row.endedAt),
    nextAttemptAt: null,
    batchId: row.batchId,
    rerunOf: row.rerunOf,
    requestedBy: row.requestedBy,
    workflowId: jobWorkflowId(row.entryId),
    temporalUrl: urlOf(row.workflowId, row.runId),
  };
}
