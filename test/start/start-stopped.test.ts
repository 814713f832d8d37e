import { execFile, spawn, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { freePort } from "#scripts/lib/processes";
import { projectPath } from "#scripts/lib/project";
import { aDatabase } from "../support/database.ts";
import { aNamespace } from "../support/temporal.ts";
import { until } from "../support/until.ts";

const run = promisify(execFile);

let folder: string;
let starter: ChildProcess;
let output = "";
let ended: Promise<number | null>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "start-stopped-"));
  chmodSync(folder, 0o711);
});
afterEach(async () => {
  starter.kill("SIGKILL");
  for (const { pid } of await processesOf(folder)) process.kill(pid, "SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** `npm start` from the sources, in a folder of its own. */
async function start(
  environment: Readonly<Record<string, string>> = {},
  options: readonly string[] = [],
): Promise<void> {
  output = "";
  starter = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts", ...options], {
    cwd: projectPath(),
    env: {
      ...process.env,
      NODE_OPTIONS: "",
      DATA_DIR: join(folder, "data"),
      PORT: String(await freePort()),
      SANDBOX_PORT: String(await freePort()),
      LOG_LEVEL: "error",
      ...environment,
    },
  });
  for (const stream of [starter.stdout, starter.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  ended = new Promise((resolve) => {
    starter.once("close", resolve);
  });
}

const said = (what: string): Promise<unknown> => until(what, () => Promise.resolve(output.includes(what)), 60_000);

/** Everything that has the folder in its command line or its environment: the starter and all it started. */
async function processesOf(place: string): Promise<readonly { readonly pid: number; readonly command: string }[]> {
  const { stdout } = await run("ps", ["axeww", "-o", "pid=,command="], { maxBuffer: 64 * 1024 * 1024 });
  return stdout
    .split("\n")
    .filter((line) => line.includes(place))
    .map((line) => /^\s*(\d+)\s+(.{0,160})/.exec(line))
    .filter((match) => match !== null)
    .map((match) => ({ pid: Number(match[1]), command: match[2] ?? "" }));
}

test("Ctrl-C during the start ends what runs and what is just starting", async () => {
  await start();
  await said("The sandbox shop is ready");
  expect(await processesOf(folder)).not.toEqual([]);

  starter.kill("SIGINT");

  expect(await ended).toBe(130);
  expect(output).not.toContain("Worker and API are ready");
  expect(await processesOf(folder)).toEqual([]);
  expect(existsSync(join(folder, "data", "start.pid"))).toBe(false);
}, 120_000);

test("Ctrl-C is heard during the first run, and a second one does not wait for running jobs", async () => {
  await start({ SANDBOX_ORDERS: "3000" });
  await said("The shop DEMO is connected");

  starter.kill("SIGINT");
  // As a terminal and npm do: the same Ctrl-C twice.
  await said("Stopping before the first run is over");
  starter.kill("SIGINT");
  await sleep(1100);
  const secondAt = Date.now();
  starter.kill("SIGINT");

  expect(await ended).toBe(130);
  expect(Date.now() - secondAt).toBeLessThan(5000);
  expect(await processesOf(folder)).toEqual([]);
  expect(existsSync(join(folder, "data", "start.pid"))).toBe(false);
}, 120_000);

test("a start over what a killed one left behind ends that and takes its place", async () => {
  await start();
  await said("The sandbox shop is ready");
  starter.kill("SIGKILL");
  await ended;

  await start();
  await said("The sandbox shop is ready");

  const commands = (await processesOf(folder)).map(({ command }) => command);
  expect(commands.filter((command) => command.includes("bin/postgres"))).toHaveLength(1);
  expect(commands.filter((command) => command.includes("server start-dev"))).toHaveLength(1);
  starter.kill("SIGTERM");
  expect(await ended).toBe(130);
  expect(await processesOf(folder)).toEqual([]);
}, 120_000);

test("with a PostgreSQL and a Temporal of one's own neither is started, and --once ends by itself", async () => {
  const [database, temporal] = await Promise.all([aDatabase(), aNamespace()]);
  const { address: TEMPORAL_ADDRESS, namespace: TEMPORAL_NAMESPACE } = temporal;
  const own = { DATABASE_URL: database.url, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE };
  await start({ ...own, SANDBOX_ORDERS: "12" }, ["--once"]);

  const status = await ended;
  await Promise.all([temporal.close(), database.drop()]);

  expect({ status, output }).toMatchObject({ status: 0, output: expect.stringContaining("Ready after") });
  expect(output).toContain(`(the server at ${temporal.address} has its own)`);
  expect(readdirSync(join(folder, "data")).toSorted()).toEqual(["admin-api-key", "encryption-key"]);
}, 120_000);

test("without a Temporal server and without pip the start says what to do, and leaves nothing running", async () => {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, "node"));
  await start({ PATH: bin, XDG_CACHE_HOME: join(folder, "cache") });

  expect(await ended).toBe(1);
  expect(output).toContain("Install the Temporal CLI");
  expect(output).not.toContain("    at ");
  expect(await processesOf(folder)).toEqual([]);
  expect(existsSync(join(folder, "data", "start.pid"))).toBe(false);
}, 60_000);
