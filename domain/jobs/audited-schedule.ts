import type { ScheduleDefinition } from "./schedule-definition.ts";

/**
 * A schedule as the audit log compares it: a change also puts right what somebody changed in Temporal itself, which `drift` names.
 * Undefined: nobody knows what it was.
 */
export const auditedSchedule = (
  definition: ScheduleDefinition | null,
  drift: readonly string[] = [],
): object | undefined =>
  definition === null && drift.length === 0 ? undefined : { ...definition, ...(drift.length === 0 ? {} : { drift }) };
