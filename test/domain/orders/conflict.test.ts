import { expect, test } from "@jest/globals";
import { conflictOf, type ConflictFacts } from "#domain/orders/conflict";

const stored: ConflictFacts = {
  currentTotalItemsQuantity: 2,
  lineItemsRedundancyCode: "a",
  rawShippingChargesAmount: "12.00",
};

test.each<[string, Partial<ConflictFacts>, string | null]>([
  ["OR-32 another line", { lineItemsRedundancyCode: "b" }, "lineSet"],
  ["OR-33 nothing but payment and fulfillment", {}, null],
  ["more items", { currentTotalItemsQuantity: 3 }, "itemsQuantity"],
  ["fewer items: seen by its refund", { currentTotalItemsQuantity: 1 }, null],
  ["dearer shipping", { rawShippingChargesAmount: "13" }, "shippingCharges"],
  ["the same shipping, written otherwise", { rawShippingChargesAmount: "12" }, null],
])("%s", (_name, change, expected) => {
  expect(conflictOf(stored, { ...stored, ...change })).toBe(expected);
});
