import type { JobProgress, JobParameters, Priority, ReportResult, Trigger } from "#workflows/messages";

export type EntryStatus = "ready" | "waiting" | "inProcess" | "retrying" | "paused" | "onHold" | "error" | "finished";

export type PriorityName = "high" | "normal" | "low";

export const priorityNumbers: Readonly<Record<PriorityName, Priority>> = { high: 1, normal: 3, low: 5 };

/** Any number a log row or a memo may hold. */
export function priorityName(priority: number): PriorityName {
  return priority <= 1 ? "high" : priority <= 3 ? "normal" : "low";
}

export interface EntryError {
  readonly type: string;
  readonly message: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
}

/** What a waiting job waits for: the line's holder, and how many are to run before it. */
export interface WaitingFor {
  readonly category: string;
  readonly scope: string;
  readonly holderEntryId: string | null;
  readonly holderReport: string | null;
  readonly holderShopCode: string | null;
  /** The holder is paused: nobody runs until it goes on or is cancelled. */
  readonly holderIsPaused: boolean;
  /** The line itself is paused, and why. */
  readonly isPaused: boolean;
  readonly note: string | null;
  /** 1 is next. */
  readonly place: number | null;
}

/** A job as people see it. Times are ISO. */
export interface JobQueueEntry {
  readonly id: string;
  /** For people, as in Business Central. */
  readonly description: string;
  readonly report: string;
  readonly shopCode: string | null;
  readonly store: string | null;
  readonly status: EntryStatus;
  readonly trigger: Trigger;
  readonly category: string | null;
  readonly priority: PriorityName;
  /** Of the present or last attempt; 0 before the first. */
  readonly attempt: number;
  readonly maxAttempts: number;
  /** Null when they are long and only `get` reads them. */
  readonly parameters: JobParameters | null;
  readonly progress: JobProgress | null;
  readonly waitingFor: WaitingFor | null;
  /** In words: what it waits for in its line, or while it runs. */
  readonly waitingReason: string | null;
  readonly error: EntryError | null;
  readonly result: ReportResult | null;
  readonly enqueuedAt: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** When a ready or retrying job goes on. */
  readonly nextAttemptAt: string | null;
  readonly batchId: string | null;
  readonly rerunOf: string | null;
  readonly requestedBy: string | null;
  readonly workflowId: string;
  readonly temporalUrl: string | null;
}
