import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { aWorkingApi, firstIdOf, type WorkingApi } from "./a-working-api.ts";
import { cuesOf, expectEveryListToAgree } from "./cue-lists.ts";

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
