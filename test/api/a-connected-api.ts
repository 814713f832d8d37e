import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@temporalio/client";
import { connectDatabase } from "#database/connection";
import { createLedger } from "#erp/ledger/ledger";
import { seedLedger } from "#erp/ledger/seed";
import { createShopifyClient } from "#shopify/create-client";
import { installationOf } from "#shopify/installation";
import { createSecrets } from "#shopify/secrets";
import { ensureSearchAttributes } from "#temporal/search-attributes";
import { bundleFile } from "#test/support/bundle-file";
import { aDatabase } from "#test/support/database";
import { aSandbox, type SandboxHandle } from "#test/support/sandbox";
import { aNamespace } from "#test/support/temporal";
import { createActivities } from "#worker/create-activities";
import { createWorkers } from "#worker/workers";
import { anApi, type ApiAnswer, type TestApi } from "./an-api.ts";
import { firstIdOf } from "./a-working-api.ts";

export interface ConnectedApi extends TestApi {
  readonly sandbox: SandboxHandle;
  /** Starts a report and waits until its one job has ended. */
  runReport(report: string, body: object): Promise<ApiAnswer>;
  readonly client: Client;
  /** The last history of a workflow, as Temporal has it. */
  history(workflowId: string): Promise<unknown>;
  /** The entry once its job has ended. */
  endOf(id: string): Promise<ApiAnswer>;
}

/** Where the API of this test would be found from outside. */
export const PUBLIC_URL = "https://sync.example.com";
export const store = "demo.myshopify.com";

/** The API with every real part: workers, the ledger, and a sandbox store with products and customers the ledger knows unless it is `empty`. */
export async function aConnectedApi({
  ledger = "seeded",
  ...options
}: { readonly apiVersionExpiresAt?: Date; readonly ledger?: "seeded" | "empty" } = {}): Promise<ConnectedApi> {
  const [database, sandbox, temporal] = await Promise.all([aDatabase(), aSandbox(store), aNamespace()]);
  await ensureSearchAttributes(temporal.connection, temporal.namespace);
  if (ledger === "seeded") await seedLedger(database.db, { products: 10, customers: 10 });
  const secrets = createSecrets([randomBytes(32).toString("base64")]);
  const access = {
    secrets,
    ...installationOf({
      sandboxHosts: [store],
      sandboxPort: sandbox.port,
      clientId: undefined,
      clientSecret: undefined,
    }),
  };
  const workerDb = connectDatabase(database.url);
  const shopify = createShopifyClient({
    db: workerDb,
    ...access,
    ...options,
    log: { warn: () => undefined, error: () => undefined },
    pauses: { serverErrorMs: 10 },
  });
  const api = await anApi(
    { ...access, publicUrl: PUBLIC_URL, ...options },
    { db: database.db, client: temporal.client, close: () => Promise.resolve() },
  );
  const workers = await createWorkers({
    connection: await temporal.nativeConnection(),
    namespace: temporal.namespace,
    roles: ["sync", "shopify", "erp", "job-queue"],
    workflows: { workflowBundle: { codePath: await bundleFile() } },
    activities: createActivities({
      db: workerDb,
      shopify,
      access,
      erp: createLedger(workerDb),
      client: temporal.client,
      queueScope: "store",
      publicUrl: api.url,
      webhookHosts: [],
      mailServer: undefined,
    }),
  });
  const ended = Promise.all(workers.map((worker) => worker.run()));

  const endOf = async (id: string): Promise<ApiAnswer> => {
    for (const until = Date.now() + 60_000; Date.now() < until; await sleep(100)) {
      const answer = await api.call("GET", `/api/job-queue-entries/${id}`);
      if (["finished", "error"].includes(String(answer.body["status"]))) return answer;
    }
    throw new Error(`Entry ${id} did not end`);
  };

  return {
    ...api,
    sandbox,
    client: temporal.client,
    runReport: async (report, body) => endOf(firstIdOf(await api.call("POST", `/api/jobs/${report}`, body))),
    history: (workflowId) => temporal.client.workflow.getHandle(workflowId).fetchHistory(),
    endOf,
    close: async () => {
      await api.close();
      for (const worker of workers) worker.shutdown();
      await ended;
      await Promise.all([workerDb.destroy(), temporal.close(), sandbox.close()]);
      await database.drop();
    },
  };
}
