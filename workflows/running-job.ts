import {
  allHandlersFinished,
  condition,
  continueAsNew,
  setCurrentDetails,
  upsertMemo,
  workflowInfo,
} from "@temporalio/workflow";
import { jobTimedOut } from "./failures.ts";
import { showStatus } from "./job-status.ts";
import {
  noCounts,
  type AttemptCarry,
  type AttemptInput,
  type Counts,
  type IncompleteReason,
  type JobProgress,
} from "./messages.ts";
import type { JobTiming } from "./policies.ts";
import type { Wish } from "./wish.ts";

/** What the body of a report works with. */
export interface RunningJob {
  /** What the run did so far. */
  readonly counts: Counts;
  /** Adds what a batch did. */
  add(counts: Partial<Counts>): void;
  /** Names the part of the work that begins now; shown to people. */
  phase(name: string): void;
  /**
   * Kept when the run goes on as a new execution. The body then runs again from its start, with the counts so far, so it sets
   * here whatever it needs to go on where it was; progress that is stored in rows needs nothing. JSON, small.
   */
  carry: unknown;
  /**
   * Call it after every batch that is not the last one: waits while the job is paused, shows progress, and throws when the time
   * is over. It may not return: a long run goes on in a new execution from here.
   */
  betweenBatches(): Promise<void>;
  /** Something temporary kept part of the work from being done. What can be done goes on; the run then ends as `incomplete`. */
  incomplete(reason: IncompleteReason): void;
}

/** The same job as its attempt sees it. */
export interface AttemptJob extends RunningJob {
  readonly startedAt: string;
  /** Milliseconds since the epoch; a pause moves it. */
  readonly deadline: number;
  readonly isPaused: boolean;
  readonly incompleteReason: IncompleteReason | undefined;
  progress(): JobProgress;
}

/** Begins the run, or goes on with what an earlier execution carried over. */
export function beginJob(
  input: AttemptInput<unknown, string | null>,
  timing: JobTiming,
  timeoutMs: number,
  wish: Wish,
): AttemptJob {
  const { carry } = input;
  const startedAt = carry?.startedAt ?? new Date().toISOString();
  let batches = 0;
  let counts = carry?.counts ?? noCounts;
  let phase = carry?.phase ?? "Starting";
  let deadline = carry?.deadline ?? Date.now() + timeoutMs;
  let isPaused = carry?.isPaused ?? false;
  let incompleteReason = carry?.incomplete;
  // A new execution has the memo the first one was started with, so it writes progress at its first chance.
  let memoAt = carry === undefined ? Date.now() : 0;

  const showDetails = (): void => setCurrentDetails(details(phase, counts, isPaused));
  const publish = (): void => {
    showDetails();
    if (Date.now() - memoAt < timing.progressMemoMs) return;
    memoAt = Date.now();
    upsertMemo({ progress: { phase, counts } satisfies JobProgress });
  };

  const pause = async (): Promise<void> => {
    const since = Date.now();
    if (!isPaused) {
      isPaused = true;
      showStatus("Paused");
      showDetails();
    }
    await condition(() => !wish.isHeld);
    isPaused = false;
    deadline += Date.now() - since;
    showStatus("InProcess");
  };

  const job: AttemptJob = {
    carry: carry?.body,
    get startedAt() {
      return startedAt;
    },
    get counts() {
      return counts;
    },
    get deadline() {
      return deadline;
    },
    get isPaused() {
      return isPaused;
    },
    get incompleteReason() {
      return incompleteReason;
    },
    progress: () => ({ phase, counts }),
    add: (more) => {
      counts = sum(counts, more);
    },
    phase: (name) => {
      phase = name;
      showDetails();
    },
    incomplete: (reason) => {
      incompleteReason ??= reason;
    },
    betweenBatches: async () => {
      batches += 1;
      if (wish.isHeld) await pause();
      // The timer alone is not enough: it may fire a second late, and a chain of short runs would outlive it.
      if (Date.now() >= deadline) throw jobTimedOut(timeoutMs);
      publish();
      if (!workflowInfo().continueAsNewSuggested && batches < timing.batchesPerRun) return;
      await condition(allHandlersFinished);
      const next: AttemptCarry = {
        counts,
        phase,
        startedAt,
        deadline,
        isPaused,
        ...(incompleteReason === undefined ? {} : { incomplete: incompleteReason }),
        body: job.carry,
      };
      await continueAsNew({ ...input, priority: wish.priority, carry: next });
    },
  };
  showDetails();
  return job;
}

function sum(counts: Counts, more: Partial<Counts>): Counts {
  return {
    read: counts.read + (more.read ?? 0),
    changed: counts.changed + (more.changed ?? 0),
    unchanged: counts.unchanged + (more.unchanged ?? 0),
    skipped: counts.skipped + (more.skipped ?? 0),
    failed: counts.failed + (more.failed ?? 0),
    notMatched: counts.notMatched + (more.notMatched ?? 0),
    blockedBySetting: counts.blockedBySetting + (more.blockedBySetting ?? 0),
  };
}

function details(phase: string, counts: Counts, isPaused: boolean): string {
  const figures = `${counts.read} read, ${counts.changed} changed, ${counts.skipped} skipped, ${counts.failed} failed`;
  return `${isPaused ? "Paused. " : ""}**${phase}**: ${figures}`;
}
