import { ScheduleNotFoundError, type Client } from "@temporalio/client";
import { systemSchedules } from "#temporal/system-schedules";

/** Removes the product's own schedules: nobody would do the work of this namespace, which goes on piling up for as long as the server lives. */
export async function removeSystemSchedules(client: Client): Promise<void> {
  for (const { scheduleId } of systemSchedules()) {
    const schedule = client.schedule.getHandle(scheduleId);
    await schedule.delete().catch((error: unknown) => {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    });
  }
}
