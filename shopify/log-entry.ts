import { isFailure, type ParsedBody } from "./answer.ts";
import type { CallFacts } from "./failures.ts";
import { redacted } from "./redact.ts";
import type { Exchange } from "./transport.ts";

export interface LoggedExchange {
  readonly call: CallFacts;
  readonly url: string;
  readonly request: string;
  readonly exchange: Exchange;
  /** Parsed answer; null when there was none. */
  readonly body: ParsedBody | null;
  /** 0 for the first try of a call. */
  readonly retryCount: number;
  readonly jobEntryId: string | undefined;
  /** Texts that must not be kept. */
  readonly secrets: readonly string[];
}

/** The log entry of an exchange, or null when the shop's logging mode does not keep it. Any mode but `all` and `disabled` keeps errors only. */
export function logEntryOf(logged: LoggedExchange, loggingMode: string) {
  const { call, exchange, body } = logged;
  const hasError = exchange.kind === "unanswered" || body === null || isFailure(exchange.status, body);
  if (loggingMode === "disabled" || (loggingMode !== "all" && !hasError)) return null;
  const answered = exchange.kind === "answered" ? exchange : null;
  return {
    shop: call.shop,
    store: call.store,
    operation: call.operation,
    url: logged.url.slice(0, 500),
    statusCode: answered?.status ?? 0,
    statusDescription: (exchange.kind === "answered" ? exchange.statusText : exchange.reason).slice(0, 500),
    hasError,
    requestId: call.requestId ?? "",
    retryCount: logged.retryCount,
    queryCost: body?.cost.actual == null ? null : Math.round(body.cost.actual),
    durationMs: exchange.durationMs,
    request: redacted(logged.request, logged.secrets),
    response: redacted(answered?.body ?? "", logged.secrets),
    jobEntryId: logged.jobEntryId ?? null,
  };
}
