import type { RunningJob } from "../attempt.ts";
import type { Counts } from "../messages.ts";

/** One part of a report. `batch` is called until it is done, each time with the place the call before came to. */
export interface Step<R> {
  readonly phase: string;
  readonly batch: (run: R, after: string) => Promise<StepResult>;
}

export interface StepResult {
  readonly done: boolean;
  /** Where the next batch goes on. */
  readonly after: string;
  readonly counts: Partial<Counts>;
}

/** Where a run goes on in a new execution. What the steps did is in the database. */
interface Place {
  readonly step: number;
  readonly after: string;
}

const BEGINNING: Place = { step: 0, after: "0" };

/** Runs the parts of a report one after the other, from where the execution before this one was. */
export async function runSteps<R>(job: RunningJob, run: R, steps: readonly Step<R>[]): Promise<void> {
  let place = (job.carry as Place | null | undefined) ?? BEGINNING;
  for (;;) {
    const step = steps[place.step];
    if (step === undefined) return;
    job.phase(step.phase);
    const batch = await step.batch(run, place.after);
    job.add(batch.counts);
    place = batch.done ? { step: place.step + 1, after: "0" } : { step: place.step, after: batch.after };
    job.carry = place;
    if (place.step < steps.length) await job.betweenBatches();
  }
}
