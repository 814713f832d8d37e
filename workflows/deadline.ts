import { CancellationScope, condition, isCancellation, sleep } from "@temporalio/workflow";
import { jobTimedOut } from "./failures.ts";
import type { AttemptJob } from "./running-job.ts";

/**
 * Runs `work` until the job's deadline, which moves while the job is paused. At the deadline the work is cancelled, and once it
 * has really stopped, `job-timeout` is thrown. A cancellation from outside passes as what it is.
 */
export async function untilDeadline(job: AttemptJob, timeoutMs: number, work: () => Promise<void>): Promise<void> {
  const working = new CancellationScope();
  const watching = new CancellationScope();
  let isOver = false;
  const watch = watching
    .run(async () => {
      for (;;) {
        const leftMs = job.deadline - Date.now();
        if (job.isPaused) await condition(() => !job.isPaused);
        else if (leftMs > 0) await sleep(leftMs);
        else break;
      }
      isOver = true;
      working.cancel();
    })
    .catch((error: unknown) => {
      if (!isCancellation(error)) throw error;
    });
  try {
    await working.run(work);
  } catch (error) {
    if (isOver && isCancellation(error) && !CancellationScope.current().consideredCancelled)
      throw jobTimedOut(timeoutMs);
    throw error;
  } finally {
    watching.cancel();
    await watch;
  }
}
