import type { JobLogRow } from "#database/job-log";
import type { UrlOf } from "#temporal/entry-views";
import { priorityName, type JobQueueEntry } from "#temporal/job-queue-entry";
import { describeJob } from "#workflows/job-description";
import type { Counts, JobParameters, Outcome, Trigger } from "#workflows/messages";

/** A job as the API shows it: progress in one level, because people read it. */
export const entryView = ({ progress, error, ...entry }: JobQueueEntry) => ({
  ...entry,
  progress: progress === null ? null : { phase: progress.phase, ...progress.counts },
  error: error === null ? null : { type: error.type, message: error.message, params: error.params },
});

/** An attempt as the API shows it. Rows are written by us, so their texts are of the known kinds. */
export const logView = (row: JobLogRow, urlOf: UrlOf) => ({
  entryNo: row.entryNo,
  entryId: row.entryId,
  description: describeJob({ report: row.report, shopCode: row.shop, parameters: row.parameters as JobParameters }),
  workflowId: row.workflowId,
  runId: row.runId,
  report: row.report,
  shopCode: row.shop,
  store: row.store,
  trigger: row.trigger as Trigger,
  category: row.category,
  priority: priorityName(row.priority),
  attempt: row.attempt,
  maxAttempts: row.maxAttempts,
  result: { outcome: row.outcome as Outcome, counts: row.counts as Counts },
  isFinal: row.isFinal,
  error:
    row.errorType === null
      ? null
      : {
          type: row.errorType,
          message: row.errorMessage ?? "",
          params: (row.errorParams ?? {}) as Record<string, unknown>,
        },
  parameters: row.parameters as Record<string, unknown>,
  enqueuedAt: row.enqueuedAt,
  startedAt: row.startedAt,
  endedAt: row.endedAt,
  durationSec: Math.round((row.endedAt.getTime() - row.startedAt.getTime()) / 100) / 10,
  batchId: row.batchId,
  rerunOf: row.rerunOf,
  rerunBy: row.rerunBy,
  requestedBy: row.requestedBy,
  resetRunId: row.resetRunId,
  temporalUrl: urlOf(row.workflowId, row.runId),
  supersededAt: row.supersededAt,
  supersededBy: row.supersededBy,
  acknowledgedAt: row.acknowledgedAt,
  acknowledgedBy: row.acknowledgedBy,
  acknowledgedReason: row.acknowledgedReason,
});
