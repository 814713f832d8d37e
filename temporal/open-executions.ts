import {
  WorkflowNotFoundError,
  type Client,
  type WorkflowExecutionDescription,
  type WorkflowExecutionInfo,
} from "@temporalio/client";
import { attributes } from "#workflows/search-attributes";
import { entryIdOf } from "#workflows/ids";
import { all, isOneOf, quoted } from "./visibility-query.ts";

/** What is the same in a row of Visibility and in a description. */
export type ExecutionFacts = Pick<
  WorkflowExecutionInfo,
  "workflowId" | "runId" | "status" | "typedSearchAttributes" | "startTime"
> & {
  readonly memo?: Record<string, unknown> | undefined;
};

/** Undefined when Temporal does not know it (any more). */
export async function describeOr(
  description: Promise<WorkflowExecutionDescription>,
): Promise<WorkflowExecutionDescription | undefined> {
  try {
    return await description;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** Open also while the server itself has paused it. */
export const isOpen = (execution: Pick<WorkflowExecutionInfo, "status">): boolean =>
  execution.status.name === "RUNNING" || execution.status.name === "PAUSED";

export interface OpenFilter {
  readonly shops?: readonly string[];
  readonly report?: string;
  readonly category?: string;
}

export interface OpenJob {
  readonly job: WorkflowExecutionInfo;
  readonly attempt: WorkflowExecutionInfo | undefined;
}

/** Open jobs with their attempts: two questions to Visibility, joined by the entry. */
export async function listOpenJobs(client: Client, filter: OpenFilter): Promise<readonly OpenJob[]> {
  const conditions = all(
    "ExecutionStatus = 'Running'",
    filter.shops && isOneOf("ShopCode", filter.shops),
    filter.report === undefined ? undefined : `JobReport = ${quoted(filter.report)}`,
    filter.category === undefined ? undefined : `JobCategory = ${quoted(filter.category)}`,
  );
  const [jobs, attempts] = await Promise.all([
    listExecutions(client, all(conditions, "WorkflowType = 'runJob'")),
    listExecutions(client, all(conditions, "JobAttempt > 0")),
  ]);
  const attemptOf = new Map(attempts.map((one) => [entryOf(one), one]));
  return jobs.map((job) => ({ job, attempt: attemptOf.get(entryIdOf(job.workflowId)) }));
}

const entryOf = (attempt: WorkflowExecutionInfo): string =>
  attempt.typedSearchAttributes.get(attributes.entryId) ?? entryIdOf(attempt.workflowId);

/** All that Visibility finds, with their memos. */
export async function listExecutions(client: Client, query: string): Promise<readonly WorkflowExecutionInfo[]> {
  const found: WorkflowExecutionInfo[] = [];
  for await (const execution of client.workflow.list({ query, pageSize: 1_000 })) found.push(execution);
  return found;
}
