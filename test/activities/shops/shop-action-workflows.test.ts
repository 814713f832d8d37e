import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Worker } from "@temporalio/worker";
import { createEnableActivities } from "#activities/shops/enable-activities";
import { createShopActivities } from "#activities/shops/shop-activities";
import { getShop, insertShop } from "#database/shops";
import { createShopifyClient } from "#shopify/create-client";
import { installationOf } from "#shopify/installation";
import { createSecrets } from "#shopify/secrets";
import { createScheduleWatcher } from "#temporal/schedule-watch";
import { bundleFile } from "#test/support/bundle-file";
import { aDatabase, type TestDatabase } from "#test/support/database";
import { aSandbox, type SandboxHandle } from "#test/support/sandbox";
import { aNamespace, type TestNamespace } from "#test/support/temporal";
import { createWorkers } from "#worker/workers";
import { enableShop } from "#workflows/actions/enable-shop";
import { testShopConnection } from "#workflows/actions/shop-actions";
import { actionWorkflowId } from "#workflows/ids";
import { taskQueues } from "#workflows/task-queues";

const STORE = "demo.myshopify.com";
let database: TestDatabase;
let sandbox: SandboxHandle;
let temporal: TestNamespace;
let workers: readonly Worker[];
let ended: Promise<unknown>;
beforeAll(async () => {
  [database, sandbox, temporal] = await Promise.all([aDatabase(), aSandbox(STORE), aNamespace()]);
  await insertShop(database.db, { code: "DEMO", store: STORE });
  const shopify = createShopifyClient({
    db: database.db,
    secrets: createSecrets([randomBytes(32).toString("base64")]),
    ...installationOf({
      sandboxHosts: [STORE],
      sandboxPort: sandbox.port,
      clientId: undefined,
      clientSecret: undefined,
    }),
    log: { warn: () => undefined, error: () => undefined },
    pauses: { serverErrorMs: 10 },
  });
  const deps = {
    db: database.db,
    shopify,
    schedules: createScheduleWatcher({ client: temporal.client, db: database.db }),
    publicUrl: undefined,
  };
  workers = await createWorkers({
    connection: await temporal.nativeConnection(),
    namespace: temporal.namespace,
    roles: ["sync", "shopify"],
    workflows: { workflowBundle: { codePath: await bundleFile() } },
    activities: {
      sync: {},
      erp: {},
      "job-queue": {},
      shopify: { ...createShopActivities(deps), ...createEnableActivities(deps) },
    },
  });
  ended = Promise.all(workers.map((worker) => worker.run()));
});
afterAll(async () => {
  for (const worker of workers) worker.shutdown();
  await ended;
  await Promise.all([temporal.close(), sandbox.close(), database.drop()]);
});

const run = <R>(workflow: (input: { shopCode: string; by: string }) => Promise<R>, subject: string): Promise<R> =>
  temporal.client.workflow.execute(workflow, {
    taskQueue: taskQueues.sync,
    workflowId: actionWorkflowId(STORE, subject),
    args: [{ shopCode: "DEMO", by: "maria" }],
  });

test("an action passes a short trouble at Shopify unseen", async () => {
  await sandbox.faults({ effect: { kind: "internalError" }, match: { operation: "AppId" }, count: 5 });

  await run(enableShop, "enable/DEMO");

  expect((await getShop(database.db, "DEMO")).enabled).toBe(true);
  expect((await sandbox.requests("AppId")).length).toBeGreaterThan(5);
});

test("what a person has to do arrives as the failure of the action, at the first try", async () => {
  await sandbox.faults({
    effect: { kind: "shopUnavailable", status: 423 },
    match: { operation: "AppId" },
    count: null,
  });

  await expect(run(testShopConnection, "test-connection/DEMO")).rejects.toMatchObject({
    cause: { cause: { type: "store-unavailable", nonRetryable: true } },
  });
});
