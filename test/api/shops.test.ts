import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { Client, Connection } from "@temporalio/client";
import { updateShop } from "#database/shops";
import { initialSettings } from "#domain/shops/shop";
import { anApi, type TestApi } from "./an-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.db.deleteFrom("shop").execute();
});

const createShop = (settings: object = {}) =>
  api.call("POST", "/api/shops", { code: "DEMO", shopifyUrl: "demo-store.myshopify.com", ...settings });
const patch = (settings: object) => api.call("PATCH", "/api/shops/DEMO", settings);

test("SH-1 a shop is not created with the public address of a store", async () => {
  const { status, body } = await createShop({ shopifyUrl: "https://NotAValidShopifyUrl.OurShopify.com" });

  expect(status).toBe(422);
  expect(body["detail"]).toContain("internal address of the store, https://{store}.myshopify.com");
  expect(body["errors"]).toMatchObject([{ in: "body", pointer: "/shopifyUrl", code: "shopify-url-not-internal" }]);
});

test.each([
  ["SH-2", "demo-store.myshopify.com"],
  ["SH-3", "https://admin.shopify.com/store/demo-store"],
])("%s the address %s is stored as the internal one", async (_id, shopifyUrl) => {
  const { status, body, headers } = await createShop({ shopifyUrl });

  expect({ status, body }).toMatchObject({
    status: 201,
    body: { shopifyUrl: "https://demo-store.myshopify.com", store: "demo-store.myshopify.com" },
  });
  expect(headers.get("location")).toBe("/api/shops/DEMO");
});

test("SH-4 the URL of an enabled shop stays", async () => {
  await createShop();
  await updateShop(api.db, "DEMO", { enabled: true });

  const refused = await patch({ shopifyUrl: "other.myshopify.com" });

  expect(refused).toMatchObject({ status: 409, body: { code: "shop-enabled" } });
  expect((await api.call("GET", "/api/shops/DEMO")).body["shopifyUrl"]).toBe("https://demo-store.myshopify.com");
});

test("SH-5 of two settings that exclude each other the last one counts", async () => {
  await createShop({ shopifyCanUpdateItems: true });

  const answer = await patch({ canUpdateShopifyProducts: true });

  expect(answer).toMatchObject({
    status: 200,
    body: { canUpdateShopifyProducts: true, shopifyCanUpdateItems: false },
  });
});

test("SH-6 documents for refunds need documents for orders", async () => {
  await createShop({ autoCreateOrders: false });

  const { status, body } = await patch({ returnAndRefundProcess: "autoCreateSalesDocument" });

  expect(status).toBe(422);
  expect(body["detail"]).toMatch(/returnAndRefundProcess.*autoCreateOrders/);
});

test("SH-7 documents for orders stay on while refunds become documents", async () => {
  await createShop({ autoCreateOrders: true, returnAndRefundProcess: "autoCreateSalesDocument" });

  expect(await patch({ autoCreateOrders: false })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/autoCreateOrders", code: "refund-documents-need-orders" }] },
  });
});

test("SH-8 B2B catalogs come with an advanced plan", async () => {
  await createShop();

  const refused = await patch({ autoCreateCatalog: true });
  await updateShop(api.db, "DEMO", { advancedShopifyPlan: true });
  const granted = await patch({ autoCreateCatalog: true });

  expect(refused.status).toBe(422);
  expect(refused.body["detail"]).toContain("Auto Create B2B Catalog");
  expect(granted).toMatchObject({ status: 200, body: { autoCreateCatalog: true } });
});

test("SH-9 a new shop starts with the defaults of Business Central", async () => {
  const { body } = await createShop();

  expect(body).toMatchObject({
    ...initialSettings,
    code: "DEMO",
    enabled: false,
    loggingMode: "errorOnly",
    allowBackgroundSyncs: true,
    allowOutgoingRequests: true,
    customerImportFromShopify: "withOrderImport",
    customerMappingType: "byEmailPhone",
    defaultInventoryPolicy: "continue",
    archiveProcessedOrders: true,
    autoReleaseSalesOrders: true,
    createInvoicesFromOrders: true,
    autoCreateOrders: false,
    returnAndRefundProcess: "importOnly",
    skuFieldSeparator: "|",
    variantPrefix: "V_",
    onTotalDifference: "error",
    cursors: { orders: null, products: null, customers: null, companies: null },
    apiVersion: "2026-07",
    servedApiVersion: null,
    apiVersionStatus: "ok",
    access: "connected",
  });
});

test("all values that are refused are told at once", async () => {
  const { status, body } = await createShop({
    code: "no spaces",
    loggingMode: "loud",
    tipAccount: 6120,
    enabled: true,
    unheardOf: 1,
  });

  expect(status).toBe(422);
  expect(body["errors"]).toMatchObject([
    { pointer: "/code" },
    { pointer: "/loggingMode", code: "invalid-value" },
    { pointer: "/tipAccount", code: "invalid-type" },
    { pointer: "/enabled", code: "unknown-member" },
    { pointer: "/unheardOf", code: "unknown-member" },
  ]);
});

test("an account has to exist and to be postable", async () => {
  const { status, body } = await createShop({ tipAccount: "404404", defaultCustomerNo: "NOBODY" });

  expect(status).toBe(422);
  expect(body["errors"]).toMatchObject([
    { pointer: "/defaultCustomerNo", code: "reference-invalid" },
    { pointer: "/tipAccount", code: "reference-invalid", detail: expect.stringContaining("does not exist") },
  ]);
});

test("a currency needs an exchange rate", async () => {
  await api.db.insertInto("ledger.currency").values({ code: "NOK", isoCode: "NOK" }).execute();

  expect(await createShop({ currencyCode: "NOK" })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/currencyCode", code: "reference-invalid" }] },
  });
  expect(await createShop({ currencyCode: "EUR" })).toMatchObject({ status: 201 });
});

test("a code is upper-cased and unique", async () => {
  await createShop({ code: "demo" });

  expect(await createShop({ code: "Demo" })).toMatchObject({ status: 409, body: { code: "shop-exists" } });
});

test("an unknown shop is 404, and so is every action on it", async () => {
  const paths = ["enable", "disable", "test-connection", "refresh-settings"].map((name) => `/api/shops/NOPE/${name}`);

  const answers = await Promise.all(paths.map((path) => api.call("POST", path, {})));

  expect(await api.call("GET", "/api/shops/NOPE")).toMatchObject({ status: 404, body: { code: "shop-not-found" } });
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
});

test("the list is paged by code and counts what it holds", async () => {
  for (const code of ["B", "A", "C"]) await createShop({ code });

  const first = await api.call("GET", "/api/shops?limit=2&count=true");
  const second = await api.call("GET", `/api/shops?limit=2&cursor=${String(first.body["nextCursor"])}`);

  expect(first.body).toMatchObject({ items: [{ code: "A" }, { code: "B" }], total: 3 });
  expect(second.body).toMatchObject({ items: [{ code: "C" }], nextCursor: null });
  expect(await api.call("GET", "/api/shops?enabled=true&count=true")).toMatchObject({ body: { total: 0 } });
});

test("SH-19 orders are read again from the time a person sets, for all shops of the store", async () => {
  await createShop();
  await createShop({ code: "POS" });

  await api.call("POST", "/api/shops/DEMO/reset-sync", { type: "orders", to: "2026-07-01T02:00:00+02:00" });
  await api.call("POST", "/api/shops/DEMO/reset-sync", { type: "products", to: "2026-06-01T00:00:00Z" });

  expect((await api.call("GET", "/api/shops/DEMO")).body["cursors"]).toMatchObject({
    orders: "2026-07-01T00:00:00.000Z",
    products: "2026-06-01T00:00:00.000Z",
  });
  expect((await api.call("GET", "/api/shops/POS")).body["cursors"]).toMatchObject({
    orders: "2026-07-01T00:00:00.000Z",
    products: null,
  });
});

test("a shop without a store cannot be enabled", async () => {
  await createShop({ shopifyUrl: "" });

  expect(await api.call("POST", "/api/shops/DEMO/enable", {})).toMatchObject({
    status: 409,
    body: { code: "shopify-url-missing" },
  });
});

test("a disabled shop is deleted; an enabled one is not", async () => {
  await createShop();
  await updateShop(api.db, "DEMO", { enabled: true });
  expect(await api.call("DELETE", "/api/shops/DEMO")).toMatchObject({ status: 409, body: { code: "shop-enabled" } });

  await updateShop(api.db, "DEMO", { enabled: false });

  expect(await api.call("DELETE", "/api/shops/DEMO")).toMatchObject({ status: 204 });
  expect(await api.call("GET", "/api/shops/DEMO")).toMatchObject({ status: 404 });
});

test("credentials are stored encrypted and never shown", async () => {
  await createShop();

  const { status, body } = await api.call("PUT", "/api/shops/DEMO/credentials", {
    kind: "static",
    token: "shpat_very_secret",
    app: { clientId: "app", clientSecret: "shpss_very_secret" },
  });

  expect(status).toBe(200);
  expect(JSON.stringify(body)).not.toContain("very_secret");
  const stored = await api.db.selectFrom("registeredStore").selectAll().execute();
  expect(stored).toMatchObject([{ authKind: "static", clientId: "app" }]);
  expect(JSON.stringify(stored)).not.toContain("very_secret");
  expect(api.logLines.join("")).not.toContain("very_secret");
});

test("an empty patch changes nothing", async () => {
  await createShop();

  expect((await patch({})).status).toBe(200);
});

test("a shop says that Shopify answers with another version than is asked for", async () => {
  await createShop();
  const served = (servedVersion: string, askedVersion: string) =>
    api.db
      .insertInto("shopifyBucket")
      .values({ store: "demo-store.myshopify.com", servedVersion, askedVersion })
      .onConflict((conflict) => conflict.column("store").doUpdateSet({ servedVersion, askedVersion }))
      .execute();
  const version = async () => (await api.call("GET", "/api/shops/DEMO")).body;

  await served("2026-07", "2026-07");
  expect(await version()).toMatchObject({ servedApiVersion: "2026-07", apiVersionStatus: "ok" });
  await served("2026-10", "2026-07");
  expect(await version()).toMatchObject({ servedApiVersion: "2026-10", apiVersionStatus: "mismatch" });
  // What another release of this program was served says nothing.
  await served("2026-10", "2026-04");
  expect(await version()).toMatchObject({ servedApiVersion: null, apiVersionStatus: "ok" });
});

test("a store that is to be entered with an app is not connected where there is none", async () => {
  await createShop();
  const connection = Connection.lazy({ address: "127.0.0.1:1" });
  const client = new Client({ connection });
  const withoutApp = await anApi({ appOf: () => undefined }, { db: api.db, client, close: () => connection.close() });
  const accessWith = async (credentials: object) =>
    (await withoutApp.call("PUT", "/api/shops/DEMO/credentials", credentials)).body["access"];

  expect(await accessWith({ kind: "clientCredentials" })).toBe("noApp");
  const app = { clientId: "own", clientSecret: "own-secret" };
  expect(await accessWith({ kind: "clientCredentials", app })).toBe("connected");
  expect(await accessWith({ kind: "static", token: "shpat_x" })).toBe("connected");
  await withoutApp.close();
});

test("more changes at once than the pool has connections are all answered, also when they refer to the ERP", async () => {
  await createShop();

  const answers = await Promise.all(
    Array.from({ length: 25 }, (_, index) => patch({ defaultCustomerNo: `NOBODY-${index}` })),
  );

  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 25 }, () => 422));
});
