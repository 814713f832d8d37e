import { ApplicationFailure, CancelledFailure, ChildWorkflowFailure } from "@temporalio/common";
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  log,
  setHandler,
  startChild,
  upsertSearchAttributes,
  workflowInfo,
  type ChildWorkflowHandle,
} from "@temporalio/workflow";
import { attemptOptions } from "./attempt-options.ts";
import { failureOfChild, failureTypes, type AttemptFailureDetails } from "./failures.ts";
import { attemptWorkflowId, entryIdOf } from "./ids.ts";
import { showStatus } from "./job-status.ts";
import {
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
import { defaultTiming, rerunDelayMs } from "./policies.ts";
import { attributes } from "./search-attributes.ts";
import { followWishes, type Wish } from "./wish.ts";

type AttemptHandle = ChildWorkflowHandle<(input: AttemptInput<unknown, string | null>) => Promise<ReportResult>>;

/** How an attempt ended for its job. */
type Ending =
  | { readonly kind: "ended"; readonly result: ReportResult }
  | { readonly kind: "failed"; readonly error: ChildWorkflowFailure; readonly details: AttemptFailureDetails };

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
  let child: AttemptHandle | undefined;
  let state: JobState = { attempt, attemptWorkflowId: null, phase: "ready" };

  // Handlers come before the first await. A wish is also passed on to the attempt, which may just have ended: no harm.
  followWishes(wish, () => {
    if (child !== undefined) void passOn(child, wish);
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
    child = await startChild<(input: AttemptInput<unknown, string | null>) => Promise<ReportResult>>(
      input.report,
      attemptOptions(request, { entryId, attempt, enqueuedAt, rerunsLeft, workflowId }),
    );
    // Whatever was wished while it started has not reached it.
    if (wish.isHeld || wish.priority !== request.priority) void passOn(child, wish);
    try {
      return { kind: "ended", result: await child.result() };
    } catch (error) {
      if (!(error instanceof ChildWorkflowFailure)) throw error;
      // Whatever became of the attempt: somebody cancelled the job, and that is how it ends. Only then may this pass as it is.
      if (CancellationScope.current().consideredCancelled)
        throw isCancellation(error) ? error : new CancelledFailure("The job was cancelled", [], error);
      return { kind: "failed", error, details: failureOfChild(error) };
    } finally {
      child = undefined;
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

async function passOn(child: AttemptHandle, wish: Wish): Promise<void> {
  try {
    await child.signal(wish.isHeld ? holdJob : readyJob);
    await child.signal(changePriority, { priority: wish.priority });
  } catch (error) {
    log.debug("the attempt ended before it heard of a wish", { workflowId: child.workflowId, error });
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
    cause: ending.error,
  });
}
