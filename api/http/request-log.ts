import { randomUUID } from "node:crypto";
import type { RequestHandler, Response } from "express";
import type { Logger } from "pino";
import { findAccess } from "./access.ts";

/** Ids from outside are kept when they are harmless in a log. */
const acceptable = /^[\w.-]{1,64}$/;

export const requestIdOf = (response: Response): string => String(response.getHeader("x-request-id") ?? "");

/** Gives each request an id, answers it in `X-Request-Id`, and writes one line when the request has ended. */
export const requestLog =
  (log: Logger): RequestHandler =>
  (request, response, next) => {
    const given = request.get("x-request-id") ?? "";
    const requestId = acceptable.test(given) ? given : randomUUID();
    response.setHeader("x-request-id", requestId);
    const startedAt = performance.now();
    // Queries stay out of the log: they may hold names and e-mail addresses.
    const { method, path } = request;
    response.once("close", () => {
      const durationMs = Math.round(performance.now() - startedAt);
      const principal = findAccess(response)?.principal;
      log.info({ requestId, method, path, status: response.statusCode, durationMs, principal }, "request");
    });
    next();
  };
