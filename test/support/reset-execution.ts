import { randomUUID } from "node:crypto";
import type { TestNamespace } from "./temporal.ts";

/** Puts an execution back to its first step, as somebody can in Temporal's page; answers the run that goes on in its place. */
export async function resetExecution(
  { namespace, connection }: TestNamespace,
  workflowId: string,
  runId?: string,
): Promise<string> {
  const execution = { workflowId, ...(runId === undefined ? {} : { runId }) };
  const { history } = await connection.workflowService.getWorkflowExecutionHistory({ namespace, execution });
  const firstDone = history?.events?.find(({ workflowTaskCompletedEventAttributes: done }) => done != null);
  const answer = await connection.workflowService.resetWorkflowExecution({
    namespace,
    workflowExecution: execution,
    reason: "a test",
    requestId: randomUUID(),
    workflowTaskFinishEventId: firstDone?.eventId ?? null,
  });
  return answer.runId;
}
