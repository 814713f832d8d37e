import { cancellationSignal, cancelled, heartbeat } from "@temporalio/activity";
import type { Client } from "@temporalio/client";
import { WorkflowFailedError, WorkflowNotFoundError } from "@temporalio/client";
import { describeOr } from "#temporal/open-executions";
import { listRunningAttempts } from "#temporal/running-attempts";
import { untilClosed } from "#temporal/until-closed";
import { failureOfExecution, type FollowedEnding } from "#workflows/failures";
import type { AttemptToFollow, QueueHolder, ReportResult } from "#workflows/messages";

/** Below a third of the heartbeat time-out, so that one lost beat is no alarm. */
const HEARTBEAT_MS = 4_000;

/** What the lines need to know of executions. They only read, so they are safe to run twice. */
export const createQueueActivities = (deps: { readonly client: Client }) => ({
  /**
   * Returns when the holder's execution is closed, however that came. Follows continue-as-new, and stays with this execution
   * when its workflow id is used again.
   */
  async watchJob(holder: QueueHolder): Promise<void> {
    await watched(deps.client, holder);
  },

  /**
   * Returns how an attempt ended that a job did not start, once it has: somebody reset the job while it ran. An attempt of an earlier
   * start of the same job is waited for as well, as its id is taken until then.
   */
  async followAttempt({ workflowId, jobFirstRunId }: AttemptToFollow): Promise<FollowedEnding> {
    const { client } = deps;
    const attempt = await describeOr(client.workflow.getHandle(workflowId).describe());
    if (attempt === undefined) return { kind: "ofAnother" };
    const { firstRunId, parentExecution } = attempt.raw.workflowExecutionInfo ?? {};
    const parent = await firstRunOf(client, parentExecution);
    await watched(client, { workflowId, firstRunId: firstRunId ?? attempt.runId });
    return parent === jobFirstRunId ? endingOf(client, workflowId) : { kind: "ofAnother" };
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

/** Returns when the execution is closed, and no reset goes on with it. */
async function watched(client: Client, { workflowId, firstRunId }: QueueHolder): Promise<void> {
  const beat = setInterval(() => heartbeat(), HEARTBEAT_MS);
  try {
    let runId: string | undefined = firstRunId;
    while (runId !== undefined) {
      await Promise.race([untilClosed(client, { workflowId, runId }, cancellationSignal()), cancelled()]);
      runId = await runAfterReset(client, { workflowId, firstRunId });
    }
  } finally {
    clearInterval(beat);
  }
}

type RawExecution =
  { readonly workflowId?: string | null | undefined; readonly runId?: string | null | undefined } | null | undefined;

/** The first of the runs that one belongs to; undefined when Temporal does not know it any more. */
async function firstRunOf(client: Client, execution: RawExecution): Promise<string | undefined> {
  if (!execution?.workflowId || !execution.runId) return undefined;
  const found = await describeOr(client.workflow.getHandle(execution.workflowId, execution.runId).describe());
  return found?.raw.workflowExecutionInfo?.firstRunId ?? undefined;
}

async function endingOf(client: Client, workflowId: string): Promise<FollowedEnding> {
  try {
    return { kind: "ended", result: (await client.workflow.getHandle(workflowId).result()) as ReportResult };
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    return { kind: "failed", details: failureOfExecution(error.cause, error.message) };
  }
}

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
