import {
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptions,
  type ScheduleSpec,
} from "@temporalio/client";
import type { Duration } from "@temporalio/common";
import {
  notifyWorkflowId,
  reconcileWorkflowId,
  retentionWorkflowId,
  scheduleId,
  shopCheckWorkflowId,
  watchWorkflowId,
} from "#workflows/ids";
import { taskQueues } from "#workflows/task-queues";

/**
 * The product's own schedules: the upkeep, and the watch over all others, every minute; notifications, twice a minute; the retention of
 * the logs, every hour; the check of the stores, every day.
 */
export const systemSchedules = (): readonly ScheduleOptions[] => [
  // After an outage one run catches up on everything.
  systemSchedule("reconcile", "reconcile", reconcileWorkflowId, every("60 seconds"), "10 minutes"),
  // Apart from the upkeep: neither is late because of the other.
  systemSchedule("watch-schedules", "watchSchedules", watchWorkflowId, every("60 seconds"), "10 minutes"),
  systemSchedule("notify", "notifyOfJobs", notifyWorkflowId, every("30 seconds"), "1 minute"),
  systemSchedule("retention", "applyRetention", retentionWorkflowId, every("1 hour"), "1 hour"),
  // An installation that was off at night does it when it is started.
  systemSchedule("daily-check", "checkShops", shopCheckWorkflowId, beforeWork, "1 day"),
];

const every = (interval: Duration): ScheduleSpec => ({ intervals: [{ every: interval }], timezone: "UTC" });

/** Before people come to work in Europe, and not at the full hour, when everybody asks Shopify. */
const beforeWork: ScheduleSpec = { calendars: [{ hour: 3, minute: 20 }], jitter: "30 minutes", timezone: "UTC" };

/** Runs a workflow without input, never beside itself. */
function systemSchedule(
  name: string,
  workflowType: string,
  workflowId: string,
  spec: ScheduleSpec,
  catchupWindow: Duration,
): ScheduleOptions {
  return {
    scheduleId: scheduleId("system", name),
    spec,
    action: { type: "startWorkflow", workflowType, workflowId, taskQueue: taskQueues.sync, args: [] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow },
  };
}

export async function ensureSystemSchedules(client: Client): Promise<void> {
  for (const definition of systemSchedules()) await ensureSchedule(client, definition);
}

async function ensureSchedule(client: Client, definition: ScheduleOptions): Promise<void> {
  try {
    await client.schedule.create(definition);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const { spec, action, policies } = definition;
    // Built anew instead of patched, because an update replaces everything; whether it is paused is left to people.
    await client.schedule
      .getHandle(definition.scheduleId)
      .update(({ state }) => ({ spec, action, ...(policies === undefined ? {} : { policies }), state }));
  }
}
