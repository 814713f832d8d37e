import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import type { Endpoint } from "#api/http/endpoint";
import { problemOfError } from "#api/http/problem-of-error";
import { protectedRoutes } from "#api/routes";
import { insertShop, updateShop } from "#database/shops";
import { anApi, type TestApi } from "./an-api.ts";

let api: TestApi;
let endpoints: readonly Endpoint[];
beforeAll(async () => {
  api = await anApi();
  await insertShop(api.db, { code: "DEMO", store: "demo.myshopify.com" });
  await updateShop(api.db, "DEMO", { enabled: true });
  endpoints = protectedRoutes(api.deps).map(({ endpoint }) => endpoint);
});
afterAll(() => api.close());

const cursorOf = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString("base64url");
/** What is asked of every list, up to its cursor; of those of one record, of a record that is not there; of those of a shop, of one that is. */
const lists = (): readonly string[] =>
  endpoints
    .filter(({ query }) => query !== undefined && "cursor" in query.shape)
    .map(({ path, query }) => {
      const ofRecord = query !== undefined && "linkedId" in query.shape ? "linkedTable=order&linkedId=1&" : "";
      return `${path.replace("{id}", "1").replace("{code}", "DEMO")}?${ofRecord}cursor=`;
    });

test("no list takes a cursor that is none", async () => {
  expect(lists().length).toBeGreaterThanOrEqual(14);
  for (const cursor of [
    "nonsense",
    cursorOf({}),
    cursorOf([]),
    cursorOf([1]),
    cursorOf(["\u0000"]),
    cursorOf(Array(9).fill("1")),
  ])
    for (const path of lists()) {
      const { status, body } = await api.call("GET", `${path}${cursor}`);
      expect({ path, cursor, status, errors: body["errors"] }).toMatchObject({
        status: 422,
        errors: [{ in: "query", pointer: "/cursor", code: "cursor-invalid" }],
      });
    }
});

test.each([[["abc"]], [["99999999999999999999"]], [["x", "1"]], [["abc", "def"]], [["2026-13-01T00:00:00.000Z", "1"]]])(
  "a cursor of another list, %j, is refused or finds a place, and never breaks a list",
  async (key) => {
    for (const path of lists()) {
      const { status } = await api.call("GET", `${path}${cursorOf(key)}`);
      const found = path.includes("/1/") ? 404 : 200;
      expect({ path, status: status === found ? 422 : status }).toEqual({ path, status: 422 });
    }
  },
);

test("a zero byte is refused wherever a query takes a text", async () => {
  for (const { path, query } of endpoints.filter(({ method, query }) => method === "get" && query !== undefined))
    for (const name of Object.keys(query?.shape ?? {})) {
      const { status, body } = await api.call("GET", `${path}?${name}=%00`);
      expect({ path, name, status, errors: body["errors"] }).toMatchObject({
        status: 422,
        errors: expect.arrayContaining([
          { in: "query", pointer: `/${name}`, code: "text-not-storable", detail: expect.any(String) },
        ]),
      });
    }
});

test.each(["%00", "9999999999999999999", "-1", "%2E%2E%2Fetc"])("the id %s breaks nothing", async (id) => {
  const withIds = endpoints.filter(({ params }) => params !== undefined);
  expect(withIds.length).toBeGreaterThan(20);
  for (const { method, path } of withIds) {
    const { status } = await api.call(
      method.toUpperCase(),
      path.replaceAll(/\{\w+\}/g, id),
      method === "get" ? undefined : {},
    );
    expect({ method, path, isRefused: status === 404 || status === 422 }).toEqual({ method, path, isRefused: true });
    if (id === "%00") expect({ method, path, status }).toEqual({ method, path, status: 422 });
  }
});

test.each([
  ["a zero byte", "a\u0000b"],
  ["half of a surrogate pair", "a\uD83Db"],
])("%s in a body is refused with its place, and whole emoji are kept", async (_what, text) => {
  const customer = await api.call("POST", "/api/ledger/customers", { templateCode: "CUSTOMER", name: text });
  const job = await api.call("POST", "/api/jobs/syncOrders", {
    shopCodes: ["DEMO"],
    parameters: { attributeKey: text },
  });
  const member = await api.call("POST", "/api/jobs/syncOrders", { parameters: { [text]: 1 } });
  const kept = await api.call("POST", "/api/ledger/customers", { templateCode: "CUSTOMER", name: "Ünïcode 🪑" });

  expect(customer).toMatchObject({ status: 422, body: { errors: [{ pointer: "/name", code: "text-not-storable" }] } });
  expect(job).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/parameters/attributeKey", code: "text-not-storable" }] },
  });
  expect(member).toMatchObject({ status: 422, body: { errors: [{ pointer: "/parameters" }] } });
  expect(kept).toMatchObject({ status: 201, body: { name: "Ünïcode 🪑" } });
});

test("values nested beyond measure are refused", async () => {
  const rawBody = `{"parameters":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;

  const answer = await api.call("POST", "/api/jobs/syncOrders", undefined, {
    rawBody,
    headers: { "content-type": "application/json" },
  });

  expect(answer).toMatchObject({
    status: 422,
    body: { errors: expect.arrayContaining([expect.objectContaining({ code: "nested-too-deep" })]) },
  });
});

test("what a column does not take is the value's fault, not ours", async () => {
  const refused = await sql`select '99999999999999999999'::bigint`.execute(api.db).catch((error: unknown) => error);
  const ours = await sql`select 1 / 0`.execute(api.db).catch((error: unknown) => error);

  expect(problemOfError(refused)).toMatchObject({ status: 422, code: "value-not-storable" });
  expect(problemOfError(ours)).toBeUndefined();
});
