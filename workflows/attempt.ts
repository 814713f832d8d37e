import { ApplicationFailure, TemporalFailure } from "@temporalio/common";
import {
  CancellationScope,
  getExternalWorkflowHandle,
  isCancellation,
  log,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertMemo,
  upsertSearchAttributes,
  workflowInfo,
} from "@temporalio/workflow";
import type { JobSteps } from "#activities/jobs/job-steps";
import { untilDeadline } from "./deadline.ts";
import { diagnose, type AttemptFailureDetails, type OperationalDetails } from "./failures.ts";
import {
  attemptBegins,
  jobProgress,
  noCounts,
  type AttemptFailure,
  type AttemptInput,
  type Counts,
  type ReportResult,
} from "./messages.ts";
import { waitForTurn } from "./place-in-line.ts";
import { defaultTiming, local } from "./policies.ts";
import { beginJob, type AttemptJob, type RunningJob } from "./running-job.ts";
import { attributes } from "./search-attributes.ts";
import { followWishes, type Wish } from "./wish.ts";

export type { RunningJob } from "./running-job.ts";

const { openAttempt } = proxyLocalActivities<JobSteps>(local);

/**
 * One attempt of a report: waits for its turn, runs `body` in batches until it is done, fails, is cancelled or its time is over,
 * and leaves behind what the log shows. A report workflow is a call of this and nothing else. What `body` throws fails the attempt,
 * except a plain error: that is a bug, which blocks the workflow until a fix is deployed.
 */
export async function attempt<P, Shop extends string | null>(
  input: AttemptInput<P, Shop>,
  body: (job: RunningJob) => Promise<void>,
): Promise<ReportResult> {
  const timing = { ...defaultTiming, ...input.timing };
  const timeoutMs = input.jobTimeoutSec === undefined ? timing.jobTimeoutMs : input.jobTimeoutSec * 1_000;
  const wish: Wish = { isHeld: input.carry?.isPaused ?? false, priority: input.priority };
  let job: AttemptJob | undefined;
  followWishes(wish);
  setHandler(jobProgress, () => job?.progress() ?? { phase: "Waiting", counts: noCounts });

  try {
    // Going on in a new execution it has its turn already.
    if (input.carry === undefined) {
      const turn = await waitForTurn(input, timing, wish);
      if (turn !== "granted") return notRun(turn);
      const { shopCode, window } = input;
      const verdict = await openAttempt({ shopCode, ...(window === undefined ? {} : { window }) });
      if (verdict === "outsideWindow") return notRun(verdict);
      showBeginning();
      if (input.trigger === "webhook") await tellJob();
    }
    const running = beginJob(input, timing, timeoutMs, wish);
    job = running;
    await untilDeadline(running, timeoutMs, () => body(running));
    if (running.incompleteReason !== undefined) throw temporary(running.incompleteReason);
    return succeed(running.counts);
  } catch (error) {
    // Continue-as-new and bugs are no failures of the attempt.
    if (!(error instanceof TemporalFailure)) throw error;
    const counts = job?.counts ?? noCounts;
    if (isCancellation(error) && CancellationScope.current().consideredCancelled) {
      upsertMemo({ result: { outcome: "cancelled", counts } satisfies ReportResult });
      setCurrentDetails("Cancelled");
      throw error;
    }
    throw fail(error, counts, job?.startedAt);
  }
}

const notRun = (reason: string): ReportResult => ({ outcome: "cancelled", counts: noCounts, reason });

function showBeginning(): void {
  upsertSearchAttributes([
    { key: attributes.status, value: "InProcess" },
    { key: attributes.startedAt, value: new Date() },
  ]);
}

/**
 * Tells the job that this attempt begins, and waits until that is in its history: webhooks before it are covered by this
 * attempt, those after it want another one.
 */
async function tellJob(): Promise<void> {
  const { parent } = workflowInfo();
  if (parent === undefined) return;
  try {
    await getExternalWorkflowHandle(parent.workflowId, parent.runId).signal(attemptBegins);
  } catch (error) {
    if (isCancellation(error)) throw error;
    // One round too many is harmless.
    log.warn("the job did not hear that its attempt begins", { error });
  }
}

const temporary = (reason: { readonly type: string; readonly message: string }): ApplicationFailure =>
  ApplicationFailure.create({ ...reason, details: [{ isTemporary: true, params: {} } satisfies OperationalDetails] });

function succeed(counts: Counts): ReportResult {
  const left = counts.skipped + counts.failed;
  const result: ReportResult = { outcome: left === 0 ? "succeeded" : "succeededWithSkips", counts };
  upsertSearchAttributes([
    { key: attributes.processed, value: counts.read },
    { key: attributes.skipped, value: left },
  ]);
  upsertMemo({ result });
  setCurrentDetails("");
  return result;
}

/** Writes down why, where lists find it, and makes the failure that tells the job. */
function fail(error: TemporalFailure, counts: Counts, startedAt: string | undefined): ApplicationFailure {
  const { isTemporary, ...failure } = diagnose(error);
  const result: ReportResult = { outcome: isTemporary ? "incomplete" : "failed", counts, reason: failure.type };
  upsertSearchAttributes([
    { key: attributes.errorType, value: failure.type },
    { key: attributes.processed, value: counts.read },
    { key: attributes.skipped, value: counts.skipped + counts.failed },
    // It had its slot, even when opening failed: the log has a row of it.
    ...(startedAt === undefined ? [{ key: attributes.startedAt, value: new Date() }] : []),
  ]);
  upsertMemo({ result, failure: failure satisfies AttemptFailure });
  setCurrentDetails(failure.message);
  return ApplicationFailure.create({
    type: failure.type,
    message: failure.message,
    nonRetryable: failure.isPermanent,
    details: [{ result, failure } satisfies AttemptFailureDetails],
    cause: error,
  });
}
