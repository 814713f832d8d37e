import { activityInfo, cancellationSignal, heartbeat } from "@temporalio/activity";
import type { BatchKey } from "#database/batch-progress";
import type { ExecuteOptions } from "#shopify/client";

/** A batch is short enough that a pause, a new deployment or a failure never waits long for it. */
const MAX_BATCH_MS = 60_000;
/** Well below the heartbeat time-out: a call to Shopify may be silent for thirty seconds. */
const HEARTBEAT_MS = 2_000;

export interface Batch {
  /** Under which it notes how far it is, for its next attempt. */
  readonly key: BatchKey;
  /** Whether the batch has lasted long enough. */
  isOver(): boolean;
  /** How this batch calls Shopify. */
  readonly callOptions: ExecuteOptions;
}

/** Runs a batch activity: keeps heartbeating, and hands cancellation to the calls inside. */
export async function inBatch<R>(entryId: string, work: (batch: Batch) => Promise<R>): Promise<R> {
  const { workflowExecution, activityId } = activityInfo();
  const until = Date.now() + MAX_BATCH_MS;
  const beat = (): void => heartbeat();
  const timer = setInterval(beat, HEARTBEAT_MS);
  try {
    return await work({
      key: { runId: workflowExecution?.runId ?? entryId, activityId },
      isOver: () => Date.now() >= until,
      callOptions: { priority: "orders", signal: cancellationSignal(), onWait: beat, jobEntryId: entryId },
    });
  } finally {
    clearInterval(timer);
  }
}
