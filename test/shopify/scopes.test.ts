import { expect, test } from "@jest/globals";
import { missingScopes, reportScopes } from "#shopify/scopes";

test("write access includes read access, read access does not include write access", () => {
  expect(missingScopes("write_orders, read_products", ["read_orders", "read_products"])).toEqual([]);
  expect(missingScopes("read_orders", ["write_orders"])).toEqual(["write_orders"]);
});

test("reading old orders is a scope of its own", () => {
  expect(missingScopes("write_orders", reportScopes.syncOrders.required)).toContain("read_all_orders");
});
