import type { OperationalError } from "#domain/failure";
import type { ParsedBody } from "./answer.ts";
import type { GraphqlError } from "./client.ts";
import {
  accessDenied,
  invalidResponse,
  requestInvalid,
  searchWarning,
  storeUnavailable,
  unavailable,
  type CallFacts,
} from "./failures.ts";
import type { AnsweredExchange } from "./transport.ts";

/** What to do about an answer. */
export type Verdict =
  | { readonly kind: "delivered"; readonly exchange: AnsweredExchange; readonly body: ParsedBody }
  /** Points were missing although they had been reserved: somebody else uses the same token. */
  | { readonly kind: "throttled" }
  /** 429 or 430: everybody stays away for a while. */
  | { readonly kind: "tooManyRequests"; readonly retryAfterMs: number | null }
  | { readonly kind: "tokenRefused" }
  /** Shopify failed; `failure` is thrown when repeating is not safe or has not helped. */
  | { readonly kind: "serverTrouble"; readonly failure: OperationalError }
  | { readonly kind: "failed"; readonly failure: OperationalError };

export interface CallTerms {
  readonly kind: "query" | "mutation";
  readonly acceptPartial: boolean;
}

/** Reads an answer by status and error codes, never by the words of a message ("Shopify: API response status and error codes"). */
export function verdictOn(exchange: AnsweredExchange, body: ParsedBody, call: CallFacts, terms: CallTerms): Verdict {
  const { status } = exchange;
  if (status === 429 || status === 430) {
    return { kind: "tooManyRequests", retryAfterMs: retryAfterOf(exchange.headers) };
  }
  if (status === 401) return { kind: "tokenRefused" };
  if (status >= 500) {
    return {
      kind: "serverTrouble",
      failure: unavailable(call, `status ${status} ${exchange.statusText}`, terms.kind === "query"),
    };
  }
  // A renamed or closed store redirects to somewhere else.
  if (status === 402 || status === 404 || status === 423 || (status >= 300 && status <= 399)) {
    return { kind: "failed", failure: storeUnavailable(call, describe(exchange, body)) };
  }
  if (status === 403) return { kind: "failed", failure: accessDenied(call, describe(exchange, body)) };
  if (status < 200 || status > 299) {
    return { kind: "failed", failure: requestInvalid(call, describe(exchange, body)) };
  }
  if (typeof body.json !== "object" || body.json === null || Array.isArray(body.json)) {
    return { kind: "failed", failure: invalidResponse(call, status, exchange.body) };
  }
  return verdictOnGraphql(exchange, body, call, terms);
}

function verdictOnGraphql(exchange: AnsweredExchange, body: ParsedBody, call: CallFacts, terms: CallTerms): Verdict {
  if (body.errorText !== null) return { kind: "failed", failure: requestInvalid(call, body.errorText) };
  const codes = new Set(body.errors.flatMap((error) => error.extensions?.code ?? []));
  if (codes.has("THROTTLED")) return { kind: "throttled" };
  if (codes.has("SHOP_INACTIVE")) return { kind: "failed", failure: storeUnavailable(call, messagesOf(body.errors)) };
  if (body.searchWarnings.length > 0) return { kind: "failed", failure: searchWarning(call, body.searchWarnings) };

  const delivered = typeof body.data === "object" && body.data !== null;
  if (body.errors.length === 0) {
    return delivered
      ? { kind: "delivered", exchange, body }
      : { kind: "failed", failure: invalidResponse(call, exchange.status, exchange.body) };
  }
  if (delivered && terms.acceptPartial && terms.kind === "query") return { kind: "delivered", exchange, body };
  if (codes.has("INTERNAL_SERVER_ERROR")) {
    return { kind: "serverTrouble", failure: unavailable(call, messagesOf(body.errors), terms.kind === "query") };
  }
  if (codes.has("ACCESS_DENIED")) return { kind: "failed", failure: accessDenied(call, messagesOf(body.errors)) };
  return { kind: "failed", failure: requestInvalid(call, messagesOf(body.errors), [...codes]) };
}

/** All messages in one line, the same one once. */
function messagesOf(errors: readonly GraphqlError[]): string {
  return [...new Set(errors.map((error) => error.message))].join("; ");
}

/** `Retry-After` in milliseconds. Shopify writes decimals ("2.0"); the date form of the standard is not used. */
function retryAfterOf(headers: Headers): number | null {
  const seconds = Number.parseFloat(headers.get("retry-after") ?? "");
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds * 1000) : null;
}

function describe(exchange: AnsweredExchange, body: ParsedBody): string {
  const words = body.errorText ?? messagesOf(body.errors);
  return `status ${exchange.status} ${words === "" ? exchange.statusText : words}`.trim();
}
