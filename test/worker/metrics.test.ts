import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { NativeConnection, Runtime } from "@temporalio/worker";
import { openPool } from "#database/connection";
import { freePort } from "#scripts/lib/processes";
import { connectOptions, connectTemporal } from "#temporal/connection";
import { aDatabase } from "#test/support/database";
import { until } from "#test/support/until";
import { exchangeMetrics, failedRequestMetrics, prometheusAt, watchPool } from "#worker/metrics";

let url: string;
beforeAll(async () => {
  const address = `127.0.0.1:${await freePort()}`;
  url = `http://${address}/metrics`;
  // The one of all tests has no figures.
  await Runtime.instance().shutdown();
  Runtime.install({ telemetryOptions: prometheusAt(address) });
});
afterAll(() => Runtime.instance().shutdown());

/** Value of the first sample of this name with these labels. */
async function figure(name: string, ...labels: readonly string[]): Promise<string | undefined> {
  const text = await (await fetch(url)).text();
  return text
    .split("\n")
    .find((line) => /^\w+/.exec(line)?.[0] === name && labels.every((label) => line.includes(label)))
    ?.split(" ")
    .at(-1);
}

test("exchanges with Shopify are among a worker's figures: by outcome, points by store, and how long they take", async () => {
  const count = exchangeMetrics(Runtime.instance().metricMeter);

  count({ store: "demo", operation: "OrderNodes", outcome: "delivered", durationMs: 300, actualCost: 43 });
  count({ store: "demo", operation: "OrderNodes", outcome: "throttled", durationMs: 20, actualCost: null });

  const throttled = ['store="demo"', 'operation="OrderNodes"', 'outcome="throttled"'];
  expect(await figure("shopify_exchanges_total", ...throttled)).toBe("1");
  expect(await figure("shopify_points_total", 'store="demo"', 'operation="OrderNodes"')).toBe("43");
  expect(await figure("shopify_exchange_seconds_count", 'operation="OrderNodes"')).toBe("2");
  expect(await figure("shopify_exchange_seconds_bucket", 'le="0.05"')).toBe("1");
  expect(await figure("shopify_exchange_seconds_bucket", 'le="0.5"')).toBe("2");
});

test("a worker's figures follow its pool, under the same names as the API's", async () => {
  const { url: databaseUrl, drop } = await aDatabase();
  const pool = openPool(databaseUrl, { maxConnections: 3 });
  const stop = watchPool(Runtime.instance().metricMeter, pool);
  expect(await figure("postgres_pool_max_connections")).toBe("3");
  expect(await figure("postgres_pool_connections")).toBe("0");

  const used = await pool.connect();

  await until("the pool is told again", async () => (await figure("postgres_pool_connections")) === "1", 20_000);
  expect(await figure("postgres_pool_idle_connections")).toBe("0");
  expect(await figure("postgres_pool_waiting_requests")).toBe("0");
  stop();
  used.release();
  await pool.end();
  await drop();
});

test("requests to Temporal are among a worker's figures: those of the SDK, and those of our own client that failed", async () => {
  const address = String(process.env["TEST_TEMPORAL_ADDRESS"]);
  const native = await NativeConnection.connect({ address });
  const temporal = connectTemporal(
    connectOptions({ address, namespace: "default" }, {}),
    failedRequestMetrics(Runtime.instance().metricMeter),
  );

  await native.workflowService.getSystemInfo({});
  await expect(temporal.client.workflow.count("No query")).rejects.toThrow("count");

  expect(await figure("temporal_request_total", 'operation="GetSystemInfo"')).toBeDefined();
  const failed = ['operation="CountWorkflowExecutions"', 'code="INVALID_ARGUMENT"'];
  expect(await figure("temporal_client_failed_requests_total", ...failed)).toBe("1");
  await temporal.close();
  await native.close();
});
