import { forgetBatchProgress } from "#database/batch-progress";
import type { Database } from "#database/connection";
import type { JobLog } from "#temporal/job-log";
import type { WebhookHandover } from "#temporal/webhook-handover";

/** Longer than any job may last. */
const KEEP_PROGRESS_HOURS = 48;

export interface UpkeepDeps {
  readonly db: Database;
  readonly jobLog: JobLog;
  readonly webhooks: WebhookHandover;
}

/** What runs every minute. Safe to run twice, also side by side. */
export const createUpkeepActivities = (deps: UpkeepDeps) => ({
  /** Brings the log up to date with the executions that closed. */
  async refreshJobLog(): Promise<void> {
    await deps.jobLog.refresh();
  },

  /** Hands over the webhooks whose request ended before it could. */
  async resendWebhooks(): Promise<void> {
    await deps.webhooks.resend();
  },

  /** Removes what batches noted that nobody repeats any more. */
  async forgetOldProgress(): Promise<void> {
    await forgetBatchProgress(deps.db, KEEP_PROGRESS_HOURS);
  },
});

export type UpkeepActivities = ReturnType<typeof createUpkeepActivities>;
