import { NativeConnection, Runtime } from "@temporalio/worker";
import type { Logger } from "pino";
import type { OrderActivityDeps } from "#activities/orders/order-activity-deps";
import { mailServerOf, type Environment } from "#config/environment";
import { databaseOn, openPool } from "#database/connection";
import { migrate } from "#database/migrate";
import { createLedger } from "#erp/ledger/ledger";
import { projectPath } from "#scripts/lib/project";
import { createShopifyClient } from "#shopify/create-client";
import { installationOf } from "#shopify/installation";
import { createSecrets } from "#shopify/secrets";
import { connectOptions, connectTemporal } from "#temporal/connection";
import { prepareNamespace } from "./bootstrap.ts";
import { createActivities } from "./create-activities.ts";
import { exchangeMetrics, failedRequestMetrics, watchPool } from "./metrics.ts";
import { runTogether } from "./run-together.ts";
import { createWorkers, type WorkersOptions } from "./workers.ts";
import { workflowSource } from "./workflow-source.ts";

export interface RunWorkerOptions {
  readonly environment: Environment & { readonly DATABASE_URL: string; readonly ENCRYPTION_KEY: string };
  /** For the settings of Temporal's own tools: TLS, API key, profile. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly log: Logger;
  /** Called between the steps of making a document; see `OrderActivityDeps`. */
  readonly boundary?: OrderActivityDeps["boundary"];
  /** Left out: those of this build. */
  readonly workflows?: WorkersOptions["workflows"];
  readonly onReady: () => void;
}

/**
 * Runs the workers of this process until it is told to stop (SIGTERM, SIGINT): then running activities get their grace, and
 * connections are closed. Rejects when a worker cannot go on, after the others have ended.
 */
export async function runWorker(options: RunWorkerOptions): Promise<void> {
  const { environment, log } = options;
  const {
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    SHOPIFY_API_VERSION_EXPIRES_AT: expiry,
  } = environment;
  const pool = openPool(environment.DATABASE_URL, { applicationName: "worker", maxConnections: 20 });
  const db = databaseOn(pool);
  const { metricMeter } = Runtime.instance();
  const connect = connectOptions({ namespace, ...(address === undefined ? {} : { address }) }, options.variables);
  const temporal = connectTemporal(connect, failedRequestMetrics(metricMeter));
  await migrate(db, projectPath("database/migrations"));
  await prepareNamespace(temporal.client, environment.JOB_QUEUE_SCOPE);
  const connection = await NativeConnection.connect(connect.connection);
  const access = {
    secrets: createSecrets([environment.ENCRYPTION_KEY]),
    ...installationOf({
      sandboxHosts: environment.SANDBOX_HOSTS,
      sandboxPort: environment.SANDBOX_PORT,
      clientId: environment.SHOPIFY_CLIENT_ID,
      clientSecret: environment.SHOPIFY_CLIENT_SECRET,
    }),
  };
  const shopify = createShopifyClient({
    db,
    log,
    onExchange: exchangeMetrics(metricMeter),
    ...access,
    ...(expiry === undefined ? {} : { apiVersionExpiresAt: new Date(expiry) }),
  });
  const workers = await createWorkers({
    connection,
    namespace: connect.namespace,
    roles: environment.WORKER_ROLES,
    workflows: options.workflows ?? (await workflowSource()),
    activities: createActivities({
      db,
      shopify,
      access,
      erp: createLedger(db),
      client: temporal.client,
      queueScope: environment.JOB_QUEUE_SCOPE,
      publicUrl: environment.PUBLIC_URL,
      webhookHosts: environment.WEBHOOK_HOSTS,
      mailServer: mailServerOf(environment),
      ...(options.boundary === undefined ? {} : { boundary: options.boundary }),
    }),
  });
  const stopWatching = watchPool(metricMeter, pool);
  const ended = runTogether(workers);
  options.onReady();
  try {
    await ended;
  } finally {
    stopWatching();
    // What cannot be closed ends with the process; it must not hide why a worker ended.
    for (const closed of await Promise.allSettled([connection.close(), temporal.close(), db.destroy()])) {
      if (closed.status === "rejected") log.warn({ error: closed.reason as unknown }, "a connection was not closed");
    }
  }
}
