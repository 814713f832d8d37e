import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ScheduleNotFoundError } from "@temporalio/client";
import { insertApiKey } from "#database/api-keys";
import { insertShop, updateShop } from "#database/shops";
import { hashOfKey } from "#api/http/authenticate";
import { createJobLog } from "#temporal/job-log";
import { createSchedules } from "#temporal/schedules";
import { ensureSearchAttributes } from "#temporal/search-attributes";
import { aCompleteSchedule } from "#test/domain/jobs/a-schedule";
import { aDatabase, type TestDatabase } from "#test/support/database";
import { aNamespace, type TestNamespace } from "#test/support/temporal";
import { until } from "#test/support/until";
import { scheduleId, type ScheduleOwner } from "#workflows/ids";
import { anApi, type TestApi } from "./an-api.ts";
import { cuesOf, expectEveryListToAgree } from "./cue-lists.ts";

const DAY_MS = 86_400_000;
const demoKey = "sbc_good-for-the-shop-demo";
let temporal: TestNamespace;
let database: TestDatabase;
/** Its clock is a day ahead of the scheduler's: whatever should run once a day has not run. */
let tomorrow: TestApi;

const schedulesAt = (now: () => Date) => {
  const { client } = temporal;
  const { db } = database;
  return createSchedules({ client, db, jobLog: createJobLog({ client, db }), temporalUiUrl: null, now });
};

const made = [
  ["api", "demo-orders", "DEMO"],
  ["api", "other-orders", "OTHER"],
  ["file", "deleted", "DEMO"],
  ["file", "kept", "DEMO"],
] as const;

const handleOf = (owner: ScheduleOwner, name: string) => temporal.client.schedule.getHandle(scheduleId(owner, name));

beforeAll(async () => {
  [temporal, database] = await Promise.all([aNamespace(), aDatabase()]);
  await ensureSearchAttributes(temporal.connection, temporal.namespace);
  const { client } = temporal;
  const { db } = database;
  for (const code of ["DEMO", "OTHER"]) {
    await insertShop(db, { code, store: `${code.toLowerCase()}.myshopify.com` });
    await updateShop(db, code, { enabled: true });
  }
  await insertApiKey(db, {
    id: randomUUID(),
    name: "of demo",
    keyHash: hashOfKey(demoKey),
    hint: "demo",
    scope: "read",
    shops: ["DEMO"],
    expiresAt: null,
    createdBy: "admin",
  });
  const now = schedulesAt(() => new Date());
  for (const [owner, name, shopCode] of made) {
    const startingTime = new Date(Date.now() + DAY_MS / 2).toISOString().slice(11, 16);
    const definition = aCompleteSchedule({ startingTime, timeZone: "UTC", shopCode });
    await now.put({ owner, name }, definition, `${shopCode.toLowerCase()}.myshopify.com`);
  }
  await handleOf("file", "deleted").delete();
  tomorrow = await anApi(
    { schedules: schedulesAt(() => new Date(Date.now() + DAY_MS)) },
    { db, client, close: () => Promise.resolve() },
  );
});
afterAll(async () => {
  for (const [owner, name] of made)
    await handleOf(owner, name)
      .delete()
      .catch((error: unknown) => {
        if (!(error instanceof ScheduleNotFoundError)) throw error;
      });
  await tomorrow.close();
  await Promise.all([temporal.close(), database.drop()]);
});

test("every recurring job that has not run is counted in red, for all shops and for one, and listed", async () => {
  expect((await cuesOf(tomorrow))["schedulesOverdue"]).toMatchObject({
    value: 4,
    style: "unfavorable",
    list: "/api/schedules?overdue=true&count=true",
  });
  expect((await cuesOf(tomorrow, "OTHER"))["schedulesOverdue"]).toMatchObject({ value: 1 });
  await expectEveryListToAgree(tomorrow);
  await expectEveryListToAgree(tomorrow, "OTHER");

  const first = await tomorrow.call("GET", "/api/schedules?overdue=true&limit=3&report=30104");
  expect(first).toMatchObject({
    status: 200,
    body: {
      stale: false,
      items: [
        { id: "api.demo-orders", status: "ready", overdueSince: expect.any(String) },
        { id: "api.other-orders", status: "ready" },
        { id: "file.deleted", status: "missing", isRunning: false, nextRuns: [], temporalUrl: null },
      ],
    },
  });
  const rest = await tomorrow.call("GET", `/api/schedules?overdue=true&cursor=${String(first.body["nextCursor"])}`);
  expect(rest.body).toMatchObject({ items: [{ id: "file.kept" }], nextCursor: null });
});

test("a key that is good for one shop sees and counts the schedules of that shop", async () => {
  const ask = (path: string) => tomorrow.call("GET", path, undefined, { key: demoKey });

  const { body } = await ask("/api/cues");
  expect(body["cues"]).toEqual(
    expect.arrayContaining([expect.objectContaining({ key: "schedulesOverdue", value: 3 })]),
  );
  expect(await ask("/api/schedules?overdue=true&count=true")).toMatchObject({ status: 200, body: { total: 3 } });
  const listed = await until("Visibility lists them", async () => {
    const { body } = await ask("/api/schedules?count=true");
    return body["total"] === 2 && body;
  });
  expect(listed).toMatchObject({ items: [{ id: "api.demo-orders" }, { id: "file.kept" }], stale: false });
  expect(await ask("/api/schedules?shopCode=OTHER")).toMatchObject({ status: 403 });
  expect(await ask("/api/schedules/api.demo-orders")).toMatchObject({ status: 403 });
});

test("what comes from the file can be given up here only when it is gone from Temporal", async () => {
  expect(await tomorrow.call("DELETE", "/api/schedules/file.kept")).toMatchObject({
    status: 409,
    body: { code: "schedule-of-file" },
  });
  expect(await tomorrow.call("GET", "/api/schedules/file.deleted")).toMatchObject({
    status: 200,
    body: { status: "missing", definition: { shopCode: "DEMO" } },
  });

  expect((await tomorrow.call("DELETE", "/api/schedules/file.deleted")).status).toBe(204);

  expect((await tomorrow.call("GET", "/api/schedules/file.deleted")).status).toBe(404);
  expect((await cuesOf(tomorrow))["schedulesOverdue"]).toMatchObject({ value: 3 });
});

test("put on hold a schedule leaves the cue at once", async () => {
  await tomorrow.call("POST", "/api/schedules/api.other-orders/pause", { reason: "stocktaking" });

  expect((await cuesOf(tomorrow, "OTHER"))["schedulesOverdue"]).toMatchObject({ value: 0, style: "favorable" });
});

test("nothing but overdue=true is asked for, and without a key nothing at all", async () => {
  expect(await tomorrow.call("GET", "/api/schedules?overdue=false")).toMatchObject({
    status: 422,
    body: { errors: [{ in: "query", pointer: "/overdue" }] },
  });
  expect((await tomorrow.call("GET", "/api/schedules?overdue=true", undefined, { key: null })).status).toBe(401);
});
