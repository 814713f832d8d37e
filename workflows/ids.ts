/** Workflow and schedule ids: built and taken apart only here. An entry id has no slash, so every id has one reading. */

const JOB = "job/";

/** The `runJob` of an entry. */
export const jobWorkflowId = (entryId: string): string => `${JOB}${entryId}`;

/** One attempt of an entry: a child of its `runJob`. */
export const attemptWorkflowId = (entryId: string, attempt: number): string => `${JOB}${entryId}/${attempt}`;

/** The line of a category. */
export const queueWorkflowId = (scope: string, category: string): string => `job-queue/${scope}/${category}`;

/** A short action started by the API and awaited, e.g. testing the connection: at most one per store and subject. */
export const actionWorkflowId = (store: string, subject: string): string => `action/${store}/${subject}`;

/** Entry of a `runJob` or of an attempt. Throws for the id of anything else. */
export function entryIdOf(workflowId: string): string {
  if (!workflowId.startsWith(JOB)) throw new Error(`${workflowId} is not the id of a job`);
  const end = workflowId.indexOf("/", JOB.length);
  return end === -1 ? workflowId.slice(JOB.length) : workflowId.slice(JOB.length, end);
}

/** The one entry of a shop that order webhooks wake. */
export const webhookEntryId = (shopCode: string): string => `webhook.${shopCode}.syncOrders`;

/** The initial import of a shop, of which there is one at a time. */
export const initialImportWorkflowId = (shopCode: string): string => `initial-import/${shopCode}`;

/** Who may change a schedule: the schedules file, the API, or the product itself. */
export type ScheduleOwner = "file" | "api" | "system";

export const scheduleId = (owner: ScheduleOwner, name: string): string => `${JOB}${owner}.${name}`;

/** Owner and name of a schedule of ours. Undefined for the id of any other. */
export function ownerOfSchedule(id: string): { readonly owner: ScheduleOwner; readonly name: string } | undefined {
  const { owner, name } = /^job\/(?<owner>file|api|system)\.(?<name>.+)$/.exec(id)?.groups ?? {};
  return name === undefined ? undefined : { owner: owner as ScheduleOwner, name };
}

/** The schedule whose run this entry is, as the API names it: the server makes the id of a run from that of the action and the time. */
export const scheduleOfEntry = (entryId: string): string | undefined =>
  /^(?<schedule>(?:file|api)\..+)-\d{4}-\d\d-\d\dT[\d:.]+Z$/.exec(entryId)?.groups?.["schedule"];

/** The upkeep that runs every minute. The server appends the time to the workflow's id. */
export const reconcileWorkflowId = "system/reconcile";

/** The delivery of one notification. */
export const notificationWorkflowId = (notificationId: string): string => `notification/${notificationId}`;

/** What tells people of jobs, twice a minute. */
export const notifyWorkflowId = "system/notify";

/** What runs every hour. */
export const retentionWorkflowId = "system/retention";

/** What runs every day. */
export const shopCheckWorkflowId = "system/daily-check";

/** What watches the schedules every minute. */
export const watchWorkflowId = "system/watch-schedules";
