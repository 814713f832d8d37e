import type { WorkflowHandle } from "@temporalio/client";
import { expect, test } from "@jest/globals";
import { getShop, updateShop } from "#database/shops";
import type { RunningPart } from "#scripts/lib/supervisor";
import { enableShop } from "#workflows/actions/enable-shop";
import { actionWorkflowId } from "#workflows/ids";
import { taskQueues } from "#workflows/task-queues";
import { until } from "../support/until.ts";
import { aWorkplace, type Workplace } from "../support/workplace.ts";

/** Other tests run on the machine meanwhile, and a dead worker is missed after fifteen seconds. */
const LONGEST_MS = 180_000;
const PATIENCE_MS = 60_000;

const closed = { kind: "shopUnavailable", status: 402 } as const;

async function kill({ pid, ended }: RunningPart): Promise<void> {
  process.kill(pid, "SIGKILL");
  await ended;
}

async function aPlace(): Promise<Workplace> {
  const place = await aWorkplace(0, 0, 0);
  await updateShop(place.db, "DEMO", { enabled: false });
  return place;
}

const enable = ({ client, sandbox }: Workplace, withinMs = 120_000): Promise<WorkflowHandle<typeof enableShop>> =>
  client.workflow.start(enableShop, {
    taskQueue: taskQueues.sync,
    workflowId: actionWorkflowId(sandbox.host, "connection"),
    args: [{ shopCode: "DEMO", by: "maria", withinMs }],
  });

const wasAsked = ({ sandbox }: Workplace, operation: string): Promise<true> =>
  until(
    `the store was asked for ${operation}`,
    async () => (await sandbox.requests(operation)).length > 0,
    PATIENCE_MS,
  );

async function webhooksOf({ sandbox }: Workplace): Promise<readonly unknown[]> {
  const { webhooks } = await sandbox.snapshot(["webhooks"]);
  return webhooks as readonly unknown[];
}

/** Nothing of the shop is at its store, and it says why. */
async function expectUndone(place: Workplace, code: string): Promise<void> {
  expect(await getShop(place.db, "DEMO")).toMatchObject({
    enabled: false,
    bulkOperationWebhookId: "",
    appUninstalledWebhookId: "",
    enablingProblem: { code, message: expect.stringMatching(/demo/i) },
  });
  expect(await webhooksOf(place)).toEqual([]);
}

test.concurrent(
  "the worker that enables a shop is killed, and the store then says no: the next worker undoes the steps of the first",
  async () => {
    const place = await aPlace();
    try {
      await place.sandbox.faults({ match: { operation: "ShopPlan" }, effect: { kind: "noAnswer" }, count: 1 });
      const victim = await place.startWorker();
      const enabling = await enable(place);
      await wasAsked(place, "ShopPlan");
      expect(await webhooksOf(place)).toHaveLength(2);
      await kill(victim);
      await place.sandbox.faults({ match: { operation: "ShopPlan" }, effect: closed, count: null });
      await place.startWorker();

      await expect(enabling.result()).rejects.toMatchObject({ cause: { cause: { type: "store-unavailable" } } });
      await expectUndone(place, "store-unavailable");

      await place.sandbox.clearFaults();
      await (await enable(place)).result();
      expect(await getShop(place.db, "DEMO")).toMatchObject({ enabled: true, enablingProblem: null });
      expect(await webhooksOf(place)).toHaveLength(2);
    } finally {
      await place.close();
    }
  },
  LONGEST_MS,
);

test.concurrent(
  "the worker that undoes an enabling is killed, too: the next one goes on, and nothing is left at the store",
  async () => {
    const place = await aPlace();
    try {
      await place.sandbox.faults(
        { match: { operation: "ShopPlan" }, effect: closed, count: null },
        { match: { operation: "WebhookSubscriptionDelete" }, effect: { kind: "noAnswer" }, count: 1 },
      );
      const victim = await place.startWorker();
      const enabling = await enable(place);
      await wasAsked(place, "WebhookSubscriptionDelete");
      await kill(victim);
      await place.startWorker();

      await expect(enabling.result()).rejects.toMatchObject({ cause: { cause: { type: "store-unavailable" } } });
      await expectUndone(place, "store-unavailable");
    } finally {
      await place.close();
    }
  },
  LONGEST_MS,
);

test.concurrent(
  "when no worker comes in time, the one that comes later does not go on: it undoes what was done",
  async () => {
    const place = await aPlace();
    try {
      await place.sandbox.faults({ match: { operation: "ShopPlan" }, effect: { kind: "noAnswer" }, count: 1 });
      const victim = await place.startWorker();
      const enabling = await enable(place, 20_000);
      await wasAsked(place, "ShopPlan");
      await kill(victim);
      const { startTime } = await enabling.describe();
      await until("its time is over", () => Promise.resolve(Date.now() > startTime.getTime() + 20_000), PATIENCE_MS);
      await place.startWorker();

      await expect(enabling.result()).rejects.toMatchObject({ cause: { type: "enabling-timed-out" } });
      await expectUndone(place, "enabling-timed-out");
    } finally {
      await place.close();
    }
  },
  LONGEST_MS,
);
