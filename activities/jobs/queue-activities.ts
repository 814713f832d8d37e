import { cancellationSignal, cancelled, heartbeat } from "@temporalio/activity";
import type { Client } from "@temporalio/client";
import { WorkflowNotFoundError } from "@temporalio/client";
import { listRunningAttempts } from "#temporal/running-attempts";
import { untilClosed } from "#temporal/until-closed";
import type { QueueHolder } from "#workflows/messages";

/** Below a third of the heartbeat time-out, so that one lost beat is no alarm. */
const HEARTBEAT_MS = 4_000;

/** What the lines need to know of executions. They only read, so they are safe to run twice. */
export const createQueueActivities = (deps: { readonly client: Client }) => ({
  /**
   * Returns when the holder's execution is closed, however that came. Follows continue-as-new, and stays with this execution
   * when its workflow id is used again.
   */
  async watchJob(holder: QueueHolder): Promise<void> {
    const beat = setInterval(() => heartbeat(), HEARTBEAT_MS);
    try {
      let runId: string | undefined = holder.firstRunId;
      while (runId !== undefined) {
        await Promise.race([
          untilClosed(deps.client, { workflowId: holder.workflowId, runId }, cancellationSignal()),
          cancelled(),
        ]);
        runId = await runAfterReset(deps.client, holder);
      }
    } finally {
      clearInterval(beat);
    }
  },

  /**
   * Attempts of a line that run already: they have their slot, also while they are paused. Candidates come from Visibility,
   * which may be late about the status, so each is asked itself.
   */
  async findRunningAttempts(line: {
    readonly scope: string;
    readonly category: string;
  }): Promise<readonly QueueHolder[]> {
    return listRunningAttempts(deps.client, line);
  },
});

export type QueueActivities = ReturnType<typeof createQueueActivities>;

/** A reset closes an execution and opens another one that goes on with the same slot. */
async function runAfterReset(client: Client, holder: QueueHolder): Promise<string | undefined> {
  try {
    const { runId, status, raw } = await client.workflow.getHandle(holder.workflowId).describe();
    const isOpen = status.name === "RUNNING" || status.name === "PAUSED";
    return isOpen && raw.workflowExecutionInfo?.firstRunId === holder.firstRunId ? runId : undefined;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}
