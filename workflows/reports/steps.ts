import type { OrderBatchResult } from "#activities/orders/order-batch";
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

/**
 * Makes a page of documents while the numbers of those before it are written to Shopify. The one costs the ERP's time, the other
 * Shopify's quota, which fills up unused while nobody asks: one after the other they took half as long again on a small plan. What
 * is not written here, and what Shopify refuses, stays due for the step after it, which also counts it.
 */
export async function makeWhileWriting(
  after: string,
  make: (place: OnePage) => Promise<OrderBatchResult>,
  write: (place: OnePage) => Promise<OrderBatchResult>,
): Promise<OrderBatchResult> {
  const [made = "0", written = made] = after.split(" ");
  // Both have ended before one's failure goes on: an attempt that fails leaves nothing running behind it.
  const [documents, numbers] = await Promise.allSettled([
    make({ after: made, pages: 1 }),
    write({ after: written, pages: 1 }),
  ]);
  if (documents.status === "rejected") throw documents.reason;
  if (numbers.status === "rejected") throw numbers.reason;
  return { ...documents.value, after: `${documents.value.after} ${numbers.value.after}` };
}

/** Where a batch of one page begins. */
export interface OnePage {
  readonly after: string;
  readonly pages: 1;
}

/** The orders were counted before; of a later step only what goes wrong counts. */
export const troubleOf = ({ done, after, counts }: OrderBatchResult): StepResult => ({
  done,
  after,
  counts: { failed: counts.failed, blockedBySetting: counts.blockedBySetting },
});
