import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ApplicationFailure } from "@temporalio/common";
import type { Worker } from "@temporalio/worker";
import { createShopCheckActivities } from "#activities/shops/shop-check-activities";
import { lastShopCheck } from "#database/shop-checks";
import { deleteShop, getShop, insertShop } from "#database/shops";
import { createShopifyClient } from "#shopify/create-client";
import { installationOf } from "#shopify/installation";
import { createSecrets } from "#shopify/secrets";
import { readable } from "#test/support/replay-history";
import { bundleFile } from "#test/support/bundle-file";
import { aDatabase, type TestDatabase } from "#test/support/database";
import { aSandbox, type SandboxHandle } from "#test/support/sandbox";
import { aNamespace, type TestNamespace } from "#test/support/temporal";
import { createWorkers } from "#worker/workers";
import type { checkShops } from "#workflows/check-shops";
import { shopCheckWorkflowId } from "#workflows/ids";
import { taskQueues } from "#workflows/task-queues";

/** Its answer never comes; the others are stores of the sandbox. */
const AWAY = "AWAY";
const host = (code: string): string => `${code.toLowerCase()}.myshopify.com`;
const codes = ["A", AWAY, "CLOSED", "GONE", "OFF", "Z"];

let database: TestDatabase;
let sandbox: SandboxHandle;
let temporal: TestNamespace;
let workers: readonly Worker[];
let ended: Promise<unknown>;
beforeAll(async () => {
  [database, sandbox, temporal] = await Promise.all([aDatabase(), aSandbox(host("A")), aNamespace()]);
  const { db } = database;
  for (const code of codes) {
    await insertShop(db, { code, store: host(code), enabled: code !== "OFF" });
    await sandbox.shop(host(code)).putShop({});
  }
  const shopify = createShopifyClient({
    db,
    secrets: createSecrets([randomBytes(32).toString("base64")]),
    ...installationOf({
      sandboxHosts: codes.map(host),
      sandboxPort: sandbox.port,
      clientId: undefined,
      clientSecret: undefined,
    }),
    log: { warn: () => undefined, error: () => undefined },
    pauses: { serverErrorMs: 10 },
  });
  const checks = createShopCheckActivities({ db, shopify, publicUrl: "https://sync.example.com" });
  const failing = {
    ...checks,
    /** As after the last of the tries, which are minutes apart. */
    checkStore: async (input: { readonly shopCode: string }) => {
      if (input.shopCode === "GONE") await deleteShop(db, "GONE");
      if (input.shopCode !== AWAY) return checks.checkStore(input);
      throw ApplicationFailure.nonRetryable("Shopify did not answer as it should", "shopify-unavailable", {
        isTemporary: true,
        params: { shop: AWAY },
      });
    },
  };
  workers = await createWorkers({
    connection: await temporal.nativeConnection(),
    namespace: temporal.namespace,
    roles: ["sync", "shopify"],
    workflows: { workflowBundle: { codePath: await bundleFile() } },
    activities: { sync: {}, erp: {}, "job-queue": {}, shopify: failing },
  });
  ended = Promise.all(workers.map((worker) => worker.run()));
}, 60_000);
afterAll(async () => {
  for (const worker of workers) worker.shutdown();
  await ended;
  await Promise.all([temporal.close(), sandbox.close(), database.drop()]);
}, 60_000);

test("every day each enabled shop is checked, whatever becomes of the others, and the result is kept", async () => {
  await sandbox
    .shop(host("CLOSED"))
    .faults({ effect: { kind: "shopUnavailable", status: 402 }, match: { operation: "ShopPlan" }, count: null });

  const result = await temporal.client.workflow.execute<typeof checkShops>("checkShops", {
    taskQueue: taskQueues.sync,
    workflowId: shopCheckWorkflowId,
    args: [],
  });

  expect(result).toEqual({ told: 2, refused: 1, unanswered: 2 });
  const last = async (code: string) => lastShopCheck(database.db, await getShop(database.db, code));
  for (const code of ["A", "Z"])
    expect(await last(code)).toMatchObject({
      at: expect.any(Date),
      answer: { kind: "told", repairs: [{ topic: "BULK_OPERATIONS_FINISH" }, { topic: "APP_UNINSTALLED" }] },
    });
  expect(await last("CLOSED")).toMatchObject({ answer: { problem: { code: "store-unavailable" } } });
  expect(await last(AWAY)).toMatchObject({
    answer: { kind: "refused", problem: { code: "shopify-unavailable", params: { shop: AWAY } } },
  });
  expect(await last("OFF")).toBeNull();
});

test("nothing secret, and nothing of what the store said, is in the history", async () => {
  const history = await temporal.client.workflow.getHandle(shopCheckWorkflowId).fetchHistory();

  const text = readable(JSON.stringify(history));
  expect(text).toContain("CLOSED");
  expect(text).not.toMatch(/shpat_|write_orders|currencyCode/);
});
