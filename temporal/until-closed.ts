import type { Client } from "@temporalio/client";
import { WorkflowFailedError, WorkflowNotFoundError } from "@temporalio/client";

/**
 * The server answers a waiting call when the execution closes. A notice it had no time to deliver would cost the whole wait it allows, 20 s; whoever
 * asks again finds the execution closed at once.
 */
const ASK_AGAIN_MS = 5_000;

/**
 * Resolves when an execution is closed, however that came, or is gone. Follows continue-as-new; without a run id it means the present execution.
 * Rejects when `signal` is aborted, and with what the service says. The client has to be an ordinary connection: a worker's own cannot be
 * interrupted.
 */
export async function untilClosed(
  client: Client,
  { workflowId, runId }: { readonly workflowId: string; readonly runId?: string },
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const call = new AbortController();
    const interrupt = (): void => call.abort();
    const timer = setTimeout(interrupt, ASK_AGAIN_MS);
    signal.addEventListener("abort", interrupt, { once: true });
    try {
      await client.withAbortSignal(call.signal, () => client.workflow.getHandle(workflowId, runId).result());
      return;
    } catch (error) {
      if (error instanceof WorkflowFailedError || error instanceof WorkflowNotFoundError) return;
      if (!call.signal.aborted) throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", interrupt);
    }
  }
}
