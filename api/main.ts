/** The API as a process: reads the environment, connects, listens, says "ready", and ends cleanly when told to. */
import type { Server } from "node:http";
import { reportParameters } from "#activities/report-parameters";
import { EnvironmentError, mailServerOf, readEnvironment, type Environment } from "#config/environment";
import { startProblem } from "#config/start-problem";
import { hasAdminKey } from "#database/api-keys";
import { databaseOn, openPool, type Database } from "#database/connection";
import { migrate } from "#database/migrate";
import { OperationalError } from "#domain/failure";
import { createLedger } from "#erp/ledger/ledger";
import { createLedgerRecords } from "#erp/ledger/ledger-records";
import { projectPath } from "#scripts/lib/project";
import { installationOf } from "#shopify/installation";
import { createSecrets } from "#shopify/secrets";
import { connectOptions, connectTemporal } from "#temporal/connection";
import { createInitialImports } from "#temporal/initial-imports";
import { createJobLog } from "#temporal/job-log";
import { createJobQueue } from "#temporal/job-queue";
import { createSchedules } from "#temporal/schedules";
import { createWebhookHandover } from "#temporal/webhook-handover";
import { catalogue } from "#workflows/catalogue";
import { createActions } from "./actions.ts";
import { createApi } from "./create-api.ts";
import { exposeCues } from "./cue-metrics.ts";
import type { ApiDeps } from "./deps.ts";
import { createLogger } from "./logger.ts";
import { createMetrics, exposePool, metricsServer } from "./metrics.ts";

/** Answers under way have so long to end. */
const LAST_ANSWERS_MS = 10_000;

/**
 * The settings without which there is nothing to serve. Throws one `EnvironmentError` that names all that are missing.
 * ADMIN_API_KEY may be missing when somebody else can administer; only the database knows.
 */
function required(environment: Environment) {
  const { DATABASE_URL, ADMIN_API_KEY, ENCRYPTION_KEY } = environment;
  const missing = [
    ...(DATABASE_URL === undefined ? ["DATABASE_URL: where PostgreSQL is"] : []),
    ...(ENCRYPTION_KEY === undefined ? ["ENCRYPTION_KEY: 32 bytes in base64, as the workers have it"] : []),
  ];
  if (DATABASE_URL === undefined || ENCRYPTION_KEY === undefined) {
    if (ADMIN_API_KEY === undefined) missing.push(firstKey);
    throw new EnvironmentError(`The API needs these settings; npm start makes them itself:\n  ${missing.join("\n  ")}`);
  }
  return { databaseUrl: DATABASE_URL, adminApiKey: ADMIN_API_KEY, encryptionKey: ENCRYPTION_KEY };
}

const firstKey = "ADMIN_API_KEY: the first API key, at least 16 characters";

/** Throws an `EnvironmentError` when nobody could do anything with this API. */
async function requireAdministrator(db: Database, adminApiKey: string | undefined): Promise<void> {
  if (adminApiKey !== undefined || (await hasAdminKey(db))) return;
  throw new EnvironmentError(
    `The API needs this setting, because no key in the database can administer it:\n  ${firstKey}`,
  );
}

const installation = (environment: Environment) =>
  installationOf({
    sandboxHosts: environment.SANDBOX_HOSTS,
    sandboxPort: environment.SANDBOX_PORT,
    clientId: environment.SHOPIFY_CLIENT_ID,
    clientSecret: environment.SHOPIFY_CLIENT_SECRET,
  });

async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  const { databaseUrl, adminApiKey, encryptionKey } = required(environment);
  const log = createLogger(environment.LOG_LEVEL);
  const metrics = createMetrics();
  const pool = openPool(databaseUrl, { applicationName: "api" });
  exposePool(metrics.registry, pool);
  const db = databaseOn(pool);
  await migrate(db, projectPath("database/migrations"));
  await requireAdministrator(db, adminApiKey);
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace } = environment;
  const temporal = connectTemporal(
    connectOptions({ namespace, ...(address === undefined ? {} : { address }) }, process.env),
    metrics.countFailed,
  );
  const { client } = temporal;
  const jobLog = createJobLog({ client, db, log });
  const expiry = environment.SHOPIFY_API_VERSION_EXPIRES_AT;
  const webhooks = createWebhookHandover({ client, db });
  const deps: ApiDeps = {
    db,
    erp: createLedger(db),
    ledger: createLedgerRecords,
    temporal,
    actions: createActions(client),
    jobs: createJobQueue({ client, db, jobLog, temporalUiUrl: environment.TEMPORAL_UI_URL ?? null }),
    initialImports: createInitialImports({ client, db, jobLog, temporalUiUrl: environment.TEMPORAL_UI_URL ?? null }),
    schedules: createSchedules({ client, db, jobLog, temporalUiUrl: environment.TEMPORAL_UI_URL ?? null }),
    webhooks,
    secrets: createSecrets([encryptionKey]),
    log,
    metrics,
    adminApiKey,
    rateLimits: {
      requestsPerKey: environment.RATE_LIMIT_PER_MINUTE,
      failedKeysPerAddress: environment.FAILED_KEYS_PER_MINUTE,
    },
    trustedProxies: environment.TRUST_PROXY,
    catalogue,
    reportParameters,
    ...installation(environment),
    publicUrl: environment.PUBLIC_URL,
    webhookHosts: environment.WEBHOOK_HOSTS,
    hasMailServer: mailServerOf(environment) !== undefined,
    apiVersionExpiresAt: expiry === undefined ? undefined : new Date(expiry),
  };
  exposeCues(metrics.registry, deps);

  const server = await listening(createApi(deps).listen(environment.PORT, environment.HOST));
  const figures =
    environment.METRICS_PORT === 0
      ? undefined
      : await listening(metricsServer(metrics).listen(environment.METRICS_PORT, environment.HOST));
  log.info({ port: environment.PORT, host: environment.HOST }, "api ready");
  process.send?.("ready");

  await toldToStop();
  log.info("api stops");
  await Promise.all([closed(server), figures && closed(figures)]);
  await webhooks.settled();
  await Promise.all([temporal.close(), db.destroy()]);
}

/** The server once it listens. Throws when the port is taken. */
const listening = (server: Server): Promise<Server> =>
  new Promise((resolve, reject) => {
    server.once("listening", () => resolve(server)).once("error", reject);
  });

const toldToStop = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });

/** Takes no new requests; those under way get some time. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS).unref();
  });
}

try {
  await main();
} catch (error) {
  const isForPeople = error instanceof EnvironmentError || error instanceof OperationalError;
  const sentence = isForPeople ? error.message : startProblem(error, process.env);
  process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : String(error))}\n`);
  // Not by itself: one of the two servers may listen already.
  process.exit(1);
}
