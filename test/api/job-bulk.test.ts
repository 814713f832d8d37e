import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { updateShop } from "#database/shops";
import { OperationalError } from "#domain/failure";
import { until } from "#test/support/until";
import { aWorkingApi, entriesOf, firstIdOf, type WorkingApi } from "./a-working-api.ts";
import { cuesOf } from "./cue-lists.ts";

let api: WorkingApi;
beforeAll(async () => {
  api = await aWorkingApi();
  for (const shop of ["EDIT", "ACK", "BULK", "SHUT", "CANCEL"]) await api.system.aShop(shop);
}, 60_000);
afterAll(() => api.close(), 60_000);
beforeEach(() => {
  api.system.script(() => ({ done: true }));
});

const start = async (shopCode: string): Promise<string> =>
  firstIdOf(await api.call("POST", "/api/jobs/syncOrders", { shopCodes: [shopCode], maxAttempts: 0 }));
const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  api.call("POST", path, body, { headers });
const bulk = (what: "acknowledge" | "rerun", body: object, headers = {}) =>
  post(`/api/job-queue-log-entries/${what}`, body, headers);
const cancel = (body: object) => post("/api/job-queue-entries/cancel", body);

/** Its row in the log. */
async function aFailedJob(shopCode: string): Promise<Record<string, unknown>> {
  api.system.script(() => {
    throw new OperationalError("store-unavailable", "The store is closed", { retryable: false });
  });
  const id = await start(shopCode);
  await api.entryWith(id, "error");
  const row = await api.logRowOf(id);
  api.system.script(() => ({ done: true }));
  return row;
}

const errorsOf = async (shopCode: string) => {
  const { synchronizationErrors, tasksFailed, failingNow } = await cuesOf(api, shopCode);
  return [synchronizationErrors?.value, tasksFailed?.value, failingNow?.value];
};

test("a logged job is run again with other parameters; the old one names it at once and is settled by its success", async () => {
  const { entryNo, entryId } = await aFailedJob("EDIT");
  const path = `/api/job-queue-log-entries/${String(entryNo)}`;
  let mayEnd = false;
  api.system.script(async () => {
    await sleep(50);
    return { done: mayEnd };
  });

  expect(await post(`${path}/rerun`, { parameters: { fullyPaid: "maybe", colour: "red" } })).toMatchObject({
    status: 422,
    body: { errors: expect.arrayContaining([expect.objectContaining({ pointer: "/parameters/fullyPaid" })]) },
  });
  const again = await post(`${path}/rerun`, { parameters: { fullyPaid: true } });

  const id = firstIdOf(again);
  expect(entriesOf(again)).toMatchObject([{ parameters: { fullyPaid: true }, rerunOf: entryId }]);
  expect((await api.call("GET", path)).body).toMatchObject({ rerunBy: id, supersededAt: null });
  expect(await errorsOf("EDIT")).toEqual([1, 1, 1]);
  mayEnd = true;
  await api.entryWith(id, "finished");
  await api.logRowOf(id);
  expect((await api.call("GET", path)).body).toMatchObject({ rerunBy: id, supersededBy: id });
  expect(await errorsOf("EDIT")).toEqual([0, 0, 0]);
});

test("errors are acknowledged with a reason, by a filter that is never empty", async () => {
  const { entryNo } = await aFailedJob("ACK");
  await aFailedJob("ACK");
  const reason = "The store moved house";

  const refusals = [
    await bulk("acknowledge", { reason, filter: {} }),
    await bulk("acknowledge", { reason }),
    await bulk("acknowledge", { reason, filter: { shopCode: "ACK" }, entryNos: [entryNo] }),
    await bulk("acknowledge", { entryNos: [entryNo] }),
    await bulk("rerun", { filter: {} }),
    await cancel({ filter: {} }),
    await cancel({}),
  ];
  expect(refusals.map(({ status }) => status)).toEqual(refusals.map(() => 422));
  expect(await errorsOf("ACK")).toEqual([2, 2, 1]);

  expect((await bulk("acknowledge", { entryNos: [entryNo], reason })).body).toEqual({ acknowledged: 1 });
  expect((await bulk("acknowledge", { filter: { shopCode: "ACK" }, reason: "Seen" })).body).toEqual({
    acknowledged: 1,
  });

  expect(await errorsOf("ACK")).toEqual([0, 0, 0]);
  expect((await api.call("GET", `/api/job-queue-log-entries/${String(entryNo)}`)).body).toMatchObject({
    acknowledgedBy: "admin",
    acknowledgedReason: reason,
  });
});

test("failed jobs are run again at once; one that is refused says why and keeps no other from it", async () => {
  const rows = [await aFailedJob("BULK"), await aFailedJob("BULK"), await aFailedJob("SHUT")];
  await updateShop(api.db, "SHUT", { enabled: false });
  const filter = { cue: "tasksFailed" };
  const key = { "idempotency-key": "again" };

  const first = await bulk("rerun", { filter }, key);
  const repeated = await bulk("rerun", { filter }, key);
  const other = await bulk("rerun", { entryNos: rows.slice(0, 2).map(({ entryNo }) => entryNo) }, key);

  const started = first.body["started"] as readonly { readonly entryId: string; readonly rerunOf: string }[];
  expect(started.map(({ rerunOf }) => rerunOf)).toEqual(rows.slice(0, 2).map(({ entryId }) => entryId));
  expect(first.body["refused"]).toEqual([
    { entryNo: rows[2]?.["entryNo"], code: "shop-disabled", detail: expect.stringContaining("SHUT") },
  ]);
  expect(repeated.body).toEqual(first.body);
  expect(other).toMatchObject({ status: 409, body: { code: "idempotency-key-reused" } });
  for (const { entryId } of started) {
    await api.entryWith(entryId, "finished");
    await api.logRowOf(entryId);
  }
  expect(await errorsOf("BULK")).toEqual([0, 0, 0]);
  expect(await errorsOf("SHUT")).toEqual([1, 1, 1]);
  expect((await bulk("rerun", { filter: { shopCode: "BULK" } })).body).toEqual({ started: [], refused: [] });
});

test("jobs are cancelled by a filter and by their ids", async () => {
  let mayEnd = false;
  api.system.script(async () => {
    await sleep(50);
    return { done: mayEnd };
  });
  const [running, waiting, other] = [await start("CANCEL"), await start("CANCEL"), await start("BULK")];
  await api.entryWith(running, "inProcess");
  await api.entryWith(waiting, "waiting");

  // Visibility shows a change within a second or so.
  const { body } = await until("the one that waits is seen", async () => {
    const answer = await cancel({ filter: { shopCode: "CANCEL", statuses: ["waiting"] } });
    return (answer.body["cancelled"] as readonly string[]).length > 0 && answer;
  });
  expect(body).toEqual({ cancelled: [waiting], refused: [] });
  await api.entryWith(waiting, "finished");
  expect((await cancel({ ids: [running, waiting, "nobody"] })).body).toEqual({
    cancelled: [running],
    refused: [
      expect.objectContaining({ id: waiting, code: "job-has-ended" }),
      expect.objectContaining({ id: "nobody", code: "job-not-found" }),
    ],
  });
  await api.entryWith(running, "finished");
  mayEnd = true;
  expect((await api.entryWith(other, "finished")).body).toMatchObject({ result: { outcome: "succeeded" } });
});
