import type { MetricMeter } from "@temporalio/common";
import type { RuntimeOptions } from "@temporalio/worker";
import type pg from "pg";
import { poolFigures } from "#database/pool-figures";
import type { ExchangeReport } from "#shopify/client-deps";
import { failedRequests, type FailedRequest } from "#temporal/failed-requests";

/** As often as Prometheus usually asks, and more. */
const POOL_EVERY_MS = 5_000;
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

/** Counts requests of our own client; those of the workers themselves are `temporal_request_failure_total`. */
export function failedRequestMetrics(meter: MetricMeter): (failed: FailedRequest) => void {
  const counter = meter.createCounter(failedRequests.name, undefined, failedRequests.help);
  return ({ operation, code }) => counter.add(1, { operation, code });
}

/** Keeps showing how many connections this process has, until the answer is called. */
export function watchPool(meter: MetricMeter, pool: pg.Pool): () => void {
  const gauges = poolFigures.map(({ name, help, read }) => ({
    gauge: meter.createGauge(name, "int", undefined, help),
    read,
  }));
  // Temporal's figures are told, not asked for, and a pool says nothing when somebody begins to wait.
  const tell = (): void => {
    for (const { gauge, read } of gauges) gauge.set(read(pool));
  };
  tell();
  const timer = setInterval(tell, POOL_EVERY_MS).unref();
  return () => clearInterval(timer);
}
