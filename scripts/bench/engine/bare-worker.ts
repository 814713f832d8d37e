import { fileURLToPath } from "node:url";
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from "@temporalio/worker";

export const BARE_TASK_QUEUE = "bare";

const activities = { nothing: () => Promise.resolve() };
export type BareActivities = typeof activities;

/** A worker that can nothing but a bare workflow, with which jobs are compared. */
export async function startBareWorker(address: string): Promise<{ stop(): Promise<void> }> {
  Runtime.install({ logger: new DefaultLogger("WARN"), shutdownSignals: [] });
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(import.meta.resolve("#scripts/bench/engine/bare-workflow")),
    logger: new DefaultLogger("WARN"),
  });
  const connection = await NativeConnection.connect({ address });
  const polling = { type: "autoscaling", minimum: 1, initial: 2, maximum: 10 } as const;
  const worker = await Worker.create({
    connection,
    taskQueue: BARE_TASK_QUEUE,
    workflowBundle,
    activities,
    workflowTaskPollerBehavior: polling,
    activityTaskPollerBehavior: polling,
  });
  const ended = worker.run();
  return {
    stop: async () => {
      worker.shutdown();
      await ended;
      await connection.close();
    },
  };
}
