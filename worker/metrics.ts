import type { MetricMeter } from "@temporalio/common";
import type { RuntimeOptions } from "@temporalio/worker";
import type { ExchangeReport } from "#shopify/client-deps";

const EXCHANGE = "shopify_exchange";
/** In seconds; Shopify gives up after thirty. */
const EXCHANGE_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Figures of the worker at `http://{address}/metrics` for Prometheus: those of Temporal, and ours among them. */
export const prometheusAt = (address: string): NonNullable<RuntimeOptions["telemetryOptions"]> => ({
  metrics: {
    prometheus: {
      bindAddress: address,
      unitSuffix: true,
      countersTotalSuffix: true,
      useSecondsForDurations: true,
      histogramBucketOverrides: { [EXCHANGE]: EXCHANGE_BUCKETS },
    },
  },
});

/** Counts what is said to Shopify. `shopify_exchanges_total{outcome="throttled"}` should stay 0: pacing is there to prevent it. */
export function exchangeMetrics(meter: MetricMeter): (report: ExchangeReport) => void {
  const exchanges = meter.createCounter("shopify_exchanges", undefined, "Exchanges by store, operation and outcome");
  const points = meter.createCounter("shopify_points", undefined, "Points of the quota that calls really cost");
  const seconds = meter.createHistogram(EXCHANGE, "float", "seconds", "From sending a call to the end of its answer");
  return ({ store, operation, outcome, durationMs, actualCost }) => {
    exchanges.add(1, { store, operation, outcome });
    points.add(actualCost ?? 0, { store, operation });
    seconds.record(durationMs / 1000, { operation });
  };
}
