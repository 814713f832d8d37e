import { expect, test } from "@jest/globals";
import { Registry } from "prom-client";
import { exchangeMetrics } from "#shopify/metrics";

test("exchanges are counted by outcome, points by store", async () => {
  const registry = new Registry();
  const count = exchangeMetrics(registry);

  count({ store: "demo", operation: "OrderNodes", outcome: "delivered", durationMs: 300, actualCost: 43 });
  count({ store: "demo", operation: "OrderNodes", outcome: "throttled", durationMs: 20, actualCost: null });

  const text = await registry.metrics();
  expect(text).toContain('shopify_exchanges_total{store="demo",operation="OrderNodes",outcome="throttled"} 1');
  expect(text).toContain('shopify_points_total{store="demo",operation="OrderNodes"} 43');
  expect(text).toContain('shopify_exchange_seconds_count{operation="OrderNodes"} 2');
});
