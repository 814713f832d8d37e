/** Work that Shopify does after the answer, such as cancelling an order. */
import type { Clock } from "../engine/clock.ts";
import { invalidId } from "../engine/errors.ts";

export interface Jobs {
  /** Starts work that ends at the next step of the clock, or after two seconds when the clock runs by itself. */
  start(work: () => void): object;
  show(gid: string): object | null;
  readonly waiting: number;
  close(): void;
}

interface Job {
  readonly id: string;
  readonly work: () => void;
  isDone: boolean;
  timer: NodeJS.Timeout | undefined;
}

/** How long a job takes where nobody controls the clock [A]. */
const DURATION_MS = 2_000;

export function createJobs(clock: Clock, newId: () => number): Jobs {
  const jobs = new Map<string, Job>();
  const end = (job: Job) => {
    if (job.isDone) return;
    job.isDone = true;
    clearTimeout(job.timer);
    job.work();
  };
  const unsubscribe = clock.onStep(() => {
    for (const job of jobs.values()) end(job);
  });
  const view = (job: Job) => ({ __typename: "Job", id: job.id, done: job.isDone });

  return {
    start(work) {
      const number = newId().toString(16).padStart(12, "0");
      const job: Job = {
        id: `gid://shopify/Job/00000000-0000-4000-8000-${number}`,
        work,
        isDone: false,
        timer: undefined,
      };
      jobs.set(job.id, job);
      if (!clock.isFrozen) {
        job.timer = setTimeout(() => end(job), DURATION_MS);
        job.timer.unref();
      }
      return view(job);
    },
    show(gid) {
      if (!gid.startsWith("gid://shopify/Job/")) throw invalidId(gid);
      const job = jobs.get(gid);
      return job === undefined ? null : view(job);
    },
    get waiting() {
      return [...jobs.values()].filter((job) => !job.isDone).length;
    },
    close() {
      unsubscribe();
      for (const job of jobs.values()) clearTimeout(job.timer);
    },
  };
}
