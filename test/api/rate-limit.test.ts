import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import { v7 } from "uuid";
import { hashOfKey } from "#api/http/authenticate";
import { insertApiKey } from "#database/api-keys";
import { aDatabase, type TestDatabase } from "#test/support/database";
import { aNamespace, type TestNamespace } from "#test/support/temporal";
import { adminKey, anApi, type TestApi } from "./an-api.ts";

const otherKey = "key-of-somebody-else-0123456789";

let database: TestDatabase;
let temporal: TestNamespace;
let api: TestApi;
beforeAll(async () => {
  [database, temporal] = await Promise.all([aDatabase(), aNamespace()]);
  await insertApiKey(database.db, {
    id: v7(),
    name: "somebody else",
    keyHash: hashOfKey(otherKey),
    hint: "6789",
    scope: "read",
    shops: null,
    expiresAt: null,
    createdBy: "admin",
  });
});
afterAll(() => Promise.all([temporal.close(), database.drop()]));

/** Stands still unless a test moves it, so that a minute is as long on a busy machine. */
let now: number;
beforeEach(() => {
  now = Date.now();
  jest.spyOn(Date, "now").mockImplementation(() => now);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await api.close();
});

const start = async (limits: { readonly requests?: number; readonly failedKeys?: number }, trustedProxies = 0) => {
  const { requests = 1000, failedKeys = 1000 } = limits;
  const rateLimits = { requestsPerKey: requests, failedKeysPerAddress: failedKeys };
  const place = { db: database.db, client: temporal.client, close: () => Promise.resolve() };
  api = await anApi({ rateLimits, trustedProxies }, place);
};

const ask = async (key: string | null, from?: string) => {
  const headers: Record<string, string> = from === undefined ? {} : { "x-forwarded-for": from };
  return await api.call("GET", "/api/me", undefined, { key, headers });
};

/** What became of one request after the other. */
const askTimes = async (times: number, key: string | null, from?: string): Promise<readonly number[]> => {
  const statuses: number[] = [];
  for (let time = 0; time < times; time += 1) statuses.push((await ask(key, from)).status);
  return statuses;
};

test("every answer says how many requests the key has left in this minute", async () => {
  await start({ requests: 3 });

  await ask(adminKey);
  const { status, headers } = await ask(adminKey);

  expect(status).toBe(200);
  expect(headers.get("ratelimit")).toBe('"requests"; r=1; t=60');
  expect(headers.get("ratelimit-policy")).toContain('"requests"; q=3; w=60');
});

test("a key that asks too often is refused until the minute is over; other keys go on", async () => {
  await start({ requests: 2 });
  expect(await askTimes(2, adminKey)).toEqual([200, 200]);
  now += 20_000;

  const refused = await ask(adminKey);

  expect(refused).toMatchObject({
    status: 429,
    body: {
      title: "Too Many Requests",
      code: "rate-limited",
      detail: "This key has made the 2 requests it may make in a minute: go on in 40 seconds",
      params: { limit: 2 },
    },
  });
  expect(refused.headers.get("content-type")).toContain("application/problem+json");
  expect(refused.headers.get("retry-after")).toBe("40");
  expect(refused.headers.get("ratelimit")).toBe('"requests"; r=0; t=40');
  expect((await ask(otherKey)).status).toBe(200);
  now += 40_000;
  expect((await ask(adminKey)).status).toBe(200);
});

test("a request that is refused changes nothing", async () => {
  await start({ requests: 1 });
  await ask(adminKey);

  const made = await api.call("POST", "/api/shops", { code: "LATE", store: "late.myshopify.com" });

  expect(made).toMatchObject({ status: 429, body: { code: "rate-limited" } });
  const rows = await database.db.selectFrom("shop").select("code").execute();
  expect(rows).toEqual([]);
});

test("who tries too many keys is refused with any key, so that the answer does not tell the right one", async () => {
  await start({ failedKeys: 2 });
  expect(await askTimes(2, "a-guess-0123456789")).toEqual([401, 401]);

  const guess = await ask("another-guess-0123456789");
  const right = await ask(adminKey);

  expect(guess).toMatchObject({
    status: 429,
    body: {
      code: "rate-limited",
      detail: "Too many keys from this address opened nothing: wait 60 seconds, then send a valid one",
      params: { limit: 2 },
    },
  });
  expect(guess.headers.get("retry-after")).toBe("60");
  expect(guess.headers.get("ratelimit")).toBe('"failed-keys"; r=0; t=60');
  expect(right).toMatchObject({ status: 429, body: { code: "rate-limited" } });
  now += 60_000;
  expect((await ask(adminKey)).status).toBe(200);
});

test("guesses that come at the same time count one by one", async () => {
  await start({ failedKeys: 3 });

  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => ask(`a-guess-${index}`)));

  expect(answers.filter(({ status }) => status === 401)).toHaveLength(3);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(17);
});

test("right keys and requests without a key are no guesses", async () => {
  await start({ failedKeys: 2 });

  expect(await askTimes(4, adminKey)).toEqual([200, 200, 200, 200]);
  expect(await askTimes(4, null)).toEqual([401, 401, 401, 401]);
  expect((await ask(otherKey)).status).toBe(200);
});

test("behind a proxy the caller's own address counts", async () => {
  await start({ failedKeys: 1 }, 1);

  expect(await askTimes(2, "a-guess-0123456789", "192.0.2.1")).toEqual([401, 429]);
  expect((await ask(adminKey, "192.0.2.2")).status).toBe(200);
  // Of what stands there only the proxy's own word is believed.
  expect((await ask(adminKey, "192.0.2.2, 192.0.2.1")).status).toBe(429);
  expect(await askTimes(1, "a-guess-0123456789", "2001:db8:0:100::1")).toEqual([401]);
  expect((await ask(adminKey, "2001:db8:0:1ff::2")).status).toBe(429);
  expect((await ask(adminKey, "2001:db8:0:200::1")).status).toBe(200);
});

test("without a proxy nobody chooses an address by a header", async () => {
  await start({ failedKeys: 1 });
  await ask("a-guess-0123456789", "192.0.2.1");

  expect((await ask(adminKey, "192.0.2.2")).status).toBe(429);
});

test.each(["/healthz", "/readyz", "/api/openapi.json", "/api/docs/", "/webhooks/shopify"])(
  "%s is not limited",
  async (path) => {
    await start({ requests: 1, failedKeys: 1 });
    await askTimes(2, adminKey);
    await ask("a-guess-0123456789");
    expect((await ask(adminKey)).body["code"]).toBe("rate-limited");

    const answer = await fetch(api.url + path, { method: path.startsWith("/webhooks") ? "POST" : "GET" });

    expect(answer.status).not.toBe(429);
    expect(answer.headers.get("ratelimit")).toBeNull();
  },
);

test("every request that needs a key says in the OpenAPI document that it may be refused for a while", async () => {
  await start({});
  const { body } = await api.call("GET", "/api/openapi.json", undefined, { key: null });

  const paths = body["paths"] as Record<string, Record<string, { responses: Record<string, { description: string }> }>>;
  const { responses } = paths["/api/me"]?.["get"] ?? { responses: {} };
  expect(responses).toMatchObject({
    429: { $ref: "#/components/responses/TooManyRequests" },
    default: { description: expect.stringContaining("rate-limited") },
  });
  expect(paths["/healthz"]?.["get"]?.responses).not.toHaveProperty("429");
  expect(body["components"]).toMatchObject({
    responses: { TooManyRequests: { headers: { "Retry-After": {}, RateLimit: {}, "RateLimit-Policy": {} } } },
  });
});
