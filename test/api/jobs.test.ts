import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { updateShop } from "#database/shops";
import { OperationalError } from "#domain/failure";
import { until } from "#test/support/until";
import { jobWorkflowId } from "#workflows/ids";
import { aWorkingApi, entriesOf, firstIdOf, type WorkingApi } from "./a-working-api.ts";

let api: WorkingApi;
beforeAll(async () => {
  api = await aWorkingApi();
  await api.system.aShop("A");
  await api.system.aShop("B", { allowBackgroundSyncs: false });
  await api.system.aShop("OFF");
  await updateShop(api.db, "OFF", { enabled: false });
}, 60_000);
afterAll(() => api.close(), 60_000);
beforeEach(() => {
  api.system.script(() => ({ done: true, counts: { read: 2, changed: 1, unchanged: 1 } }));
});

const start = (body: object, report = "syncOrders", headers: Record<string, string> = {}) =>
  api.call("POST", `/api/jobs/${report}`, body, { headers });

/** Reports that go on until the test lets them end. */
function aPatientReport() {
  let hasEnded = false;
  api.system.script(async () => {
    await sleep(50);
    return { done: hasEnded };
  });
  return () => {
    hasEnded = true;
  };
}

/**
 * All jobs that were ever started. Visibility shows a start late, so a job is started now as a witness: once it is seen, so is
 * what was started before it.
 */
async function jobsUntilNow(): Promise<{ readonly jobs: readonly string[]; readonly witness: string }> {
  const witness = jobWorkflowId(firstIdOf(await start({ shopCodes: ["A"] })));
  const jobs = await until("the witness is seen", async () => {
    const seen: string[] = [];
    for await (const job of api.system.client.workflow.list({ query: "WorkflowType = 'runJob'" }))
      seen.push(job.workflowId);
    return seen.includes(witness) && seen;
  });
  return { jobs, witness };
}

test("a job is started, followed and found in the log", async () => {
  const started = await start({ shopCodes: ["a"], parameters: { fullyPaid: true } });
  const id = firstIdOf(started);

  expect(started.status).toBe(202);
  expect(started.headers.get("location")).toBe(`/api/job-queue-entries/${id}`);
  expect(await api.entryWith(id, "finished")).toMatchObject({
    body: {
      report: "syncOrders",
      shopCode: "A",
      trigger: "manual",
      category: "SHPFY",
      priority: "normal",
      parameters: { fullyPaid: true },
      requestedBy: "admin",
      result: { outcome: "succeeded", counts: { read: 2, changed: 1 } },
      error: null,
    },
  });
  const row = await api.logRowOf(id);
  expect(row).toMatchObject({ entryId: id, result: { outcome: "succeeded" } });
  expect((await api.call("GET", `/api/job-queue-log-entries/${String(row["entryNo"])}`)).status).toBe(200);
  const history = await api.call("GET", `/api/job-queue-entries/${id}/history`);
  expect(history.body["items"]).toEqual(
    expect.arrayContaining([expect.objectContaining({ kind: "activity", title: "runBatch", status: "completed" })]),
  );
});

test("a report is known by its number too", async () => {
  const started = await start({ shopCodes: ["A"] }, "30104");

  expect(entriesOf(started)).toMatchObject([{ report: "syncOrders" }]);
  await api.entryWith(firstIdOf(started), "finished");
});

test("BG-1 shop A is queued and B has ended when the call returns", async () => {
  const started = await start({});

  expect(started.status).toBe(202);
  expect(entriesOf(started)).toMatchObject([
    { shopCode: "A", trigger: "manual", category: "SHPFY" },
    { shopCode: "B", trigger: "foreground", status: "finished", result: { outcome: "succeeded" } },
  ]);
  await api.entryWith(firstIdOf(started), "finished");
});

test("a job that is waited for answers 200, also when it fails", async () => {
  const succeeded = await start({ shopCodes: ["B"] });
  api.system.script(() => {
    throw new OperationalError("store-unavailable", "The store is closed", { retryable: false });
  });
  const failed = await start({ shopCodes: ["B"] });

  expect(succeeded).toMatchObject({ status: 200, body: { entries: [{ status: "finished" }] } });
  expect(failed).toMatchObject({
    status: 200,
    body: { entries: [{ status: "error", error: { type: "store-unavailable", message: "The store is closed" } }] },
  });
});

test.each([
  ["an unknown report", {}, "nothing", 404, "report-not-found"],
  ["a report that is not built yet", {}, "syncProducts", 409, "report-not-available"],
  ["an unknown shop", { shopCodes: ["NOPE"] }, "syncOrders", 404, "shop-not-found"],
  ["a disabled shop", { shopCodes: ["A", "OFF"] }, "syncOrders", 409, "shop-disabled"],
])("%s starts nothing", async (_what, body, report, status, code) => {
  const before = await jobsUntilNow();

  expect(await start(body, report)).toMatchObject({ status, body: { code } });

  const after = await jobsUntilNow();
  expect(after.jobs.filter((id) => !before.jobs.includes(id))).toEqual([after.witness]);
});

test("all parameters that are refused are told with their places", async () => {
  const { status, body } = await start({
    shopCodes: ["A"],
    parameters: { colour: "red", financialStatus: ["rich"], orderNo: "'open" },
    priority: "urgent",
  });
  expect(status).toBe(422);
  expect(body["errors"]).toMatchObject([{ pointer: "/priority" }]);

  const refused = await start({
    shopCodes: ["A"],
    parameters: { colour: "red", financialStatus: ["rich"], orderNo: "'open" },
  });
  expect(refused.status).toBe(422);
  expect(refused.body["errors"]).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ pointer: "/parameters/financialStatus/0" }),
      expect.objectContaining({ pointer: "/parameters/orderNo", detail: expect.stringContaining("Not a filter") }),
      expect.objectContaining({ pointer: "/parameters/colour", code: "unknown-member" }),
    ]),
  );
});

test("the same request with the same key starts one job", async () => {
  const body = { shopCodes: ["A"] };
  const [first, second] = await Promise.all([
    start(body, "syncOrders", { "idempotency-key": "click-1" }),
    start(body, "syncOrders", { "idempotency-key": "click-1" }),
  ]);
  const other = await start(body, "syncOrders", { "idempotency-key": "click-2" });

  expect(firstIdOf(second)).toBe(firstIdOf(first));
  expect(firstIdOf(other)).not.toBe(firstIdOf(first));
  await api.entryWith(firstIdOf(first), "finished");
  await api.entryWith(firstIdOf(other), "finished");
});

test("a job is held, goes on, and is cancelled", async () => {
  const letEnd = aPatientReport();
  const id = firstIdOf(await start({ shopCodes: ["A"] }));
  await api.entryWith(id, "inProcess");

  expect((await api.call("POST", `/api/job-queue-entries/${id}/hold`, {})).status).toBe(200);
  await api.entryWith(id, "paused");
  expect((await api.call("POST", `/api/job-queue-entries/${id}/ready`, {})).status).toBe(200);
  await api.entryWith(id, "inProcess");
  expect((await api.call("POST", `/api/job-queue-entries/${id}/cancel`, {})).status).toBe(200);

  const ended = await api.entryWith(id, "finished", "error");
  letEnd();
  expect(ended).toMatchObject({ body: { result: { outcome: "cancelled" } } });
  expect(await api.call("POST", `/api/job-queue-entries/${id}/cancel`, {})).toMatchObject({
    status: 409,
    body: { code: "job-has-ended" },
  });
});

test("those that wait say for whom, and can be moved up", async () => {
  const letEnd = aPatientReport();
  const first = firstIdOf(await start({ shopCodes: ["A"] }));
  await api.entryWith(first, "inProcess");
  const second = firstIdOf(await start({ shopCodes: ["A"] }));
  await api.entryWith(second, "waiting");

  const waiting = await api.call("GET", `/api/job-queue-entries/${second}`);
  const moved = await api.call("POST", `/api/job-queue-entries/${second}/priority`, { priority: "high" });
  const running = await api.call("POST", `/api/job-queue-entries/${first}/priority`, { priority: "high" });
  const list = await api.call("GET", "/api/job-queue-entries?shopCode=A&status=waiting&count=true");

  expect(waiting).toMatchObject({ body: { waitingFor: { holderEntryId: first, place: 1, category: "SHPFY" } } });
  expect(moved.status).toBe(200);
  expect(running).toMatchObject({ status: 409, body: { code: "job-not-waiting" } });
  expect(list).toMatchObject({ body: { items: [{ id: second }], total: 1 } });
  letEnd();
  await api.entryWith(second, "finished");
});

test("a failed job is restarted, and a logged one is run again", async () => {
  api.system.script(() => {
    throw new OperationalError("store-unavailable", "The store is closed", { retryable: false });
  });
  const id = firstIdOf(await start({ shopCodes: ["A"], maxAttempts: 0, parameters: { unpaid: true } }));
  await api.entryWith(id, "error");
  const row = await api.logRowOf(id);
  expect(row).toMatchObject({ error: { type: "store-unavailable" }, isFinal: true });

  api.system.script(() => ({ done: true }));
  expect((await api.call("POST", `/api/job-queue-entries/${id}/restart`, {})).status).toBe(200);
  await api.entryWith(id, "finished");
  const again = await api.call("POST", `/api/job-queue-log-entries/${String(row["entryNo"])}/rerun`, {});

  expect(await api.call("POST", `/api/job-queue-entries/${id}/restart`, {})).toMatchObject({
    status: 409,
    body: { code: "job-succeeded" },
  });
  expect(again.status).toBe(202);
  expect(entriesOf(again)).toMatchObject([{ parameters: { unpaid: true }, rerunOf: id }]);
  await api.entryWith(firstIdOf(again), "finished");
});

test("unknown entries are 404 everywhere", async () => {
  const answers = await Promise.all([
    api.call("GET", "/api/job-queue-entries/nothing"),
    api.call("GET", "/api/job-queue-entries/nothing/history"),
    ...["cancel", "hold", "ready", "restart"].map((name) =>
      api.call("POST", `/api/job-queue-entries/nothing/${name}`, {}),
    ),
    api.call("POST", "/api/job-queue-entries/nothing/priority", { priority: "low" }),
    api.call("GET", "/api/job-queue-log-entries/999999"),
    api.call("POST", "/api/job-queue-log-entries/999999/rerun", {}),
  ]);

  expect(answers.map(({ status }) => status)).toEqual(Array.from(answers, () => 404));
});

test("rows of the log are acknowledged and deleted", async () => {
  const { body } = await api.call("GET", "/api/job-queue-log-entries?limit=2");
  const entryNos = (body["items"] as readonly { entryNo: string }[]).map(({ entryNo }) => entryNo);

  const acknowledged = await api.call("POST", "/api/job-queue-log-entries/acknowledge", {
    entryNos,
    reason: "Seen",
  });
  const deleted = await api.call("POST", "/api/job-queue-log-entries/delete", { entryNos });

  expect(acknowledged.status).toBe(200);
  expect(deleted).toMatchObject({ status: 200, body: { deleted: 2 } });
  expect((await api.call("GET", `/api/job-queue-log-entries/${entryNos[0] ?? ""}`)).status).toBe(404);
  expect((await api.call("POST", "/api/job-queue-log-entries/delete", {})).status).toBe(200);
  expect((await api.call("GET", "/api/job-queue-log-entries?count=true")).body["total"]).toBe(0);
});
