import { expect, test } from "@jest/globals";
import { planSelectedImport, type SelectedOrder } from "#domain/orders/plan-selected-import";

const store = "demo.myshopify.com";
const shops = [
  { code: "DEMO", store },
  { code: "POS", store },
  { code: "OTHER", store: "other.myshopify.com" },
];
const order = (shopifyOrderId: string, shop: string | null, of = store): SelectedOrder => ({
  shopifyOrderId,
  store: of,
  shop,
});

test("each shop of the selection imports its own orders", () => {
  expect(planSelectedImport([order("1", "DEMO"), order("2", "POS"), order("3", "DEMO")], shops, undefined)).toEqual({
    kind: "planned",
    imports: [
      { shopCode: "DEMO", orderIds: ["1", "3"] },
      { shopCode: "POS", orderIds: ["2"] },
    ],
  });
});

test("an unclaimed order goes to the only shop of its store, or to the one that was chosen", () => {
  const elsewhere = order("4", null, "other.myshopify.com");

  expect(planSelectedImport([elsewhere], shops, undefined)).toMatchObject({
    imports: [{ shopCode: "OTHER", orderIds: ["4"] }],
  });
  expect(planSelectedImport([order("1", null), order("2", "DEMO")], shops, "POS")).toMatchObject({
    imports: [
      { shopCode: "POS", orderIds: ["1"] },
      { shopCode: "DEMO", orderIds: ["2"] },
    ],
  });
});

test("an unclaimed order that several shops could import, or none, is left to a person", () => {
  expect(planSelectedImport([order("1", null), order("2", "DEMO")], shops, undefined)).toEqual({
    kind: "undecided",
    orderIds: ["1"],
  });
  expect(planSelectedImport([order("1", null)], shops, "OTHER")).toMatchObject({ kind: "undecided" });
  expect(planSelectedImport([order("1", null, "gone.myshopify.com")], shops, undefined)).toMatchObject({
    kind: "undecided",
  });
});
