import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ScheduleOverlapPolicy } from "@temporalio/client";
import { completeCatalogue } from "#test/support/complete-catalogue";
import { scheduleId } from "#workflows/ids";
import { aSchedulesDesk, type SchedulesDesk } from "./a-schedules-desk.ts";

let desk: SchedulesDesk;

beforeAll(async () => {
  desk = await aSchedulesDesk();
}, 60_000);
afterAll(async () => {
  await desk.close();
});

const handleOf = (name: string) => desk.temporal.client.schedule.getHandle(scheduleId("file", name));

const twoSchedules = `
defaults: { shopCode: DEMO, timeZone: Europe/Copenhagen }
schedules:
  - { name: orders, report: syncOrders, minutesBetweenRuns: 15 }
  - { name: sales, report: 30103, weekdays: [monday, friday], startingTime: "08:00" }
  - { name: payouts, report: syncPayouts, startingTime: "05:00" }
`;

async function applied(text: string): Promise<void> {
  desk.write(text);
  const { status, complaints } = await desk.run("apply");
  expect({ status, complaints }).toEqual({ status: 0, complaints: "" });
}

test("a plan shows what is new and what is not available yet; apply makes it; then nothing is left to do", async () => {
  desk.write(twoSchedules);

  const plan = await desk.run("plan");
  expect(plan.status).toBe(2);
  expect(plan.said).toContain("+ orders: Sync Orders from Shopify for DEMO, every 15 minutes, Europe/Copenhagen");
  expect(plan.said).toContain("payouts: not available yet, Sync Payouts is not part of this version");
  expect(plan.said).toContain("2 to create, 1 not available yet");
  await expect(handleOf("orders").describe()).rejects.toThrow("not found");

  expect(await desk.run("apply")).toMatchObject({ status: 0, said: expect.stringMatching(/\n2 done\.$/) });
  expect(await desk.run("plan")).toMatchObject({ status: 0, said: expect.stringContaining("2 as they are") });
  expect(await desk.run("apply")).toMatchObject({ status: 0, said: expect.stringMatching(/\nNothing to do\.$/) });
  expect(await handleOf("sales").describe()).toMatchObject({
    state: { paused: false, note: expect.stringContaining("once a day at 08:00 on Monday, Friday, Europe/Copenhagen") },
    spec: { timezone: "Europe/Copenhagen" },
  });
});

test("a change is told member by member, and needs no hold; a hold and its reason stay", async () => {
  await applied(twoSchedules);
  await handleOf("sales").pause("hold: stocktaking");
  desk.write(twoSchedules.replace("15", "20").replace("[monday, friday]", "[sunday]"));

  const { status, said } = await desk.run("plan", "--json");
  expect(status).toBe(2);
  expect(JSON.parse(said)).toMatchObject({
    pending: 2,
    schedules: [
      { name: "orders", action: "change", changes: [{ member: "minutesBetweenRuns", from: 15, to: 20 }], drift: [] },
      {
        name: "sales",
        action: "change",
        changes: [{ member: "weekdays", from: ["monday", "friday"], to: ["sunday"] }],
      },
      { name: "payouts", action: "notAvailable", report: "syncPayouts" },
    ],
  });
  expect((await desk.run("apply")).said).toContain("stays on hold (hold: stocktaking)");

  expect((await handleOf("orders").describe()).state.note).toContain("every 20 minutes");
  expect((await handleOf("sales").describe()).state).toMatchObject({ paused: true, note: "hold: stocktaking" });
  expect((await desk.run("plan")).status).toBe(0);
  await handleOf("sales").unpause();
});

test("what somebody changed in Temporal itself is shown with both values, and put right", async () => {
  await applied(twoSchedules);
  await handleOf("orders").update(({ spec, action, policies, state }) => ({
    spec: { ...spec, timezone: "UTC" },
    action,
    policies: { ...policies, overlap: ScheduleOverlapPolicy.ALLOW_ALL },
    state,
  }));
  await handleOf("sales").update(({ action, ...schedule }) => ({ ...schedule, action: { ...action, args: [{}] } }));

  const { status, said } = await desk.run("plan");
  expect(status).toBe(2);
  expect(said).toContain("changed in Temporal itself, and put right:");
  expect(said).toContain("timezone: Europe/Copenhagen → UTC");
  expect(said).toContain("overlap: SKIP → ALLOW_ALL");
  expect(said).toMatch(/~ sales: .*\n.*\n +arguments: nothing → /);
  expect((await desk.run("apply")).status).toBe(0);

  expect((await desk.run("plan")).status).toBe(0);
  expect(await handleOf("orders").describe()).toMatchObject({
    spec: { timezone: "Europe/Copenhagen" },
    policies: { overlap: "SKIP" },
  });
});

test("a report that exists at last is picked up by the next apply, and a version without it leaves its schedule alone", async () => {
  await applied(twoSchedules);
  const next = desk.withCatalogue(completeCatalogue);

  expect(await next.run("plan")).toMatchObject({
    status: 2,
    said: expect.stringMatching(/^\+ payouts: Sync Payouts /),
  });
  expect((await next.run("apply")).status).toBe(0);

  expect((await handleOf("payouts").describe()).state.note).toContain("at 05:00");
  expect((await desk.run("plan")).status).toBe(0);
  await next.run("delete", "payouts");
});

test("what is left out of the file is removed, and what others own is not seen", async () => {
  await applied(twoSchedules);
  const { schedule } = desk.temporal.client;
  const ofApi = await schedule.create({
    scheduleId: scheduleId("api", "orders"),
    spec: { intervals: [{ every: "1 day" }] },
    action: { type: "startWorkflow", workflowType: "runJob", taskQueue: "sync", args: [] },
  });
  desk.write("schedules: []");

  const plan = await desk.run("plan");
  expect(plan).toMatchObject({ status: 2, said: expect.stringMatching(/^- orders: .*\n- sales: .*\n\n2 to delete/) });
  expect(await desk.run("apply")).toMatchObject({ status: 0, said: expect.stringMatching(/\n2 done\.$/) });

  await expect(handleOf("orders").describe()).rejects.toThrow("not found");
  expect((await ofApi.describe()).state.paused).toBe(false);
  expect(await desk.run("plan")).toMatchObject({ status: 0, said: "No schedules" });
});

test("a schedule of a shop that is disabled is made on hold until the shop is enabled", async () => {
  desk.write("schedules: [{ name: off, report: syncOrders, shopCode: OFF }]");

  expect((await desk.run("plan")).said).toContain("on hold until the shop OFF is enabled");
  expect((await desk.run("apply")).status).toBe(0);

  expect((await handleOf("off").describe()).state).toMatchObject({
    paused: true,
    note: expect.stringMatching(/^shop-disabled: /),
  });
});

test("a schedule that is over is not made again", async () => {
  desk.write(`
schedules:
  - { name: over, report: syncOrders, shopCode: DEMO, expirationDateTime: "2025-12-31T00:00:00Z" }
`);

  expect(await desk.run("apply")).toMatchObject({
    status: 0,
    said: expect.stringContaining("over: over since 2025-12-31"),
  });
  await expect(handleOf("over").describe()).rejects.toThrow("not found");
});

test("what one schedule cannot be does not keep the others", async () => {
  desk.write(`
schedules:
  - { name: nowhere, report: syncOrders, shopCode: DEMO, timeZone: europe/copenhagen }
  - { name: somewhere, report: syncOrders, shopCode: DEMO }
`);

  const { status, said, complaints } = await desk.run("apply");

  expect({ status, complaints }).toEqual({
    status: 1,
    complaints: expect.stringMatching(/^nowhere: Temporal does not take this schedule: .*europe\/copenhagen/),
  });
  expect(said).toMatch(/1 failed: apply again when/);
  expect((await handleOf("somewhere").describe()).spec.timezone).toBe("UTC");
});

test("a file with mistakes changes nothing, and all of them are told with their places", async () => {
  desk.write(`schedules:
  - name: orders
    report: syncNothing
    shopCode: NOPE
    nextRunDateFormula: 2W
  - name: sales
    report: createSalesOrders
    parameters: { colour: red }
  - name: countries
    report: syncCountries
    shopCode: DEMO
    timeZone: Mars/Olympus
  - name: posting
    report: postSalesOrders
    shopCode: DEMO
    minuts: 5
`);

  const refusal = await desk.run("apply").catch((error: unknown) => error as Error);

  const lines = "message" in refusal ? refusal.message.split("\n") : [];
  expect(lines.map((line) => line.replace(/^.*schedules\.yaml:/, ""))).toEqual([
    expect.stringMatching(
      /^3:13: orders, report: There is no report syncNothing; schedules can have syncOrders \(30104\), /,
    ),
    "4:15: orders, shopCode: There is no such shop; shops are DEMO, OFF",
    expect.stringMatching(/^5:25: orders, nextRunDateFormula: Formulas of schedules are 1D, /),
    "6:5: sales, shopCode: The report works for one shop, so it has to be named; shops are DEMO, OFF",
    expect.stringMatching(/^8:19: sales, parameters: colour is not known here; allowed: fulfillmentStatus, /),
    "10:13: countries, report: Sync Countries is only started by hand",
    "12:15: countries, timeZone: Use an IANA name of a time zone, e.g. Europe/Copenhagen",
    expect.stringMatching(/^15:15: posting, shopCode: Batch Post Sales Orders works for the whole company/),
    expect.stringMatching(/^16:5: posting: minuts is not known here; allowed: name, /),
  ]);
});

test("a file that is not there, or is none, is named", async () => {
  await expect(desk.run("plan", "--file", ".")).rejects.toThrow(/ cannot be read: EISDIR/);
  await expect(desk.run("plan", "--file", "nowhere.yaml")).rejects.toThrow(/There is no file .*: name another one/);
});
