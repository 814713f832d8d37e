import { completeDefinition, type ScheduleDefinition } from "#domain/jobs/schedule-definition";

/** A schedule of order imports, once a day at midnight. */
export const aScheduleDefinition = (fields: Partial<ScheduleDefinition> = {}): ScheduleDefinition => ({
  description: "",
  report: "syncOrders",
  shopCode: "DEMO",
  parameters: {},
  weekdays: [],
  minutesBetweenRuns: 0,
  nextRunDateFormula: null,
  startingTime: null,
  endingTime: null,
  timeZone: "Europe/Copenhagen",
  earliestStartDateTime: null,
  expirationDateTime: null,
  jitterSec: 0,
  catchUpMinutes: null,
  category: "SHPFY",
  priority: "normal",
  maxAttempts: 0,
  rerunDelaySec: 0,
  jobTimeoutSec: null,
  ...fields,
});

/** The same, with what is left empty filled in. */
export function aCompleteSchedule(fields: Partial<ScheduleDefinition> = {}): ScheduleDefinition {
  const completed = completeDefinition(aScheduleDefinition(fields));
  if (completed.kind === "refused") throw new Error(JSON.stringify(completed.problems));
  return completed.definition;
}
