import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { completeDefinition } from "#domain/jobs/schedule-definition";
import { aScheduleDefinition } from "#test/domain/jobs/a-schedule";
import { until } from "#test/support/until";
import { scheduleId } from "#workflows/ids";
import { aSchedulesDesk, type SchedulesDesk } from "./a-schedules-desk.ts";

let desk: SchedulesDesk;

/** Two of the file and one of the API, which has the name of another. */
beforeAll(async () => {
  desk = await aSchedulesDesk();
  desk.write(`
defaults: { shopCode: DEMO, timeZone: Europe/Copenhagen }
schedules:
  - { name: orders, report: syncOrders, minutesBetweenRuns: 15, parameters: { fullyPaid: true }, description: "All: day" }
  - { name: month-end, report: createSalesOrders, nextRunDateFormula: cm, startingTime: "23:00", category: null }
`);
  await desk.run("apply");
  const completed = completeDefinition(aScheduleDefinition({ startingTime: "07:00" }));
  if (completed.kind === "refused") throw new Error("The API would refuse this");
  const { schedules } = desk.connected;
  await schedules.put({ owner: "api", name: "orders" }, completed.definition, "demo.myshopify.com");
  await until("all are listed", async () => (await schedules.list({}, { limit: 1 })).total === 3);
}, 60_000);
afterAll(async () => {
  await desk.close();
});

const handleOf = (name: string) => desk.temporal.client.schedule.getHandle(scheduleId("file", name));

test("the list has one line for each, also of the API, by shop and report", async () => {
  const { status, said } = await desk.run("list");

  expect(status).toBe(0);
  const [head, ...rows] = said.split("\n");
  expect(head).toMatch(/^NAME +STATUS +NEXT RUN +LAST RUN +WHAT AND WHEN$/);
  expect(rows.map((row) => row.replace(/ +\d{4}-\d\d-\d\d \d\d:\d\d +/, " | "))).toEqual([
    "api.orders      ready | -         Sync Orders from Shopify for DEMO, once a day at 07:00, Europe/Copenhagen",
    "file.month-end  ready | -         Create Sales Orders for DEMO, on the last day of every month at 23:00, Europe/Copenhagen",
    "file.orders     ready | -         Sync Orders from Shopify for DEMO, every 15 minutes, Europe/Copenhagen",
  ]);
  const ids = async (...options: readonly string[]) =>
    (JSON.parse((await desk.run("list", "--json", ...options)).said) as readonly { id: string }[]).map(({ id }) => id);
  expect(await ids("--report", "30103", "--shop", "demo")).toEqual(["file.month-end"]);
  expect((await desk.run("list", "--shop", "OFF")).said).toBe("There are no schedules.");
});

test("one is shown with its next five runs and what was changed in Temporal", async () => {
  await handleOf("month-end").update(({ spec, ...schedule }) => ({ ...schedule, spec: { ...spec, jitter: 5_000 } }));

  const { said } = await desk.run("show", "month-end");

  expect(said).toMatch(/^file\.month-end\n +Status +ready, changed\n/);
  expect(said.match(/\d{4}-\d\d-(28|29|30|31) 23:00/g)).toHaveLength(5);
  expect(said).toMatch(/Last runs +none/);
  expect(said).toMatch(/Changed +in Temporal itself: jitter/);
  expect(JSON.parse((await desk.run("show", "api.orders", "--json")).said)).toMatchObject({
    id: "api.orders",
    definition: { startingTime: "07:00" },
    drift: [],
  });
  await desk.run("apply");
});

test("what is exported says what exists: a plan of it changes nothing of the file's", async () => {
  const out = join(desk.folder, "exported.yaml");

  expect(await desk.run("export", "--out", out)).toMatchObject({ status: 0, said: `3 schedules are in ${out}` });

  const text = readFileSync(out, "utf8");
  expect(text).toMatch(/^# yaml-language-server: \$schema=.*\/config\/schedules\.schema\.json\n/);
  expect(text).toContain("npm run schedules -- delete api.orders");
  const { status, said } = await desk.run("plan", "--file", out);
  expect({ status, said }).toEqual({
    status: 2,
    said: expect.stringMatching(/^\+ api-orders: Sync Orders .* at 07:00.*\n\n1 to create, 2 as they are\n/),
  });
  writeFileSync(out, text.slice(0, text.indexOf("  # Made by the API")));
  expect((await desk.run("plan", "--file", out)).status).toBe(0);
});

test("what nobody can read any more is not exported, and named", async () => {
  const { args = [] } = (await handleOf("orders").describe()).action;
  await handleOf("orders").update(({ action, ...schedule }) => ({ ...schedule, action: { ...action, args: [] } }));

  const { status, said, complaints } = await desk.run("export");

  expect({ status, complaints }).toEqual({
    status: 1,
    complaints: expect.stringMatching(/^file\.orders is left out: /),
  });
  expect(said).not.toContain("name: orders\n    description");
  await handleOf("orders").update(({ action, ...schedule }) => ({ ...schedule, action: { ...action, args } }));
});

test("on hold with a reason, ready again, run at once; what runs is not deleted", async () => {
  expect(await desk.run("pause", "orders", "--reason", "stocktaking")).toMatchObject({ status: 0 });
  expect((await desk.run("show", "orders")).said).toMatch(/Status +on hold: stocktaking\n/);
  expect((await desk.run("plan")).status).toBe(0);

  expect((await desk.run("trigger", "orders")).said).toMatch(/Last runs +\d{4}-\d\d-\d\d \d\d:\d\d {2}\w+/);
  await expect(desk.run("trigger", "orders")).rejects.toMatchObject({ type: "schedule-running" });
  await expect(desk.run("delete", "orders")).rejects.toMatchObject({ type: "schedule-running" });
  expect((await desk.run("resume", "orders")).said).toMatch(/Status +ready, running\n/);
  expect((await handleOf("orders").describe()).state.paused).toBe(false);
});

test("apply removes a schedule whose run goes on", async () => {
  await until("it runs", async () => (await handleOf("orders").describe()).info.runningActions.length > 0);
  const [run] = (await handleOf("orders").describe()).info.runningActions;
  desk.write("schedules: [{ name: month-end, report: createSalesOrders, shopCode: DEMO }]");

  expect((await desk.run("apply")).status).toBe(0);

  await expect(handleOf("orders").describe()).rejects.toThrow("not found");
  const workflow = desk.temporal.client.workflow.getHandle(run?.workflow.workflowId ?? "");
  expect((await workflow.describe()).status.name).toBe("RUNNING");
  await workflow.terminate();
});

test("what is deleted and still in the file comes back, and that is said", async () => {
  expect((await desk.run("delete", "month-end")).said).toMatch(/is deleted\nIt is still in .*schedules\.yaml: /);
  expect((await desk.run("plan")).said).toMatch(/^\+ month-end: /);
  expect((await desk.run("delete", "api.orders")).said).toBe("api.orders is deleted");
  await expect(desk.run("show", "month-end")).rejects.toMatchObject({ type: "schedule-not-found" });
});
