import type { ScheduleDefinition } from "#domain/jobs/schedule-definition";
import type { StartWindow } from "#domain/jobs/start-window";
import { defineQuery, defineSignal, defineUpdate } from "@temporalio/workflow";
import type { JobQueueTiming, JobTiming } from "./policies.ts";

/** What a run did, record by record. */
export interface Counts {
  readonly read: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly failed: number;
  readonly notMatched: number;
  readonly blockedBySetting: number;
}

export const noCounts: Counts = {
  read: 0,
  changed: 0,
  unchanged: 0,
  skipped: 0,
  failed: 0,
  notMatched: 0,
  blockedBySetting: 0,
};

export type Outcome = "succeeded" | "succeededWithSkips" | "incomplete" | "failed" | "cancelled";

/** How an attempt, and at last its job, ended. */
export interface ReportResult {
  readonly outcome: Outcome;
  readonly counts: Counts;
  /** `expired`, `outsideWindow` or `held` for a cancelled one, else a failure type. */
  readonly reason?: string;
}

/** Who or what started a job. A `foreground` job is waited for and is in no cue. */
export type Trigger = "manual" | "schedule" | "webhook" | "foreground" | "initialImport";

/** High, normal, low: the smallest goes first. */
export type Priority = 1 | 3 | 5;

/** Checked parameters of a report: JSON, at most 20 kB. */
export type JobParameters = Readonly<Record<string, unknown>>;

/** What a job is, whoever started it. */
export interface JobRequest<P, Shop extends string | null> {
  readonly report: string;
  /** Null for a report of the whole company. */
  readonly shopCode: Shop;
  /** Host name of the shop's store. */
  readonly store: Shop;
  /** Null: waits in no line. */
  readonly category: string | null;
  readonly priority: Priority;
  readonly trigger: Trigger;
  readonly parameters: P;
  readonly window?: StartWindow;
  /** ISO time after which it is not started any more. */
  readonly expiresAt?: string;
  readonly jobTimeoutSec?: number;
  readonly timing?: Partial<JobTiming>;
}

export interface RunJobInput extends JobRequest<JobParameters, string | null> {
  /** Reruns after the first run. */
  readonly maxAttempts: number;
  readonly rerunDelaySec?: number;
  /** ISO time before which it is not started. */
  readonly startAt?: string;
  readonly batchId?: string;
  readonly rerunOf?: string;
  /** Entries whose errors this job settles when it succeeds: itself after a restart, the old ones of a rerun. */
  readonly supersedes?: readonly string[];
  readonly requestedBy?: string;
  /** Of a run by a schedule: what the schedule was made of. The job itself does not read it. */
  readonly schedule?: DefinedSchedule;
  readonly carry?: RunJobCarry;
}

/** Kept in the schedule's action, so that the schedule is its own record of what people defined. */
export interface DefinedSchedule {
  readonly definition: ScheduleDefinition;
  readonly hash: string;
}

/** State of a `runJob` that goes on in a new run. */
export interface RunJobCarry {
  readonly attempt: number;
  readonly priority: Priority;
  readonly isHeld: boolean;
  readonly enqueuedAt: string;
}

/** Input of every report workflow. */
export interface AttemptInput<P = JobParameters, Shop extends string | null = string> extends JobRequest<P, Shop> {
  readonly entryId: string;
  /** Counts from 1 over all runs of the entry. */
  readonly attempt: number;
  /** Place in the line among equals; kept when the attempt joins again. */
  readonly enqueuedAt: string;
  readonly carry?: AttemptCarry;
}

/** State of an attempt that goes on in a new run: it keeps its slot. */
export interface AttemptCarry {
  readonly counts: Counts;
  readonly phase: string;
  readonly startedAt: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly isPaused: boolean;
  readonly incomplete?: IncompleteReason;
  readonly body?: unknown;
}

/** What kept part of a run's work from being done: something that passes. */
export interface IncompleteReason {
  readonly type: string;
  readonly message: string;
}

/** Parameters above this size are left out of the memo, which the server wants to be small; the log then reads the start event. */
export const MEMO_PARAMETERS_BYTES = 1_024;

/** Memo of a `runJob`. */
export interface JobMemo {
  /** For people, as in Business Central. */
  readonly description: string;
  readonly store: string | null;
  readonly priority: Priority;
  readonly maxAttempts: number;
  readonly parameters?: JobParameters;
  readonly parametersOmitted?: true;
  readonly startAt?: string;
  readonly batchId?: string;
  readonly rerunOf?: string;
  readonly requestedBy?: string;
}

/** Memo of an attempt: what a list shows without reading histories. Written by its `runJob` and by the attempt. */
export interface AttemptMemo extends JobMemo {
  readonly rerunsLeft: number;
  readonly supersedes?: readonly string[];
  readonly progress?: JobProgress;
  readonly result?: ReportResult;
  readonly failure?: AttemptFailure;
}

export interface AttemptFailure {
  readonly type: string;
  readonly message: string;
  /** Nothing is gained by repeating the attempt. */
  readonly isPermanent: boolean;
  readonly activity?: string;
  readonly params?: Readonly<Record<string, string | number | boolean>>;
}

export interface JobProgress {
  readonly phase: string;
  readonly counts: Counts;
}

/** Answer of `jobState`. */
export interface JobState {
  readonly attempt: number;
  readonly attemptWorkflowId: string | null;
  readonly phase: "ready" | "attempt" | "retrying" | "onHold";
  readonly nextAttemptAt?: string;
}

/** The activity by which a job follows an attempt that it did not start: what it waits for is no child. */
export const FOLLOW_ATTEMPT = "followAttempt";

/** An attempt that runs although this run of its job did not start it. */
export interface AttemptToFollow {
  readonly workflowId: string;
  /** Of the job, which a reset does not change. */
  readonly jobFirstRunId: string;
}

/** A notification rule that somebody wants to see at work. */
export interface RuleToTest {
  readonly ruleId: string;
  readonly askedBy: string;
}

/** What became of a test of a notification rule. */
export type TestOutcome =
  { readonly kind: "delivered" } | { readonly kind: "failed"; readonly type: string; readonly message: string };

// To runJob. It passes hold, ready and priority on to its attempt, so that none of them meets an attempt that has just ended.
export const holdJob = defineSignal("holdJob");
export const readyJob = defineSignal("readyJob");
export const changePriority = defineSignal<[{ readonly priority: Priority }]>("changePriority");
/** Webhooks: one more round after the attempt that has begun. */
export const runAgain = defineSignal("runAgain");
/** From the attempt, before it does anything: what was wished until now is covered by it. */
export const attemptBegins = defineSignal("attemptBegins");
export const jobState = defineQuery<JobState>("jobState");

// To an attempt.
export const slotGranted = defineSignal<[{ readonly firstRunId: string }]>("slotGranted");
export const jobProgress = defineQuery<JobProgress>("jobProgress");

// To the line of a category.
export interface QueueTicket {
  readonly workflowId: string;
  /** A workflow id may be used again, a run id not. */
  readonly firstRunId: string;
  readonly priority: Priority;
  readonly enqueuedAt: string;
  readonly expiresAt?: string;
}

export interface WaitingTicket extends QueueTicket {
  /** Breaks ties. */
  readonly seq: number;
}

export type QueueHolder = Pick<QueueTicket, "workflowId" | "firstRunId">;

export interface JobQueueInput {
  readonly scope: string;
  readonly category: string;
  readonly timing?: Partial<JobQueueTiming>;
  readonly state?: JobQueueState;
}

export interface JobQueueState {
  readonly nextSeq: number;
  readonly holder: QueueHolder | null;
  readonly waiting: readonly WaitingTicket[];
  readonly isPaused: boolean;
  readonly note?: string;
  /** A line that begins anew first looks whether somebody runs already. */
  readonly knowsWhoRuns: boolean;
}

export interface QueueSnapshot {
  readonly holder: QueueHolder | null;
  /** In the order of their turns. A terminated one is listed until its turn comes. */
  readonly waiting: readonly WaitingTicket[];
  readonly isPaused: boolean;
  readonly note?: string;
}

export const enterQueue = defineSignal<[QueueTicket]>("enterQueue");
/** The same, and the answer says whether the turn has come at once, which saves a message back. It never waits. */
export const askForTurn = defineUpdate<{ readonly isGranted: boolean }, [QueueTicket]>("askForTurn");
export const leaveQueue = defineSignal<[{ readonly firstRunId: string }]>("leaveQueue");
export const queueSnapshot = defineQuery<QueueSnapshot>("queueSnapshot");
/** Stops and resumes granting; a running job goes on. */
export const setQueuePaused = defineUpdate<void, [{ readonly isPaused: boolean; readonly note?: string }]>(
  "setQueuePaused",
);
/** Refused with `job-not-waiting` when the ticket does not wait. */
export const setJobPriority = defineUpdate<void, [{ readonly firstRunId: string; readonly priority: Priority }]>(
  "setJobPriority",
);
