import type { Client } from "@temporalio/client";
import { WorkflowNotFoundError } from "@temporalio/client";
import type { QueueHolder } from "#workflows/messages";
import { attributes } from "#workflows/search-attributes";
import { all, quoted } from "./visibility-query.ts";

/** Attempts of a line that have their slot: in process or paused. */
export async function listRunningAttempts(
  client: Client,
  line: { readonly scope: string; readonly category: string },
): Promise<readonly QueueHolder[]> {
  const query = all(
    "ExecutionStatus = 'Running'",
    "JobAttempt > 0",
    `JobCategory = ${quoted(line.category)}`,
    // An attempt says its scope when it has joined; a list that is late about that must not hide it.
    `(JobScope = ${quoted(line.scope)} OR JobScope IS NULL)`,
  );
  const running: QueueHolder[] = [];
  for await (const { workflowId } of client.workflow.list({ query })) {
    const holder = await holderIn(client, workflowId, line.scope);
    if (holder !== undefined) running.push(holder);
  }
  return running;
}

async function holderIn(client: Client, workflowId: string, scope: string): Promise<QueueHolder | undefined> {
  try {
    // Without the run: it may just have gone on in a new one.
    const { runId, status, typedSearchAttributes, raw } = await client.workflow.getHandle(workflowId).describe();
    const isOpen = status.name === "RUNNING" || status.name === "PAUSED";
    const jobStatus = typedSearchAttributes.get(attributes.status);
    const hasSlot = jobStatus === "InProcess" || jobStatus === "Paused";
    if (!isOpen || !hasSlot || typedSearchAttributes.get(attributes.scope) !== scope) return undefined;
    return { workflowId, firstRunId: raw.workflowExecutionInfo?.firstRunId ?? runId };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}
