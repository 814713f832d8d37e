import { Counter, Histogram, type Registry } from "prom-client";
import type { ExchangeReport } from "./create-client.ts";

/** Counts what is said to Shopify. `shopify_exchanges_total{outcome="throttled"}` should stay 0: pacing is there to prevent it. */
export function exchangeMetrics(registry: Registry): (report: ExchangeReport) => void {
  const exchanges = new Counter({
    name: "shopify_exchanges_total",
    help: "Exchanges with Shopify by operation and outcome",
    labelNames: ["store", "operation", "outcome"],
    registers: [registry],
  });
  const points = new Counter({
    name: "shopify_points_total",
    help: "Points of the quota that calls really cost",
    labelNames: ["store", "operation"],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: "shopify_exchange_seconds",
    help: "From sending a call to the end of its answer",
    labelNames: ["operation"],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  return ({ store, operation, outcome, durationMs, actualCost }) => {
    exchanges.inc({ store, operation, outcome });
    points.inc({ store, operation }, actualCost ?? 0);
    seconds.observe({ operation }, durationMs / 1000);
  };
}
