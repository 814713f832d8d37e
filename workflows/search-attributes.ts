import { defineSearchAttributeKey, SearchAttributeType } from "@temporalio/common";

/**
 * What jobs are found by. SQL Visibility allows ten Keywords and three of every other type. Values are never personal data: the
 * server does not encrypt them. `JobStatus` means something only while its execution runs; a closed row keeps its last value.
 */
export const attributes = {
  shopCode: defineSearchAttributeKey("ShopCode", SearchAttributeType.KEYWORD),
  report: defineSearchAttributeKey("JobReport", SearchAttributeType.KEYWORD),
  category: defineSearchAttributeKey("JobCategory", SearchAttributeType.KEYWORD),
  scope: defineSearchAttributeKey("JobScope", SearchAttributeType.KEYWORD),
  status: defineSearchAttributeKey("JobStatus", SearchAttributeType.KEYWORD),
  trigger: defineSearchAttributeKey("JobTrigger", SearchAttributeType.KEYWORD),
  entryId: defineSearchAttributeKey("JobEntryId", SearchAttributeType.KEYWORD),
  errorType: defineSearchAttributeKey("JobErrorType", SearchAttributeType.KEYWORD),
  enqueuedAt: defineSearchAttributeKey("JobEnqueuedAt", SearchAttributeType.DATETIME),
  /** Set when an attempt got its slot: what has none is not in the log. Survives continue-as-new, unlike the start time. */
  startedAt: defineSearchAttributeKey("JobStartedAt", SearchAttributeType.DATETIME),
  /** Only on attempts. */
  attempt: defineSearchAttributeKey("JobAttempt", SearchAttributeType.INT),
  processed: defineSearchAttributeKey("JobProcessed", SearchAttributeType.INT),
  skipped: defineSearchAttributeKey("JobSkipped", SearchAttributeType.INT),
} as const;

/** Values of `JobStatus`: the first three on `runJob`, the others on its attempt. The API shows them in camelCase. */
export type JobStatus = "Ready" | "Retrying" | "OnHold" | "Waiting" | "InProcess" | "Paused";

/** Values of `JobTrigger`. */
export const triggerValues = {
  manual: "Manual",
  schedule: "Schedule",
  webhook: "Webhook",
  foreground: "Foreground",
  initialImport: "InitialImport",
} as const;
