import { ActivityCancellationType, type ActivityOptions, type LocalActivityOptions } from "@temporalio/common";
import { taskQueues } from "./task-queues.ts";

/** Time-outs and retries by kind of activity. An unlimited number of attempts is one that is left out. */
export const policies = {
  /**
   * A batch of pages with their upserts. Short pauses: of a batch only the page that was not committed is lost, so trying
   * again at once is cheap, and a worker that is killed again and again must not push the next try into the future.
   */
  page: {
    startToCloseTimeout: "5 minutes",
    heartbeatTimeout: "10 seconds",
    retry: { initialInterval: "1 second", backoffCoefficient: 2, maximumInterval: "5 seconds", maximumAttempts: 100 },
  },
  /** One call of Shopify or of the ERP. */
  single: {
    startToCloseTimeout: "1 minute",
    retry: { initialInterval: "1 second", backoffCoefficient: 2, maximumInterval: "1 minute", maximumAttempts: 8 },
  },
  /** A bulk operation of Shopify and its file. */
  bulk: {
    startToCloseTimeout: "2 hours",
    heartbeatTimeout: "60 seconds",
    retry: { initialInterval: "10 seconds", backoffCoefficient: 2, maximumInterval: "5 minutes", maximumAttempts: 5 },
  },
  /** Our own database. */
  db: {
    startToCloseTimeout: "30 seconds",
    retry: { initialInterval: "500 milliseconds", backoffCoefficient: 2, maximumInterval: "15 seconds" },
  },
  /**
   * The watcher of a line's holder ends with the holder. Cancelling does not wait for it: it only reads, and it hears of the
   * cancellation at its next heartbeat.
   */
  watch: {
    startToCloseTimeout: "365 days",
    heartbeatTimeout: "15 seconds",
    cancellationType: ActivityCancellationType.TRY_CANCEL,
    retry: { initialInterval: "1 second", backoffCoefficient: 2, maximumInterval: "30 seconds" },
  },
} as const satisfies Record<string, ActivityOptions>;

/** Batches of pages that mostly wait for Shopify. */
export const shopifyPage = { ...policies.page, taskQueue: taskQueues.shopify } as const satisfies ActivityOptions;
/** Batches of records that mostly wait for the ERP and the database. */
export const erpPage = { ...policies.page, taskQueue: taskQueues.erp } as const satisfies ActivityOptions;
/** One call to Shopify. */
export const shopifyCall = { ...policies.single, taskQueue: taskQueues.shopify } as const satisfies ActivityOptions;

/**
 * A call a person waits for, at most 20 s: three tries within that time, so that a short trouble at Shopify passes unseen.
 */
export const attendedCall = {
  ...shopifyCall,
  heartbeatTimeout: "15 seconds",
  retry: { initialInterval: "500 milliseconds", maximumInterval: "2 seconds", maximumAttempts: 3 },
} as const satisfies ActivityOptions;

/** Undoing what an action has done: as often as it takes, because nobody else would. */
export const undoing = {
  ...shopifyCall,
  heartbeatTimeout: "15 seconds",
  retry: { initialInterval: "500 milliseconds", backoffCoefficient: 2, maximumInterval: "30 seconds" },
} as const satisfies ActivityOptions;

/** The same as an attended call for what is tried once, because a person wants to know what came of it. */
export const attendedOnce = {
  startToCloseTimeout: "15 seconds",
  retry: { maximumAttempts: 1 },
} as const satisfies ActivityOptions;

/** Sending a notification: after 30 s, 1 min, 2 min … and then every hour, 17 hours in all. Whoever is away longer looks at the list. */
export const deliveryPolicy = (firstDelayMs = 30_000) =>
  ({
    startToCloseTimeout: "1 minute",
    retry: { initialInterval: firstDelayMs, backoffCoefficient: 2, maximumInterval: "1 hour", maximumAttempts: 24 },
  }) as const satisfies ActivityOptions;

/** A call nobody waits for: a store that is away for some minutes is asked again, one that is away for longer another day. */
export const upkeepCall = {
  ...shopifyCall,
  heartbeatTimeout: "15 seconds",
  retry: { initialInterval: "5 seconds", backoffCoefficient: 2, maximumInterval: "1 minute", maximumAttempts: 5 },
} as const satisfies ActivityOptions;

/** Steps next to the worker that take milliseconds. */
export const local = {
  startToCloseTimeout: "10 seconds",
  retry: { initialInterval: "200 milliseconds", backoffCoefficient: 2, maximumInterval: "10 seconds" },
} as const satisfies LocalActivityOptions;

/** Delays of a job in milliseconds. They are part of the input, so that tests run the same code in less time. */
export interface JobTiming {
  /** Added to the rerun delay before the first, second, … rerun; the last one serves for all others. */
  readonly extraDelaysMs: readonly number[];
  /** No rerun comes sooner. */
  readonly minimumRerunDelayMs: number;
  /** A waiting attempt joins again after this time: heals a line that somebody terminated. */
  readonly rejoinMs: number;
  /** Of one run, without waiting and pauses. */
  readonly jobTimeoutMs: number;
  /** At most one progress memo in this time: each is an event of the history. */
  readonly progressMemoMs: number;
  /** An attempt goes on in a new run after so many batches, besides when the server suggests it. */
  readonly batchesPerRun: number;
  /** A job goes on in a new run after so many rounds, besides when the server suggests it. */
  readonly roundsPerRun: number;
  readonly queue: Partial<JobQueueTiming>;
}

export interface JobQueueTiming {
  /** A line where nothing happens ends after this time. */
  readonly idleMs: number;
  /** Waiting this long counts like one step of priority. */
  readonly ageingMs: number;
  /** The line goes on in a new run after so many grants or joins, besides when the server suggests it. */
  readonly grantsPerRun: number;
  readonly joinsPerRun: number;
}

const HOUR_MS = 3_600_000;

/** Business Central waits 10^n ms before rerun 1 to 7, then 6 hours, at least a second; 12 hours are its job time-out. */
export const defaultTiming: JobTiming = {
  extraDelaysMs: [10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 6 * HOUR_MS],
  minimumRerunDelayMs: 1_000,
  rejoinMs: 600_000,
  jobTimeoutMs: 12 * HOUR_MS,
  progressMemoMs: 30_000,
  batchesPerRun: Number.MAX_SAFE_INTEGER,
  roundsPerRun: Number.MAX_SAFE_INTEGER,
  queue: {},
};

export const defaultQueueTiming: JobQueueTiming = {
  idleMs: 300_000,
  ageingMs: 1_800_000,
  grantsPerRun: Number.MAX_SAFE_INTEGER,
  joinsPerRun: Number.MAX_SAFE_INTEGER,
};

/** Pause before rerun `n` (from 1). */
export function rerunDelayMs(n: number, rerunDelaySec: number, timing: JobTiming): number {
  const extra = timing.extraDelaysMs[Math.min(n, timing.extraDelaysMs.length) - 1] ?? 0;
  return Math.max(timing.minimumRerunDelayMs, rerunDelaySec * 1_000 + extra);
}
