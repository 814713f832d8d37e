import { CancellationScope, proxyActivities } from "@temporalio/workflow";
import type { DeliveryActivities } from "#activities/notifications/delivery-activities";
import { deliveryPolicy, policies } from "./policies.ts";
import { taskQueues } from "./task-queues.ts";

const { giveUpNotification } = proxyActivities<DeliveryActivities>({ ...policies.db, taskQueue: taskQueues.jobQueue });

export interface DeliverNotificationInput {
  /** All that a history knows of it: neither receiver nor content. */
  readonly notificationId: string;
  /** Before the first repeat. */
  readonly firstDelayMs?: number;
}

/** Sends a notification, again and again for most of a day while its receiver is away. Fails when it did not arrive. */
export async function deliverNotification({ notificationId, firstDelayMs }: DeliverNotificationInput): Promise<void> {
  const { sendNotification } = proxyActivities<DeliveryActivities>({
    ...deliveryPolicy(firstDelayMs),
    taskQueue: taskQueues.jobQueue,
  });
  try {
    await sendNotification({ notificationId });
  } catch (error) {
    await CancellationScope.nonCancellable(() => giveUpNotification({ notificationId }));
    throw error;
  }
}
