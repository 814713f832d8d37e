import type { Client, WorkflowExecutionDescription } from "@temporalio/client";
import { attributes } from "#workflows/search-attributes";
import { isGone, type Execution } from "./edge-events.ts";
import { describeOr } from "./open-executions.ts";

/** An attempt is some ten events of its job. */
const PAGE = 50;

/**
 * The last attempt of a run of a job that had its slot, from the job's own history: Visibility and the log hear of it a second later. Undefined
 * when there is none, and when the last one never had its slot.
 */
export async function lastAttemptOf(client: Client, job: Execution): Promise<WorkflowExecutionDescription | undefined> {
  const workflowId = await lastStarted(client, job);
  const attempt = workflowId ? await describeOr(client.workflow.getHandle(workflowId).describe()) : undefined;
  return attempt?.typedSearchAttributes.get(attributes.startedAt) === undefined ? undefined : attempt;
}

/** That this run began, or found running after a reset. */
async function lastStarted(client: Client, execution: Execution): Promise<string | null | undefined> {
  try {
    for (let nextPageToken: Uint8Array | null | undefined = new Uint8Array(); nextPageToken != null;) {
      const page: Awaited<ReturnType<typeof client.workflowService.getWorkflowExecutionHistoryReverse>> =
        await client.workflowService.getWorkflowExecutionHistoryReverse({
          namespace: client.options.namespace,
          execution,
          maximumPageSize: PAGE,
          nextPageToken,
        });
      for (const { startChildWorkflowExecutionInitiatedEventAttributes: started } of page.history?.events ?? [])
        if (started) return started.workflowId;
      nextPageToken = page.nextPageToken.length > 0 ? page.nextPageToken : undefined;
    }
    return undefined;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}
