import { expect, test } from "@jest/globals";
import { attemptWorkflowId } from "#workflows/ids";
import { readBooks } from "../support/chaos-books.ts";
import { until } from "../support/until.ts";
import { aWorkplace, type Workplace } from "../support/workplace.ts";

/** Other tests run on the machine meanwhile. */
const LONGEST_MS = 120_000;
const LONGEST_JOB_MS = 60_000;
const PATIENCE_MS = 30_000;

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
      process.kill(victim.pid, "SIGKILL");
      await victim.ended;
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
  "a worker killed while it watches whose turn it is: the job that waits gets its turn when the one before it has ended",
  async () => {
    const place = await aWorkplace(4, 0, 1);
    try {
      const [victim] = await Promise.all([
        place.startWorker(["job-queue"]),
        place.startWorker(["sync", "shopify", "erp"]),
      ]);
      const letGo = await place.holdOrders();
      const running = await place.start("syncOrders");
      await place.importStands({ stored: 3, held: 1 });
      const waiting = await place.start("createSalesOrders");
      await until(
        "the second job waits for the first",
        async () => {
          const { holder, waiting: line } = await place.line();
          return (
            holder?.workflowId === attemptWorkflowId(running, 1) &&
            line.some(({ workflowId }) => workflowId === attemptWorkflowId(waiting, 1))
          );
        },
        PATIENCE_MS,
      );
      process.kill(victim.pid, "SIGKILL");
      await victim.ended;
      await letGo();
      // Its end is seen by nobody.
      expect(await place.jobs.waitForEnd([running], LONGEST_JOB_MS)).toBe(true);
      expect(await place.jobs.get(waiting)).toMatchObject({ status: "waiting" });
      await place.startWorker(["job-queue"]);

      expect(await place.jobs.waitForEnd([waiting], LONGEST_JOB_MS)).toBe(true);
      const first = await place.jobs.get(running);
      const second = await place.jobs.get(waiting);
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
  "workers killed when a job has just been given its turn and has not heard of it: it runs when there is a worker again",
  async () => {
    const place = await aWorkplace(4, 0, 1);
    try {
      const [lineWorker, jobWorker] = await Promise.all([
        place.startWorker(["job-queue"]),
        place.startWorker(["sync", "shopify", "erp"]),
      ]);
      const letGo = await place.holdOrders();
      const running = await place.start("syncOrders");
      await place.importStands({ stored: 3, held: 1 });
      const next = await place.start("syncOrders");
      await until("the second job waits", async () => (await place.line()).waiting.length === 1, PATIENCE_MS);
      process.kill(jobWorker.pid, "SIGKILL");
      await jobWorker.ended;
      await letGo();
      await place.client.workflow.getHandle(attemptWorkflowId(running, 1)).terminate("somebody ended it");
      await until(
        "it is the second job's turn",
        async () => {
          return (await place.line()).holder?.workflowId === attemptWorkflowId(next, 1);
        },
        PATIENCE_MS,
      );
      process.kill(lineWorker.pid, "SIGKILL");
      await lineWorker.ended;
      await place.startWorker();

      await expectAllDoneOnce(place, next);
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
      // The second page takes longer than the grace of a worker that stops.
      await place.sandbox.faults({ match: { operation: "OrderNodes", nth: 2 }, effect: { kind: "slow", ms: 28_000 } });
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
