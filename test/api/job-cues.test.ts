import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { aWorkingApi, firstIdOf, type WorkingApi } from "./a-working-api.ts";
import { OperationalError } from "#domain/failure";
import { until } from "#test/support/until";
import { cuesOf, expectEveryListToAgree, expectListsToAgree, ownCuesOf } from "./cue-lists.ts";

let api: WorkingApi;
beforeAll(async () => {
  api = await aWorkingApi();
  await api.system.aShop("RUNS");
  await api.system.aShop("RESTS");
}, 60_000);
afterAll(() => api.close(), 60_000);

const start = async (shopCode: string, body: object = {}): Promise<string> =>
  firstIdOf(await api.call("POST", "/api/jobs/syncOrders", { shopCodes: [shopCode], ...body }));

test("what runs and what waits is counted as its lists show it, for all shops and for one", async () => {
  let hasEnded = false;
  api.system.script(async () => {
    await sleep(50);
    return { done: hasEnded };
  });
  const running = await start("RUNS");
  const paused = await start("RESTS");
  await api.entryWith(running, "inProcess");
  await api.entryWith(paused, "inProcess");
  await api.call("POST", `/api/job-queue-entries/${paused}/hold`, {});
  const waiting = [await start("RUNS"), await start("RESTS")];
  const held = await start("RUNS");
  for (const id of [...waiting, held]) await api.entryWith(id, "waiting");
  await api.call("POST", `/api/job-queue-entries/${held}/hold`, {});
  const later = await start("RUNS", { startAt: new Date(Date.now() + 3_600_000).toISOString() });
  await api.entryWith(paused, "paused");
  await api.entryWith(held, "onHold");
  await api.entryWith(later, "ready");

  // Visibility shows a change within a second or so.
  for (const until = Date.now() + 10_000; Date.now() < until; await sleep(100)) {
    const { tasksInProcess, tasksInQueue } = await cuesOf(api);
    if (tasksInProcess?.value === 2 && tasksInQueue?.value === 3) break;
  }
  expect(await cuesOf(api)).toMatchObject({ tasksInProcess: { value: 2 }, tasksInQueue: { value: 3 } });
  expect(await cuesOf(api, "RUNS")).toMatchObject({ tasksInProcess: { value: 1 }, tasksInQueue: { value: 2 } });
  expect(await cuesOf(api, "RESTS")).toMatchObject({ tasksInProcess: { value: 1 }, tasksInQueue: { value: 1 } });
  for (const shopCode of [undefined, "RUNS", "RESTS"]) await expectEveryListToAgree(api, shopCode);
  const first = await api.call("GET", "/api/job-queue-entries?shopCode=RUNS&limit=3&count=true");
  const cursor = String(first.body["nextCursor"]);
  const rest = await api.call("GET", `/api/job-queue-entries?shopCode=RUNS&limit=3&cursor=${cursor}`);
  expect(first).toMatchObject({ body: { items: [{ id: running }, { id: waiting[0] }, { id: held }], total: 4 } });
  expect(rest).toMatchObject({ body: { items: [{ id: later }], nextCursor: null } });

  hasEnded = true;
  for (const id of [held, later, paused]) await api.call("POST", `/api/job-queue-entries/${id}/cancel`, {});
  for (const id of waiting) await api.entryWith(id, "finished");
}, 60_000);

test("whoever started jobs sees those alone when they ask for their own, in cues, lists and actions", async () => {
  for (const shop of ["BUSY", "BROKEN"]) await api.system.aShop(shop);
  const keyOf = async (name: string): Promise<string> => {
    const { body } = await api.call("POST", "/api/api-keys", { name, scope: "operate" });
    return String(body["key"]);
  };
  const [anna, berit] = [await keyOf("anna"), await keyOf("berit")];
  const startAs = async (key: string, shopCode: string): Promise<string> =>
    firstIdOf(await api.call("POST", "/api/jobs/syncOrders", { shopCodes: [shopCode], maxAttempts: 0 }, { key }));
  let hasEnded = false;
  api.system.script(async ({ shopCode }) => {
    if (shopCode === "BROKEN")
      throw new OperationalError("store-unavailable", "The store is closed", { retryable: false });
    await sleep(50);
    return { done: hasEnded };
  });
  const failed = await startAs(anna, "BROKEN");
  await api.logRowOf(failed);
  const runs = await startAs(anna, "BUSY");
  await api.entryWith(runs, "inProcess");
  const [waits, other] = [await startAs(anna, "BUSY"), await startAs(berit, "BUSY")];
  for (const id of [waits, other]) await api.entryWith(id, "waiting");
  await until("Visibility shows them", async () => {
    const { tasksInProcess, tasksInQueue } = await cuesOf(api, "BUSY");
    return tasksInProcess?.value === 1 && tasksInQueue?.value === 2;
  });

  const [hers, others] = [await ownCuesOf(api, anna), await ownCuesOf(api, berit)];
  const valuesOf = (cues: typeof hers) =>
    Object.fromEntries(Object.entries(cues).map(([key, { value }]) => [key, value]));
  const nothing = { synchronizationErrors: 0, tasksFailed: 0, tasksInProcess: 0, tasksInQueue: 0, failingNow: 0 };
  expect(valuesOf(hers)).toEqual({
    synchronizationErrors: 1,
    tasksFailed: 1,
    tasksInProcess: 1,
    tasksInQueue: 1,
    failingNow: 1,
  });
  expect(valuesOf(others)).toEqual({ ...nothing, tasksInQueue: 1 });
  await expectListsToAgree(api, Object.values(hers), { key: anna });
  await expectListsToAgree(api, Object.values(others), { key: berit });
  const idsIn = async (query: string, options = {}): Promise<readonly unknown[]> => {
    const { body } = await api.call("GET", `/api/job-queue-entries?${query}&count=true`, undefined, options);
    const items = body["items"] as readonly Record<string, unknown>[];
    expect(body["total"]).toBe(items.length);
    return items.map(({ id }) => id);
  };
  expect(await idsIn("requestedBy=me", { key: anna })).toEqual([runs, waits, failed]);
  expect(await idsIn("requestedBy=anna")).toEqual([runs, waits, failed]);
  expect(await idsIn("requestedBy=me", { key: berit })).toEqual([other]);
  expect(await idsIn("requestedBy=nobody")).toEqual([]);
  expect(await idsIn("shopCode=BUSY", { key: berit })).toEqual([runs, waits, other]);
  expect(
    (await api.call("GET", "/api/job-queue-log-entries?requestedBy=me", undefined, { key: anna })).body,
  ).toMatchObject({ items: [{ entryId: failed, requestedBy: "anna" }] });

  const mine = { filter: { requestedBy: "me" } };
  const note = { ...mine, reason: "known" };
  const acknowledge = (key: string) => api.call("POST", "/api/job-queue-log-entries/acknowledge", note, { key });
  expect((await acknowledge(berit)).body).toEqual({ acknowledged: 0 });
  expect((await acknowledge(anna)).body).toEqual({ acknowledged: 1 });
  const { body } = await api.call("POST", "/api/job-queue-entries/cancel", mine, { key: berit });
  expect(body).toEqual({ cancelled: [other], refused: [] });
  hasEnded = true;
  for (const id of [runs, waits]) await api.entryWith(id, "finished");
}, 60_000);
