import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Client } from "@temporalio/client";
import { optionalTsToMs } from "@temporalio/common/lib/time.js";
import { scheduleId } from "#workflows/ids";
import { attributes } from "#workflows/search-attributes";
import { prepareNamespace } from "#worker/bootstrap";
import { removeSystemSchedules } from "../support/system-schedules.ts";
import { aNamespace, type TestNamespace } from "../support/temporal.ts";
import { until } from "../support/until.ts";

const DAY_MS = 86_400_000;
const JOB_ATTRIBUTE_TYPE_TEXT = 1;
let temporal: TestNamespace;
beforeAll(async () => {
  temporal = await aNamespace();
});
afterAll(() => temporal.close());

const clientOf = (namespace: string): Client => new Client({ connection: temporal.connection, namespace });

test("a namespace that is not there is made fit for jobs, by two processes at once", async () => {
  const namespace = `new-${randomUUID()}`;
  const client = clientOf(namespace);

  await until("both are done", async () => {
    const done = await Promise.allSettled([prepareNamespace(client, "store"), prepareNamespace(client, "store")]);
    return done.every(({ status }) => status === "fulfilled");
  });

  const { config } = await temporal.connection.workflowService.describeNamespace({ namespace });
  expect(optionalTsToMs(config?.workflowExecutionRetentionTtl)).toBe(30 * DAY_MS);
  const upkeep = await client.schedule.getHandle(scheduleId("system", "reconcile")).describe();
  expect(upkeep.spec.intervals).toEqual([expect.objectContaining({ every: 60_000 })]);
  const retention = await client.schedule.getHandle(scheduleId("system", "retention")).describe();
  expect(retention).toMatchObject({ action: { workflowType: "applyRetention" }, policies: { overlap: "SKIP" } });
  const check = await client.schedule.getHandle(scheduleId("system", "daily-check")).describe();
  expect(check).toMatchObject({ action: { workflowType: "checkShops" }, policies: { overlap: "SKIP" } });
  expect(check.info.nextActionTimes).toHaveLength(10);
  const watch = await client.schedule.getHandle(scheduleId("system", "watch-schedules")).describe();
  expect(watch).toMatchObject({ action: { workflowType: "watchSchedules" }, spec: { intervals: [{ every: 60_000 }] } });
  await removeSystemSchedules(client);
});

test("a search attribute of another type is refused with its name", async () => {
  const other = await aNamespace();
  await other.connection.operatorService.addSearchAttributes({
    namespace: other.namespace,
    searchAttributes: { [attributes.report.name]: JOB_ATTRIBUTE_TYPE_TEXT },
  });

  await expect(prepareNamespace(other.client, "store")).rejects.toMatchObject({
    type: "search-attributes-differ",
    message: expect.stringContaining(attributes.report.name),
  });
  await other.close();
});

test("the upkeep an older version has set up is brought up to date, and stays paused when somebody paused it", async () => {
  const other = await aNamespace();
  const id = scheduleId("system", "reconcile");
  await other.client.schedule.create({
    scheduleId: id,
    spec: { intervals: [{ every: "5 minutes" }] },
    action: { type: "startWorkflow", workflowType: "cleanUp", taskQueue: "old", args: [] },
    policies: { overlap: "ALLOW_ALL" },
    state: { paused: true, note: "while we move" },
  });

  await prepareNamespace(other.client, "store");

  expect(await other.client.schedule.getHandle(id).describe()).toMatchObject({
    spec: { intervals: [{ every: 60_000 }] },
    action: { workflowType: "reconcile", taskQueue: "sync" },
    policies: { overlap: "SKIP", catchupWindow: 600_000 },
    state: { paused: true, note: "while we move" },
  });
  await removeSystemSchedules(other.client);
  await other.close();
});
