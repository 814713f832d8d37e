import { pathToFileURL } from "node:url";
import type { LogFile } from "./log-file.ts";
import { OperatorError } from "./operator-error.ts";
import { endProcess, spawnWatched } from "./processes.ts";
import { projectPath } from "./project.ts";
import type { RunningPart } from "./supervisor.ts";

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 35_000;

export interface ServiceProcess {
  readonly name: string;
  /** Main file without ending, from the project root: `worker/main`. */
  readonly main: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where what it prints is kept; without one only its last words are. */
  readonly log?: LogFile;
}

/**
 * A worker's heap: what batches leave behind is collected before the process has grown past what two cores need. Half as much again
 * is native memory of the Temporal client. `npm run worker` (scripts/bootstrap.mjs) has the same.
 */
const WORKER_MEMORY = ["--max-old-space-size=192", "--max-semi-space-size=4"];

/** Compiled main files where this file is compiled too, sources otherwise. */
function commandFor(main: string): readonly string[] {
  const options = [
    ...(main === "worker/main" ? WORKER_MEMORY : []),
    ...["--import", pathToFileURL(projectPath("scripts/lib/end-with-parent.mjs")).href],
  ];
  return import.meta.filename.endsWith(".ts")
    ? [...options, "--import", "tsx", projectPath(`${main}.ts`)]
    : [...options, "--enable-source-maps", projectPath("dist/server", `${main}.js`)];
}

/**
 * Starts one of our services as a process that says "ready" over its IPC channel: asking a port would not prove who answers.
 * It ends with this process, however this one ends.
 */
export async function startService(service: ServiceProcess): Promise<RunningPart> {
  const running = await spawnWatched(process.execPath, commandFor(service.main), {
    cwd: projectPath(),
    env: { ...process.env, ...service.environment },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true,
  });
  const { log } = service;
  if (log !== undefined) {
    for (const stream of [running.child.stdout, running.child.stderr]) {
      stream?.on("data", (output: Buffer) => {
        log.append(output);
      });
    }
  }
  const ready = new Promise<"ready">((resolve) => {
    running.child.on("message", (message) => {
      if (message === "ready") resolve("ready");
    });
  });
  const late = new Promise<"late">((resolve) => {
    setTimeout(() => {
      resolve("late");
    }, READY_TIMEOUT_MS).unref();
  });
  const first = await Promise.race([ready, running.ended, late]);
  if (first !== "ready") {
    await endProcess(running.pid, "SIGKILL", 0);
    const what = first === "late" ? "was not ready after 60 s" : "ended while starting";
    throw new OperatorError(`The ${service.name} ${what}. It said last:\n${running.lastOutput().trim()}`);
  }
  return {
    pid: running.pid,
    ended: running.ended,
    lastOutput: running.lastOutput,
    stop: () => endProcess(running.pid, "SIGTERM", STOP_TIMEOUT_MS),
  };
}
