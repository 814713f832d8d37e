import { proxyActivities } from "@temporalio/workflow";
import type { NotifyActivities } from "#activities/notifications/notify-activities";
import { policies } from "./policies.ts";
import { taskQueues } from "./task-queues.ts";

const { noteOccasions } = proxyActivities<NotifyActivities>({
  ...policies.single,
  taskQueue: taskQueues.jobQueue,
});

/** Twice a minute: tells those who want to hear of it what failed for good, failed often, or works again. */
export async function notifyOfJobs(): Promise<void> {
  await noteOccasions();
}
