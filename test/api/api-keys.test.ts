import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { insertShop } from "#database/shops";
import { adminKey, anApi, type TestApi } from "./an-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
  await insertShop(api.db, { code: "DEMO", store: "demo.myshopify.com" });
});
afterAll(() => api.close());

const make = (body: object) => api.call("POST", "/api/api-keys", body);
const meWith = (key: unknown) => api.call("GET", "/api/me", undefined, { key: String(key) });

test("a new key is shown once, works at once, and says what it is good for", async () => {
  const made = await make({
    name: "warehouse",
    scope: "operate",
    shopCodes: ["demo"],
    expiresAt: "2099-01-01T00:00:00Z",
  });

  expect(made).toMatchObject({
    status: 201,
    body: {
      name: "warehouse",
      scope: "operate",
      shopCodes: ["DEMO"],
      state: "active",
      createdBy: "admin",
      lastUsedAt: null,
    },
  });
  expect(made.body["key"]).toMatch(/^sbc_[\w-]{43}$/);
  expect(String(made.body["key"]).endsWith(String(made.body["hint"]))).toBe(true);
  expect(await meWith(made.body["key"])).toMatchObject({
    status: 200,
    body: { principal: "warehouse", scope: "operate", shopCodes: ["DEMO"] },
  });
  const card = await api.call("GET", String(made.headers.get("location")));
  expect(card.body).toMatchObject({ name: "warehouse", lastUsedAt: expect.any(String) });
  expect(card.body).not.toHaveProperty("key");
});

test("what is kept of a key is its hash", async () => {
  const { body } = await make({ name: "kept as a hash", scope: "read" });

  const rows = await api.db.selectFrom("apiKey").selectAll().where("name", "=", "kept as a hash").execute();
  expect(JSON.stringify(rows)).not.toContain(String(body["key"]));
  expect(rows[0]?.keyHash).toMatch(/^[\da-f]{64}$/);
});

test("keys are listed by name, page by page, without the keys", async () => {
  await make({ name: "a first", scope: "read" });
  await make({ name: "a second", scope: "read" });

  const first = await api.call("GET", "/api/api-keys?limit=1&count=true");
  const second = await api.call("GET", `/api/api-keys?limit=1&cursor=${String(first.body["nextCursor"])}`);

  expect(first.body["items"]).toMatchObject([{ name: "a first" }]);
  expect(first.body["total"]).toBeGreaterThan(1);
  expect(second.body["items"]).toMatchObject([{ name: "a second" }]);
});

test("a revoked key opens nothing from then on; revoking it again changes nothing", async () => {
  const { body } = await make({ name: "revoked", scope: "admin" });
  expect(await meWith(body["key"])).toMatchObject({ status: 200 });

  const revoked = await api.call("POST", `/api/api-keys/${String(body["id"])}/revoke`, {});
  const again = await api.call("POST", `/api/api-keys/${String(body["id"])}/revoke`, {});

  expect(revoked).toMatchObject({ status: 200, body: { state: "revoked", revokedBy: "admin" } });
  expect(again.body["revokedAt"]).toBe(revoked.body["revokedAt"]);
  expect(await meWith(body["key"])).toMatchObject({ status: 401, body: { code: "api-key-revoked" } });
});

test("an expired key opens nothing", async () => {
  const { body } = await make({ name: "expired", scope: "admin", expiresAt: "2099-01-01T00:00:00Z" });
  await api.db
    .updateTable("apiKey")
    .set({ expiresAt: new Date(Date.now() - 1) })
    .where("name", "=", "expired")
    .execute();

  expect(await meWith(body["key"])).toMatchObject({ status: 401, body: { code: "api-key-expired" } });
  expect(await api.call("GET", `/api/api-keys/${String(body["id"])}`)).toMatchObject({ body: { state: "expired" } });
});

test("a name is never given twice, not even after its key was revoked", async () => {
  const { body } = await make({ name: "somebody", scope: "read" });
  await api.call("POST", `/api/api-keys/${String(body["id"])}/revoke`, {});

  expect(await make({ name: "somebody", scope: "read" })).toMatchObject({
    status: 409,
    body: { code: "api-key-exists", params: { name: "somebody" } },
  });
});

test.each([
  [{ name: "", scope: "read" }, "/name"],
  [{ name: "Admin", scope: "read" }, "/name"],
  [{ name: "schedules-file", scope: "admin" }, "/name"],
  [{ name: "me", scope: "read" }, "/name"],
  [{ name: "line\nbreak", scope: "read" }, "/name"],
  [{ name: "x", scope: "root" }, "/scope"],
  [{ name: "x", scope: "read", shopCodes: [] }, "/shopCodes"],
  [{ name: "x", scope: "read", shopCodes: ["NOPE"] }, "/shopCodes/0"],
  [{ name: "x", scope: "read", expiresAt: "2020-01-01T00:00:00Z" }, "/expiresAt"],
  [{ name: "x", scope: "read", key: "chosen-by-myself" }, "/key"],
])("%j makes no key", async (body, pointer) => {
  expect(await make(body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
});

test("a key that does not exist is 404", async () => {
  const id = "01a212f1-dca6-7546-ac4d-8eb46dd154ff";

  expect(await api.call("GET", `/api/api-keys/${id}`)).toMatchObject({
    status: 404,
    body: { code: "api-key-not-found" },
  });
  expect(await api.call("POST", `/api/api-keys/${id}/revoke`, {})).toMatchObject({ status: 404 });
});

test("the administrator of the environment is admin and good for everything", async () => {
  expect(await meWith(adminKey)).toMatchObject({ body: { principal: "admin", scope: "admin", shopCodes: null } });
});

interface Operation {
  readonly operationId: string;
  readonly security: readonly { readonly apiKey: readonly string[] }[];
}

test("every operation says the scope it needs, and refuses a key whose scope is lower", async () => {
  const { body } = await api.call("GET", "/api/openapi.json", undefined, { key: null });
  const keys = {
    read: String((await make({ name: "may look", scope: "read" })).body["key"]),
    operate: String((await make({ name: "may operate", scope: "operate" })).body["key"]),
  };
  const lower = { read: [], operate: ["read"], admin: ["read", "operate"] } as const;
  const operations = Object.entries(body["paths"] as Record<string, Record<string, Operation>>).flatMap(
    ([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );
  let refused = 0;

  for (const { path, method, operationId, security } of operations) {
    const [needs] = security;
    if (needs === undefined) continue;
    const scope = needs.apiKey[0] as keyof typeof lower;
    expect({ operationId, scope: method === "get" || scope !== "read" }).toEqual({ operationId, scope: true });
    for (const held of lower[scope]) {
      // Values that are no good: a refusal comes before they are looked at.
      const answer = await api.call(
        method.toUpperCase(),
        path.replaceAll(/\{\w+\}/g, "1"),
        method === "get" ? undefined : { unknown: 1 },
        { key: keys[held] },
      );
      expect({ operationId, held, status: answer.status, code: answer.body["code"] }).toEqual({
        operationId,
        held,
        status: 403,
        code: "scope-insufficient",
      });
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(40);
});

test("the log says which key asked, never the key", async () => {
  const { body } = await make({ name: "seen in the log", scope: "read" });
  await api.call("GET", "/api/me", undefined, { key: String(body["key"]), headers: { "x-request-id": "by-key" } });

  const line = api.logLines.find((text) => text.includes('"by-key"')) ?? "{}";
  expect(JSON.parse(line)).toMatchObject({ principal: "seen in the log" });
  expect(api.logLines.join("")).not.toContain(String(body["key"]));
});
