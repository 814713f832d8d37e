import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createOrderJobFilters } from "#temporal/order-job-filters";
import { createSchedules } from "#temporal/schedules";
import { createWebhookHandover } from "#temporal/webhook-handover";
import { aScheduleDefinition } from "#test/domain/jobs/a-schedule";
import { webhookEntryId } from "#workflows/ids";
import { aJobSystem, type JobSystem } from "../support/jobs.ts";
import { until } from "../support/until.ts";

let jobs: JobSystem;
beforeAll(async () => {
  jobs = await aJobSystem();
  await jobs.startWorkers();
}, 60_000);
afterAll(() => jobs.close());

const filters = { financialStatus: ["paid"], channelName: "Online Store" };

/** A recurring job that does not run by itself while the test lasts. */
async function put(name: string, shopCode: string, report: string, parameters: Readonly<Record<string, unknown>>) {
  const { client, db, jobLog } = jobs;
  const schedules = createSchedules({ client, db, jobLog, temporalUiUrl: null });
  const earliestStartDateTime = new Date(Date.now() + 86_400_000).toISOString();
  const definition = aScheduleDefinition({
    report,
    shopCode,
    parameters,
    earliestStartDateTime,
    minutesBetweenRuns: 60,
  });
  await schedules.put({ owner: "api", name }, definition, `${shopCode.toLowerCase()}.myshopify.com`);
}

const looked = async (shopCode: string) => createOrderJobFilters(jobs.client)(shopCode);

test("a webhook's job has the filters of the shop's one order schedule, whatever else the shop has", async () => {
  await jobs.aShop("FILTERED", { orderCreatedWebhooks: true });
  await put("documents", "FILTERED", "createSalesOrders", { fulfillmentStatus: ["fulfilled"] });
  await put("orders", "FILTERED", "syncOrders", filters);
  await until("lists show the schedule", async () => "channelName" in (await looked("FILTERED")));

  await createWebhookHandover(jobs).handOver({
    webhookId: "w-1",
    store: "filtered.myshopify.com",
    topic: "orders/create",
    triggeredAt: null,
  });
  const entryId = webhookEntryId("FILTERED");
  expect(await jobs.queue.waitForEnd([entryId], 20_000)).toBe(true);

  expect(await jobs.rowsOf(entryId)).toMatchObject([{ trigger: "webhook", parameters: filters }]);
});

test("OR-49 with no order schedule, or with two of them, there are no filters", async () => {
  await jobs.aShop("SPLIT");
  expect(await looked("SPLIT")).toEqual({});

  await put("day", "SPLIT", "syncOrders", filters);
  await until("lists show the first", async () => "channelName" in (await looked("SPLIT")));
  await put("night", "SPLIT", "syncOrders", { unpaid: true });

  await until("lists show the second", async () => !("channelName" in (await looked("SPLIT"))));
  expect(await looked("SPLIT")).toEqual({});
});

test("what was read is kept for a while, so that a flood of webhooks asks once", async () => {
  const filtersOf = createOrderJobFilters(jobs.client);
  const first = filtersOf("KEPT");

  expect(filtersOf("KEPT")).toBe(first);
  expect(filtersOf("OTHER")).not.toBe(first);
  const impatient = createOrderJobFilters(jobs.client, 0);
  expect(impatient("KEPT")).not.toBe(impatient("KEPT"));
  expect(await first).toEqual({});
});
