import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy, type Client } from "@temporalio/client";
import type { Database } from "#database/connection";
import { listToDeliver, markStarted } from "#database/notification-deliveries";
import { notificationWorkflowId } from "#workflows/ids";
import { taskQueues } from "#workflows/task-queues";

const AT_ONCE = 200;
/** A delivery that is under way is not started again; one that somebody ended by force is. */
const START_AGAIN_AFTER_MS = 3_600_000;

/**
 * Starts the delivery of each notification that is to be sent. Safe to repeat: a notification has one workflow at a time, and one that was sent
 * is not sent again. `firstDelayMs` is that of the workflow.
 */
export async function startDeliveries(
  { client, db }: { readonly client: Client; readonly db: Database },
  firstDelayMs?: number,
): Promise<void> {
  for (const notificationId of await listToDeliver(db, START_AGAIN_AFTER_MS, AT_ONCE)) {
    await client.workflow.start("deliverNotification", {
      workflowId: notificationWorkflowId(notificationId),
      taskQueue: taskQueues.sync,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      args: [{ notificationId, ...(firstDelayMs === undefined ? {} : { firstDelayMs }) }],
    });
    await markStarted(db, notificationId);
  }
}
