import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { listAuditEntries, type AuditEntry } from "#database/audit-entries";
import { scheduleId } from "#workflows/ids";
import { aSchedulesDesk, type SchedulesDesk } from "./a-schedules-desk.ts";

let desk: SchedulesDesk;
beforeAll(async () => {
  desk = await aSchedulesDesk();
}, 60_000);
afterAll(() => desk.close());

const handleOf = (name: string) => desk.temporal.client.schedule.getHandle(scheduleId("file", name));

/** What was written since the entry before, oldest first. */
let seen = "0";
async function written(): Promise<readonly AuditEntry[]> {
  const all = await listAuditEntries(desk.connected.db, {}, { before: undefined, limit: 100 });
  const news = all.filter(({ entryNo }) => Number(entryNo) > Number(seen)).toReversed();
  seen = all[0]?.entryNo ?? seen;
  return news;
}

const file = (minutes: number) => `
schedules:
  - { name: orders, report: syncOrders, shopCode: DEMO, minutesBetweenRuns: ${minutes} }
  - { name: sales, report: createSalesOrders, shopCode: OFF, startingTime: "08:00" }
`;

test("what apply makes, changes and removes is in the audit log, from what to what", async () => {
  desk.write(file(15));
  await desk.run("plan");
  expect(await written()).toEqual([]);

  await desk.run("apply");
  const made = await written();
  const entry = { principal: "schedules-file", action: "putSchedule", recordKind: "schedule", before: null };
  expect(made).toMatchObject([
    { ...entry, recordId: "file.orders", shop: "DEMO", after: { report: "syncOrders", minutesBetweenRuns: 15 } },
    { ...entry, recordId: "file.sales", shop: "OFF", after: { report: "createSalesOrders" } },
  ]);
  expect(new Set(made.map(({ requestId }) => requestId)).size).toBe(1);

  await desk.run("apply");
  expect(await written()).toEqual([]);
  desk.write(file(20).replace(/.*name: sales.*\n/, ""));
  await desk.run("apply");
  expect(await written()).toMatchObject([
    { ...entry, recordId: "file.orders", before: { minutesBetweenRuns: 15 }, after: { minutesBetweenRuns: 20 } },
    { action: "deleteSchedule", recordId: "file.sales", shop: "OFF", before: { startingTime: "08:00" }, after: null },
  ]);
});

test("what apply puts right that somebody changed in Temporal itself is named", async () => {
  await handleOf("orders").update(({ spec, ...schedule }) => ({ ...schedule, spec: { ...spec, jitter: 5_000 } }));

  await desk.run("apply");

  expect(await written()).toMatchObject([
    { action: "putSchedule", recordId: "file.orders", before: { drift: ["jitter"] }, after: {} },
  ]);
});

test("commands about one schedule are in the log with the reason; what was refused is not", async () => {
  await desk.run("pause", "orders", "--reason", "stocktaking");
  await desk.run("trigger", "orders");
  await expect(desk.run("trigger", "orders")).rejects.toMatchObject({ type: "schedule-running" });
  await desk.run("resume", "orders");

  const nothing = { principal: "schedules-file", recordId: "file.orders", shop: "DEMO", before: null, after: null };
  expect(await written()).toMatchObject([
    { ...nothing, action: "pauseSchedule", reason: "stocktaking" },
    { ...nothing, action: "triggerSchedule", reason: null },
    { ...nothing, action: "unpauseSchedule", reason: null },
  ]);
  const [run] = (await handleOf("orders").describe()).info.runningActions;
  await desk.temporal.client.workflow.getHandle(run?.workflow.workflowId ?? "").terminate();
});

test("nothing is changed that the log cannot take", async () => {
  await sql`alter table audit_entry add constraint is_full check (false) not valid`.execute(desk.connected.db);

  await expect(desk.run("pause", "orders", "--reason", "stocktaking")).rejects.toThrow(/is_full/);

  await sql`alter table audit_entry drop constraint is_full`.execute(desk.connected.db);
  expect((await handleOf("orders").describe()).state.paused).toBe(false);
  expect(await written()).toEqual([]);
});
