import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { endWatch, findWatch } from "#database/schedule-watch";
import { insertShop } from "#database/shops";
import { createJobLog } from "#temporal/job-log";
import { createScheduleWatcher } from "#temporal/schedule-watch";
import { createSchedules, type Schedules } from "#temporal/schedules";
import { ensureSearchAttributes } from "#temporal/search-attributes";
import { scheduleId } from "#workflows/ids";
import { aCompleteSchedule } from "../domain/jobs/a-schedule.ts";
import { aDatabase, type TestDatabase } from "../support/database.ts";
import { aNamespace, type TestNamespace } from "../support/temporal.ts";
import { until } from "../support/until.ts";

/** More than are described at once. */
const COUNT = 23;
let temporal: TestNamespace;
let database: TestDatabase;
let schedules: Schedules;
const names = Array.from({ length: COUNT }, (_, index) => `s-${String(index).padStart(2, "0")}`);

beforeAll(async () => {
  [temporal, database] = await Promise.all([aNamespace(), aDatabase()]);
  await ensureSearchAttributes(temporal.connection, temporal.namespace);
  for (const code of ["DEMO", "OTHER"])
    await insertShop(database.db, { code, store: `${code.toLowerCase()}.myshopify.com` });
  schedules = schedulesWith({});
  for (const name of names) await put(name);
}, 60_000);
afterAll(async () => {
  for (const name of names) await handleOf(name).delete();
  await Promise.all([temporal.close(), database.drop()]);
});

function schedulesWith(changes: { readonly pageTimeMs?: number }): Schedules {
  const { client } = temporal;
  const { db } = database;
  return createSchedules({ client, db, jobLog: createJobLog({ client, db }), temporalUiUrl: null, ...changes });
}
const keyOf = (name: string) => ({ owner: "api", name }) as const;
const handleOf = (name: string) => temporal.client.schedule.getHandle(scheduleId("api", name));
const put = (name: string, shopCode = "DEMO") =>
  schedules.put(
    keyOf(name),
    aCompleteSchedule({ shopCode, earliestStartDateTime: "2040-01-01T00:00:00.000Z" }),
    `${shopCode.toLowerCase()}.myshopify.com`,
  );
const listed = async (shops?: readonly string[]) => {
  const { items, total } = await schedules.list({ shops }, { limit: 250 });
  return { names: items.map(({ name }) => name), total };
};

test("a schedule is listed at once when it was made here, and gone at once when it was removed", async () => {
  await put("other", "OTHER");
  expect(await listed(["OTHER"])).toEqual({ names: ["other"], total: 1 });

  await schedules.remove(keyOf("other"));
  expect((await listed(["OTHER"])).names).toEqual([]);
  await until("it is not counted any more", async () => (await listed()).total === COUNT);
  expect(await listed()).toEqual({ names, total: COUNT });
});

test("a schedule that nobody has looked at yet is listed as soon as Temporal lists it", async () => {
  await endWatch(database.db, "api.s-07");
  expect(await listed()).toEqual({ names, total: COUNT });
  expect(await listed(["DEMO"])).toEqual({ names, total: COUNT });

  const { client } = temporal;
  await createScheduleWatcher({ client, db: database.db }).lookAtAll(() => undefined);
  expect(await findWatch(database.db, "api.s-07")).toBeDefined();
});

test("a schedule that somebody deleted in Temporal itself leaves the list, and is noted as missing", async () => {
  await put("deleted", "OTHER");
  expect(await listed(["OTHER"])).toEqual({ names: ["deleted"], total: 1 });
  await handleOf("deleted").delete();

  expect((await listed(["OTHER"])).names).toEqual([]);
  await until("it is not counted any more", async () => (await listed(["OTHER"])).total === 0);
  expect((await findWatch(database.db, "api.deleted"))?.missingSince).toBeInstanceOf(Date);
  await schedules.remove(keyOf("deleted"));
});

test("while Temporal is slow a page ends early, and the next one goes on where it ended", async () => {
  const slow = schedulesWith({ pageTimeMs: 0 });

  const first = await slow.list({}, { limit: COUNT - 1 });
  const second = await slow.list({}, { limit: COUNT - 1, after: first.next ?? "" });

  expect(first.items.map(({ name }) => name)).toEqual(names.slice(0, 20));
  expect(second.items.map(({ name }) => name)).toEqual(names.slice(20));
  expect([first.total, second.total, second.next]).toEqual([COUNT, COUNT, null]);
});
