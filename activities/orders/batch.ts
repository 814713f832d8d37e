import { activityInfo, cancellationSignal, heartbeat } from "@temporalio/activity";
import type { ExecuteOptions } from "#shopify/client";

/** A batch is short enough that a pause, a new deployment or a failure never waits long for it. */
const MAX_BATCH_MS = 60_000;
/** Well below the heartbeat time-out: a call to Shopify may be silent for thirty seconds. */
const HEARTBEAT_MS = 2_000;

export interface Batch<P> {
  /** Progress of an earlier attempt of this activity. What is committed is in the database; this is only what was counted. */
  readonly before: P | undefined;
  /** Tells how far the work is; called after a commit. */
  report(progress: P): void;
  /** Whether the batch has lasted long enough. */
  isOver(): boolean;
  /** How this batch calls Shopify. */
  readonly callOptions: ExecuteOptions;
}

/** Runs a batch activity: keeps heartbeating, and hands cancellation to the calls inside. */
export async function inBatch<P, R>(entryId: string, work: (batch: Batch<P>) => Promise<R>): Promise<R> {
  const before = activityInfo().heartbeatDetails as P | undefined;
  const until = Date.now() + MAX_BATCH_MS;
  let latest = before;
  const timer = setInterval(() => heartbeat(latest), HEARTBEAT_MS);
  try {
    return await work({
      before,
      report: (progress) => {
        latest = progress;
        heartbeat(progress);
      },
      isOver: () => Date.now() >= until,
      callOptions: {
        priority: "orders",
        signal: cancellationSignal(),
        onWait: () => heartbeat(latest),
        jobEntryId: entryId,
      },
    });
  } finally {
    clearInterval(timer);
  }
}
