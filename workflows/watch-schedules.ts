import { proxyActivities } from "@temporalio/workflow";
import type { ScheduleWatchActivities } from "#activities/jobs/schedule-watch-activities";
import { policies } from "./policies.ts";
import { taskQueues } from "./task-queues.ts";

const { lookAtSchedules } = proxyActivities<ScheduleWatchActivities>({
  ...policies.page,
  taskQueue: taskQueues.jobQueue,
});

/** What the look found and did, by number of schedules. */
type Found = Awaited<ReturnType<ScheduleWatchActivities["lookAtSchedules"]>>;

/** Every minute: watches that recurring jobs run when they should, so that it is known also without the scheduler. */
export async function watchSchedules(): Promise<Found> {
  return lookAtSchedules();
}
