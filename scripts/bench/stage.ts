import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "@temporalio/client";
import { connectDatabase, type Database } from "#database/connection";
import { migrate } from "#database/migrate";
import { connectOptions, connectTemporal } from "#temporal/connection";
import { ensureDatabase, startPostgres } from "../lib/postgres.ts";
import { freePort } from "../lib/processes.ts";
import { projectPath } from "../lib/project.ts";
import { startService } from "../lib/service-process.ts";
import type { RunningPart } from "../lib/supervisor.ts";
import { ensureTemporalCli, startTemporal } from "../lib/temporal-cli.ts";

export const STORE = "bench.myshopify.com";

/** Servers of one measurement, empty at the beginning. */
export interface Stage {
  readonly db: Database;
  readonly client: Client;
  readonly pids: { readonly postgres: number; readonly temporal: number; readonly sandbox: number };
  readonly temporalAddress: string;
  /** Calls a control path of the sandbox shop. */
  control(method: "GET" | "POST" | "PUT", path: string, body?: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Starts worker processes; their ids. */
  startWorkers(count: number): Promise<readonly number[]>;
  /** Starts the API; what it gets is asked for with the key of its administrator. */
  startApi(): Promise<{ get(path: string): Promise<unknown> }>;
  /** Ends everything, in reverse order, and removes what it left. */
  close(): Promise<void>;
}

type Undo = () => Promise<unknown>;

/** Starts PostgreSQL, Temporal and a sandbox in a temporary folder, as `npm start` does it. What was started ends when a later part does not start. */
export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  // PostgreSQL runs as another user when we are root and has to be able to enter.
  chmodSync(folder, 0o711);
  const undo: Undo[] = [() => Promise.resolve(rmSync(folder, { recursive: true, force: true }))];
  // PostgreSQL and Temporal have process groups of their own, so Ctrl-C does not reach them.
  const stop = (): void => void close().finally(() => process.exit(130));
  const close = async (): Promise<void> => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, stop);
    for (const step of undo.splice(0).toReversed()) await step();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
  const kept = async <P extends { stop(): Promise<void> }>(starting: Promise<P>): Promise<P> => {
    const part = await starting;
    undo.push(() => part.stop());
    return part;
  };
  try {
    const cli = await ensureTemporalCli();
    const postgres = await kept(startPostgres({ folder: join(folder, "postgres") }));
    const temporalServer = await kept(startTemporal(cli, { databaseFile: join(folder, "temporal.db") }));
    const databaseUrl = await ensureDatabase(postgres, "bench");
    const db = connectDatabase(databaseUrl, { applicationName: "bench", maxConnections: 4 });
    undo.push(() => db.destroy());
    await migrate(db, projectPath("database/migrations"));
    const temporal = connectTemporal(connectOptions({ address: temporalServer.address, namespace: "default" }, {}));
    undo.push(() => temporal.close());
    const sandboxPort = await freePort();
    const environment = {
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporalServer.address,
      TEMPORAL_NAMESPACE: "default",
      ENCRYPTION_KEY: randomBytes(32).toString("base64"),
      SANDBOX_PORT: String(sandboxPort),
      LOG_LEVEL: "error",
    };
    const start = (name: string, main: string, more: Readonly<Record<string, string>>): Promise<RunningPart> =>
      kept(startService({ name, main, environment: { ...environment, ...more } }));
    // The store is made by the measurement, with the plan it wants.
    const sandbox = await start("sandbox shop", "sandbox/main", { SANDBOX_HOSTS: "" });
    return {
      db,
      client: temporal.client,
      temporalAddress: temporalServer.address,
      pids: { postgres: postgres.pid, temporal: temporalServer.pid, sandbox: sandbox.pid },
      control: (method, path, body) => control(sandboxPort, method, path, body),
      startWorkers: async (count) => {
        const workers = await Promise.all(
          Array.from({ length: count }, () => start("worker", "worker/main", { SANDBOX_HOSTS: STORE })),
        );
        return workers.map(({ pid }) => pid);
      },
      startApi: async () => {
        const [port, key] = [await freePort(), randomBytes(16).toString("hex")];
        await start("API", "api/main", { PORT: String(port), ADMIN_API_KEY: key });
        return { get: (path) => answerOf(new URL(path, `http://127.0.0.1:${port}`), key) };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function control(
  port: number,
  method: string,
  path: string,
  body?: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const url = new URL(`http://127.0.0.1:${port}/__sandbox/${path}`);
  if (body === undefined) url.searchParams.set("shop", STORE);
  const response = await fetch(url, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { "content-type": "application/json" }, body: JSON.stringify({ shop: STORE, ...body }) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`);
  return JSON.parse(text) as unknown;
}

async function answerOf(url: URL, key: string): Promise<unknown> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
  const text = await response.text();
  if (!response.ok) throw new Error(`GET ${url.pathname} was answered with ${response.status}: ${text}`);
  return JSON.parse(text) as unknown;
}
