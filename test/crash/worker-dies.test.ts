import { randomBytes } from "node:crypto";
import { expect, test } from "@jest/globals";
import { startService } from "#scripts/lib/service-process";
import { reconcileWorkflowId } from "#workflows/ids";
import { taskQueues } from "#workflows/task-queues";
import { aDatabase } from "../support/database.ts";
import { removeSystemSchedules } from "../support/system-schedules.ts";
import { aNamespace } from "../support/temporal.ts";

/** Loaded into every thread of the process: one that is to run a workflow ends, as one does whose memory is full. */
const MORTAL_THREADS = `
import { parentPort } from "node:worker_threads";
if (parentPort !== null) {
  const on = parentPort.on.bind(parentPort);
  parentPort.on = (name, listen) =>
    on(name, (message) => (message?.input?.type === "create-workflow" ? process.exit(9) : listen(message)));
}`;

test("when one of its workers cannot go on the process ends with the reason, so that it is started again", async () => {
  const [database, temporal] = await Promise.all([aDatabase(), aNamespace()]);
  const worker = await startService({
    name: "worker",
    main: "worker/main",
    environment: {
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(MORTAL_THREADS)}`,
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: temporal.namespace,
      ENCRYPTION_KEY: randomBytes(32).toString("base64"),
      LOG_LEVEL: "silent",
    },
  });

  try {
    await temporal.client.workflow.start("reconcile", {
      taskQueue: taskQueues.sync,
      workflowId: `${reconcileWorkflowId}-now`,
      args: [],
    });
    const ended = await worker.ended;

    expect(ended).toEqual({ code: 1, signal: null });
    expect(worker.lastOutput()).toMatch(/^UnexpectedError: Workflow Worker Thread exited/m);
  } finally {
    await worker.stop();
    await removeSystemSchedules(temporal.client);
    await temporal.close();
    await database.drop();
  }
}, 90_000);
