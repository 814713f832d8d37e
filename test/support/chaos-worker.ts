/** A worker process as in production, which ends itself by SIGKILL when it comes to a planned boundary. */
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { DefaultLogger, Runtime } from "@temporalio/worker";
import { pino } from "pino";
import type { Boundary } from "#activities/orders/order-activity-deps";
import { readEnvironment } from "#config/environment";
import { runWorker } from "#worker/run-worker";
import type { BoundaryKill } from "./chaos-plan.ts";

const { CHAOS_KILLS = "[]", CHAOS_FOLDER = "", CHAOS_BUNDLE = "" } = process.env;
const kills = JSON.parse(CHAOS_KILLS) as readonly BoundaryKill[];
const passed = new Map<Boundary, number>();

/** Of all processes one dies of a planned kill: the one that makes its mark first. */
async function boundary(name: Boundary): Promise<void> {
  const times = (passed.get(name) ?? 0) + 1;
  passed.set(name, times);
  for (const [index, kill] of kills.entries()) {
    if (kill.boundary !== name || times < kill.occurrence) continue;
    try {
      closeSync(openSync(join(CHAOS_FOLDER, `kill-${index}`), "wx"));
    } catch {
      continue;
    }
    process.kill(process.pid, "SIGKILL");
    await new Promise(() => undefined);
  }
}

const { DATABASE_URL = "", ENCRYPTION_KEY = "", ...environment } = readEnvironment(process.env);
Runtime.install({ logger: new DefaultLogger("ERROR") });
await runWorker({
  environment: { ...environment, DATABASE_URL, ENCRYPTION_KEY },
  variables: process.env,
  log: pino({ level: "error" }),
  boundary,
  workflows: { workflowBundle: { codePath: CHAOS_BUNDLE } },
  onReady: () => process.send?.("ready"),
});
