import type { NewJobLogRow } from "#database/job-log-copy";

let runs = 0;
/** An attempt of shop DEMO that has just ended, one minute after the one before. */
export const ended = (changes: Partial<NewJobLogRow>): NewJobLogRow => {
  runs += 1;
  return {
    workflowId: `job/e${runs}/1`,
    runId: `run-${runs}`,
    entryId: `e${runs}`,
    report: "syncOrders",
    shop: "DEMO",
    store: "demo.myshopify.com",
    countsInCue: true,
    trigger: "manual",
    category: "SHPFY",
    priority: 3,
    attempt: 1,
    maxAttempts: 5,
    outcome: "succeeded",
    isFinal: true,
    enqueuedAt: new Date(2026, 2, 1, 10, runs),
    startedAt: new Date(2026, 2, 1, 10, runs),
    endedAt: new Date(2026, 2, 1, 10, runs),
    counts: { read: 0, changed: 0, unchanged: 0, skipped: 0, failed: 0, notMatched: 0, blockedBySetting: 0 },
    parameters: {},
    errorType: null,
    errorMessage: null,
    errorParams: null,
    errorActivity: null,
    batchId: null,
    rerunOf: null,
    supersedes: [],
    requestedBy: "admin",
    ...changes,
  };
};
/** What makes it a failed one. */
export const failure = {
  outcome: "failed",
  errorType: "store-unavailable",
  errorMessage: "The store is closed",
  errorParams: {},
};
