import { expect, test } from "@jest/globals";
import { describeJob } from "#workflows/job-description";

test.each([
  ["syncCustomers", "DEMO", {}, "Shopify Sync of Customers for shop(s) DEMO"],
  ["syncProducts", "DEMO", {}, "Shopify Sync of Products for shop(s) DEMO"],
  ["syncProducts", "DEMO", { onlySyncPrices: true }, "Shopify Sync of Prices for shop(s) DEMO"],
  ["syncOrders", "POS", {}, "Shopify Sync of Orders for shop(s) POS"],
  ["syncOrders", "POS", { orderNos: ["#1"] }, "Shopify order sync of orders: POS"],
  ["syncOrders", "POS", { orderIds: ["1"] }, "Shopify order sync of orders: POS"],
  ["createSalesOrders", "POS", {}, "Create Sales Orders for shop(s) POS"],
  ["postSalesOrders", null, {}, "Batch Post Sales Orders"],
] as const)("%s of %s is described as in Business Central", (report, shopCode, parameters, description) => {
  expect(describeJob({ report, shopCode, parameters })).toBe(description);
});
