import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { adminKey, anApi, type TestApi } from "./an-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.close());

test.each([
  ["no key", null],
  ["a wrong key", "wrong-key-0123456789"],
  ["the beginning of the key", adminKey.slice(0, -1)],
  ["an empty key", ""],
])("%s opens nothing, known path or not", async (_what, key) => {
  const known = await api.call("GET", "/api/shops", undefined, { key });
  const unknown = await api.call("GET", "/api/secrets", undefined, { key });

  expect(known).toMatchObject({ status: 401, body: { code: "api-key-required" } });
  expect(known.headers.get("www-authenticate")).toContain("Bearer");
  expect(unknown.status).toBe(401);
});

test("a request without a key is refused before its body is looked at", async () => {
  const answer = await api.call("POST", "/api/shops", undefined, {
    key: null,
    rawBody: "{not json",
    headers: { "content-type": "application/json" },
  });

  expect(answer.status).toBe(401);
});

test("malformed JSON is 400", async () => {
  const answer = await api.call("POST", "/api/shops", undefined, {
    rawBody: '{"code": "DEMO"',
    headers: { "content-type": "application/json" },
  });

  expect(answer).toMatchObject({ status: 400, body: { code: "body-malformed" } });
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
});

test("a body that is not an object is 400 or 422, never a crash", async () => {
  const send = (rawBody: string) =>
    api.call("POST", "/api/shops", undefined, { rawBody, headers: { "content-type": "application/json" } });

  expect((await send('"text"')).status).toBe(400);
  expect((await send("[]")).status).toBe(422);
  expect((await send("null")).status).toBe(400);
});

test("a body of 10 MB is 413", async () => {
  const rawBody = JSON.stringify({ code: "x".repeat(10_000_000) });

  const answer = await api.call("POST", "/api/shops", undefined, {
    rawBody,
    headers: { "content-type": "application/json" },
  });

  expect(answer).toMatchObject({ status: 413, body: { code: "body-too-large" } });
});

test.each([
  ["text/plain", "text"],
  ["application/x-www-form-urlencoded", "code=DEMO"],
  ["application/json; charset=latin1", "{}"],
])("a body of type %s is 415", async (type, rawBody) => {
  const answer = await api.call("POST", "/api/shops", undefined, { rawBody, headers: { "content-type": type } });

  expect(answer).toMatchObject({ status: 415, body: { code: "content-type-unsupported" } });
});

test("a path that does not exist is 404, one that cannot be read is 400", async () => {
  expect(await api.call("GET", "/api/nothing")).toMatchObject({ status: 404, body: { code: "path-not-found" } });
  expect(await api.call("GET", "/api/shops/%E0%A4%A")).toMatchObject({
    status: 400,
    body: { code: "request-malformed" },
  });
});

test.each([
  ["limit=0", "/limit"],
  ["limit=251", "/limit"],
  ["limit=many", "/limit"],
  ["limit=1&limit=2", "/limit"],
  ["count=yes", "/count"],
  ["unheardOf=1", "/unheardOf"],
  ["cursor=nonsense", "/cursor"],
])("the query %s is 422 and names %s", async (query, pointer) => {
  const answer = await api.call("GET", `/api/shops?${query}`);

  expect(answer).toMatchObject({ status: 422, body: { errors: [{ in: "query", pointer }] } });
});

test("the request id is answered, also in a problem; one from outside is kept when it is harmless", async () => {
  const given = await api.call("GET", "/api/nothing", undefined, { headers: { "x-request-id": "order-17" } });
  const odd = await api.call("GET", "/api/nothing", undefined, { headers: { "x-request-id": "a b{c}" } });

  expect(given.headers.get("x-request-id")).toBe("order-17");
  expect(given.body["requestId"]).toBe("order-17");
  expect(odd.headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
});

test("the log names requests, never keys or queries", async () => {
  await api.call("GET", "/api/shops?limit=3", undefined, { headers: { "x-request-id": "logged" } });

  const line = api.logLines.find((text) => text.includes('"logged"')) ?? "{}";
  expect(JSON.parse(line)).toMatchObject({ method: "GET", path: "/api/shops", status: 200, principal: "admin" });
  expect(api.logLines.join("")).not.toContain(adminKey);
});

test("answers carry the headers that protect a browser", async () => {
  const { headers } = await api.call("GET", "/api/shops");

  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toContain("default-src 'self'");
  expect(headers.get("x-powered-by")).toBeNull();
  expect(headers.get("cache-control")).toBe("no-store");
});
