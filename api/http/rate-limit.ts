import type { ErrorRequestHandler, Request, RequestHandler } from "express";
import { ipKeyGenerator, rateLimit, type Options } from "express-rate-limit";
import { findAccess } from "./access.ts";
import { keyOf } from "./authenticate.ts";
import { Problem } from "./problem.ts";

/** What may be asked of one process of the API, per minute. */
export interface RateLimits {
  /** Requests with one key. */
  readonly requestsPerKey: number;
  /** Keys that open nothing, from one address. */
  readonly failedKeysPerAddress: number;
}

const WINDOW_MS = 60_000;

/** Refused ones count too: they do not prolong the minute, which begins with the first request. */
const common = {
  windowMs: WINDOW_MS,
  standardHeaders: "draft-8",
  legacyHeaders: false,
} as const satisfies Partial<Options>;

/** Keeps one key from taking the API away from the others. Comes after the key was recognised. */
export const limitRequests = ({ requestsPerKey }: RateLimits): RequestHandler =>
  rateLimit({
    ...common,
    limit: requestsPerKey,
    identifier: "requests",
    keyGenerator: (_request, response) => findAccess(response)?.principal ?? "",
    handler: (_request, response, next) => {
      next(
        rateLimited(
          `This key has made the ${String(requestsPerKey)} requests it may make in a minute: go on in ${response.get("retry-after") ?? ""} seconds`,
          requestsPerKey,
        ),
      );
    },
  });

/**
 * Slows those who guess keys. From an address with too many keys that opened nothing no key is looked at, not even a right one: the
 * answer must not tell which it is. A request without any key is no guess, and does not count.
 */
export function limitFailedKeys({ failedKeysPerAddress }: RateLimits): {
  /** Comes before the key is looked at. */
  readonly refuse: RequestHandler;
  /** Comes after it, and before everything else that may fail. */
  readonly count: ErrorRequestHandler;
} {
  const limiter = rateLimit({
    ...common,
    limit: failedKeysPerAddress,
    identifier: "failed-keys",
    keyGenerator: addressOf,
    handler: (_request, response, next) => {
      next(
        rateLimited(
          `Too many keys from this address opened nothing: wait ${response.get("retry-after") ?? ""} seconds, then send a valid one`,
          failedKeysPerAddress,
        ),
      );
    },
  });
  return {
    refuse: async (request, response, next) => {
      const failed = await limiter.getKey(addressOf(request));
      if (failed === undefined || failed.totalHits < failedKeysPerAddress) next();
      else await limiter(request, response, next);
    },
    count: async (error: unknown, request, response, next) => {
      const isFailedKey = error instanceof Problem && error.status === 401 && keyOf(request) !== undefined;
      if (isFailedKey) await limiter(request, response, (refusal?: unknown) => next(refusal ?? error));
      else next(error);
    },
  };
}

/** Of IPv6 the network: one customer has all of a /56. */
const addressOf = (request: Request): string => ipKeyGenerator(request.ip ?? "");

const rateLimited = (detail: string, limit: number): Problem =>
  new Problem(429, "rate-limited", detail, { params: { limit } });
