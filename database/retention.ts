import { sql, type Selectable } from "kysely";
import type { Executor } from "./connection.ts";
import type { RetentionPolicyTable } from "./tables.ts";

export const retainedLogs = [
  "jobQueueLogEntries",
  "shopifyLogEntries",
  "skippedRecords",
  "notifications",
  "dataCaptures",
  "auditEntries",
] as const;
export type RetainedLog = (typeof retainedLogs)[number];

/** How long a log is kept. */
export type RetentionPolicy = Omit<Selectable<RetentionPolicyTable>, "log"> & { readonly log: RetainedLog };

export async function listRetentionPolicies(db: Executor): Promise<readonly RetentionPolicy[]> {
  return db.selectFrom("retentionPolicy").selectAll().orderBy("log").$castTo<RetentionPolicy>().execute();
}

const policyOf = (db: Executor, log: RetainedLog) =>
  db.selectFrom("retentionPolicy").selectAll().where("log", "=", log).$castTo<RetentionPolicy>();

/** Every log has a policy. */
export const getRetentionPolicy = (db: Executor, log: RetainedLog): Promise<RetentionPolicy> =>
  policyOf(db, log).executeTakeFirstOrThrow();

/** The same, and nobody else changes it until the transaction ends. */
export const lockRetentionPolicy = (db: Executor, log: RetainedLog): Promise<RetentionPolicy> =>
  policyOf(db, log).forUpdate().executeTakeFirstOrThrow();

export async function changeRetentionPolicy(
  db: Executor,
  log: RetainedLog,
  policy: { readonly keepDays: number; readonly enabled: boolean; readonly changedBy: string },
): Promise<RetentionPolicy> {
  return db
    .updateTable("retentionPolicy")
    .set(policy)
    .where("log", "=", log)
    .returningAll()
    .$castTo<RetentionPolicy>()
    .executeTakeFirstOrThrow();
}

export async function noteRetention(db: Executor, log: RetainedLog, deleted: number): Promise<void> {
  await db
    .updateTable("retentionPolicy")
    .set({ appliedAt: sql<Date>`now()`, deleted })
    .where("log", "=", log)
    .execute();
}

/** Deletes at most `limit` rows of a log that are older than so many days; answers how many there were. Safe to repeat. */
export async function deleteExpired(db: Executor, log: RetainedLog, keepDays: number, limit: number): Promise<number> {
  const { numAffectedRows } = await expired[log](keepDays, limit).execute(db);
  return Number(numAffectedRows ?? 0);
}

const expired = {
  // A row that Temporal may still be asked for would come back: nothing is asked that ended well before the watermark.
  jobQueueLogEntries: (keepDays: number, limit: number) => sql`
    delete from job_log where entry_no in (
      select entry_no from job_log
       where ended_at < now() - ${keepDays} * interval '1 day'
         and ended_at < (select thorough_until from job_log_watermark) - interval '1 hour'
       order by ended_at limit ${limit})`,
  shopifyLogEntries: (keepDays: number, limit: number) => sql`
    delete from shopify_log_entry where entry_no in (
      select entry_no from shopify_log_entry
       where created_at < now() - ${keepDays} * interval '1 day' order by created_at limit ${limit})`,
  skippedRecords: (keepDays: number, limit: number) => sql`
    delete from skipped_record where entry_no in (
      select entry_no from skipped_record
       where last_seen_at < now() - ${keepDays} * interval '1 day' order by last_seen_at limit ${limit})`,
  notifications: (keepDays: number, limit: number) => sql`
    delete from notification where id in (
      select id from notification
       where created_at < now() - ${keepDays} * interval '1 day' order by created_at limit ${limit})`,
  dataCaptures: (keepDays: number, limit: number) => sql`
    delete from data_capture captured using (
      select linked_table, linked_id, entry_no from data_capture
       where captured_at < now() - ${keepDays} * interval '1 day' order by captured_at limit ${limit}) expired
     where captured.linked_table = expired.linked_table and captured.linked_id = expired.linked_id
       and captured.entry_no = expired.entry_no`,
  // The table itself refuses to lose anything that its policy keeps.
  auditEntries: (keepDays: number, limit: number) => sql`
    delete from audit_entry where entry_no in (
      select entry_no from audit_entry
       where at < now() - ${keepDays} * interval '1 day' order by at limit ${limit})`,
} as const;
