import { v7 } from "uuid";
import { insertAuditEntries } from "#database/audit-entries";
import type { Database } from "#database/connection";
import { lockName } from "#database/record-lock";
import type { AuditedChange } from "#domain/access/audited-change";
import { schedulesPrincipal } from "#domain/access/principals";

/** What is done to one schedule, by the name of the API's operation that does the same. */
export interface ScheduleChange extends Pick<AuditedChange, "shop" | "before" | "after" | "reason"> {
  /** Owner and name. */
  readonly id: string;
  readonly action: "putSchedule" | "deleteSchedule" | "pauseSchedule" | "unpauseSchedule" | "triggerSchedule";
}

/** Does something to a schedule and writes it into the audit log. */
export type Audited = (change: ScheduleChange, act: () => Promise<void>) => Promise<void>;

/**
 * The trace of one run of the command; all it does has one request id. The entry is written first, in a transaction that only what
 * succeeded commits, so that nothing is done which the log could not take. Nobody else changes the schedule meanwhile.
 */
export function createAudited(db: Database): Audited {
  const requestId = v7();
  return ({ id, action, ...change }, act) =>
    db.transaction().execute(async (transaction) => {
      await lockName(transaction, `schedule/${id}`);
      const command = { principal: schedulesPrincipal, action, recordKind: "schedule", requestId } as const;
      await insertAuditEntries(transaction, command, [{ ...change, recordId: id }]);
      await act();
    });
}
