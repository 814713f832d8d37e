import type { Worker } from "@temporalio/worker";

/**
 * Runs the workers of a process until all have ended, as they do when it is told to stop. When one cannot go on the others are
 * ended too, with their grace, and its error is thrown: half a process would be taken for a whole one, and nobody would start it
 * again.
 */
export async function runTogether(workers: readonly Pick<Worker, "run" | "shutdown" | "getState">[]): Promise<void> {
  const errors: unknown[] = [];
  await Promise.all(
    workers.map(async (worker) => {
      try {
        await worker.run();
      } catch (error) {
        errors.push(error);
        for (const other of workers) if (other.getState() === "RUNNING") other.shutdown();
      }
    }),
  );
  if (errors.length > 0) throw errors[0];
}
