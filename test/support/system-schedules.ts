import { ScheduleNotFoundError, type Client } from "@temporalio/client";
import { systemSchedules } from "#temporal/system-schedules";

/** Removes the product's own schedules: nobody would do the work of this namespace, which goes on piling up for as long as the server lives. */
export async function removeSystemSchedules(client: Client): Promise<void> {
  for (const { scheduleId } of systemSchedules()) await removeSchedule(client, scheduleId);
}

/** One that is gone may be listed for a moment. */
export async function removeSchedule(client: Client, scheduleId: string): Promise<void> {
  try {
    await client.schedule.getHandle(scheduleId).delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}
