import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { hashOfKey } from "#api/http/authenticate";
import { insertApiKey } from "#database/api-keys";
import { updateShop } from "#database/shops";
import { v7 } from "uuid";
import { anApi, type TestApi } from "./an-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.db.deleteFrom("shop").execute();
  await api.call("POST", "/api/shops", { code: "DEMO", shopifyUrl: "demo-store.myshopify.com" });
});

const apply = (choices: object = {}) =>
  api.call("POST", "/api/shops/DEMO/apply-preset", { preset: "initialImport", ...choices });
const shopNow = async () => (await api.call("GET", "/api/shops/DEMO")).body;

test("a shop is set for its initial import, also when it is enabled, and the answer says that nothing goes to Shopify", async () => {
  await updateShop(api.db, "DEMO", { enabled: true });

  const { status, body } = await apply({
    itemTemplCode: "ITEM",
    customerTemplCode: "CUSTOMER",
    shippingChargesAccount: "6110",
    autoCreateOrders: true,
  });

  const set = {
    allowOutgoingRequests: false,
    syncItem: "fromShopify",
    autoCreateUnknownItems: true,
    autoCreateUnknownCustomers: true,
    customerImportFromShopify: "allCustomers",
    syncItemImages: "fromShopify",
    itemTemplCode: "ITEM",
    customerTemplCode: "CUSTOMER",
    shippingChargesAccount: "6110",
    autoCreateOrders: true,
  };
  expect({ status, body }).toMatchObject({
    status: 200,
    body: {
      shop: set,
      notice: { code: "data-sync-off", detail: expect.stringContaining('"Allow Data Sync to Shopify" is off') },
    },
  });
  expect(new Set(body["changed"] as readonly string[])).toEqual(new Set(Object.keys(set)));
  expect(await shopNow()).toMatchObject(set);
  expect((await apply()).body["changed"]).toEqual([]);
});

test("values are checked as those of any change, and then nothing is set", async () => {
  await api.call("PATCH", "/api/shops/DEMO", {
    autoCreateOrders: true,
    returnAndRefundProcess: "autoCreateSalesDocument",
  });

  expect(await apply({ shippingChargesAccount: "404404" })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/shippingChargesAccount", code: "reference-invalid" }] },
  });
  expect(await apply({ autoCreateOrders: false })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/autoCreateOrders", code: "refund-documents-need-orders" }] },
  });
  expect(await shopNow()).toMatchObject({ allowOutgoingRequests: true, syncItem: "none" });
});

test("only an administrator sets up a shop", async () => {
  const key = "sbc_runs-the-jobs-of-demo";
  const made = { hint: "demo", expiresAt: null, createdBy: "admin", shops: null } as const;
  await insertApiKey(api.db, { ...made, id: v7(), name: "operator", keyHash: hashOfKey(key), scope: "operate" });

  expect(await api.call("POST", "/api/shops/DEMO/apply-preset", { preset: "initialImport" }, { key })).toMatchObject({
    status: 403,
    body: { code: "scope-insufficient" },
  });
});
