import { dirname, join } from "node:path";
import type { Environment } from "#config/environment";
import { connectDatabase } from "#database/connection";
import { migrate } from "#database/migrate";
import { choosePort, urlAt } from "./choose-port.ts";
import { fillEmptyLedger } from "./demo-ledger.ts";
import { openLogFile } from "./log-file.ts";
import { ensureDatabase, startPostgres } from "./postgres.ts";
import { orKill } from "./processes.ts";
import { projectPath } from "./project.ts";
import { noteServices } from "./running-services.ts";
import { startService } from "./service-process.ts";
import type { RunningPart, Supervisor } from "./supervisor.ts";
import { ensureTemporalCli, startTemporal } from "./temporal-cli.ts";

const DATABASE = "connector";
const POSTGRES_PORT = 5433;
const TEMPORAL_PORT = 7233;
const TEMPORAL_UI_PORT = 8233;

export interface StartOptions {
  readonly environment: Environment;
  readonly dataFolder: string;
  readonly adminApiKey: string;
  readonly encryptionKey: string;
  readonly supervisor: Supervisor;
  readonly say: (line: string) => void;
}

export interface StartedParts {
  readonly apiUrl: string;
  readonly temporalAddress: string;
  readonly temporalUiUrl: string | undefined;
  /** Holds what worker, API and sandbox shop print: `worker.log`, `api.log`, `sandbox.log`. */
  readonly logFolder: string;
}

/** The embedded PostgreSQL, kept running on one port; its URL. Nothing is started when `DATABASE_URL` is set. */
async function databaseUrl({ environment, dataFolder, supervisor, say }: StartOptions): Promise<string> {
  if (environment.DATABASE_URL !== undefined) return environment.DATABASE_URL;
  let port = POSTGRES_PORT;
  let url = "";
  await supervisor.keep({
    name: "PostgreSQL",
    start: async () => {
      const server = await startPostgres({ folder: join(dataFolder, "postgres"), preferredPort: port });
      url = await orKill(server, ensureDatabase(server, DATABASE));
      port = Number(new URL(url).port);
      return server;
    },
  });
  say(`PostgreSQL is ready on port ${String(port)}${insteadOf(POSTGRES_PORT, port)}`);
  return url;
}

interface TemporalPlace {
  readonly address: string;
  readonly uiUrl: string | undefined;
}

/** The Temporal dev server, kept running on one port. Nothing is started when `TEMPORAL_ADDRESS` is set. */
async function temporalPlace({ environment, dataFolder, supervisor, say }: StartOptions): Promise<TemporalPlace> {
  if (environment.TEMPORAL_ADDRESS !== undefined) {
    return { address: environment.TEMPORAL_ADDRESS, uiUrl: environment.TEMPORAL_UI_URL };
  }
  const cli = await ensureTemporalCli(say, supervisor.stopping);
  let ports = { preferredPort: TEMPORAL_PORT, preferredUiPort: TEMPORAL_UI_PORT };
  let place: TemporalPlace = { address: "", uiUrl: undefined };
  await supervisor.keep({
    name: "Temporal",
    start: async (): Promise<RunningPart> => {
      const server = await startTemporal(cli, { databaseFile: join(dataFolder, "temporal.db"), ...ports });
      place = { address: server.address, uiUrl: server.uiUrl };
      ports = {
        preferredPort: Number(server.address.split(":")[1]),
        preferredUiPort: server.uiUrl === undefined ? TEMPORAL_UI_PORT : Number(new URL(server.uiUrl).port),
      };
      return server;
    },
  });
  say(`Temporal is ready on ${place.address}${insteadOf(TEMPORAL_PORT, ports.preferredPort)}`);
  return place;
}

const insteadOf = (usual: number, port: number): string =>
  port === usual ? "" : ` (the usual ${String(usual)} is taken)`;

async function migrateDatabase(url: string, say: (line: string) => void): Promise<void> {
  const db = connectDatabase(url, { maxConnections: 1 });
  try {
    const applied = await migrate(db, projectPath("database/migrations"));
    if (applied.length > 0) say(`The database was brought up to date (${String(applied.length)} migrations)`);
  } finally {
    await db.destroy();
  }
}

async function choosePorts({ HOST: host, ...wanted }: Environment, say: (line: string) => void) {
  const { METRICS_PORT: metrics } = wanted;
  const ofMetrics = async (who: string, port: number): Promise<number> =>
    metrics === 0 ? 0 : await choosePort({ port, host, who, variable: "METRICS_PORT" }, say);
  return {
    sandboxPort: await choosePort(
      { port: wanted.SANDBOX_PORT, host: "127.0.0.1", who: "the sandbox shop", variable: "SANDBOX_PORT" },
      say,
    ),
    apiPort: await choosePort({ port: wanted.PORT, host, who: "the API", variable: "PORT" }, say),
    // Two processes cannot listen on one port.
    apiMetricsPort: await ofMetrics("what measures the API", metrics),
    workerMetricsPort: await ofMetrics("what measures the worker", metrics + 1),
  };
}

/** Starts everything in the order of its needs: databases side by side, then the sandbox, then worker and API. */
export async function startParts(options: StartOptions): Promise<StartedParts> {
  const { environment, dataFolder, supervisor, say } = options;
  const logFolder = join(dataFolder, "logs");
  const [url, temporal] = await Promise.all([databaseUrl(options), temporalPlace(options)]);
  await migrateDatabase(url, say);
  const { sandboxPort, apiPort, apiMetricsPort, workerMetricsPort } = await choosePorts(environment, say);
  const shared = {
    DATABASE_URL: url,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_UI_URL: temporal.uiUrl,
    ENCRYPTION_KEY: options.encryptionKey,
    ADMIN_API_KEY: options.adminApiKey,
    SANDBOX_PORT: String(sandboxPort),
    PORT: String(apiPort),
  };
  const keep = (name: string, main: string, own: Readonly<Record<string, string>> = {}): Promise<RunningPart> => {
    const log = openLogFile(join(logFolder, `${dirname(main)}.log`));
    return supervisor.keep({
      name,
      start: () => startService({ name, main, environment: { ...shared, ...own }, log }),
    });
  };
  await keep("sandbox shop", "sandbox/main");
  say(`The sandbox shop is ready on port ${String(sandboxPort)}`);
  await fillEmptyLedger(url, `http://127.0.0.1:${String(sandboxPort)}`, environment.SANDBOX_HOSTS[0]);
  await Promise.all([
    keep("worker", "worker/main", { METRICS_PORT: String(workerMetricsPort) }),
    keep("API", "api/main", { METRICS_PORT: String(apiMetricsPort) }),
  ]);
  say("Worker and API are ready");
  noteServices(dataFolder, {
    databaseUrl: url,
    temporalAddress: temporal.address,
    temporalNamespace: environment.TEMPORAL_NAMESPACE,
    temporalUiUrl: temporal.uiUrl ?? null,
  });
  return {
    apiUrl: urlAt(environment.HOST, apiPort),
    temporalAddress: temporal.address,
    temporalUiUrl: temporal.uiUrl,
    logFolder,
  };
}
