import { randomBytes } from "node:crypto";
import type { Client } from "@temporalio/client";
import type { Database } from "#database/connection";
import { createLedger } from "#erp/ledger/ledger";
import { seedLedger } from "#erp/ledger/seed";
import { createShopifyClient } from "#shopify/create-client";
import { installationOf } from "#shopify/installation";
import { createSecrets } from "#shopify/secrets";
import { createJobLog } from "#temporal/job-log";
import { createJobQueue, type JobQueue } from "#temporal/job-queue";
import { ensureSearchAttributes } from "#temporal/search-attributes";
import { createActivities } from "#worker/create-activities";
import { createWorkers } from "#worker/workers";
import { taskQueues } from "#workflows/task-queues";
import { aDatabase } from "./database.ts";
import { productBundle } from "./replay-bundle.ts";
import { createCues, type Cues } from "./replay-cues.ts";
import { aSandbox, type SandboxHandle } from "./sandbox.ts";
import { aNamespace, type TestNamespace } from "./temporal.ts";

/** What `seed` of the sandbox puts into a store with a few orders. */
const SEEDED = { products: 20, customers: 10 };

/** The product as it runs, with stores of the sandbox; only its activities wait for the cues of a scene. */
export interface ReplayWorld {
  readonly client: Client;
  readonly temporal: TestNamespace;
  readonly db: Database;
  readonly queue: JobQueue;
  readonly sandbox: SandboxHandle;
  readonly cues: Cues;
  close(): Promise<void>;
}

/** `hosts` are the stores there can be. */
export async function aReplayWorld(hosts: readonly string[]): Promise<ReplayWorld> {
  const [{ code }, temporal, database, sandbox] = await Promise.all([
    productBundle(),
    aNamespace(),
    aDatabase(),
    aSandbox(hosts[0]),
  ]);
  const { client, namespace, connection } = temporal;
  const { db } = database;
  await ensureSearchAttributes(connection, namespace);
  await seedLedger(db, SEEDED);
  const access = {
    secrets: createSecrets([randomBytes(32).toString("base64")]),
    ...installationOf({
      sandboxHosts: hosts,
      sandboxPort: sandbox.port,
      clientId: undefined,
      clientSecret: undefined,
    }),
  };
  const shopify = createShopifyClient({
    db,
    ...access,
    log: { warn: () => undefined, error: () => undefined },
    pauses: { serverErrorMs: 10 },
  });
  const cues = createCues();
  const activities = createActivities({
    client,
    db,
    shopify,
    access,
    erp: createLedger(db),
    queueScope: "store",
    publicUrl: "https://sync.example.com",
    webhookHosts: [],
    mailServer: undefined,
  });
  const workers = await createWorkers({
    connection: await temporal.nativeConnection(),
    namespace,
    roles: Object.values(taskQueues),
    workflows: { workflowBundle: { code } },
    activities: {
      sync: cues.direct(activities.sync),
      shopify: cues.direct(activities.shopify),
      erp: cues.direct(activities.erp),
      "job-queue": cues.direct(activities["job-queue"]),
    },
  });
  const ended = Promise.all(workers.map((worker) => worker.run()));
  return {
    client,
    temporal,
    db,
    queue: createJobQueue({ client, db, jobLog: createJobLog({ client, db }), temporalUiUrl: null }),
    sandbox,
    cues,
    close: async () => {
      for (const worker of workers) worker.shutdown();
      await ended;
      await Promise.all([temporal.close(), sandbox.close()]);
      await database.drop();
    },
  };
}
