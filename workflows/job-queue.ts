import { ApplicationFailure } from "@temporalio/common";
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  isCancellation,
  log,
  patched,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
} from "@temporalio/workflow";
import type { QueueActivities } from "#activities/jobs/queue-activities";
import { failureTypes } from "./failures.ts";
import {
  askForTurn,
  enterQueue,
  leaveQueue,
  queueSnapshot,
  setJobPriority,
  setQueuePaused,
  slotGranted,
  type JobQueueInput,
  type JobQueueState,
  type QueueHolder,
  type WaitingTicket,
} from "./messages.ts";
import { defaultQueueTiming, policies } from "./policies.ts";
import { taskQueues } from "./task-queues.ts";
import { inOrder, withoutExpired, withoutTicket, withTicket } from "./waiting-line.ts";

const { watchJob } = proxyActivities<QueueActivities>({ ...policies.watch, taskQueue: taskQueues.jobQueue });
const { findRunningAttempts } = proxyActivities<QueueActivities>({ ...policies.db, taskQueue: taskQueues.jobQueue });

/** Before a watcher that failed for a reason of its own is started again. */
const WATCH_AGAIN_MS = 5_000;

/**
 * The line of a category: grants one slot at a time, to the smallest priority number, then to who came first. The holder keeps the
 * slot exactly as long as its execution is open: it is watched, and there is no message of release that could be lost. It lives
 * while anybody waits or runs, and never fails: nobody else would grant.
 */
export async function jobQueue(input: JobQueueInput): Promise<void> {
  const timing = { ...defaultQueueTiming, ...input.timing };
  let { nextSeq, holder, waiting, isPaused, note, knowsWhoRuns } = input.state ?? newLine;
  let mustGrantAgain = false;
  let grants = 0;
  let joins = 0;

  setHandler(enterQueue, (ticket) => {
    joins += 1;
    // It may have missed the grant; a second one does nothing.
    if (holder?.firstRunId === ticket.firstRunId) mustGrantAgain = true;
    else waiting = withTicket(waiting, ticket, nextSeq++);
  });
  setHandler(askForTurn, (ticket) => {
    joins += 1;
    const former = waiting.find((one) => one.firstRunId === ticket.firstRunId);
    const isKnown = former !== undefined || holder?.firstRunId === ticket.firstRunId;
    // Who asks again may have become urgent meanwhile; lines that are older did not listen to that.
    const hasNewPriority =
      former !== undefined && former.priority !== ticket.priority && patched("priority-asked-again");
    if (!isKnown || hasNewPriority) waiting = withTicket(waiting, ticket, nextSeq++);
    // Only while nothing else is under way here, and to whom the line would give it anyway. Who waits already may have tired of this
    // answer and joined by a signal: it is told as all others are.
    if (!isKnown && holder === null && knowsWhoRuns && !isPaused && nextInLine()?.firstRunId === ticket.firstRunId)
      hold(ticket);
    return { isGranted: holder?.firstRunId === ticket.firstRunId };
  });
  setHandler(leaveQueue, ({ firstRunId }) => {
    waiting = withoutTicket(waiting, firstRunId);
  });
  setHandler(queueSnapshot, () => ({
    holder,
    waiting: inOrder(waiting, Date.now(), timing.ageingMs),
    isPaused,
    ...(note === undefined ? {} : { note }),
  }));
  setHandler(setQueuePaused, (wanted) => {
    isPaused = wanted.isPaused;
    note = wanted.note;
  });
  setHandler(
    setJobPriority,
    ({ firstRunId, priority }) => {
      waiting = waiting.map((one) => (one.firstRunId === firstRunId ? { ...one, priority } : one));
    },
    {
      validator: ({ firstRunId }) => {
        if (!waiting.some((one) => one.firstRunId === firstRunId)) throw jobNotWaiting();
      },
    },
  );

  const nextInLine = (): WaitingTicket | undefined => {
    waiting = withoutExpired(waiting, Date.now());
    return inOrder(waiting, Date.now(), timing.ageingMs)[0];
  };

  const hold = (ticket: QueueHolder): void => {
    holder = { workflowId: ticket.workflowId, firstRunId: ticket.firstRunId };
    waiting = withoutTicket(waiting, ticket.firstRunId);
    grants += 1;
  };

  const wantsNewRun = (): boolean =>
    workflowInfo().continueAsNewSuggested || grants >= timing.grantsPerRun || joins >= timing.joinsPerRun;

  const goOnInNewRun = async (): Promise<never> => {
    await condition(allHandlersFinished);
    const state: JobQueueState = {
      nextSeq,
      holder,
      waiting,
      isPaused,
      knowsWhoRuns,
      ...(note === undefined ? {} : { note }),
    };
    return continueAsNew<typeof jobQueue>({ ...input, state });
  };

  /** True when the holder has closed, false when the line has to go on in a new run first. */
  const watchHolder = async (current: QueueHolder): Promise<boolean> => {
    const watching = new CancellationScope();
    let isClosed = false;
    const watch = watching
      .run(() => watchUntilClosed(current))
      .then(
        () => {
          isClosed = true;
        },
        (error: unknown) => {
          if (!isCancellation(error)) throw error;
        },
      );
    while (!isClosed && !wantsNewRun()) {
      await condition(() => isClosed || mustGrantAgain || wantsNewRun());
      if (!mustGrantAgain) continue;
      mustGrantAgain = false;
      if (!isClosed) await grantTo(current);
    }
    if (!isClosed) watching.cancel();
    await watch;
    return isClosed;
  };

  for (;;) {
    describeLine(holder, waiting.length, isPaused);
    if (holder !== null) {
      if (!(await watchHolder(holder))) await goOnInNewRun();
      holder = null;
      mustGrantAgain = false;
      continue;
    }
    if (wantsNewRun()) await goOnInNewRun();
    if (!knowsWhoRuns) {
      // The line before this one may have been terminated while a job ran: that job keeps its slot.
      const running = await findRunningAttempts({ scope: input.scope, category: input.category });
      const adopted = running[0];
      if (adopted === undefined) knowsWhoRuns = true;
      else {
        holder = adopted;
        waiting = withoutTicket(waiting, adopted.firstRunId);
      }
      continue;
    }
    const next = isPaused ? undefined : nextInLine();
    if (next !== undefined) {
      // Set before it is told: it may join again while it is being told.
      hold(next);
      if (!(await grantTo(next))) holder = null;
      continue;
    }
    if (isPaused) {
      await condition(() => !isPaused || wantsNewRun());
      continue;
    }
    const isIdle = (): boolean => holder === null && waiting.length === 0 && !isPaused;
    const hasWork = await condition(() => !isIdle() || wantsNewRun(), timing.idleMs);
    // In one step with returning: a join that overtakes makes the server refuse the end, and the step runs again with it.
    if (!hasWork && isIdle()) return;
  }
}

const newLine: JobQueueState = { nextSeq: 1, holder: null, waiting: [], isPaused: false, knowsWhoRuns: false };

const jobNotWaiting = (): ApplicationFailure =>
  ApplicationFailure.nonRetryable("The job does not wait in this line any more", failureTypes.jobNotWaiting);

/** Watches until the holder's execution is closed. Its policy repeats it without end; what still fails is tried anew. */
async function watchUntilClosed(holder: QueueHolder): Promise<void> {
  for (;;) {
    try {
      await watchJob(holder);
      return;
    } catch (error) {
      if (isCancellation(error)) throw error;
      log.error("watching the holder failed", { ...holder, error });
      await sleep(WATCH_AGAIN_MS);
    }
  }
}

/** Tells an attempt that it is its turn. False when it is gone. */
async function grantTo(holder: QueueHolder): Promise<boolean> {
  try {
    await getExternalWorkflowHandle(holder.workflowId).signal(slotGranted, { firstRunId: holder.firstRunId });
    return true;
  } catch (error) {
    if (isCancellation(error) && CancellationScope.current().consideredCancelled) throw error;
    log.info("the next in line is gone", { ...holder, error });
    return false;
  }
}

function describeLine(holder: QueueHolder | null, waiting: number, isPaused: boolean): void {
  const running = holder === null ? "nobody runs" : `\`${holder.workflowId}\` runs`;
  setCurrentDetails(`${isPaused ? "Paused. " : ""}${running}, ${waiting} waiting`);
}
