import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { OperationalError } from "#domain/failure";
import type { EntryKey, EntryPage } from "#temporal/list-entries";
import { attemptWorkflowId } from "#workflows/ids";
import { aJobSystem, type JobSystem, type RunningWorkers } from "../support/jobs.ts";
import { until } from "../support/until.ts";

let jobs: JobSystem;
let workers: RunningWorkers;
beforeAll(async () => {
  jobs = await aJobSystem();
  workers = await jobs.startWorkers();
}, 60_000);
afterAll(() => jobs.close(), 30_000);

/** A script whose jobs go on until they are let go, but fail in shop `failing`. */
function aPatientReport(failing?: string): () => void {
  let hasEnded = false;
  jobs.script(async ({ shopCode }) => {
    if (shopCode === failing)
      throw new OperationalError("store-unavailable", "The store is closed", { retryable: true });
    await sleep(50);
    return { done: hasEnded };
  });
  return () => {
    hasEnded = true;
  };
}

const statusOf = async (entryId: string): Promise<string> => (await jobs.queue.get(entryId)).status;
const page = (filter: object, after: EntryKey | null): Promise<EntryPage> =>
  jobs.queue.list(filter, { limit: 2, ...(after === null ? {} : { after }) });
const idsOf = ({ items }: EntryPage): readonly string[] => items.map(({ id }) => id);

test("jobs are paged by their place: what ends between two pages neither repeats others nor hides them", async () => {
  for (const shop of ["PAGE1", "PAGE2"]) await jobs.aShop(shop);
  const letEnd = aPatientReport("PAGE2");
  const failed = [
    await jobs.start("PAGE2", { parameters: { tries: 1 }, maxAttempts: 0 }),
    await jobs.start("PAGE2", { parameters: { tries: 1 }, maxAttempts: 0 }),
  ];
  for (const id of failed) await jobs.rowsOf(id);
  const open: string[] = [];
  for (let count = 1; count <= 4; count += 1) open.push(await jobs.start("PAGE1"));
  await until("all are seen", async () => (await jobs.queue.list({}, { limit: 10 })).total === 6);

  const first = await page({}, null);
  await jobs.queue.cancel(open[1] ?? "");
  await until("it has ended", async () => (await jobs.queue.list({}, { limit: 10 })).total === 5);
  const second = await page({}, first.next);
  const third = await page({}, second.next);

  expect(idsOf(first)).toEqual([open[0], open[1]]);
  expect(idsOf(second)).toEqual([open[2], open[3]]);
  expect(idsOf(third)).toEqual(failed.toReversed());
  expect(third).toMatchObject({ next: null, total: 5 });
  // A page may also end within the failed ones.
  const one = await jobs.queue.list({ statuses: ["error"] }, { limit: 1 });
  const other = await jobs.queue.list({ statuses: ["error"] }, { limit: 1, ...(one.next && { after: one.next }) });
  expect([...idsOf(one), ...idsOf(other)]).toEqual(failed.toReversed());
  expect([one.total, other.next]).toEqual([2, null]);
  letEnd();
  expect(await jobs.queue.waitForEnd(open, 15_000)).toBe(true);
}, 60_000);

test("failed jobs are filtered like open ones", async () => {
  await jobs.aShop("FILTERED");
  aPatientReport("FILTERED");
  const id = await jobs.start("FILTERED", { parameters: { tries: 1 }, maxAttempts: 0, category: "OWN" });
  await jobs.rowsOf(id);
  const { batchId } = await jobs.queue.get(id);

  expect(idsOf(await page({ shops: ["FILTERED"], category: "OWN" }, null))).toEqual([id]);
  expect(idsOf(await page({ batchId }, null))).toEqual([id]);
  for (const filter of [{ category: "OTHER" }, { shops: ["PAGE1"], category: "OWN" }, { batchId: "none" }])
    expect(await page(filter, null)).toMatchObject({ items: [], total: 0 });
});

test("a job that is retried says which attempt failed, why, and when the next one comes", async () => {
  await jobs.aShop("RETRIED");
  aPatientReport("RETRIED");
  const id = await jobs.start("RETRIED", { parameters: { tries: 1 }, rerunDelaySec: 600 });
  await until("it waits for its next attempt", async () => (await statusOf(id)) === "retrying");
  await jobs.rowsOf(id);

  const error = { type: "store-unavailable", message: "The store is closed" };
  await until("the list shows it", async () => (await page({ shops: ["RETRIED"] }, null)).items[0]?.attempt === 1);
  expect((await page({ shops: ["RETRIED"] }, null)).items).toMatchObject([
    { id, status: "retrying", attempt: 1, error },
  ]);
  const entry = await jobs.queue.get(id);
  expect(entry).toMatchObject({ status: "retrying", attempt: 1, error, result: null });
  expect(new Date(entry.nextAttemptAt ?? 0).getTime()).toBeGreaterThan(Date.now() + 500_000);
  await jobs.queue.cancel(id);
});

test("a job that is started again does not show the error of before", async () => {
  await jobs.aShop("AGAIN");
  aPatientReport("AGAIN");
  const id = await jobs.start("AGAIN", { parameters: { tries: 1 }, maxAttempts: 0 });
  await jobs.rowsOf(id);
  // Its attempt ends a moment before.
  await jobs.queue.waitForEnd([id], 15_000);
  expect(await jobs.queue.get(id)).toMatchObject({ status: "error", attempt: 1 });

  // Nobody begins the attempt, so the job is seen before it.
  await workers.stop();
  await jobs.queue.restart(id, "test");
  await until("it is open again", async () => {
    const [listed] = (await jobs.queue.list({ shops: ["AGAIN"] }, { limit: 2 })).items;
    return listed?.status === "ready" && listed;
  });

  const [listed] = (await jobs.queue.list({ shops: ["AGAIN"] }, { limit: 2 })).items;
  for (const entry of [listed, await jobs.queue.get(id)])
    expect(entry).toMatchObject({ id, status: "ready", attempt: 0, error: null });
  await jobs.queue.cancel(id);
  workers = await jobs.startWorkers();
  expect(await jobs.queue.waitForEnd([id], 15_000)).toBe(true);
}, 60_000);

test("a job whose attempt has ended, while no worker takes that up, is in no list behind a cue", async () => {
  await jobs.aShop("NOBODY");
  const letEnd = aPatientReport();
  const id = await jobs.start("NOBODY");
  await until("it runs", async () => (await statusOf(id)) === "inProcess");
  await workers.stop();
  await jobs.client.workflow.getHandle(attemptWorkflowId(id, 1)).terminate("for the test");

  const waiting = { shops: ["NOBODY"], statuses: ["ready", "waiting", "retrying"] } as const;
  const running = { shops: ["NOBODY"], statuses: ["inProcess", "paused"] } as const;
  await until("the attempt has left the list", async () => (await jobs.queue.list(running, { limit: 9 })).total === 0);
  expect(await jobs.queue.counts(["NOBODY"])).toMatchObject({ tasksInQueue: 0 });
  expect(await jobs.queue.list(waiting, { limit: 9 })).toMatchObject({ items: [], total: 0 });
  expect(idsOf(await jobs.queue.list({ shops: ["NOBODY"] }, { limit: 9 }))).toEqual([id]);

  letEnd();
  workers = await jobs.startWorkers();
  expect(await jobs.queue.waitForEnd([id], 20_000)).toBe(true);
}, 60_000);
