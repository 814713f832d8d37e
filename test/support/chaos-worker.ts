/** A worker process as in production, which ends itself by SIGKILL when it comes to a planned boundary. */
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { DefaultLogger, Runtime } from "@temporalio/worker";
import { pino } from "pino";
import { readEnvironment } from "#config/environment";
import { runWorker } from "#worker/run-worker";
import { ANSWERS, type BoundaryKill, type KillPoint } from "./chaos-plan.ts";

const { CHAOS_KILLS = "[]", CHAOS_FOLDER = "", CHAOS_BUNDLE = "" } = process.env;
const kills = JSON.parse(CHAOS_KILLS) as readonly BoundaryKill[];
const passed = new Map<KillPoint, number>();

/** Of all processes one dies of a planned kill: the one that makes its mark first. */
async function boundary(name: KillPoint): Promise<void> {
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

/** An answer is held back until it is sure that nobody dies of it. One in which Shopify refused is no boundary. */
const { fetch } = globalThis;
globalThis.fetch = async (input, init) => {
  const response = await fetch(input, init);
  for (const [name, mutation] of Object.entries(ANSWERS)) {
    if (typeof init?.body !== "string" || !init.body.includes(`${mutation}(`)) continue;
    if ((await response.clone().text()).includes('"userErrors":[]')) await boundary(name as keyof typeof ANSWERS);
  }
  return response;
};

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
