import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { updateShop } from "#database/shops";
import { until } from "#test/support/until";
import { scheduleId } from "#workflows/ids";
import { aWorkingApi, type WorkingApi } from "./a-working-api.ts";

let api: WorkingApi;
const timeZone = "UTC";
const made = new Set<string>();

beforeAll(async () => {
  api = await aWorkingApi();
  await api.system.aShop("DEMO");
  await api.system.aShop("OFF");
  await api.system.aShop("TURNED");
  await updateShop(api.db, "OFF", { enabled: false });
}, 60_000);
afterAll(async () => {
  for (const name of made) await api.system.client.schedule.getHandle(scheduleId("api", name)).delete();
  await api.close();
}, 60_000);
beforeEach(() => {
  api.system.script(() => ({ done: true, counts: { read: 1, changed: 1 } }));
});

async function put(name: string, body: object) {
  const answer = await api.call("PUT", `/api/schedules/api.${name}`, {
    report: "syncOrders",
    shopCode: "DEMO",
    timeZone,
    ...body,
  });
  if (answer.status === 201) made.add(name);
  return answer;
}

const call = (method: string, path: string, body?: object) => api.call(method, `/api/schedules${path}`, body);

test("a schedule is made, runs now, and shows its next five runs and what became of the last", async () => {
  const answer = await put("orders", { report: "30104", shopCode: "demo", minutesBetweenRuns: 15, maxAttempts: 1 });

  expect(answer).toMatchObject({
    status: 201,
    body: {
      id: "api.orders",
      owner: "api",
      name: "orders",
      status: "ready",
      recurrence: "every 15 minutes, UTC",
      definition: { report: "syncOrders", shopCode: "DEMO", category: "SHPFY", minutesBetweenRuns: 15, maxAttempts: 1 },
      drift: [],
      lastRuns: [],
    },
  });
  expect(answer.headers.get("location")).toBe("/api/schedules/api.orders");
  expect(answer.body["nextRuns"]).toHaveLength(5);
  expect(String(answer.body["temporalUrl"])).toMatch(/\/schedules\/job%2Fapi\.orders$/);

  expect((await call("POST", "/api.orders/trigger", {})).status).toBe(200);
  const run = await until("the run has ended", async () => {
    const { body } = await call("GET", "/api.orders");
    const [last] = body["lastRuns"] as readonly Record<string, unknown>[];
    return last?.["status"] === "finished" && last;
  });
  expect(run).toMatchObject({ outcome: "succeeded", error: null, entryId: expect.stringMatching(/^api\.orders-/) });
  expect(await api.call("GET", `/api/job-queue-entries/${String(run["entryId"])}`)).toMatchObject({
    status: 200,
    body: { trigger: "schedule", shopCode: "DEMO", maxAttempts: 1 },
  });
});

test("JQ-6 a formula takes the place of weekdays and interval, and weekdays that of a formula", async () => {
  await put("month-end", { weekdays: ["monday"], minutesBetweenRuns: 60 });
  await call("POST", "/api.month-end/pause", { reason: "new times" });

  const byFormula = await put("month-end", { nextRunDateFormula: "cm" });
  const byWeekday = await put("month-end", { weekdays: ["tuesday"] });

  expect(byFormula).toMatchObject({
    status: 200,
    body: {
      recurrence: "on the last day of every month, UTC",
      definition: { weekdays: [], minutesBetweenRuns: 0, nextRunDateFormula: "CM" },
    },
  });
  expect(byWeekday.body["definition"]).toMatchObject({
    weekdays: ["tuesday"],
    minutesBetweenRuns: 1440,
    nextRunDateFormula: null,
  });
});

test("a definition that was read can be sent back, and changes nothing", async () => {
  const first = await put("round", {
    nextRunDateFormula: "1D+CM",
    startingTime: "23:00",
    parameters: { fullyPaid: true },
  });

  const again = await call("PUT", "/api.round", first.body["definition"] as object);

  expect({ status: again.status, definition: again.body["definition"] }).toEqual({
    status: 200,
    definition: first.body["definition"],
  });
});

test("on hold nothing is due; ready again it runs at once, because today and now are allowed", async () => {
  await put("parked", {});

  expect(await call("POST", "/api.parked/pause", { reason: " stocktaking " })).toMatchObject({
    status: 200,
    body: { status: "onHold", reason: "stocktaking", nextRuns: [] },
  });
  const ready = await call("POST", "/api.parked/unpause", {});
  expect(ready).toMatchObject({ status: 200, body: { status: "ready", reason: null } });
  expect(ready.body["lastRuns"]).toHaveLength(1);
  await until("its run has ended", async () => (await call("GET", "/api.parked")).body["isRunning"] === false);
  expect((await call("POST", "/api.parked/restart", {})).status).toBe(200);
});

test("schedules are listed page by page; one that is deleted is gone", async () => {
  await put("z-last", {});
  await put("z-gone", {});
  expect((await call("DELETE", "/api.z-gone")).status).toBe(204);
  made.delete("z-gone");

  const ids = await until("the list has what was made", async () => {
    const { body } = await call("GET", "?count=true&shopCode=demo&report=30104");
    return body["total"] === made.size && (body["items"] as readonly { id: string }[]).map(({ id }) => id);
  });
  expect(ids).toEqual([...made].map((name) => `api.${name}`).toSorted());
  const first = await call("GET", "?limit=1");
  const second = await call("GET", `?limit=100&cursor=${String(first.body["nextCursor"])}`);
  expect(
    [first, second].flatMap(({ body }) => (body["items"] as readonly { id: string }[]).map(({ id }) => id)),
  ).toEqual(ids);
  expect(second.body["nextCursor"]).toBeNull();
  expect(await call("GET", "/api.z-gone")).toMatchObject({ status: 404, body: { code: "schedule-not-found" } });
});

test("run once is a job of its own: without line, window and expiration, with what the schedule says otherwise", async () => {
  await put("once", {
    parameters: { fullyPaid: true },
    startingTime: "23:58",
    endingTime: "23:59",
    expirationDateTime: new Date(Date.now() + 3_600_000).toISOString(),
    priority: "high",
    maxAttempts: 2,
  });
  await call("POST", "/api.once/pause", { reason: "stocktaking" });

  const key = { headers: { "idempotency-key": "once-and-for-all" } };
  const started = await api.call("POST", "/api/schedules/api.once/run-once", {}, key);
  const again = await api.call("POST", "/api/schedules/api.once/run-once", {}, key);

  expect(started).toMatchObject({
    status: 202,
    body: {
      report: "syncOrders",
      shopCode: "DEMO",
      trigger: "manual",
      category: null,
      priority: "high",
      maxAttempts: 2,
      parameters: { fullyPaid: true },
      requestedBy: "admin",
    },
  });
  const id = String(started.body["id"]);
  expect(started.headers.get("location")).toBe(`/api/job-queue-entries/${id}`);
  expect(again.body["id"]).toBe(id);
  await api.entryWith(id, "finished");
  expect(await api.logRowOf(id)).toMatchObject({ result: { outcome: "succeeded" }, category: null });
  expect((await call("GET", "/api.once")).body).toMatchObject({ status: "onHold", lastRuns: [] });
});

test("run once of a shop that syncs while the caller waits answers when it has ended", async () => {
  await updateShop(api.db, "DEMO", { allowBackgroundSyncs: false });
  await put("waited-for", {});

  const answer = await call("POST", "/api.waited-for/run-once", {});

  await updateShop(api.db, "DEMO", { allowBackgroundSyncs: true });
  expect(answer).toMatchObject({ status: 200, body: { status: "finished", trigger: "foreground" } });
});

test("what nobody knows any more, and a shop that is disabled, cannot run once", async () => {
  await put("replaced", {});
  await api.system.client.schedule.getHandle(scheduleId("api", "replaced")).update(({ spec, policies, state }) => ({
    spec,
    policies,
    state,
    action: { type: "startWorkflow", workflowType: "runJob", taskQueue: "sync", args: [{}] },
  }));

  expect(await call("POST", "/api.replaced/run-once", {})).toMatchObject({
    status: 409,
    body: { code: "schedule-arguments-replaced" },
  });
  await put("turned-off", { shopCode: "TURNED" });
  await updateShop(api.db, "TURNED", { enabled: false });
  for (const action of ["run-once", "trigger", "restart", "unpause"]) {
    if (action === "unpause") await call("POST", "/api.turned-off/pause", { reason: "stocktaking" });
    expect({ action, ...(await call("POST", `/api.turned-off/${action}`, {})) }).toMatchObject({
      action,
      status: 409,
      body: { code: "shop-disabled" },
    });
  }
});

test.each([
  [{ report: "syncNothing" }, "/report", "report-unknown"],
  [{ report: "syncInvoices" }, "/report", "report-not-schedulable"],
  [{ shopCode: "NOPE" }, "/shopCode", "shop-unknown"],
  [{ shopCode: null }, "/shopCode", "shop-code-required"],
  [{ parameters: { colour: "red" } }, "/parameters/colour", "unknown-member"],
  [{ timeZone: "Mars/Olympus" }, "/timeZone", "time-zone-unknown"],
  [{ nextRunDateFormula: "2W" }, "/nextRunDateFormula", "formula-unsupported"],
  [{ startingTime: "8:00" }, "/startingTime", "invalid-format"],
  [{ weekdays: ["funday"] }, "/weekdays/0", "invalid-value"],
  [{ minutes: 5 }, "/minutes", "unknown-member"],
])("a schedule with %j is refused at %s", async (body, pointer, code) => {
  expect(await put("refused", body)).toMatchObject({
    status: 422,
    body: { errors: [{ in: "body", pointer, code }] },
  });
});

test.each([
  [{ shopCode: "OFF" }, "shop-disabled"],
  [{ report: "syncProducts" }, "report-not-available"],
])("a schedule with %j cannot run: %s", async (body, code) => {
  expect(await put("refused", body)).toMatchObject({ status: 409, body: { code } });
});

test("what is ready is not changed, and what comes from the file not here", async () => {
  await put("fixed", { minutesBetweenRuns: 30 });

  expect(await put("fixed", { minutesBetweenRuns: 20 })).toMatchObject({
    status: 409,
    body: { code: "schedule-not-on-hold" },
  });
  for (const method of ["PUT", "DELETE"])
    expect(
      await call(method, "/file.orders", method === "PUT" ? { report: "syncOrders", shopCode: "DEMO" } : undefined),
    ).toMatchObject({ status: 409, body: { code: "schedule-of-file" } });
});

test.each(["trigger", "unpause", "restart", "run-once"])("%s of an unknown schedule is 404", async (action) => {
  expect(await call("POST", `/api.unknown/${action}`, {})).toMatchObject({
    status: 404,
    body: { code: "schedule-not-found" },
  });
});

test("the product's own upkeep, and ids of another form, are not reached", async () => {
  for (const id of ["system.reconcile", "api.", "api.Name", "api.a%2Fb", "x.orders", "api.o'neil"])
    expect({ id, status: (await call("GET", `/${id}`)).status }).toEqual({ id, status: 422 });
  expect(await call("POST", "/api.orders/pause", {})).toMatchObject({
    status: 422,
    body: { errors: [{ in: "body", pointer: "/reason" }] },
  });
});

test("without a key nobody sees or changes a schedule", async () => {
  const nobody = { key: null };
  for (const [method, path] of [
    ["GET", ""],
    ["GET", "/api.orders"],
    ["PUT", "/api.orders"],
    ["DELETE", "/api.orders"],
    ["POST", "/api.orders/trigger"],
    ["POST", "/api.orders/run-once"],
    ["POST", "/api.orders/pause"],
  ] as const)
    expect(await api.call(method, `/api/schedules${path}`, method === "GET" ? undefined : {}, nobody)).toMatchObject({
      status: 401,
      body: { code: "api-key-required" },
    });
});
