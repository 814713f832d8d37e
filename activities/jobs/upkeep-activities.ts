import type { JobLog } from "#temporal/job-log";
import type { WebhookHandover } from "#temporal/webhook-handover";

/** What runs every minute. Safe to run twice, also side by side. */
export const createUpkeepActivities = (deps: { readonly jobLog: JobLog; readonly webhooks: WebhookHandover }) => ({
  /** Brings the log up to date with the executions that closed. */
  async refreshJobLog(): Promise<void> {
    await deps.jobLog.refresh();
  },

  /** Hands over the webhooks whose request ended before it could. */
  async resendWebhooks(): Promise<void> {
    await deps.webhooks.resend();
  },
});

export type UpkeepActivities = ReturnType<typeof createUpkeepActivities>;
