import { expect, test } from "@jest/globals";
import { initialImportPreset } from "#domain/shops/initial-import-preset";
import { planShopChange } from "#domain/shops/plan-shop-change";
import { aShop } from "./a-shop.ts";

test("the guide lets everything come from Shopify, and nothing go there", () => {
  expect(
    initialImportPreset({
      images: true,
      itemTemplCode: "ITEM",
      customerTemplCode: "CUSTOMER",
      shippingChargesAccount: "6210",
      autoCreateOrders: true,
    }),
  ).toEqual({
    allowOutgoingRequests: false,
    syncItem: "fromShopify",
    autoCreateUnknownItems: true,
    autoCreateUnknownCustomers: true,
    customerImportFromShopify: "allCustomers",
    syncItemImages: "fromShopify",
    itemTemplCode: "ITEM",
    customerTemplCode: "CUSTOMER",
    shippingChargesAccount: "6210",
    autoCreateOrders: true,
  });
});

test("what is not chosen stays as it is", () => {
  const shop = aShop({ syncItemImages: "toShopify", itemTemplCode: "OWN" });
  const plan = planShopChange(shop, initialImportPreset({ images: false }));

  expect(plan).toEqual({
    kind: "accepted",
    changes: {
      allowOutgoingRequests: false,
      syncItem: "fromShopify",
      autoCreateUnknownItems: true,
      autoCreateUnknownCustomers: true,
      customerImportFromShopify: "allCustomers",
    },
  });
});
