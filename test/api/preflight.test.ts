import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { v7 } from "uuid";
import { hashOfKey } from "#api/http/authenticate";
import { insertApiKey } from "#database/api-keys";
import { insertShop, updateShop } from "#database/shops";
import type { Finding } from "#domain/shops/finding";
import { BOOKS_EVERYTHING } from "#scripts/lib/demo-shop";
import { until } from "#test/support/until";
import { aConnectedApi, type ConnectedApi } from "./a-connected-api.ts";

const store = "demo.myshopify.com";
let api: ConnectedApi;
beforeAll(async () => {
  api = await aConnectedApi();
}, 120_000);
afterAll(() => api.close(), 60_000);
beforeEach(async () => {
  await api.db.deleteFrom("shop").execute();
  await insertShop(api.db, { code: "DEMO", store, ...BOOKS_EVERYTHING, enabled: false });
  await api.sandbox.clearFaults();
});

interface Preflight {
  readonly ready: boolean;
  readonly askedAt: string | null;
  readonly findings: readonly Finding[];
}

const preflight = async (query = "", shop = "DEMO") => {
  const { status, body } = await api.call("GET", `/api/shops/${shop}/preflight${query}`);
  expect(status).toBe(200);
  return body as unknown as Preflight;
};
const codes = ({ findings }: Preflight) => findings.map(({ code }) => code);
const card = async () => (await api.call("GET", "/api/shops/DEMO")).body;
const calls = async () => (await api.sandbox.requests("StoreFacts")).length;

test("a shop that is set up is ready once it is enabled", async () => {
  expect(await preflight()).toMatchObject({
    ready: false,
    findings: expect.arrayContaining([
      expect.objectContaining({
        code: "shop-disabled",
        severity: "error",
        field: { path: "/api/shops/DEMO/enable", caption: "Enabled" },
      }),
    ]),
  });

  await api.call("POST", "/api/shops/DEMO/enable", {});

  const { ready, findings } = await preflight();
  expect(findings.filter(({ severity }) => severity !== "info")).toEqual([]);
  expect(ready).toBe(true);
}, 60_000);

test("the store is asked once an hour, when something was changed, and when somebody wants it", async () => {
  const before = await calls();
  const first = await preflight();
  expect((await preflight()).askedAt).toBe(first.askedAt);
  expect(await calls()).toBe(before + 1);

  await api.call("PATCH", "/api/shops/DEMO", { tipAccount: "" });
  expect(codes(await preflight())).toContain("tip-account-missing");
  expect(await calls()).toBe(before + 2);

  await preflight("?refresh=true");
  expect(await calls()).toBe(before + 3);
}, 60_000);

test("what the store said last is on the card of the shop", async () => {
  expect(await card()).toMatchObject({ lastCheck: null });
  await updateShop(api.db, "DEMO", { enabled: true, bulkOperationWebhookId: "1" });
  const { askedAt } = await preflight();

  expect(await card()).toMatchObject({
    lastCheck: {
      at: askedAt,
      findings: [
        { code: "webhook-missing", params: { topic: "BULK_OPERATIONS_FINISH" } },
        { code: "webhook-missing", params: { topic: "APP_UNINSTALLED" } },
      ],
    },
  });
}, 60_000);

test("what a person has to settle with the store is a finding, not a failure", async () => {
  await api.sandbox.faults({
    effect: { kind: "shopUnavailable", status: 402 },
    match: { operation: "StoreFacts" },
    count: 1,
  });

  const { ready, findings } = await preflight();

  expect(ready).toBe(false);
  expect(findings).toMatchObject(expect.arrayContaining([expect.objectContaining({ code: "store-unavailable" })]));
  expect(codes(await preflight())).not.toContain("store-unavailable");
}, 60_000);

test("a store there is no way into is not asked", async () => {
  await insertShop(api.db, { code: "EMPTY", store: "" });
  await insertShop(api.db, { code: "FAR", store: "far.myshopify.com" });

  expect(await preflight("", "EMPTY")).toMatchObject({
    askedAt: null,
    findings: expect.arrayContaining([expect.objectContaining({ code: "shopify-url-missing" })]),
  });
  expect(codes(await preflight("", "FAR"))).toContain("app-missing");
}, 60_000);

test("schedules are compared with what the shop is set to", async () => {
  await updateShop(api.db, "DEMO", { enabled: true, autoCreateOrders: false });
  expect(codes(await preflight())).toContain("orders-not-scheduled");
  const schedule = { report: "syncOrders", shopCode: "DEMO", minutesBetweenRuns: 1440 };
  await api.call("PUT", "/api/schedules/api.orders", schedule);

  await until("the schedule is listed", async () => codes(await preflight()).includes("documents-not-created"));
}, 60_000);

test("a key for other shops learns nothing of this one, one that may only read may ask", async () => {
  const made = { hint: "key", expiresAt: null, createdBy: "admin", shops: null } as const;
  const other = "sbc_good-for-another-shop";
  const reader = "sbc_good-for-reading-only";
  await insertApiKey(api.db, {
    ...made,
    id: v7(),
    name: "other",
    scope: "admin",
    keyHash: hashOfKey(other),
    shops: ["POS"],
  });
  await insertApiKey(api.db, { ...made, id: v7(), name: "reader", scope: "read", keyHash: hashOfKey(reader) });
  const asked = (key: string | null) => api.call("GET", "/api/shops/DEMO/preflight", undefined, { key });

  expect(await asked(other)).toMatchObject({ status: 403, body: { code: "shop-not-allowed" } });
  expect((await asked(null)).status).toBe(401);
  expect((await asked(reader)).status).toBe(200);
  expect((await api.call("GET", "/api/shops/DEMO/preflight?refresh=yes")).status).toBe(422);
}, 60_000);
