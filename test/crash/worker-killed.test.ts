import { expect, test } from "@jest/globals";
import type { RunningPart } from "#scripts/lib/supervisor";
import { attemptWorkflowId } from "#workflows/ids";
import { readBooks } from "../support/chaos-books.ts";
import { until } from "../support/until.ts";
import { aWorkplace, type Workplace } from "../support/workplace.ts";

/** Other tests run on the machine meanwhile. */
const LONGEST_MS = 180_000;
const LONGEST_JOB_MS = 60_000;
const PATIENCE_MS = 30_000;

async function kill({ pid, ended }: RunningPart): Promise<void> {
  process.kill(pid, "SIGKILL");
  await ended;
}

/** When each order was stored last: who writes one again moves its time. */
async function importTimes({ db }: Workplace): Promise<ReadonlyMap<string, Date>> {
  const rows = await db.selectFrom("orderHeader").select(["shopifyOrderId", "importedAt"]).execute();
  return new Map(rows.map(({ shopifyOrderId, importedAt }) => [shopifyOrderId, importedAt]));
}

/** The job has succeeded in its first attempt with every order counted, stored and booked once, and nobody is in the line. */
async function expectAllDoneOnce(place: Workplace, entryId: string): Promise<void> {
  const { jobs, db, sandbox, orderIds } = place;
  expect(await jobs.waitForEnd([entryId], LONGEST_JOB_MS)).toBe(true);
  expect(await jobs.get(entryId)).toMatchObject({
    status: "finished",
    attempt: 1,
    result: {
      outcome: "succeeded",
      counts: { read: orderIds.length, changed: orderIds.length, unchanged: 0, skipped: 0, failed: 0 },
    },
  });
  const books = await readBooks(db, sandbox, orderIds);
  expect(books.contradictions).toEqual([]);
  expect(books.fates.map(({ orderId, processed }) => [orderId, processed])).toEqual(orderIds.map((id) => [id, true]));
  await until(
    "the line is free",
    async () => {
      const { holder, waiting } = await place.line();
      return holder === null && waiting.length === 0;
    },
    PATIENCE_MS,
  );
}

test.concurrent(
  "a worker killed in the middle of a page: the next one imports the rest of it, and nothing again",
  async () => {
    const place = await aWorkplace(12, 5, 9);
    try {
      const victim = await place.startWorker();
      const letGo = await place.holdOrders();
      const entryId = await place.start("syncOrders");
      await place.importStands({ stored: 5, held: 4 });
      await kill(victim);
      const before = await importTimes(place);
      await letGo();
      await place.startWorker();

      await expectAllDoneOnce(place, entryId);
      const after = await importTimes(place);
      expect([...before]).toHaveLength(5);
      expect([...after]).toEqual(expect.arrayContaining([...before]));
    } finally {
      await place.close();
    }
  },
  LONGEST_MS,
);

test.concurrent(
  "workers killed while the end of a job is watched for, and when the next one has its turn and has not heard of it: it runs",
  async () => {
    const place = await aWorkplace(4, 0, 1);
    try {
      const [watching, working] = await Promise.all([
        place.startWorker(["job-queue"]),
        place.startWorker(["sync", "shopify", "erp"]),
      ]);
      const letGo = await place.holdOrders();
      const running = await place.start("syncOrders");
      await place.importStands({ stored: 3, held: 1 });
      const next = await place.start("createSalesOrders");
      await until(
        "the second job waits for the first",
        async () => {
          const { holder, waiting } = await place.line();
          return (
            holder?.workflowId === attemptWorkflowId(running, 1) &&
            waiting.some(({ workflowId }) => workflowId === attemptWorkflowId(next, 1))
          );
        },
        PATIENCE_MS,
      );
      await kill(watching);
      await letGo();
      // Its end is seen by nobody.
      expect(await place.jobs.waitForEnd([running], LONGEST_JOB_MS)).toBe(true);
      expect(await place.jobs.get(next)).toMatchObject({ status: "waiting" });
      await kill(working);
      const granting = await place.startWorker(["job-queue"]);
      await until(
        "it is the second job's turn",
        async () => (await place.line()).holder?.workflowId === attemptWorkflowId(next, 1),
        PATIENCE_MS,
      );
      await kill(granting);
      expect(await place.jobs.get(next)).toMatchObject({ status: "waiting" });
      await place.startWorker();

      expect(await place.jobs.waitForEnd([next], LONGEST_JOB_MS)).toBe(true);
      const [first, second] = await Promise.all([place.jobs.get(running), place.jobs.get(next)]);
      expect(second).toMatchObject({ status: "finished", attempt: 1, result: { outcome: "succeeded" } });
      expect(Date.parse(second.startedAt ?? "")).toBeGreaterThanOrEqual(Date.parse(first.endedAt ?? ""));
      await expectAllDoneOnce(place, running);
    } finally {
      await place.close();
    }
  },
  LONGEST_MS,
);

test.concurrent(
  "a worker told to stop in the middle of a page finishes it, and leaves the page it has no time for to the next one",
  async () => {
    const place = await aWorkplace(103, 5, 9);
    try {
      const leaving = await place.startWorker();
      const letGo = await place.holdOrders();
      // For the second page the grace of a worker that stops is not enough.
      await place.sandbox.faults({ match: { operation: "OrderNodes", nth: 2 }, effect: { kind: "noAnswer" } });
      const entryId = await place.start("syncOrders");
      await place.importStands({ stored: 5, held: 4 });
      await place.startWorker();
      process.kill(leaving.pid, "SIGTERM");
      await letGo();
      await place.importStands({ stored: 100, held: 0 });
      const firstPage = await importTimes(place);

      expect(await leaving.ended).toEqual({ code: 0, signal: null });
      expect(leaving.lastOutput()).toBe("");
      expect((await importTimes(place)).size).toBe(100);
      await expectAllDoneOnce(place, entryId);
      expect([...(await importTimes(place))]).toEqual(expect.arrayContaining([...firstPage]));
    } finally {
      await place.close();
    }
  },
  LONGEST_MS,
);
