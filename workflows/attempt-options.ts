import { TypedSearchAttributes } from "@temporalio/common";
import { ParentClosePolicy, type ChildWorkflowOptions } from "@temporalio/workflow";
import { describeJob } from "./job-description.ts";
import { MEMO_PARAMETERS_BYTES, type AttemptInput, type AttemptMemo, type RunJobInput } from "./messages.ts";
import { attributes, triggerValues } from "./search-attributes.ts";

export interface AttemptPlace {
  readonly entryId: string;
  readonly attempt: number;
  readonly enqueuedAt: string;
  readonly rerunsLeft: number;
  readonly workflowId: string;
}

/** How a job starts one of its attempts. A child inherits neither search attributes nor memo, so both are given. */
export function attemptOptions(
  input: RunJobInput,
  place: AttemptPlace,
): ChildWorkflowOptions & { readonly workflowId: string; readonly args: [AttemptInput<unknown, string | null>] } {
  const { entryId, attempt, enqueuedAt, rerunsLeft, workflowId } = place;
  const {
    maxAttempts,
    rerunDelaySec: _delay,
    startAt: _startAt,
    schedule: _schedule,
    carry: _carry,
    ...request
  } = input;
  const { batchId, rerunOf, supersedes, requestedBy, ...job } = request;
  const annotations = {
    ...(batchId === undefined ? {} : { batchId }),
    ...(rerunOf === undefined ? {} : { rerunOf }),
    ...(supersedes === undefined ? {} : { supersedes }),
    ...(requestedBy === undefined ? {} : { requestedBy }),
  };
  const memo: AttemptMemo = {
    description: describeJob(job),
    store: job.store,
    priority: job.priority,
    maxAttempts,
    rerunsLeft,
    ...(JSON.stringify(job.parameters).length <= MEMO_PARAMETERS_BYTES
      ? { parameters: job.parameters }
      : { parametersOmitted: true }),
    ...annotations,
  };
  return {
    workflowId,
    args: [{ ...job, entryId, attempt, enqueuedAt }],
    parentClosePolicy: ParentClosePolicy.TERMINATE,
    staticSummary: memo.description,
    memo: { ...memo },
    // Activities inherit it, so a backlog on a task queue is worked off in the same order as the line.
    priority: { priorityKey: job.priority, ...(job.shopCode === null ? {} : { fairnessKey: job.shopCode }) },
    typedSearchAttributes: new TypedSearchAttributes([
      ...(job.shopCode === null ? [] : [{ key: attributes.shopCode, value: job.shopCode }]),
      ...(job.category === null ? [] : [{ key: attributes.category, value: job.category }]),
      { key: attributes.report, value: job.report },
      { key: attributes.status, value: "Waiting" },
      { key: attributes.trigger, value: triggerValues[job.trigger] },
      { key: attributes.entryId, value: entryId },
      { key: attributes.enqueuedAt, value: new Date(enqueuedAt) },
      { key: attributes.attempt, value: attempt },
    ]),
  };
}
