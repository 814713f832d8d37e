import { proxyActivities } from "@temporalio/workflow";
import type { UpkeepActivities } from "#activities/jobs/upkeep-activities";
import { policies } from "./policies.ts";
import { taskQueues } from "./task-queues.ts";

const { refreshJobLog, resendWebhooks, forgetOldProgress } = proxyActivities<UpkeepActivities>({
  ...policies.single,
  taskQueue: taskQueues.jobQueue,
});

/** Every minute: brings the log up to date, hands over the webhooks that were not, and tidies up, so that nothing depends on anybody looking. */
export async function reconcile(): Promise<void> {
  await Promise.all([refreshJobLog(), resendWebhooks(), forgetOldProgress()]);
}
