import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleOptions } from "@temporalio/client";
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
/**
 * The product's own schedules: the upkeep, and the watch over all others, every minute; notifications, twice a minute; the retention of
 * the logs, every hour; the check of the stores, every day.
 */
export const systemSchedules = (): readonly ScheduleOptions[] => [
  upkeep(),
  watch(),
  notifications(),
  retention(),
  dailyCheck(),
];

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

function upkeep(): ScheduleOptions {
  return {
    scheduleId: scheduleId("system", "reconcile"),
    spec: { intervals: [{ every: "60 seconds" }], timezone: "UTC" },
    action: {
      type: "startWorkflow",
      workflowType: "reconcile",
      workflowId: reconcileWorkflowId,
      taskQueue: taskQueues.sync,
      args: [],
    },
    // After an outage one run catches up on everything.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: "10 minutes" },
  };
}

/** Apart from the upkeep: neither is late because of the other. */
function watch(): ScheduleOptions {
  return {
    scheduleId: scheduleId("system", "watch-schedules"),
    spec: { intervals: [{ every: "60 seconds" }], timezone: "UTC" },
    action: {
      type: "startWorkflow",
      workflowType: "watchSchedules",
      workflowId: watchWorkflowId,
      taskQueue: taskQueues.sync,
      args: [],
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: "10 minutes" },
  };
}

function notifications(): ScheduleOptions {
  return {
    scheduleId: scheduleId("system", "notify"),
    spec: { intervals: [{ every: "30 seconds" }], timezone: "UTC" },
    action: {
      type: "startWorkflow",
      workflowType: "notifyOfJobs",
      workflowId: notifyWorkflowId,
      taskQueue: taskQueues.sync,
      args: [],
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: "1 minute" },
  };
}

function retention(): ScheduleOptions {
  return {
    scheduleId: scheduleId("system", "retention"),
    spec: { intervals: [{ every: "1 hour" }], timezone: "UTC" },
    action: {
      type: "startWorkflow",
      workflowType: "applyRetention",
      workflowId: retentionWorkflowId,
      taskQueue: taskQueues.sync,
      args: [],
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: "1 hour" },
  };
}

function dailyCheck(): ScheduleOptions {
  return {
    scheduleId: scheduleId("system", "daily-check"),
    // Before people come to work in Europe, and not at the full hour, when everybody asks Shopify.
    spec: { calendars: [{ hour: 3, minute: 20 }], jitter: "30 minutes", timezone: "UTC" },
    action: {
      type: "startWorkflow",
      workflowType: "checkShops",
      workflowId: shopCheckWorkflowId,
      taskQueue: taskQueues.sync,
      args: [],
    },
    // An installation that was off at night does it when it is started.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: "1 day" },
  };
}
