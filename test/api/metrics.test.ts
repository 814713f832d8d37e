import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createMetrics, exposePool } from "#api/metrics";
import { openPool } from "#database/connection";
import { connectOptions, connectTemporal } from "#temporal/connection";
import { aDatabase, type TestDatabase } from "#test/support/database";
import { aNamespace, type TestNamespace } from "#test/support/temporal";
import { until } from "#test/support/until";
import { samplesOf, scrape } from "./scrape.ts";

let database: TestDatabase;
let place: TestNamespace;
beforeAll(async () => {
  [database, place] = await Promise.all([aDatabase(), aNamespace()]);
});
afterAll(async () => {
  await Promise.all([place.close(), database.drop()]);
});

test("the pool of a process is shown as it is at the moment: connections, idle ones, and who waits for one", async () => {
  const metrics = createMetrics();
  const pool = openPool(database.url, { maxConnections: 2 });
  exposePool(metrics.registry, pool);
  const poolNow = async () => {
    const figures = await scrape(metrics);
    return ["connections", "idle_connections", "waiting_requests", "max_connections"].map(
      (name) => figures[`postgres_pool_${name}`],
    );
  };

  expect(await poolNow()).toEqual([0, 0, 0, 2]);
  const [one, two] = [await pool.connect(), await pool.connect()];
  const third = pool.connect();
  expect(await poolNow()).toEqual([2, 0, 1, 2]);
  one.release();
  (await third).release();
  two.release();
  expect(await poolNow()).toEqual([2, 2, 0, 2]);

  await pool.end();
});

test("requests to Temporal that fail are counted by operation and gRPC code, and those that succeed are not", async () => {
  const metrics = createMetrics();
  const { address, namespace } = place;
  const temporal = connectTemporal(connectOptions({ address, namespace }, {}), metrics.countFailed);
  const { workflow } = temporal.client;

  await workflow.count("ExecutionStatus = 'Running'");
  await expect(workflow.getHandle("nobody/knows").describe()).rejects.toThrow("not found");
  await expect(workflow.getHandle("nobody/knows").describe()).rejects.toThrow("not found");
  await expect(workflow.count("No query")).rejects.toThrow("count");

  expect(samplesOf(await scrape(metrics), "temporal_client_failed_requests_total")).toEqual({
    '{operation="DescribeWorkflowExecution",code="NOT_FOUND"}': 2,
    '{operation="CountWorkflowExecutions",code="INVALID_ARGUMENT"}': 1,
  });
  await temporal.close();
});

test("while nobody listens at Temporal's address each try of a request is counted as UNAVAILABLE", async () => {
  const metrics = createMetrics();
  // Port 1 is reserved: nobody listens there.
  const temporal = connectTemporal(connectOptions({ address: "127.0.0.1:1" }, {}), metrics.countFailed);

  const request = temporal.client.workflow.count("ExecutionStatus = 'Running'").catch((error: unknown) => error);
  await until("it is tried again", async () => {
    const failed = samplesOf(await scrape(metrics), "temporal_client_failed_requests_total");
    return (failed['{operation="CountWorkflowExecutions",code="UNAVAILABLE"}'] ?? 0) >= 2;
  });

  await temporal.close();
  expect(await request).toBeInstanceOf(Error);
});
