import { execFileSync, spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const KEPT_OUTPUT = 4096;

/** A child whose last 4 kB of output are kept, so that its end can be explained. */
export interface WatchedChild {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Resolves when the child has ended; never rejects. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  hasEnded(): boolean;
  lastOutput(): string;
}

const living = new Set<ChildProcess>();

/** Kills every program that was started here and still runs. For somebody who does not want to wait for an orderly end. */
export function killAllStarted(): void {
  for (const child of living) child.kill("SIGKILL");
}

/** Starts a program and keeps the end of what it prints. Throws when it cannot be started at all. */
export async function spawnWatched(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<WatchedChild> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  let output = "";
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-KEPT_OUTPUT);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once("exit", (code, signal) => {
      living.delete(child);
      resolve({ code, signal });
    });
  });
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
  living.add(child);
  if (child.pid === undefined) throw new Error(`${command} has no process id`);
  return {
    child,
    pid: child.pid,
    ended,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    lastOutput: () => output,
  };
}

/** True while a process with this id exists and is not a zombie. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${String(pid)}/stat`, "utf8"));
  } catch {
    return true;
  }
}

/**
 * The command line of a running process, or undefined when it is gone. Throws where neither /proc nor `ps` can tell: taking
 * "cannot tell" for "not ours" would remove the lock of a living server.
 */
export function commandLineOf(pid: number): string | undefined {
  if (!isAlive(pid)) return undefined;
  if (process.platform === "linux") {
    try {
      return readFileSync(`/proc/${String(pid)}/cmdline`, "utf8").replaceAll("\0", " ");
    } catch {
      return undefined;
    }
  }
  return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
}

/** Asks a process to end and waits; after `timeoutMs` it is killed. */
export async function endProcess(pid: number, signal: NodeJS.Signals, timeoutMs: number): Promise<void> {
  const until = Date.now() + timeoutMs;
  try {
    process.kill(pid, signal);
  } catch {
    return;
  }
  while (isAlive(pid)) {
    if (Date.now() > until) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It ended just now.
      }
      return;
    }
    await sleep(20);
  }
}

/** What the work gives. When it fails the process is killed first: a start that failed leaves nothing running. */
export async function orKill<T>({ pid }: { readonly pid: number }, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    await endProcess(pid, "SIGKILL", 5000);
    throw error;
  }
}

/** The preferred port where it is free on the host, else any free one. */
export async function freePort(preferred = 0, host = "127.0.0.1"): Promise<number> {
  const listen = (port: number): Promise<number | undefined> =>
    new Promise((resolve) => {
      const server = createServer();
      server.once("error", () => {
        resolve(undefined);
      });
      server.listen(port, host, () => {
        const address = server.address();
        server.close(() => {
          resolve(typeof address === "object" && address !== null ? address.port : undefined);
        });
      });
    });
  const port = (await listen(preferred)) ?? (await listen(0));
  if (port === undefined) throw new Error(`no free port on ${host}`);
  return port;
}
