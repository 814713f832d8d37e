import type { GraphqlError } from "./client.ts";
import type { ThrottleStatus } from "#database/shopify-bucket";

/** The body of an answer, read without trusting it: proxies answer HTML, and `errors` can be a list, a text or absent. */
export interface ParsedBody {
  /** The parsed JSON; undefined when the body is none. */
  readonly json: unknown;
  readonly data: unknown;
  readonly errors: readonly GraphqlError[];
  /** Shopify refuses a token and a store with a text instead of a list. */
  readonly errorText: string | null;
  readonly cost: {
    readonly requested: number | null;
    readonly actual: number | null;
    readonly status: ThrottleStatus | null;
  };
  /** What Shopify ignored in a `query:` argument. */
  readonly searchWarnings: readonly string[];
}

export function parseBody(body: string): ParsedBody {
  const json = parseJson(body);
  const errors = member(json, "errors");
  const cost = member(member(json, "extensions"), "cost");
  return {
    json,
    data: member(json, "data"),
    errors: Array.isArray(errors) ? errors.map(toError) : [],
    errorText: errors === undefined || errors === null || Array.isArray(errors) ? null : textOf(errors, errors),
    cost: {
      requested: numberOf(member(cost, "requestedQueryCost")),
      actual: numberOf(member(cost, "actualQueryCost")),
      status: toStatus(member(cost, "throttleStatus")),
    },
    searchWarnings: searchWarnings(member(member(json, "extensions"), "search")),
  };
}

/** True when a list of user errors anywhere in `data` has an element (`userErrors`, `mediaUserErrors`, `orderCancelUserErrors` …). */
function hasUserErrors(data: unknown): boolean {
  if (Array.isArray(data)) return data.some(hasUserErrors);
  if (typeof data !== "object" || data === null) return false;
  return Object.entries(data).some(([name, value]) =>
    /userErrors$/i.test(name) && Array.isArray(value) ? value.length > 0 : hasUserErrors(value),
  );
}

/** Whether an exchange counts as failed in the log and in the cue of API errors: every answer a call fails for, and user errors. */
export function isFailure(status: number, body: ParsedBody): boolean {
  if (status < 200 || status > 299 || typeof body.data !== "object" || body.data === null) return true;
  if (body.errors.length > 0 || body.errorText !== null || body.searchWarnings.length > 0) return true;
  return hasUserErrors(body.data);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

const numberOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;

function toError(value: unknown): GraphqlError {
  const message = member(value, "message");
  const path = member(value, "path");
  const extensions = member(value, "extensions");
  return {
    message: typeof message === "string" ? message : JSON.stringify(value),
    ...(Array.isArray(path) ? { path: path as (string | number)[] } : {}),
    ...(typeof extensions === "object" && extensions !== null
      ? { extensions: extensions as NonNullable<GraphqlError["extensions"]> }
      : {}),
  };
}

function toStatus(value: unknown): ThrottleStatus | null {
  const maximumAvailable = numberOf(member(value, "maximumAvailable"));
  const currentlyAvailable = numberOf(member(value, "currentlyAvailable"));
  const restoreRate = numberOf(member(value, "restoreRate"));
  if (maximumAvailable === null || currentlyAvailable === null || restoreRate === null) return null;
  // Without a rate there would be no end of waiting.
  return maximumAvailable > 0 && restoreRate > 0 ? { maximumAvailable, currentlyAvailable, restoreRate } : null;
}

function searchWarnings(search: unknown): readonly string[] {
  if (!Array.isArray(search)) return [];
  return search.flatMap((entry) => {
    const warnings = member(entry, "warnings");
    return Array.isArray(warnings) ? warnings.map((warning) => textOf(member(warning, "message"), warning)) : [];
  });
}

const textOf = (value: unknown, otherwise: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(otherwise);
