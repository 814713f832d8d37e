import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { createOnce } from "#api/idempotency";
import { anApi, type ApiAnswer, type TestApi } from "./an-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.close());

const post = (path: string, body: object, idempotencyKey: string, key?: string): Promise<ApiAnswer> =>
  api.call("POST", path, body, {
    headers: { "idempotency-key": idempotencyKey },
    ...(key === undefined ? {} : { key }),
  });
const aCustomer = (name: string, idempotencyKey: string, key?: string) =>
  post("/api/ledger/customers", { name, templateCode: "CUSTOMER" }, idempotencyKey, key);
const customersCalled = async (name: string): Promise<unknown> =>
  (await api.call("GET", `/api/ledger/customers?search=${encodeURIComponent(name)}&count=true`)).body["total"];
const age = (idempotencyKey: string, how: string) =>
  api.db
    .updateTable("idempotentRequest")
    .set({ startedAt: sql<Date>`now() - ${how}::interval` })
    .where("idempotencyKey", "=", idempotencyKey)
    .execute();

/** Without it two requests would race for the key. */
function aSignal() {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}

test("the same request with the same key is done once and answered the same", async () => {
  const first = await aCustomer("Once", "once-1");
  const second = await aCustomer("Once", "once-1");

  expect(first.status).toBe(201);
  expect(second).toMatchObject({ status: 201, body: first.body });
  expect(second.headers.get("location")).toBe(first.headers.get("location"));
  expect([first, second].map(({ headers }) => headers.get("idempotent-replayed"))).toEqual([null, "true"]);
  expect(await customersCalled("Once")).toBe(1);
});

test("without a key, or with another one, the same request is another one", async () => {
  await aCustomer("Often", "often-1");
  await aCustomer("Often", "often-2");
  await api.call("POST", "/api/ledger/customers", { name: "Often", templateCode: "CUSTOMER" });

  expect(await customersCalled("Often")).toBe(3);
});

test("two clicks at once are one request", async () => {
  const [first, second] = await Promise.all([aCustomer("Twice", "twice-1"), aCustomer("Twice", "twice-1")]);

  expect(second.body).toEqual(first.body);
  expect(await customersCalled("Twice")).toBe(1);
});

test("a key that comes with another body or path is refused, and nothing is done", async () => {
  await aCustomer("Reused", "reused-1");

  expect(await aCustomer("Reused by others", "reused-1")).toMatchObject({
    status: 409,
    body: { code: "idempotency-key-reused" },
  });
  expect(await post("/api/ledger/items", { description: "Reused" }, "reused-1")).toMatchObject({
    status: 409,
    body: { code: "idempotency-key-reused" },
  });
  expect(await customersCalled("Reused by others")).toBe(0);
});

test("the same key of somebody else has nothing to do with it", async () => {
  const { body } = await api.call("POST", "/api/api-keys", { name: "somebody else", scope: "operate" });

  const mine = await aCustomer("Mine", "shared-1");
  const theirs = await aCustomer("Theirs", "shared-1", String(body["key"]));

  expect(mine.body["name"]).toBe("Mine");
  expect(theirs).toMatchObject({ status: 201, body: { name: "Theirs" } });
});

test("a request that was refused may be sent again with its key", async () => {
  expect(
    await post("/api/shops/LATER/reset-sync", { type: "orders", to: "2026-01-01T00:00:00Z" }, "later-1"),
  ).toMatchObject({
    status: 404,
  });
  await api.call("POST", "/api/shops", { code: "LATER", shopifyUrl: "https://later.myshopify.com" });

  expect(
    await post("/api/shops/LATER/reset-sync", { type: "orders", to: "2026-01-01T00:00:00Z" }, "later-1"),
  ).toMatchObject({
    status: 200,
  });
});

test("after a day a key is free again", async () => {
  await aCustomer("Yesterday", "day-1");
  await age("day-1", "1 day 1 minute");

  expect((await aCustomer("Today", "day-1")).body["name"]).toBe("Today");
});

test("a request that is under way is waited for, and then told so", async () => {
  const once = createOnce(api.deps, 300);
  const request = { principal: "admin", idempotencyKey: "slow-1", asked: "the same", isShownOnce: false };
  const [begun, finish] = [aSignal(), aSignal()];
  const slow = once(request, async () => {
    begun.give();
    await finish.given;
    return { status: 200, body: { done: 1 } };
  });
  await begun.given;
  await expect(once(request, () => Promise.resolve({ status: 200, body: { done: 2 } }))).rejects.toMatchObject({
    status: 409,
    code: "request-under-way",
  });

  finish.give();

  expect((await slow).body).toEqual({ done: 1 });
  expect((await once(request, () => Promise.resolve({ status: 200, body: { done: 3 } }))).body).toEqual({ done: 1 });
});

test("what a dead process left under way is done after two minutes", async () => {
  const once = createOnce(api.deps, 300);
  const request = { principal: "admin", idempotencyKey: "dead-1", asked: "the same", isShownOnce: false };
  const begun = aSignal();
  void once(request, () => {
    begun.give();
    return new Promise(() => undefined);
  });
  await begun.given;
  await expect(once(request, () => Promise.resolve({ status: 204 }))).rejects.toMatchObject({
    code: "request-under-way",
  });
  await age("dead-1", "3 minutes");

  expect(await once(request, () => Promise.resolve({ status: 200, body: { done: 2 } }))).toMatchObject({
    body: { done: 2 },
  });
});

test("an API key is not shown a second time, and its answer is kept nowhere", async () => {
  const made = await post("/api/api-keys", { name: "by a nervous hand", scope: "read" }, "nervous-1");

  const again = await post("/api/api-keys", { name: "by a nervous hand", scope: "read" }, "nervous-1");

  expect(made.status).toBe(201);
  expect(again).toMatchObject({ status: 409, body: { code: "answer-shown-once" } });
  expect(again.body["detail"]).toContain(made.headers.get("location"));
  const row = await api.db
    .selectFrom("idempotentRequest")
    .select("sealedBody")
    .where("idempotencyKey", "=", "nervous-1")
    .executeTakeFirst();
  expect(row).toEqual({ sealedBody: null });
});

test("answers are kept sealed, because they may hold personal data", async () => {
  await aCustomer("Ida Berg", "sealed-1");

  const rows = await api.db
    .selectFrom("idempotentRequest")
    .selectAll()
    .where("idempotencyKey", "=", "sealed-1")
    .execute();
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain("Berg");
});

test("a key longer than 200 characters is refused", async () => {
  expect(await aCustomer("Long", "k".repeat(201))).toMatchObject({
    status: 422,
    body: { errors: [{ in: "header", pointer: "/idempotency-key" }] },
  });
});

test("every POST that needs an API key says that it takes an Idempotency-Key", async () => {
  const { body } = await api.call("GET", "/api/openapi.json", undefined, { key: null });
  const paths = body["paths"] as Record<
    string,
    Record<string, { readonly security: readonly object[]; readonly parameters?: readonly { readonly name: string }[] }>
  >;

  const posts = Object.entries(paths).flatMap(([path, { post }]) =>
    post === undefined || post.security.length === 0
      ? []
      : [{ path, names: post.parameters?.map(({ name }) => name) ?? [] }],
  );
  expect(posts.length).toBeGreaterThan(20);
  expect(posts.filter(({ names }) => !names.includes("idempotency-key"))).toEqual([]);
});
