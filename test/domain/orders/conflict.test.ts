import { describe, expect, test } from "@jest/globals";
import { conflictOf, type ConflictFacts, type ConflictLine, type IncomingFacts } from "#domain/orders/conflict";

const aLine = (lineId: string, quantity: number, isExchangeItem = false): ConflictLine => ({
  lineId,
  quantity,
  isExchangeItem,
});

const stored: ConflictFacts & { readonly lines: readonly ConflictLine[] } = {
  currentTotalItemsQuantity: 2,
  lineItemsRedundancyCode: "a",
  rawShippingChargesAmount: "12.00",
  cancelledAt: null,
  lines: [aLine("1", 2)],
};

const now = (change: Partial<IncomingFacts> = {}): IncomingFacts => ({
  ...stored,
  redundancyCodeWithExchanges: change.lineItemsRedundancyCode ?? stored.lineItemsRedundancyCode,
  refundedLineIds: new Set(),
  ...change,
});

test.each<[string, Partial<IncomingFacts>, string | null]>([
  ["OR-32 another line", { lineItemsRedundancyCode: "b" }, "lineSet"],
  ["OR-33 nothing but payment and fulfillment", {}, null],
  ["more items", { currentTotalItemsQuantity: 3 }, "itemsQuantity"],
  ["fewer items of the whole, without a zero refund: given back, and credited", { currentTotalItemsQuantity: 1 }, null],
  ["dearer shipping", { rawShippingChargesAmount: "13" }, "shippingCharges"],
  ["the same shipping, written otherwise", { rawShippingChargesAmount: "12" }, null],
  ["OR-34 a unit removed", { lines: [aLine("1", 1)] }, "removedItems"],
  ["all units removed", { lines: [] }, "removedItems"],
  ["cancelled, nothing refunded", { cancelledAt: "2026-03-02T10:00:00Z" }, "cancellation"],
  [
    "cancelled and refunded: the credit memo covers it",
    { cancelledAt: "2026-03-02T10:00:00Z", refundedLineIds: new Set(["1"]) },
    null,
  ],
  ["cancelled, and refunds are not imported", { cancelledAt: "2026-03-02T10:00:00Z", refundedLineIds: null }, null],
])("%s", (_name, change, expected) => {
  expect(conflictOf(stored, now(change))).toBe(expected);
});

test("what was removed or cancelled before the document was made is no conflict", () => {
  const before = { ...stored, cancelledAt: "2026-03-02T10:00:00Z", lines: [aLine("1", 1)] };

  expect(conflictOf(before, now({ cancelledAt: before.cancelledAt, lines: before.lines }))).toBe(null);
});

describe("goods sent in exchange", () => {
  test("are no further items, although Shopify counts them", () => {
    const lines = [aLine("1", 2), aLine("9", 3, true)];

    expect(conflictOf(stored, now({ lines, currentTotalItemsQuantity: 4 }))).toBe(null);
    expect(conflictOf(stored, now({ lines, currentTotalItemsQuantity: 6 }))).toBe("itemsQuantity");
  });

  test("are no other lines, even when they were stored before they were known as an exchange", () => {
    const before = { ...stored, lineItemsRedundancyCode: "a,9", lines: [aLine("1", 2), aLine("9", 1)] };
    const lines = [aLine("1", 2), aLine("9", 1, true)];

    expect(conflictOf(before, now({ lines, redundancyCodeWithExchanges: "a,9" }))).toBe(null);
    expect(conflictOf(before, now({ lines, redundancyCodeWithExchanges: "a,9,10" }))).toBe("lineSet");
  });

  test("are nothing a cancellation has to refund", () => {
    const lines = [aLine("1", 2), aLine("9", 3, true)];
    const cancelled = { cancelledAt: "2026-03-02T10:00:00Z", refundedLineIds: new Set(["1"]) };

    expect(conflictOf(stored, now({ ...cancelled, lines }))).toBe(null);
  });
});
