import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleOptions } from "@temporalio/client";
import { reconcileWorkflowId, scheduleId } from "#workflows/ids";
import { taskQueues } from "#workflows/task-queues";

/** The product's own schedules: the upkeep, every minute. */
export async function ensureSystemSchedules(client: Client): Promise<void> {
  const definition = upkeep();
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
