import { setTimeout as sleep } from "node:timers/promises";
import { attemptWorkflowId, queueWorkflowId } from "#workflows/ids";
import { queueSnapshot, type QueueSnapshot } from "#workflows/messages";
import type { JobQueueEntry } from "#temporal/job-queue-entry";
import type { StartRequest } from "#temporal/start-jobs";
import { intervalsOf, overlaps, type Interval } from "./batch-intervals.ts";
import type { JobSystem } from "./jobs.ts";
import { until } from "./until.ts";

/** Jobs of one shop that wait for each other, and run until the test lets them end. */
export interface TestLine {
  readonly queueId: string;
  readonly intervals: readonly Interval[];
  start(request?: Partial<StartRequest>): Promise<string>;
  /** Starts a job and waits until it is in the line. */
  startWaiting(request?: Partial<StartRequest>): Promise<string>;
  /** Starts a job and waits until its work has begun. */
  startRunning(request?: Partial<StartRequest>): Promise<string>;
  /** Lets jobs end after their present batch; without names, all of them, also those to come. */
  release(...entryIds: readonly string[]): void;
  /** Lets a job fail for good at its next batch. */
  fail(entryId: string): void;
  statusBecomes(entryId: string, status: JobQueueEntry["status"]): Promise<JobQueueEntry>;
  hasBegun(entryId: string): Promise<void>;
  /** Resolves when all these jobs have ended. */
  ended(...entryIds: readonly string[]): Promise<void>;
  /** Asks the line itself. */
  snapshot(): Promise<QueueSnapshot>;
  /** Entries in the order their work began. */
  order(): readonly string[];
  overlaps(): readonly string[];
}

/** A shop of its own with its own line. `batchMs` is how long each batch takes. */
export async function aLine(jobs: JobSystem, shopCode: string, batchMs = 20): Promise<TestLine> {
  await jobs.aShop(shopCode);
  const released = new Set<string>();
  const failing = new Set<string>();
  // A set keeps the order of its first times.
  const begun = new Set<string>();
  let isAllReleased = false;
  const { script, intervals } = intervalsOf(async ({ entryId }) => {
    begun.add(entryId);
    await sleep(batchMs);
    if (failing.has(entryId)) throw new Error("the body fails");
    return { done: isAllReleased || released.has(entryId), counts: { read: 1 } };
  });
  jobs.script(script);
  const queueId = queueWorkflowId(`${shopCode.toLowerCase()}.myshopify.com`, "SHPFY");

  const line: TestLine = {
    queueId,
    intervals,
    start: (request = {}) => jobs.start(shopCode, { maxAttempts: 0, parameters: { tries: 1 }, ...request }),
    startWaiting: async (request) => {
      const entryId = await line.start(request);
      await until(`${entryId} waits in the line`, async () => {
        const { waiting } = await line.snapshot();
        return waiting.some(({ workflowId }) => workflowId === attemptWorkflowId(entryId, 1));
      });
      return entryId;
    },
    startRunning: async (request) => {
      const entryId = await line.start(request);
      await line.hasBegun(entryId);
      return entryId;
    },
    release: (...entryIds) => {
      if (entryIds.length === 0) isAllReleased = true;
      for (const entryId of entryIds) released.add(entryId);
    },
    fail: (entryId) => {
      failing.add(entryId);
    },
    statusBecomes: (entryId, status) =>
      until(`${entryId} is ${status}`, async () => {
        const entry = await jobs.queue.get(entryId);
        return entry.status === status && entry;
      }),
    hasBegun: async (entryId) => {
      await until(`${entryId} runs`, () => begun.has(entryId));
    },
    ended: async (...entryIds) => {
      if (await jobs.queue.waitForEnd(entryIds, 20_000)) return;
      const entries = await Promise.all(entryIds.map((entryId) => jobs.queue.get(entryId)));
      const told = entries.map(({ id, status, waitingFor }) => `${id} ${status} ${JSON.stringify(waitingFor)}`);
      throw new Error(`Not all jobs have ended within 20 s: ${told.join(", ")}`);
    },
    snapshot: () => jobs.client.workflow.getHandle(queueId).query(queueSnapshot),
    order: () => [...begun],
    overlaps: () => overlaps(intervals),
  };
  return line;
}
