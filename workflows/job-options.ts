import type { WorkflowStartOptions } from "@temporalio/client";
import { TypedSearchAttributes } from "@temporalio/common";
import { describeJob } from "./job-description.ts";
import { MEMO_PARAMETERS_BYTES, type JobMemo, type RunJobInput } from "./messages.ts";
import { attributes, triggerValues } from "./search-attributes.ts";
import { taskQueues } from "./task-queues.ts";

export type RunJobOptions = Pick<
  WorkflowStartOptions,
  "taskQueue" | "memo" | "typedSearchAttributes" | "staticSummary"
> & {
  readonly args: [RunJobInput];
};

/** How a `runJob` is started, by whomever: what lists find it by and show of it is given at the start. */
export function runJobOptions(input: RunJobInput): RunJobOptions {
  const { report, shopCode, category, trigger, parameters } = input;
  const description = describeJob(input);
  const memo: JobMemo = {
    description,
    store: input.store,
    priority: input.priority,
    maxAttempts: input.maxAttempts,
    ...(JSON.stringify(parameters).length <= MEMO_PARAMETERS_BYTES ? { parameters } : { parametersOmitted: true }),
    ...(input.startAt === undefined ? {} : { startAt: input.startAt }),
    ...(input.batchId === undefined ? {} : { batchId: input.batchId }),
    ...(input.rerunOf === undefined ? {} : { rerunOf: input.rerunOf }),
    ...(input.requestedBy === undefined ? {} : { requestedBy: input.requestedBy }),
  };
  return {
    taskQueue: taskQueues.sync,
    args: [input],
    memo: { ...memo },
    staticSummary: description,
    typedSearchAttributes: new TypedSearchAttributes([
      ...(shopCode === null ? [] : [{ key: attributes.shopCode, value: shopCode }]),
      ...(category === null ? [] : [{ key: attributes.category, value: category }]),
      { key: attributes.report, value: report },
      { key: attributes.trigger, value: triggerValues[trigger] },
      // Until the job itself says otherwise: it counts as waiting also while no worker runs.
      { key: attributes.status, value: "Ready" },
    ]),
  };
}
