import { proxyActivities } from "@temporalio/workflow";
import type { DeliveryActivities } from "#activities/notifications/delivery-activities";
import type { OccasionActivities } from "#activities/notifications/occasion-activities";
import { policies } from "./policies.ts";
import { taskQueues } from "./task-queues.ts";

const { noteOccasions, startDeliveries } = proxyActivities<OccasionActivities & DeliveryActivities>({
  ...policies.single,
  taskQueue: taskQueues.jobQueue,
});

/** Twice a minute: tells those who want to hear of it what failed for good, failed often, or works again. */
export async function notifyOfJobs(): Promise<void> {
  await noteOccasions();
  await startDeliveries();
}
