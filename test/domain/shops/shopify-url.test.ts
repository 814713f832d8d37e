import { expect, test } from "@jest/globals";
import { storeOfUrl } from "#domain/shops/shopify-url";

test.each([
  "https://NotAValidShopifyUrl.OurShopify.com",
  "https://www.example.com",
  "http://demo.myshopify.com",
  "https://demo.myshopify.com.evil.example",
  "https://demo.myshopify.com/admin",
  "https://-demo.myshopify.com",
  "https://user@demo.myshopify.com",
  "https://demo.myshopify.com:8443",
  "https://admin.shopify.com/store/",
  "https://admin.shopify.com/store/evil.example%2f",
  "",
  `${"a".repeat(240)}.myshopify.com`,
])("SH-1 %p is not the internal address of a store", (url) => {
  expect(storeOfUrl(url)).toBeUndefined();
});

const storeAddresses = [
  ["demo-store.myshopify.com"],
  ["https://demo-store.myshopify.com"],
  ["HTTPS://Demo-Store.MyShopify.com///"],
  [" demo-store.myshopify.com "],
];
test.each(storeAddresses)("SH-2 %p means the store itself", (url) => {
  expect(storeOfUrl(url)).toBe("demo-store.myshopify.com");
});

const adminPages = [
  ["https://admin.shopify.com/store/demo-store"],
  ["admin.shopify.com/store/demo-store/products?selected=all"],
  ["https://admin.shopify.com/store/demo-store?x=1"],
];
test.each(adminPages)("SH-3 %p is the admin page of the store", (url) => {
  expect(storeOfUrl(url)).toBe("demo-store.myshopify.com");
});
