import { cancellationSignal, heartbeat } from "@temporalio/activity";
import type { ExecuteOptions } from "#shopify/client";

/** Below the heartbeat time-out: a call to Shopify may be silent for thirty seconds. */
const HEARTBEAT_MS = 2_000;

/** Runs an action somebody waits for: it keeps heartbeating, its calls go first, end when it is cancelled, and may meet a shop that is not enabled. */
export async function attended<R>(work: (options: ExecuteOptions) => Promise<R>): Promise<R> {
  const timer = setInterval(heartbeat, HEARTBEAT_MS);
  try {
    return await work({ priority: "person", evenWhileDisabled: true, signal: cancellationSignal() });
  } finally {
    clearInterval(timer);
  }
}
