import { cancellationSignal, heartbeat } from "@temporalio/activity";
import type { ExecuteOptions, Priority } from "#shopify/client";

/** Below the heartbeat time-out: a call to Shopify may be silent for thirty seconds. */
const HEARTBEAT_MS = 2_000;

/**
 * Runs an action somebody waits for: it keeps heartbeating, its calls go first unless it says otherwise, end when it is cancelled, and may meet a shop
 * that is not enabled.
 */
export async function attended<R>(
  work: (options: ExecuteOptions) => Promise<R>,
  priority: Priority = "person",
): Promise<R> {
  const timer = setInterval(heartbeat, HEARTBEAT_MS);
  try {
    return await work({ priority, evenWhileDisabled: true, signal: cancellationSignal() });
  } finally {
    clearInterval(timer);
  }
}
