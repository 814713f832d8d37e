import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { randomBytes } from "node:crypto";
import type { Client } from "@temporalio/client";
import { pino } from "pino";
import { reportParameters } from "#activities/report-parameters";
import { createActions } from "#api/actions";
import { problem as problemSchema } from "#api/contract/shared";
import { createApi } from "#api/create-api";
import type { ApiDeps } from "#api/deps";
import { createMetrics } from "#api/metrics";
import { protectedRoutes, publicRoutes } from "#api/routes";
import type { Database } from "#database/connection";
import { createLedger } from "#erp/ledger/ledger";
import { createLedgerRecords } from "#erp/ledger/ledger-records";
import { seedLedger } from "#erp/ledger/seed";
import { createSecrets } from "#shopify/secrets";
import { createInitialImports } from "#temporal/initial-imports";
import { createJobLog } from "#temporal/job-log";
import { createJobQueue } from "#temporal/job-queue";
import { createSchedules } from "#temporal/schedules";
import { ensureSearchAttributes } from "#temporal/search-attributes";
import { createWebhookHandover } from "#temporal/webhook-handover";
import { catalogue } from "#workflows/catalogue";
import { aDatabase } from "#test/support/database";
import { aNamespace } from "#test/support/temporal";

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  // Tests look at members as JSON has them; the contract was checked already.
  readonly body: Record<string, unknown>;
}

export interface CallOptions {
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is. */
  readonly rawBody?: string | Uint8Array;
}

export interface TestApi {
  readonly url: string;
  readonly db: Database;
  readonly deps: ApiDeps;
  readonly logLines: readonly string[];
  /** Calls the API over HTTP, and fails when the answer is not what the contract says. */
  call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<ApiAnswer>;
  close(): Promise<void>;
}

export const adminKey = "test-admin-key-0123456789";
/** Signs the webhooks of stores without a secret of their own. */
export const appSecret = "test-app-secret";

/** Where an API works when it shares its place with others, such as workers. */
export interface Place {
  readonly db: Database;
  readonly client: Client;
  close(): Promise<void>;
}

async function ownPlace(): Promise<Place> {
  const [database, temporal] = await Promise.all([aDatabase(), aNamespace()]);
  await Promise.all([
    seedLedger(database.db, { products: 10, customers: 10 }),
    ensureSearchAttributes(temporal.connection, temporal.namespace),
  ]);
  return {
    db: database.db,
    client: temporal.client,
    close: async () => {
      await Promise.all([temporal.close(), database.drop()]);
    },
  };
}

/** The API on a port of its own, with a seeded ledger and a Temporal namespace of its own unless it is given a place. */
export async function anApi(changes: Partial<ApiDeps> = {}, given?: Place): Promise<TestApi> {
  const place = given ?? (await ownPlace());
  const { db, client } = place;
  const logLines: string[] = [];
  const jobLog = createJobLog({ client, db });
  const deps: ApiDeps = {
    db,
    erp: createLedger(db),
    ledger: createLedgerRecords,
    temporal: { isServing: () => Promise.resolve(true) },
    actions: createActions(client),
    jobs: createJobQueue({ client, db, jobLog, temporalUiUrl: "http://127.0.0.1:8233" }),
    initialImports: createInitialImports({ client, db, jobLog, temporalUiUrl: "http://127.0.0.1:8233" }),
    schedules: createSchedules({ client, db, jobLog, temporalUiUrl: "http://127.0.0.1:8233" }),
    webhooks: createWebhookHandover({ client, db }),
    secrets: createSecrets([randomBytes(32).toString("base64")]),
    log: pino({ level: "info" }, { write: (line: string) => void logLines.push(line) }),
    metrics: createMetrics(),
    adminApiKey: adminKey,
    // Tests ask faster than people do.
    rateLimits: { requestsPerKey: 1_000_000, failedKeysPerAddress: 1_000_000 },
    trustedProxies: 0,
    catalogue,
    reportParameters,
    hosts: new Map(),
    webhookHosts: ["127.0.0.1"],
    hasMailServer: true,
    appOf: () => ({ clientId: "test-client", clientSecret: appSecret }),
    ...changes,
  };
  const server = createApi(deps).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const endpoints = [...publicRoutes(deps), ...protectedRoutes(deps)].map(({ endpoint }) => endpoint);

  return {
    url,
    db,
    deps,
    logLines,
    async call(method, path, body, options = {}) {
      const key = options.key === undefined ? adminKey : options.key;
      const response = await fetch(url + path, {
        method,
        redirect: "manual",
        headers: {
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...options.headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(options.rawBody === undefined ? {} : { body: options.rawBody as string }),
      });
      const text = await response.text();
      const shown = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
      const schema =
        response.status >= 400
          ? problemSchema
          : endpoints.find((endpoint) => endpoint.method === method.toLowerCase() && matches(endpoint.path, path))
              ?.answers[response.status as 200];
      const mistake = text === "" ? undefined : schema?.safeParse(shown).error;
      if (mistake !== undefined) throw new Error(`${method} ${path} does not keep its contract: ${mistake.message}`);
      return { status: response.status, headers: response.headers, body: shown };
    },
    close: async () => {
      await closeServer(server);
      await deps.webhooks.settled();
      await place.close();
    },
  };
}

const matches = (template: string, path: string): boolean =>
  new RegExp(`^${template.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path.split("?", 1)[0] ?? "");

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
}
