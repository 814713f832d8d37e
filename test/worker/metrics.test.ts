import { afterAll, expect, test } from "@jest/globals";
import { Runtime } from "@temporalio/worker";
import { freePort } from "#scripts/lib/processes";
import { exchangeMetrics, prometheusAt } from "#worker/metrics";

afterAll(() => Runtime.instance().shutdown());

test("exchanges with Shopify are among a worker's figures: by outcome, points by store, and how long they take", async () => {
  const address = `127.0.0.1:${await freePort()}`;
  // The one of all tests has no figures.
  await Runtime.instance().shutdown();
  Runtime.install({ telemetryOptions: prometheusAt(address) });
  const count = exchangeMetrics(Runtime.instance().metricMeter);

  count({ store: "demo", operation: "OrderNodes", outcome: "delivered", durationMs: 300, actualCost: 43 });
  count({ store: "demo", operation: "OrderNodes", outcome: "throttled", durationMs: 20, actualCost: null });

  const text = await (await fetch(`http://${address}/metrics`)).text();
  const figure = (name: string, ...labels: readonly string[]): string | undefined =>
    text
      .split("\n")
      .find((line) => line.startsWith(`${name}{`) && labels.every((label) => line.includes(label)))
      ?.split("} ")[1];
  expect(figure("shopify_exchanges_total", 'store="demo"', 'operation="OrderNodes"', 'outcome="throttled"')).toBe("1");
  expect(figure("shopify_points_total", 'store="demo"', 'operation="OrderNodes"')).toBe("43");
  expect(figure("shopify_exchange_seconds_count", 'operation="OrderNodes"')).toBe("2");
  expect(figure("shopify_exchange_seconds_bucket", 'le="0.05"')).toBe("1");
  expect(figure("shopify_exchange_seconds_bucket", 'le="0.5"')).toBe("2");
});
