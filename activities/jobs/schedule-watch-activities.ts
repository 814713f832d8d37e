import { heartbeat } from "@temporalio/activity";
import type { ScheduleWatcher, WatchReport } from "#temporal/schedule-watch";

/** What watches the scheduler every minute. */
export const createScheduleWatchActivities = ({ schedules }: { readonly schedules: ScheduleWatcher }) => ({
  /**
   * Notes which run of every schedule is expected next, removes what is over, and has schedules follow their shops. Safe to run
   * twice: it goes by what it finds.
   */
  lookAtSchedules: (): Promise<WatchReport> => schedules.lookAtAll(heartbeat),
});

export type ScheduleWatchActivities = ReturnType<typeof createScheduleWatchActivities>;
