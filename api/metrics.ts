import { createServer, type Server } from "node:http";
import type { RequestHandler } from "express";
import type pg from "pg";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { poolFigures } from "#database/pool-figures";
import { failedRequests, type FailedRequest } from "#temporal/failed-requests";

export interface Metrics {
  readonly registry: Registry;
  /** Measures every request by route, never by path: paths hold ids. */
  readonly measure: RequestHandler;
  /** Counts a request to Temporal that failed. */
  readonly countFailed: (failed: FailedRequest) => void;
}

/** Figures about this process for Prometheus. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: "api_request_duration_seconds",
    help: "Time to answer a request",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.025, 0.1, 0.5, 2, 10, 60],
    registers: [registry],
  });
  const failed = new Counter({
    name: `${failedRequests.name}_total`,
    help: failedRequests.help,
    labelNames: ["operation", "code"],
    registers: [registry],
  });
  return {
    registry,
    countFailed: ({ operation, code }) => failed.inc({ operation, code }),
    measure: (request, response, next) => {
      const stop = duration.startTimer();
      response.once("close", () => {
        const route = (request.route as { readonly path?: string } | undefined)?.path ?? "none";
        stop({ method: request.method, route, status: response.statusCode });
      });
      next();
    },
  };
}

/** Shows how many connections this process has. */
export function exposePool(registry: Registry, pool: pg.Pool): void {
  for (const { name, help, read } of poolFigures) {
    const figure: Gauge = new Gauge({ name, help, registers: [registry], collect: () => figure.set(read(pool)) });
  }
}

/** GET /metrics on a port of its own, so that it can be kept inside while the API is outside. */
export const metricsServer = ({ registry }: Metrics): Server =>
  createServer((request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
