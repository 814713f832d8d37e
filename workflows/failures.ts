import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  rootCause,
  TimeoutFailure,
  TerminatedFailure,
} from "@temporalio/common";
import { noCounts, type AttemptFailure, type ReportResult } from "./messages.ts";

/** Failure types of the jobs themselves. What a report throws has the type of its `OperationalError`. */
export const failureTypes = {
  jobTimeout: "job-timeout",
  jobFailed: "job-failed",
  jobCancelled: "job-cancelled",
  jobTerminated: "job-terminated",
  jobNotWaiting: "job-not-waiting",
  activityTimeout: "activity-timeout",
  unexpected: "unexpected-error",
} as const;

/** First element of the details of a failure that was an `OperationalError`. */
export interface OperationalDetails {
  /** Trying again can help without anybody doing anything: a quota, an outage. */
  readonly isTemporary: boolean;
  readonly params: Readonly<Record<string, string | number | boolean>>;
}

/** First element of the details of a failed attempt. */
export interface AttemptFailureDetails {
  readonly result: ReportResult;
  readonly failure: AttemptFailure;
}

/** How a followed attempt ended. `ofAnother`: an earlier start of the job had begun it, and this one has to run its own. */
export type FollowedEnding =
  | { readonly kind: "ended"; readonly result: ReportResult }
  | { readonly kind: "failed"; readonly details: AttemptFailureDetails }
  | { readonly kind: "ofAnother" };

const MESSAGE_LENGTH = 500;
const shorten = (text: string): string =>
  text.length > MESSAGE_LENGTH ? `${text.slice(0, MESSAGE_LENGTH - 1)}…` : text;

/** Why an attempt failed: what to tell people, and whether it is an obstacle that passes by itself. */
export interface Diagnosis extends AttemptFailure {
  readonly isTemporary: boolean;
}

/** Reads what a report's body threw. */
export function diagnose(error: unknown): Diagnosis {
  const activity = error instanceof ActivityFailure ? { activity: error.activityType } : {};
  const cause = rootOf(error);
  if (cause instanceof ApplicationFailure) {
    const details = (cause.details?.[0] ?? {}) as Partial<OperationalDetails>;
    return {
      type: cause.type ?? failureTypes.unexpected,
      message: shorten(cause.message),
      isPermanent: cause.nonRetryable === true,
      isTemporary: details.isTemporary === true,
      ...activity,
      ...(details.params === undefined ? {} : { params: details.params }),
    };
  }
  if (cause instanceof TimeoutFailure) {
    return {
      type: failureTypes.activityTimeout,
      message: "A step of the report did not answer in time, also when it was repeated: look whether all workers run",
      isPermanent: false,
      isTemporary: false,
      ...activity,
    };
  }
  return {
    type: failureTypes.unexpected,
    message: shorten(rootCause(error) ?? "Something unexpected happened"),
    isPermanent: false,
    isTemporary: false,
    ...activity,
  };
}

/** The failure below the wrappers of activity and child workflow. */
function rootOf(error: unknown): unknown {
  let cause = error;
  while ((cause instanceof ActivityFailure || cause instanceof ChildWorkflowFailure) && cause.cause !== undefined)
    cause = cause.cause;
  return cause;
}

/**
 * What a failed attempt tells its job, and a failed job whoever waits for it. A terminated or directly cancelled one is not repeated:
 * somebody wanted it to end.
 */
export const failureOfChild = ({ cause, message }: ChildWorkflowFailure): AttemptFailureDetails =>
  failureOfExecution(cause, message);

/** The same of an execution that somebody else than its parent watched; `message` tells what nobody explains. */
export function failureOfExecution(cause: Error | undefined, message: string): AttemptFailureDetails {
  if (cause instanceof TerminatedFailure)
    return permanently(
      failureTypes.jobTerminated,
      "The run was terminated from outside; start the job again if it is still wanted",
    );
  if (cause instanceof CancelledFailure)
    return permanently(
      failureTypes.jobCancelled,
      "The run was cancelled on its own; start the job again if it is still wanted",
    );
  const details =
    cause instanceof ApplicationFailure ? (cause.details?.[0] as AttemptFailureDetails | undefined) : undefined;
  return details?.failure === undefined ? permanently(failureTypes.unexpected, message) : details;
}

function permanently(type: string, message: string): AttemptFailureDetails {
  return {
    result: { outcome: type === failureTypes.jobCancelled ? "cancelled" : "failed", counts: noCounts, reason: type },
    failure: { type, message, isPermanent: true },
  };
}

export const jobTimedOut = (timeoutMs: number): ApplicationFailure =>
  ApplicationFailure.create({
    type: failureTypes.jobTimeout,
    message: `The run lasted longer than its time-out of ${Math.round(timeoutMs / 1_000)} s; what it finished is kept. Raise jobTimeoutSec if it needs more`,
  });
