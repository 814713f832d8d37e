import { types } from "node:util";
import { OperationalError } from "#domain/failure";
import { failureOfTemporal } from "#temporal/unavailable";
import { Problem } from "./problem.ts";

// Errors of Node itself may come from another realm, where `instanceof Error` does not know them.
const { isNativeError } = types;

const RETRY_AFTER_SECONDS = 5;

/** The problem an error amounts to. Undefined: nobody foresaw it. */
export function problemOfError(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof OperationalError) return problemOfFailure(error);
  return problemOfTemporal(error) ?? problemOfDatabase(error) ?? problemOfHttp(error);
}

const CODES_OF_STATUS = new Map([
  ["parameters-too-large", 422],
  ["schedule-refused", 422],
  ["shop-not-allowed", 403],
  ["shopify-throttled", 429],
  ["temporal-busy", 429],
  ["secret-unreadable", 500],
]);

function statusOf({ type, retryable }: OperationalError): number {
  const known = CODES_OF_STATUS.get(type);
  if (known !== undefined) return known;
  if (type.endsWith("-not-found") || type.endsWith("-unknown")) return 404;
  return retryable ? 503 : 409;
}

/** A failure that a person has to settle is a conflict with the present state; one that passes by itself is a 503. */
export function problemOfFailure(failure: OperationalError): Problem {
  const status = statusOf(failure);
  return new Problem(status, failure.type, failure.message, {
    params: failure.params,
    ...(status === 503 || status === 429 ? { headers: retryAfter(failure.retryAfterMs) } : {}),
  });
}

const retryAfter = (ms: number | undefined): Readonly<Record<string, string>> => ({
  "retry-after": String(ms === undefined ? RETRY_AFTER_SECONDS : Math.max(1, Math.ceil(ms / 1000))),
});

const databaseAway = (): Problem =>
  new Problem(503, "database-unavailable", "PostgreSQL does not answer: try again in a few seconds", {
    headers: retryAfter(undefined),
  });

function problemOfTemporal(error: unknown): Problem | undefined {
  const failure = failureOfTemporal(error);
  return failure && problemOfFailure(failure);
}

const AWAY = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EPIPE", "ETIMEDOUT", "57P01", "57P02", "57P03"]);

/** SQLSTATE of values that a column cannot hold: too long, out of range, of another form ("PostgreSQL: error codes"). */
const UNSTORABLE = new Set(["22001", "22003", "22007", "22008", "22021", "22P02", "22P05"]);

function problemOfDatabase(error: unknown): Problem | undefined {
  const code = codeOf(error);
  if (code === undefined) return isNativeError(error) && LOST.test(error.message) ? databaseAway() : undefined;
  if (UNSTORABLE.has(code)) {
    return new Problem(
      422,
      "value-not-storable",
      "A value is too large, too long or of another form than its field takes",
    );
  }
  return AWAY.has(code) || code.startsWith("08") || code === "53300" ? databaseAway() : undefined;
}

/** What node-postgres says, without a code, of a connection that broke. */
const LOST = /^Connection terminated|^Client has encountered a connection error/;

/** The code of a system or database error; of several attempts to connect, that of the first. */
function codeOf(error: unknown): string | undefined {
  if (!isNativeError(error)) return undefined;
  if ("errors" in error && Array.isArray(error.errors)) return codeOf(error.errors[0]);
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** What Express and its body parser refuse: they put a status on the error. */
function problemOfHttp(error: unknown): Problem | undefined {
  if (!isNativeError(error) || !("status" in error) || typeof error.status !== "number") return undefined;
  switch (error.status) {
    case 413:
      return new Problem(413, "body-too-large", "The body is larger than 1 MB");
    case 415:
      return new Problem(415, "content-type-unsupported", "Send the body as application/json in UTF-8");
    case 400:
      return "type" in error && error.type === "entity.parse.failed"
        ? new Problem(400, "body-malformed", "The body is not valid JSON")
        : new Problem(400, "request-malformed", "The request cannot be read");
    default:
      return undefined;
  }
}
