import { describe, expect, test } from "@jest/globals";
import { conflictOf, type ConflictFacts, type ConflictLine, type IncomingFacts } from "#domain/orders/conflict";

const aLine = (lineId: string, quantity: number, line: Partial<ConflictLine> = {}): ConflictLine => ({
  lineId,
  quantity,
  unitPrice: "20.00",
  presentmentUnitPrice: line.unitPrice ?? "20.00",
  discountAmount: "0",
  presentmentDiscountAmount: line.discountAmount ?? "0",
  isExchangeItem: false,
  tax: { amount: "0", presentmentAmount: "0" },
  ...line,
});
const exchanged = { isExchangeItem: true };

const stored: ConflictFacts & { readonly lines: readonly ConflictLine[] } = {
  currentTotalItemsQuantity: 2,
  lineItemsRedundancyCode: "a",
  rawShippingChargesAmount: "12.00",
  shippingChargesAmount: "12.00",
  cancelledAt: null,
  totalAmount: "52.00",
  presentmentTotalAmount: "52.00",
  vatIncluded: true,
  paymentRoundingAmount: "0",
  presentmentPaymentRoundingAmount: "0",
  lines: [aLine("1", 2)],
};

const now = (change: Partial<IncomingFacts> = {}): IncomingFacts => ({
  ...stored,
  refundedLineIds: new Set(),
  ...change,
});

test.each<[string, Partial<IncomingFacts>, string | null]>([
  ["OR-32 another line", { lineItemsRedundancyCode: "b" }, "lineSet"],
  ["OR-33 nothing but payment and fulfillment", {}, null],
  ["another total, as by duties or a discount on the whole order", { totalAmount: "47.00" }, "total"],
  ["another total in the buyer's currency", { presentmentTotalAmount: "47.00" }, "total"],
  [
    "another total by goods sent in exchange, which the document is without",
    { totalAmount: "72.00", presentmentTotalAmount: "72.00", lines: [aLine("1", 2), aLine("2", 1, exchanged)] },
    null,
  ],
  [
    "duties that come together with goods sent in exchange",
    { totalAmount: "76.00", presentmentTotalAmount: "76.00", lines: [aLine("1", 2), aLine("2", 1, exchanged)] },
    "total",
  ],
  ["paid in cash after processing, and rounded", { paymentRoundingAmount: "-0.02" }, "cashRounding"],
  ["rounded in the buyer's currency alone", { presentmentPaymentRoundingAmount: "1" }, "cashRounding"],
  ["the same rounding, written otherwise", { paymentRoundingAmount: "0.00" }, null],
  ["more items", { currentTotalItemsQuantity: 3 }, "itemsQuantity"],
  ["fewer items of the whole, without a zero refund: given back, and credited", { currentTotalItemsQuantity: 1 }, null],
  ["dearer shipping", { rawShippingChargesAmount: "13" }, "shippingCharges"],
  ["shipping removed that Shopify's total still holds", { shippingChargesAmount: "0" }, "shippingCharges"],
  ["the same shipping, written otherwise", { rawShippingChargesAmount: "12" }, null],
  ["OR-34 a unit removed", { lines: [aLine("1", 1)] }, "removedItems"],
  ["all units removed", { lines: [] }, "removedItems"],
  ["a unit added, while another was given back", { lines: [aLine("1", 3)] }, "itemsQuantity"],
  [
    "more items while refunds are not imported",
    { currentTotalItemsQuantity: 3, refundedLineIds: null },
    "itemsQuantity",
  ],
  [
    "a discount given while refunds are not imported",
    { lines: [aLine("1", 2, { discountAmount: "4.00" })], refundedLineIds: null },
    "linePrices",
  ],
  ["a discount given", { lines: [aLine("1", 2, { discountAmount: "4.00" })] }, "linePrices"],
  [
    "a discount given in the buyer's currency",
    { lines: [aLine("1", 2, { presentmentDiscountAmount: "1" })] },
    "linePrices",
  ],
  ["another price", { lines: [aLine("1", 2, { unitPrice: "19.00" })] }, "linePrices"],
  ["the same price, written otherwise", { lines: [aLine("1", 2, { unitPrice: "20", discountAmount: "0.00" })] }, null],
  ["cancelled, nothing refunded", { cancelledAt: "2026-03-02T10:00:00Z" }, "cancellation"],
  [
    "cancelled and refunded: the credit memo covers it",
    { cancelledAt: "2026-03-02T10:00:00Z", refundedLineIds: new Set(["1"]) },
    null,
  ],
  [
    "called off: nothing is owed any more, neither goods nor shipping",
    { cancelledAt: "2026-03-02T10:00:00Z", totalAmount: "0", refundedLineIds: new Set(["1"]) },
    "cancellation",
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
    const lines = [aLine("1", 2), aLine("9", 3, exchanged)];

    expect(conflictOf(stored, now({ lines, currentTotalItemsQuantity: 4 }))).toBe(null);
    expect(conflictOf(stored, now({ lines, currentTotalItemsQuantity: 6 }))).toBe("itemsQuantity");
  });

  test("are in the document when it was made before they were known as an exchange: a credit memo would take them out again", () => {
    const before = { ...stored, lineItemsRedundancyCode: "a,9", lines: [aLine("1", 2), aLine("9", 1)] };

    expect(conflictOf(before, now({ lines: [aLine("1", 2), aLine("9", 1, exchanged)] }))).toBe("lineSet");
  });

  test("may be discounted: their credit memo follows", () => {
    const total = (amount: string) => ({ totalAmount: amount, presentmentTotalAmount: amount });
    const before = { ...stored, ...total("72.00"), lines: [aLine("1", 2), aLine("9", 1, exchanged)] };
    const discounted = aLine("9", 1, { ...exchanged, discountAmount: "3" });

    expect(conflictOf(before, now({ ...total("69.00"), lines: [aLine("1", 2), discounted] }))).toBe(null);
  });

  test("are taxed beside the price: the tax is theirs as well", () => {
    const total = (amount: string) => ({ totalAmount: amount, presentmentTotalAmount: amount, vatIncluded: false });
    const sent = aLine("9", 1, { ...exchanged, tax: { amount: "4", presentmentAmount: "4" } });
    const before = { ...stored, ...total("52.00") };

    expect(conflictOf(before, now({ ...total("76.00"), lines: [aLine("1", 2), sent] }))).toBe(null);
    expect(conflictOf(before, now({ ...total("77.00"), lines: [aLine("1", 2), sent] }))).toBe("total");
  });

  test("are nothing a cancellation has to refund", () => {
    const lines = [aLine("1", 2), aLine("9", 3, exchanged)];
    const cancelled = { cancelledAt: "2026-03-02T10:00:00Z", refundedLineIds: new Set(["1"]) };

    expect(conflictOf(stored, now({ ...cancelled, lines }))).toBe(null);
  });
});
