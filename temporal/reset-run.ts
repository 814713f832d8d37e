import type { Client } from "@temporalio/client";
import type { Execution } from "./edge-events.ts";
import { describeOr } from "./open-executions.ts";

/**
 * The run that goes on in place of this one, which somebody reset; the server ends a running one by terminating it. Undefined for
 * one that was not reset, and for one that Temporal does not know any more.
 */
export async function resetRunOf(client: Client, { workflowId, runId }: Execution): Promise<string | undefined> {
  const description = await describeOr(client.workflow.getHandle(workflowId, runId).describe());
  const { resetRunId } = description?.raw.workflowExtendedInfo ?? {};
  // Empty for one that was not reset.
  return resetRunId === null || resetRunId === "" ? undefined : resetRunId;
}
