import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, WorkflowNotFoundError } from "@temporalio/client";
import { tsToMs } from "@temporalio/common/lib/time.js";
import { runJobOptions } from "#workflows/job-options";
import { attemptWorkflowId, jobWorkflowId, queueWorkflowId } from "#workflows/ids";
import { queueSnapshot } from "#workflows/messages";
import { BARE_TASK_QUEUE } from "./bare-worker.ts";
import { childOfBare } from "./bare-ids.ts";
import { timesOf, type Times } from "./times.ts";

const CATEGORY = "SHPFY";
/** Until code is compiled, caches are full and the line has its workflow. */
const WARM_UP = 3;

/** From asking for a job to its first activity in the hands of a worker. */
export interface FirstActivities {
  readonly bare: Times;
  /** A workflow whose child does what the bare one does: what a job and its attempt cost before either has any code. */
  readonly barePair: Times;
  readonly withoutCategory: Times;
  readonly withCategory: Times;
}

/** One of each kind in turn and nothing beside it, so that all meet the same machine. */
export async function measureFirstActivities(
  client: Client,
  shop: { readonly code: string; readonly store: string },
  rounds: number,
): Promise<FirstActivities> {
  const job = async (category: string | null): Promise<number> => {
    const entryId = randomUUID();
    const options = runJobOptions({
      report: "createSalesOrders",
      shopCode: shop.code,
      store: shop.store,
      category,
      priority: 3,
      trigger: "manual",
      parameters: {},
      maxAttempts: 0,
    });
    const start = Date.now();
    const handle = await client.workflow.start("runJob", { ...options, workflowId: jobWorkflowId(entryId) });
    await handle.result();
    return (await firstActivityAt(client, attemptWorkflowId(entryId, 1))) - start;
  };
  const bare = async (type: string, idOfWorker: (workflowId: string) => string): Promise<number> => {
    const workflowId = randomUUID();
    const start = Date.now();
    const handle = await client.workflow.start(type, { taskQueue: BARE_TASK_QUEUE, workflowId, args: [] });
    await handle.result();
    return (await firstActivityAt(client, idOfWorker(workflowId))) - start;
  };
  const kinds = {
    bare: () => bare("bareJob", (workflowId) => workflowId),
    barePair: () => bare("bareParent", childOfBare),
    withoutCategory: () => job(null),
    withCategory: async () => {
      await lineIsFree(client, shop.store);
      return job(CATEGORY);
    },
  };
  const measured: Record<keyof typeof kinds, number[]> = {
    bare: [],
    barePair: [],
    withoutCategory: [],
    withCategory: [],
  };
  for (let round = -WARM_UP; round < rounds; round += 1) {
    for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) {
      const took = await kinds[kind]();
      if (round >= 0) measured[kind].push(took);
    }
  }
  return {
    bare: timesOf(measured.bare),
    barePair: timesOf(measured.barePair),
    withoutCategory: timesOf(measured.withoutCategory),
    withCategory: timesOf(measured.withCategory),
  };
}

/** Milliseconds since the epoch, by the server's clock. */
export async function firstActivityAt(client: Client, workflowId: string): Promise<number> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const started = events?.find(({ activityTaskStartedEventAttributes: attributes }) => attributes != null);
  if (!started?.eventTime) throw new Error(`${workflowId} had no activity`);
  return tsToMs(started.eventTime);
}

/** The line hears of the end of its holder a moment later than we do. */
async function lineIsFree(client: Client, store: string): Promise<void> {
  const line = client.workflow.getHandle(queueWorkflowId(store, CATEGORY));
  for (;;) {
    try {
      if ((await line.query(queueSnapshot)).holder === null) return;
    } catch (error) {
      // Nobody has stood in it yet.
      if (error instanceof WorkflowNotFoundError) return;
      throw error;
    }
    await sleep(20);
  }
}
