import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { addLogRows } from "#database/job-log-copy";
import { linkCompany } from "#database/companies";
import { linkCustomer } from "#database/customers";
import { insertShopifyLogEntry } from "#database/shopify-log";
import { insertShop } from "#database/shops";
import { noteSkipped } from "#database/skipped-records";
import { readCues } from "#api/cues";
import { ensureSearchAttributes } from "#temporal/search-attributes";
import { aKnownCompany } from "#test/support/a-company";
import { ended, failure } from "#test/support/log-rows";
import type { OrderDesk } from "#test/support/order-desk";
import type { TestApi } from "./an-api.ts";
import { anOrderApi } from "./an-order-api.ts";
import { cuesOf, expectEveryListToAgree } from "./cue-lists.ts";

let desk: OrderDesk;
let api: TestApi;
beforeAll(async () => {
  const orders = await anOrderApi();
  ({ desk, api } = orders);
  await ensureSearchAttributes(orders.temporal.connection, orders.temporal.namespace);
  await insertShop(desk.db, { code: "OTHER", store: "other.myshopify.com" });
});
afterAll(() => api.close());
beforeEach(async () => {
  for (const table of ["orderHeader", "jobLog", "skippedRecord", "shopifyLogEntry", "cueSetup"] as const)
    await desk.db.deleteFrom(table).execute();
});

const cues = (shopCode?: string) => cuesOf(api, shopCode);

const receiveOrders = async (count: number): Promise<void> => {
  for (let id = 1; id <= count; id += 1) await desk.receive({ id: `gid://shopify/Order/${id}`, name: `#${id}` });
};

const styles: readonly [number, string][] = [
  [0, "favorable"],
  [1, "ambiguous"],
  [5, "ambiguous"],
  [6, "unfavorable"],
];
test.each(styles)("CU-1 with %i unprocessed orders the cue is %s", async (count, style) => {
  await receiveOrders(count);

  expect((await cues())["unprocessedOrders"]).toMatchObject({ value: count, style });
});

const setUp = (path: string, unprocessedOrders: object) => api.call("PUT", path, { unprocessedOrders });
const styleFor = async (principal: string): Promise<string | undefined> => {
  const { cues: read } = await readCues(api.deps, { principal });
  return read.find(({ key }) => key === "unprocessedOrders")?.style;
};

test("CU-5 who has thresholds of their own sees 8 orders in their style, everybody else in the company's", async () => {
  await receiveOrders(8);

  const mine = await setUp("/api/cues/setup/me", { threshold1: 10, threshold2: 20 });

  expect(mine).toMatchObject({ status: 200 });
  expect(mine.body["cues"]).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ key: "unprocessedOrders", threshold1: 10, threshold2: 20, source: "personal" }),
      expect.objectContaining({ key: "unmappedProducts", threshold1: 1, threshold2: 5, source: "program" }),
    ]),
  );
  expect((await cues())["unprocessedOrders"]).toMatchObject({ value: 8, style: "favorable" });
  expect(await styleFor("somebody else")).toBe("unfavorable");

  await setUp("/api/cues/setup", { threshold1: 1, threshold2: 8, middle: "subordinate" });
  expect(await styleFor("somebody else")).toBe("subordinate");
  expect(await styleFor("admin")).toBe("favorable");

  const cleared = await api.call("PUT", "/api/cues/setup/me", {});
  expect(cleared.body).toEqual((await api.call("GET", "/api/cues/setup")).body);
  expect(await styleFor("admin")).toBe("subordinate");
});

test("thresholds that make no sense are refused with their place, and nothing changes", async () => {
  const before = await api.call("GET", "/api/cues/setup");

  expect(await setUp("/api/cues/setup", { threshold1: 5, threshold2: 5 })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/unprocessedOrders/threshold2" }] },
  });
  expect(await setUp("/api/cues/setup", { threshold1: 1, threshold2: 2, low: "pink" })).toMatchObject({ status: 422 });
  expect(await api.call("PUT", "/api/cues/setup", { apiErrors: { threshold1: 1, threshold2: 2 } })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/apiErrors", code: "unknown-member" }] },
  });
  expect((await api.call("GET", "/api/cues/setup")).body).toEqual(before.body);
  expect((await api.call("PUT", "/api/cues/setup/me", {}, { key: null })).status).toBe(401);
});

test("CU-3 every failed attempt of the reports that count is an error, also if a later one succeeded", async () => {
  await addLogRows(desk.db, [
    ended({ ...failure, entryId: "a", attempt: 1, isFinal: false }),
    ended({ ...failure, entryId: "a", attempt: 2, isFinal: false }),
    ended({ entryId: "a", attempt: 3 }),
    ended({ ...failure, report: "createSalesOrders", countsInCue: false }),
    ended({ ...failure, trigger: "foreground" }),
  ]);

  const all = await cues();

  expect(all["synchronizationErrors"]).toMatchObject({ value: 2, style: "ambiguous" });
  expect(all["tasksFailed"]).toMatchObject({ value: 2 });
  await expectEveryListToAgree(api);
});

const skip = (shop: string) =>
  noteSkipped(desk.db, {
    shop,
    tableName: "customer",
    recordKey: "10000",
    reason: "Customer has no e-mail address.",
    reasonCode: "customer-without-email",
    description: "10000",
    jobEntryId: null,
  });
const logCall = (shop: string, hasError: boolean) =>
  insertShopifyLogEntry(desk.db, {
    shop,
    store: `${shop.toLowerCase()}.myshopify.com`,
    operation: "ListOrders",
    url: `https://${shop.toLowerCase()}.myshopify.com/admin/api/2026-07/graphql.json`,
    statusCode: hasError ? 500 : 200,
    hasError,
    retryCount: 0,
    durationMs: 12,
    request: "",
    response: "",
  });

test("CU-4 one skipped record is yellow, one failed call is red; each shop counts its own", async () => {
  await skip("DEMO");
  await logCall("DEMO", true);
  await logCall("DEMO", false);
  for (let times = 1; times <= 2; times += 1) await logCall("OTHER", true);
  await skip("OTHER");

  expect(await cues("DEMO")).toMatchObject({
    skippedRecords: { value: 1, style: "ambiguous" },
    apiErrors: { value: 1, style: "unfavorable" },
  });
  expect(await cues("OTHER")).toMatchObject({ skippedRecords: { value: 1 }, apiErrors: { value: 2 } });
  expect(await cues()).toMatchObject({ skippedRecords: { value: 2 }, apiErrors: { value: 3 } });
  await expectEveryListToAgree(api);
  await expectEveryListToAgree(api, "DEMO");
  await expectEveryListToAgree(api, "OTHER");
});

test("every cue equals the total of its list, for all shops and for one", async () => {
  await receiveOrders(3);
  await desk.createDocuments({ orderIds: ["1"] });
  await desk.db
    .updateTable("orderHeader")
    .set({ hasOrderStateError: true })
    .where("shopifyOrderId", "=", "1")
    .execute();
  await addLogRows(desk.db, [
    ended(failure),
    ended({ ...failure, shop: "OTHER", store: "other.myshopify.com" }),
    ended({ ...failure, outcome: "incomplete" }),
  ]);

  expect(await cues()).toMatchObject({
    unprocessedOrders: { value: 2 },
    unprocessedOrderUpdates: { value: 1 },
    synchronizationErrors: { value: 3 },
  });
  expect(await cues("OTHER")).toMatchObject({ unprocessedOrders: { value: 0 }, synchronizationErrors: { value: 1 } });
  await expectEveryListToAgree(api);
  await expectEveryListToAgree(api, "DEMO");
  await expectEveryListToAgree(api, "OTHER");
});

test("CU-2 a link to an item or customer that is gone counts as none", async () => {
  await desk.db.updateTable("shopifyProduct").set({ itemNo: "1000" }).execute();
  const before = await cues();
  expect(before["unmappedProducts"]).toMatchObject({ value: 0, style: "favorable" });

  const [product] = (await api.call("GET", "/api/products")).body["items"] as readonly Record<string, unknown>[];
  await linkCustomer(desk.db, "demo.myshopify.com", "71", "DELETED");
  await aKnownCompany(desk.db);
  await aKnownCompany(desk.db, { shopifyCompanyId: "950", locations: [] });
  await linkCompany(desk.db, "demo.myshopify.com", "900", "DELETED");
  await desk.db
    .updateTable("shopifyProduct")
    .set({ itemNo: "DELETED" })
    .where("shopifyProductId", "=", String(product?.["shopifyProductId"]))
    .execute();

  const after = await cues();
  expect(after["unmappedCustomers"]).toMatchObject({ value: (before["unmappedCustomers"]?.value ?? 0) + 1 });
  expect(after["unmappedCompanies"]).toMatchObject({ value: 2, style: "ambiguous" });
  expect(after["unmappedProducts"]).toMatchObject({ value: 1, style: "ambiguous" });
  await expectEveryListToAgree(api);
});

test("cues of an unknown shop are 404, and without a key 401", async () => {
  expect(await api.call("GET", "/api/cues?shopCode=NOPE")).toMatchObject({
    status: 404,
    body: { code: "shop-not-found" },
  });
  expect((await api.call("GET", "/api/cues", undefined, { key: null })).status).toBe(401);
});
