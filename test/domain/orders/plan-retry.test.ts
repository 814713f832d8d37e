import { expect, test } from "@jest/globals";
import { planRetry } from "#domain/orders/plan-retry";

const enabledShops = new Set(["DEMO", "POS"]);
const order = (shopifyOrderId: string, shop = "DEMO", processed = false) => ({ shopifyOrderId, shop, processed });

test("orders of each shop go together, in no more jobs than they need", () => {
  const orders = [order("1"), order("2", "POS"), order("3"), order("4")];

  expect(planRetry(orders, { enabledShops, mostPerJob: 2 })).toEqual({
    jobs: [
      { shopCode: "DEMO", orderIds: ["1", "3"] },
      { shopCode: "DEMO", orderIds: ["4"] },
      { shopCode: "POS", orderIds: ["2"] },
    ],
    refused: [],
  });
});

test("an order that is processed, of a disabled shop, or not there is refused and keeps no other from it", () => {
  const orders = [order("1", "DEMO", true), order("2", "SHUT"), order("3")];

  expect(planRetry(orders, { wanted: ["1", "2", "3", "4"], enabledShops, mostPerJob: 500 })).toEqual({
    jobs: [{ shopCode: "DEMO", orderIds: ["3"] }],
    refused: [
      { orderId: "4", code: "order-not-found" },
      { orderId: "1", code: "order-processed" },
      { orderId: "2", code: "shop-disabled" },
    ],
  });
});
