import {
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  WorkflowExecutionAlreadyStartedError,
} from "@temporalio/common";
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  isCancellation,
  log,
  proxyActivities,
  setHandler,
  startChild,
  upsertSearchAttributes,
  workflowInfo,
  type ChildWorkflowHandle,
} from "@temporalio/workflow";
import type { QueueActivities } from "#activities/jobs/queue-activities";
import { attemptOptions } from "./attempt-options.ts";
import { failureOfChild, failureTypes, type AttemptFailureDetails, type FollowedEnding } from "./failures.ts";
import { attemptWorkflowId, entryIdOf } from "./ids.ts";
import { showStatus } from "./job-status.ts";
import {
  FOLLOW_ATTEMPT,
  attemptBegins,
  changePriority,
  holdJob,
  jobState,
  noCounts,
  readyJob,
  runAgain,
  type AttemptInput,
  type JobState,
  type ReportResult,
  type RunJobInput,
} from "./messages.ts";
import { isExpired } from "./place-in-line.ts";
import { defaultTiming, policies, rerunDelayMs } from "./policies.ts";
import { attributes } from "./search-attributes.ts";
import { taskQueues } from "./task-queues.ts";
import { followWishes, type Wish } from "./wish.ts";

const { [FOLLOW_ATTEMPT]: followAttempt } = proxyActivities<QueueActivities>({
  ...policies.watch,
  taskQueue: taskQueues.jobQueue,
});

type AttemptHandle = ChildWorkflowHandle<(input: AttemptInput<unknown, string | null>) => Promise<ReportResult>>;

/** The attempt that runs, whoever started it. */
type RunningAttempt = Pick<AttemptHandle, "workflowId" | "signal">;

/** How an attempt ended for its job. */
type Ending =
  | { readonly kind: "ended"; readonly result: ReportResult }
  | { readonly kind: "failed"; readonly error?: ChildWorkflowFailure; readonly details: AttemptFailureDetails };

/**
 * A job queue entry: runs its report, again after a failure as often as the entry allows, and while it sleeps in between holds
 * nothing. Every attempt is an execution of its own, so each is a row of the log. Fails (and so stops its schedule) when a person
 * is needed; a scheduled job that only met a temporary obstacle ends as `incomplete`, and the next slot catches up.
 */
export async function runJob(input: RunJobInput): Promise<ReportResult> {
  const timing = { ...defaultTiming, ...input.timing };
  const entryId = entryIdOf(workflowInfo().workflowId);
  const wish: Wish = {
    isHeld: input.carry?.isHeld ?? false,
    priority: input.carry?.priority ?? input.priority,
  };
  let attempt = input.carry?.attempt ?? 0;
  let rounds = 0;
  let wantsAgain = false;
  let running: RunningAttempt | undefined;
  let state: JobState = { attempt, attemptWorkflowId: null, phase: "ready" };

  // Handlers come before the first await. A wish is also passed on to the attempt, which may just have ended: no harm.
  followWishes(wish, () => {
    if (running !== undefined) void passOn(running, wish);
  });
  setHandler(runAgain, () => {
    wantsAgain = true;
  });
  setHandler(attemptBegins, () => {
    wantsAgain = false;
  });
  setHandler(jobState, () => state);

  upsertSearchAttributes([
    { key: attributes.entryId, value: entryId },
    { key: attributes.status, value: null },
  ]);

  /** Sleeps until `dueAt`, and longer while the job is on hold. */
  const waitUntil = async (dueAt: number, phase: "ready" | "retrying"): Promise<void> => {
    let shown: "Ready" | "Retrying" | "OnHold" | null = null;
    for (;;) {
      const leftMs = dueAt - Date.now();
      if (!wish.isHeld && leftMs <= 0) break;
      const status = wish.isHeld ? "OnHold" : phase === "ready" ? "Ready" : "Retrying";
      if (status !== shown) showStatus(status);
      shown = status;
      state = { ...state, phase: wish.isHeld ? "onHold" : phase, nextAttemptAt: new Date(dueAt).toISOString() };
      if (wish.isHeld) await condition(() => !wish.isHeld);
      else await condition(() => wish.isHeld, leftMs);
    }
    if (shown !== null) showStatus(null);
  };

  const runAttempt = async (rerunsLeft: number, enqueuedAt: string): Promise<Ending> => {
    const workflowId = attemptWorkflowId(entryId, attempt);
    state = { attempt, attemptWorkflowId: workflowId, phase: "attempt" };
    const request = { ...input, priority: wish.priority };
    const options = attemptOptions(request, { entryId, attempt, enqueuedAt, rerunsLeft, workflowId });
    try {
      for (;;) {
        const child = await startAttempt(input.report, options);
        running = child ?? getExternalWorkflowHandle(workflowId);
        // Whatever was wished while it started has not reached it.
        if (wish.isHeld || wish.priority !== request.priority) void passOn(running, wish);
        if (child !== undefined) return { kind: "ended", result: await child.result() };
        const ending = await follow(workflowId);
        if (ending.kind !== "ofAnother") return ending;
      }
    } catch (error) {
      if (!(error instanceof ChildWorkflowFailure)) throw error;
      // Whatever became of the attempt: somebody cancelled the job, and that is how it ends. Only then may this pass as it is.
      if (CancellationScope.current().consideredCancelled)
        throw isCancellation(error) ? error : new CancelledFailure("The job was cancelled", [], error);
      return { kind: "failed", error, details: failureOfChild(error) };
    } finally {
      running = undefined;
      state = { ...state, attemptWorkflowId: null };
    }
  };

  /** Attempts until one ends otherwise than by a failure that may be repeated. */
  const round = async (firstDueAt: number, firstEnqueuedAt: string): Promise<Ending> => {
    let dueAt = firstDueAt;
    let enqueuedAt = firstEnqueuedAt;
    let phase: "ready" | "retrying" = "ready";
    attempt += 1;
    for (let reruns = 0; ;) {
      await waitUntil(dueAt, phase);
      if (isExpired(input)) return notRun("expired");
      const ending = await runAttempt(input.maxAttempts - reruns, enqueuedAt);
      // Put on hold while it waited: it keeps its place and its number.
      if (ending.kind === "ended" && ending.result.reason === "held") continue;
      if (ending.kind === "ended") return ending;
      if (ending.details.failure.isPermanent || reruns >= input.maxAttempts) return ending;
      reruns += 1;
      attempt += 1;
      phase = "retrying";
      dueAt = Date.now() + rerunDelayMs(reruns, input.rerunDelaySec ?? 0, timing);
      enqueuedAt = new Date(dueAt).toISOString();
    }
  };

  let dueAt = input.startAt === undefined ? 0 : Date.parse(input.startAt);
  let enqueuedAt = input.carry?.enqueuedAt ?? placeInLine(dueAt);
  for (;;) {
    const ending = await round(dueAt, enqueuedAt);
    rounds += 1;
    // Tested in the same step in which the job ends, so that no wish is lost. What waits for a person would only fail once more.
    if (!wantsAgain || needsPerson(ending)) return conclude(input, attempt, ending);
    wantsAgain = false;
    dueAt = 0;
    enqueuedAt = new Date().toISOString();
    if (workflowInfo().continueAsNewSuggested || rounds >= timing.roundsPerRun) {
      await condition(allHandlersFinished);
      const { startAt: _begun, ...rest } = input;
      await continueAsNew<typeof runJob>({
        ...rest,
        carry: { attempt, enqueuedAt, isHeld: wish.isHeld, priority: wish.priority },
      });
    }
  }
}

/** The time it was asked for, which the server stamped, unless it was to start later. */
const placeInLine = (dueAt: number): string =>
  new Date(Math.max(dueAt, workflowInfo().startTime.getTime())).toISOString();

const needsPerson = (ending: Ending): boolean => ending.kind === "failed" && ending.details.failure.isPermanent;

const notRun = (reason: string): Ending => ({
  kind: "ended",
  result: { outcome: "cancelled", counts: noCounts, reason },
});

/** Undefined when its id is taken: the job was reset while it ran, or started again while its last attempt was still being ended. */
async function startAttempt(
  report: string,
  options: ReturnType<typeof attemptOptions>,
): Promise<AttemptHandle | undefined> {
  try {
    return await startChild<(input: AttemptInput<unknown, string | null>) => Promise<ReportResult>>(report, options);
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return undefined;
    throw error;
  }
}

async function passOn(attempt: RunningAttempt, wish: Wish): Promise<void> {
  try {
    await attempt.signal(wish.isHeld ? holdJob : readyJob);
    await attempt.signal(changePriority, { priority: wish.priority });
  } catch (error) {
    log.debug("the attempt ended before it heard of a wish", { workflowId: attempt.workflowId, error });
  }
}

/**
 * How an attempt ends that this run of the job did not start. As a child would be, it is cancelled with the job, which then waits for its end
 * and throws.
 */
async function follow(workflowId: string): Promise<FollowedEnding> {
  const scope = CancellationScope.current();
  const jobFirstRunId = workflowInfo().firstExecutionRunId;
  const ending = await CancellationScope.nonCancellable(async () => {
    void scope.cancelRequested.catch(() => cancelFollowed(workflowId));
    return followAttempt({ workflowId, jobFirstRunId });
  });
  if (scope.consideredCancelled) throw new CancelledFailure("The job was cancelled");
  return ending;
}

async function cancelFollowed(workflowId: string): Promise<void> {
  try {
    await CancellationScope.nonCancellable(() => getExternalWorkflowHandle(workflowId).cancel());
  } catch (error) {
    log.debug("the attempt ended before it was cancelled", { workflowId, error });
  }
}

function conclude(input: RunJobInput, attempt: number, ending: Ending): ReportResult {
  if (ending.kind === "ended") return ending.result;
  const { result, failure } = ending.details;
  // The next slot catches up by itself; failing would pause the schedule.
  if (input.trigger === "schedule" && result.outcome === "incomplete") return result;
  throw ApplicationFailure.create({
    type: failure.type === failureTypes.jobCancelled ? failureTypes.jobCancelled : failureTypes.jobFailed,
    message: `${input.report} failed in attempt ${attempt}: ${failure.message}`,
    nonRetryable: true,
    details: [{ result, failure } satisfies AttemptFailureDetails],
    ...(ending.error === undefined ? {} : { cause: ending.error }),
  });
}
