import { expect, test } from "@jest/globals";
import { parseBody } from "#shopify/answer";
import { verdictOn, type CallTerms, type Verdict } from "#shopify/verdict";

const call = { shop: "DEMO", store: "demo.myshopify.com", operation: "OrderNodes", requestId: "r-1" };

function verdict(
  status: number,
  body: unknown,
  terms: Partial<CallTerms> = {},
  headers: Record<string, string> = {},
): Verdict {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return verdictOn(
    { kind: "answered", status, statusText: "", headers: new Headers(headers), body: text, durationMs: 1 },
    parseBody(text),
    call,
    { kind: "query", acceptPartial: false, ...terms },
  );
}
const failureOf = (given: Verdict) => ("failure" in given ? given.failure : undefined);
const error = (code: string, message = "No") => ({ errors: [{ message, extensions: { code } }] });

test.each([
  [402, "store-unavailable", false],
  [403, "shopify-access-denied", false],
  [404, "store-unavailable", false],
  [423, "store-unavailable", false],
  [301, "store-unavailable", false],
  [400, "graphql-request-invalid", false],
  [406, "graphql-request-invalid", false],
  [422, "graphql-request-invalid", false],
  [500, "shopify-unavailable", true],
  [503, "shopify-unavailable", true],
])("status %i becomes %s, retryable %s, and names the request", (status, type, retryable) => {
  const failure = failureOf(verdict(status, '{"errors":"Something"}'));

  expect(failure).toMatchObject({ type, retryable, params: { requestId: "r-1", shop: "DEMO" } });
  expect(failure?.message).toContain("r-1");
});

test.each([
  ["ACCESS_DENIED", "shopify-access-denied", false],
  ["SHOP_INACTIVE", "store-unavailable", false],
  ["INTERNAL_SERVER_ERROR", "shopify-unavailable", true],
  ["MAX_COST_EXCEEDED", "graphql-request-invalid", false],
  ["undefinedField", "graphql-request-invalid", false],
  ["INVALID_VARIABLE", "graphql-request-invalid", false],
])("code %s becomes %s, retryable %s", (code, type, retryable) => {
  expect(failureOf(verdict(200, error(code)))).toMatchObject({ type, retryable });
});

test("a request that is too dear says so in its parameters, so that the caller makes it smaller", () => {
  expect(failureOf(verdict(200, error("MAX_COST_EXCEEDED")))?.params["codes"]).toBe("MAX_COST_EXCEEDED");
});

test("THROTTLED is known by its code, not by its words", () => {
  expect(verdict(200, error("THROTTLED", "Anything")).kind).toBe("throttled");
  expect(verdict(200, error("OTHER", "Throttled")).kind).toBe("failed");
});

test("Retry-After is seconds with decimals, also of 430", () => {
  expect(verdict(429, "", {}, { "Retry-After": "2.0" })).toEqual({ kind: "tooManyRequests", retryAfterMs: 2000 });
  expect(verdict(430, "", {}, { "Retry-After": "0.5" })).toEqual({ kind: "tooManyRequests", retryAfterMs: 500 });
  expect(verdict(429, "")).toEqual({ kind: "tooManyRequests", retryAfterMs: null });
});

test("what Shopify ignored in a search is an error: the answer would hold everything", () => {
  const body = {
    data: { orders: { nodes: [] } },
    extensions: { search: [{ warnings: [{ field: "foo", message: "Invalid search field", code: "invalid_field" }] }] },
  };

  expect(failureOf(verdict(200, body))).toMatchObject({ type: "search-warning", retryable: false });
});

test("partial data is an error, unless a query asked for it", () => {
  const body = { data: { nodes: [null] }, ...error("INTERNAL_SERVER_ERROR") };

  expect(verdict(200, body).kind).toBe("serverTrouble");
  expect(verdict(200, body, { acceptPartial: true }).kind).toBe("delivered");
  expect(verdict(200, body, { acceptPartial: true, kind: "mutation" }).kind).toBe("serverTrouble");
});

test("an unanswered change leaves open whether it was made", () => {
  expect(failureOf(verdict(503, "", { kind: "mutation" }))?.params["outcomeKnown"]).toBe(false);
  expect(failureOf(verdict(503, ""))?.params["outcomeKnown"]).toBe(true);
});
