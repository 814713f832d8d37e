import { expect, test } from "@jest/globals";
import { planShopChange, type ShopPatch } from "#domain/shops/plan-shop-change";
import { aShop } from "./a-shop.ts";

const accepted = (changes: object) => ({ kind: "accepted", changes });
const rejected = (...problems: readonly object[]) => ({
  kind: "rejected",
  problems: problems.map((problem): unknown => expect.objectContaining(problem)),
});

test("SH-4 the URL of an enabled shop is not changed", () => {
  const plan = planShopChange(aShop({ enabled: true }), { shopifyUrl: "other.myshopify.com" });

  expect(plan).toMatchObject({ kind: "conflict", problem: { setting: "shopifyUrl", code: "shop-enabled" } });
});

test("an enabled shop may be sent the URL it has, in any spelling", () => {
  const plan = planShopChange(aShop({ enabled: true }), {
    shopifyUrl: "https://Demo.myshopify.com/",
    syncPrices: false,
  });

  expect(plan).toEqual(accepted({ syncPrices: false }));
});

test.each([
  ["shopifyCanUpdateItems", "canUpdateShopifyProducts"],
  ["canUpdateShopifyProducts", "shopifyCanUpdateItems"],
  ["shopifyCanUpdateCustomer", "canUpdateShopifyCustomer"],
  ["canUpdateShopifyCustomer", "shopifyCanUpdateCustomer"],
  ["shopifyCanUpdateCompanies", "canUpdateShopifyCompanies"],
  ["canUpdateShopifyCompanies", "shopifyCanUpdateCompanies"],
] as const)("SH-5 turning %s on turns %s off", (on, off) => {
  expect(planShopChange(aShop({ [off]: true }), { [on]: true })).toEqual(accepted({ [on]: true, [off]: false }));
});

test("both settings of an exclusive pair in one request are refused, whatever their order", () => {
  const patch: ShopPatch = { canUpdateShopifyProducts: true, shopifyCanUpdateItems: true };

  expect(planShopChange(aShop(), patch)).toEqual(rejected({ code: "settings-exclude-each-other" }));
});

test("SH-6 documents for refunds need documents for orders", () => {
  const plan = planShopChange(aShop(), { returnAndRefundProcess: "autoCreateSalesDocument" });

  expect(plan).toEqual(
    rejected({
      setting: "returnAndRefundProcess",
      message: expect.stringMatching(
        /Process Type.*Auto Create Sales Documents.*returnAndRefundProcess, autoCreateOrders/,
      ),
    }),
  );
});

test("SH-7 documents for orders stay on while refunds become documents", () => {
  const shop = aShop({ returnAndRefundProcess: "autoCreateSalesDocument", autoCreateOrders: true });

  expect(planShopChange(shop, { autoCreateOrders: false })).toEqual(rejected({ setting: "autoCreateOrders" }));
  expect(planShopChange(shop, { autoCreateOrders: false, returnAndRefundProcess: "importOnly" })).toEqual(
    accepted({ autoCreateOrders: false, returnAndRefundProcess: "importOnly" }),
  );
});

test("SH-8 B2B catalogs need an advanced plan", () => {
  const plan = planShopChange(aShop(), { autoCreateCatalog: true });

  expect(plan).toEqual(rejected({ message: expect.stringContaining("Auto Create B2B Catalog") }));
  expect(planShopChange(aShop({ advancedShopifyPlan: true }), { autoCreateCatalog: true })).toEqual(
    accepted({ autoCreateCatalog: true }),
  );
});

test("units as variants bring the name of their option, and go when it is cleared", () => {
  expect(planShopChange(aShop(), { uomAsVariant: true })).toEqual(
    accepted({ uomAsVariant: true, optionNameForUom: "Unit of Measure" }),
  );
  expect(planShopChange(aShop({ uomAsVariant: true, optionNameForUom: "Pack" }), { optionNameForUom: "" })).toEqual(
    accepted({ uomAsVariant: false, optionNameForUom: "" }),
  );
});

test("a setting that has no effect yet is stored all the same", () => {
  expect(planShopChange(aShop(), { canUpdateShopifyProducts: true, itemTemplCode: "ITEM" })).toEqual(
    accepted({ canUpdateShopifyProducts: true, itemTemplCode: "ITEM" }),
  );
});

test("all problems of one request are named", () => {
  const plan = planShopChange(aShop(), {
    shopifyUrl: "shop.example.com",
    autoCreateCatalog: true,
    returnAndRefundProcess: "autoCreateSalesDocument",
  });

  expect(plan).toEqual(
    rejected({ setting: "shopifyUrl" }, { setting: "returnAndRefundProcess" }, { setting: "autoCreateCatalog" }),
  );
});

test("undefined members change nothing", () => {
  expect(planShopChange(aShop(), { syncPrices: undefined, shopifyUrl: undefined })).toEqual(accepted({}));
});
