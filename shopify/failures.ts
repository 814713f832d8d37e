import { cutText } from "#domain/cut-text";
import { OperationalError, type FailureParams } from "#domain/failure";

/** What the messages name: which call of which shop, and the id Shopify's support asks for. */
export interface CallFacts {
  readonly shop: string;
  readonly store: string;
  readonly operation: string;
  readonly requestId: string | null;
}

/** A message with the call it is about, as Shopify's support asks for it. */
export const withCall = (message: string, call: Pick<CallFacts, "operation" | "requestId">): string =>
  `${message} (${call.operation}${call.requestId === null ? "" : `, request id ${call.requestId}`})`;

const paramsOf = (call: CallFacts, more: FailureParams = {}): FailureParams => ({
  shop: call.shop,
  store: call.store,
  operation: call.operation,
  ...(call.requestId === null ? {} : { requestId: call.requestId }),
  ...more,
});

interface Details {
  readonly retryAfterMs?: number;
  readonly params?: FailureParams;
  readonly cause?: unknown;
}

function failure(
  type: string,
  retryable: boolean,
  call: CallFacts,
  message: string,
  details: Details = {},
): OperationalError {
  return new OperationalError(type, withCall(message, call), {
    retryable,
    ...(details.retryAfterMs === undefined ? {} : { retryAfterMs: details.retryAfterMs }),
    ...(details.cause === undefined ? {} : { cause: details.cause }),
    params: paramsOf(call, details.params),
  });
}

const atMost = (text: string, length: number): string =>
  text.length > length ? `${cutText(text, length - 1)}…` : text;
const seconds = (ms: number): string => `${Math.max(1, Math.ceil(ms / 1000))} s`;

// Before anything is sent

export const requestTooLong = (call: CallFacts, length: number, limit: number): OperationalError =>
  failure(
    "graphql-request-invalid",
    false,
    call,
    `The request is ${length} characters long, Shopify is sent at most ${limit}: shorten long texts such as the marketing text, or images inside them`,
    { params: { length, limit } },
  );

export const apiVersionExpired = (call: CallFacts, version: string, expiredAt: Date): OperationalError =>
  failure(
    "api-version-expired",
    false,
    call,
    `Shopify API version ${version} is out of support since ${expiredAt.toISOString().slice(0, 10)}: upgrade this program`,
    { params: { version, expiredAt: expiredAt.toISOString() } },
  );

export const apiVersionMismatch = (call: CallFacts, version: string, served: string): OperationalError =>
  failure(
    "api-version-mismatch",
    false,
    call,
    `Shopify answers with API version ${served} instead of ${version}, so nothing is changed at the store any more: upgrade this program`,
    { params: { version, served } },
  );

export const dataSyncDisabled = (call: CallFacts): OperationalError =>
  failure(
    "data-sync-disabled",
    false,
    call,
    `Nothing is written to the store of shop ${call.shop}: turn on "Allow Data Sync to Shopify" (allowOutgoingRequests) on the shop card`,
    { params: { setting: "allowOutgoingRequests" } },
  );

export const shopNotConnected = (shop: string): OperationalError =>
  new OperationalError(
    "shop-not-found",
    `There is no shop ${shop} that is connected to a store: create it, or enter its Shopify Admin URL on the shop card`,
    { retryable: false, params: { shop } },
  );

export const shopDisabled = (call: CallFacts): OperationalError =>
  failure(
    "shop-disabled",
    false,
    call,
    `Shop ${call.shop} is disabled; Enabled must be true: enable it on the shop card, then run the job again`,
  );

// Access

export const noAccessToken = (call: CallFacts, reason: string): OperationalError =>
  failure("no-access-token", false, call, `There is no access token for store ${call.store}: ${reason}`);

export const scopeChanged = (call: CallFacts, missing: readonly string[]): OperationalError =>
  failure(
    "scope-changed",
    false,
    call,
    `The application scope is changed; request a new token for store ${call.store} by connecting it again`,
    { params: { missing: missing.join(",") } },
  );

export const reconnectNeeded = (call: CallFacts, reason: string): OperationalError =>
  failure("reconnect-needed", false, call, `${reason}: reconnect store ${call.store} on the shop card`);

export const tokenRefused = (call: CallFacts): OperationalError =>
  failure(
    "access-token-refused",
    false,
    call,
    `Shopify refuses the access token of store ${call.store}: check that the app is still installed and its credentials are right, then test the connection`,
  );

export const accessDenied = (call: CallFacts, detail: string): OperationalError =>
  failure(
    "shopify-access-denied",
    false,
    call,
    `Shopify denies access: ${atMost(detail, 500)}. Grant the app the missing scope, or refresh the shop's settings if its plan was lowered`,
  );

export const storeUnavailable = (call: CallFacts, detail: string): OperationalError =>
  failure(
    "store-unavailable",
    false,
    call,
    `Store ${call.store} is closed, frozen or unknown (${atMost(detail, 200)}): settle it in the Shopify admin, then run the job again`,
  );

// Try again later

export const throttled = (call: CallFacts, waitMs: number): OperationalError =>
  failure(
    "shopify-throttled",
    true,
    call,
    `Shopify's quota of store ${call.store} is used up; it goes on by itself in about ${seconds(waitMs)}`,
    { retryAfterMs: Math.ceil(waitMs) },
  );

/** `outcomeKnown` false: a change may have been made, so the caller looks before it repeats. */
export const unavailable = (
  call: CallFacts,
  reason: string,
  outcomeKnown: boolean,
  details: Pick<Details, "cause" | "retryAfterMs"> = {},
): OperationalError =>
  failure(
    "shopify-unavailable",
    true,
    call,
    `Shopify did not answer as it should: ${atMost(reason, 500)}; it is tried again by itself`,
    { ...details, params: { outcomeKnown } },
  );

export const invalidResponse = (call: CallFacts, status: number, body: string): OperationalError =>
  failure(
    "invalid-response",
    true,
    call,
    `Shopify answered ${status} with something that is not JSON; it is tried again by itself. It begins: ${atMost(body.replaceAll(/\s+/g, " ").trim(), 200)}`,
    { params: { status } },
  );

// Our bugs

/** `codes` are Shopify's: a caller can make a request smaller after MAX_COST_EXCEEDED. */
export const requestInvalid = (call: CallFacts, detail: string, codes: readonly string[] = []): OperationalError =>
  failure(
    "graphql-request-invalid",
    false,
    call,
    `Shopify does not accept the request: ${atMost(detail, 1000)}. This is an error of this program: report it with the request id`,
    { params: { codes: codes.join(",") } },
  );

export const searchWarning = (call: CallFacts, warnings: readonly string[]): OperationalError =>
  failure(
    "search-warning",
    false,
    call,
    `Shopify ignored a part of the search, so the answer would hold everything: ${atMost(warnings.join("; "), 500)}. This is an error of this program: report it with the request id`,
  );
