import { proxyActivities } from "@temporalio/workflow";
import type { RetentionActivities } from "#activities/jobs/retention-activities";
import { policies } from "./policies.ts";
import { taskQueues } from "./task-queues.ts";

const { deleteExpiredLogEntries } = proxyActivities<RetentionActivities>({
  ...policies.page,
  taskQueue: taskQueues.jobQueue,
});

/** Every hour: removes what the logs need not keep any longer. Its result says how many rows of each. */
export async function applyRetention(): Promise<Readonly<Record<string, number>>> {
  return deleteExpiredLogEntries();
}
