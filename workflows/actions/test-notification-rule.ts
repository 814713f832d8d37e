import { proxyActivities } from "@temporalio/workflow";
import type { DeliveryActivities } from "#activities/notifications/delivery-activities";
import type { RuleToTest, TestOutcome } from "../messages.ts";
import { attendedOnce } from "../policies.ts";
import { taskQueues } from "../task-queues.ts";

const activities = proxyActivities<DeliveryActivities>({ ...attendedOnce, taskQueue: taskQueues.jobQueue });

/** Sends a test to the receiver of a rule; started as `action/company/notification-rule/{rule}`. */
export async function testNotificationRule(input: RuleToTest): Promise<TestOutcome> {
  return activities.testNotificationRule(input);
}
