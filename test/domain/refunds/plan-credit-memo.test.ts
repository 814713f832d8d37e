import { expect, test } from "@jest/globals";
import { planCreditMemo, type CreditMemoPlan } from "#domain/refunds/plan-credit-memo";
import {
  aRefundedLine,
  aRefundedOrder,
  aRefundLine,
  aRefundShippingLine,
  aRefundToPlan,
  aRefundTransaction,
  refundMappings,
  refundSettings,
} from "../../support/refund-to-plan.ts";

function draftOf(plan: CreditMemoPlan) {
  if (plan.kind !== "create") throw new Error(JSON.stringify(plan));
  return plan.draft;
}

const plan = (
  refund: Parameters<typeof aRefundToPlan>[0] = {},
  order: Parameters<typeof aRefundedOrder>[0] = {},
  settings: Parameters<typeof refundSettings>[0] = {},
  mappings: Parameters<typeof refundMappings>[0] = {},
) => planCreditMemo(aRefundToPlan(refund), aRefundedOrder(order), refundSettings(settings), refundMappings(mappings));

test("OR-37 goods that came back are an item line of a released credit memo, which comes to what was refunded", () => {
  expect(draftOf(plan({ transactions: [aRefundTransaction()] }))).toMatchObject({
    kind: "creditMemo",
    sellToCustomerNo: "10000",
    documentDate: "2026-07-05",
    shopifyOrderId: "5001",
    shopifyRefundId: "41",
    paymentMethodCode: "CARD",
    release: true,
    lines: [{ lineNo: 10_000, kind: "item", itemNo: "1000", quantity: "1", unitPrice: "40", discountAmount: "0" }],
    remaining: { total: "40", accountNo: "6130" },
    expectedTotal: "40",
  });
});

test("OR-38 a refund without lines is only an amount that remains", () => {
  expect(draftOf(plan({ lines: [], totalRefundedAmount: "7.00" }))).toMatchObject({
    lines: [],
    remaining: { total: "7", accountNo: "6130" },
  });
});

test("OR-38 goods that do not go back into stock have an account of their own and the order line's description", () => {
  const lines = [aRefundLine({ restockType: "noRestock", amount: "15.00" })];

  expect(draftOf(plan({ lines, totalRefundedAmount: "15.00" })).lines).toMatchObject([
    { kind: "glAccount", accountNo: "6135", description: "Chair", quantity: "1", unitPrice: "15" },
  ]);
});

test("OR-38 cancelled units are their subtotal on the refund account, whatever their number", () => {
  const lines = [aRefundLine({ restockType: "cancel", quantity: 3, amount: "4.00", subtotalAmount: "9.00" })];

  expect(draftOf(plan({ lines, totalRefundedAmount: "9.00" })).lines).toMatchObject([
    { kind: "glAccount", accountNo: "6130", quantity: "1", unitPrice: "9", discountAmount: "0" },
  ]);
});

test("a line without restock type gives no line, a legacy restock is a return", () => {
  const lines = [
    aRefundLine({ restockType: "" }),
    aRefundLine({ refundLineId: "412", restockType: "legacyRestock", quantity: 2, subtotalAmount: "75.00" }),
  ];

  expect(draftOf(plan({ lines })).lines).toMatchObject([
    { kind: "item", quantity: "2", unitPrice: "40", discountAmount: "5", sourceLineKey: "refundLine/412" },
  ]);
});

test.each(["return", "noRestock"] as const)(
  "a gift card given back (%s) goes to the account it was sold on",
  (restockType) => {
    const order = { lines: [aRefundedLine({ giftCard: true, itemNo: "" })] };

    expect(draftOf(plan({ lines: [aRefundLine({ restockType })] }, order)).lines).toMatchObject([
      { kind: "glAccount", accountNo: "2420", quantity: "1", unitPrice: "40" },
    ]);
  },
);

test.each(["return", "noRestock"] as const)(
  "a tip given back (%s) goes to the account it was booked on",
  (restockType) => {
    const order = { lines: [aRefundedLine({ tip: true, itemNo: "", variantId: null })] };

    expect(draftOf(plan({ lines: [aRefundLine({ restockType })] }, order)).lines).toMatchObject([
      { kind: "glAccount", accountNo: "6120", quantity: "1", unitPrice: "40" },
    ]);
  },
);

test("OR-40 refunded shipping has its tax in the price exactly when prices include VAT", () => {
  const refund = { lines: [], shippingLines: [aRefundShippingLine()], totalRefundedAmount: "6.00" };
  const shipping = { kind: "glAccount", accountNo: "6110", description: "Express", quantity: "1" };

  expect(draftOf(plan(refund)).lines).toMatchObject([{ ...shipping, unitPrice: "6" }]);
  const excluding = draftOf(plan(refund, { header: { vatIncluded: false } }));
  expect(excluding).toMatchObject({ pricesIncludeVat: false, lines: [{ ...shipping, unitPrice: "5" }] });
});

test("OR-41 a return order with the Shopify order no. as its first line", () => {
  const settings = { processReturnsAs: "returnOrder", shopifyOrderNoOnDocLine: true } as const;

  expect(draftOf(plan({}, {}, settings))).toMatchObject({
    kind: "returnOrder",
    release: true,
    lines: [
      { lineNo: 10_000, kind: "comment", description: "Shopify Order No.: #1001" },
      { lineNo: 20_000, kind: "item" },
    ],
  });
});

test("OR-42 goods sent in exchange are negative lines after those that came back, with their discount", () => {
  const lines = [
    aRefundLine({ refundLineId: "-12", lineId: "12", quantity: -1, amount: "30.00", subtotalAmount: "-27.00" }),
    aRefundLine({ amount: "100.00" }),
  ];
  const order = { lines: [aRefundedLine(), aRefundedLine({ lineId: "12", itemNo: "1001", locationId: "802" })] };
  const settings = { returnLocationPriority: "originalThenDefaultLocation" } as const;

  expect(draftOf(plan({ lines, totalRefundedAmount: "73.00" }, order, settings)).lines).toMatchObject([
    { itemNo: "1000", quantity: "1", unitPrice: "100", discountAmount: "0", locationCode: "RET" },
    { itemNo: "1001", quantity: "-1", unitPrice: "30", discountAmount: "-3", locationCode: "WEST" },
  ]);
});

test("OR-43 goods come back to the shop's location, or to Shopify's when the shop wants that and it has a code", () => {
  const at = (locationId: string | null, priority: "defaultReturnLocation" | "originalThenDefaultLocation") =>
    draftOf(plan({ lines: [aRefundLine({ locationId })] }, {}, { returnLocationPriority: priority })).lines;

  expect(at("801", "defaultReturnLocation")).toMatchObject([{ locationCode: "RET" }]);
  expect(at("801", "originalThenDefaultLocation")).toMatchObject([{ locationCode: "EAST" }]);
  expect(at("899", "originalThenDefaultLocation")).toMatchObject([{ locationCode: "RET" }]);
  expect(at(null, "originalThenDefaultLocation")).toMatchObject([{ locationCode: "RET" }]);
});

test("a refund without lines has those of its return, at the price that was paid for one", () => {
  const returnLine = {
    returnLineId: "511",
    lineId: "11",
    quantity: 3,
    processedQuantity: 3,
    discountedTotalAmount: "10.00",
    presentmentDiscountedTotalAmount: "10.00",
    locationId: null,
  };

  expect(draftOf(plan({ lines: [], returnLines: [returnLine], totalRefundedAmount: "10.00" })).lines).toMatchObject([
    { kind: "item", itemNo: "1000", quantity: "3", unitPrice: "3.3333333333", discountAmount: "0" },
  ]);
});

test("what a cash refund was rounded by is a line, and part of the total", () => {
  const transactions = [
    aRefundTransaction({ roundingAmount: "0.02" }),
    aRefundTransaction({ roundingAmount: "5.00", status: "failure" }),
  ];
  const order = { header: { refundRoundingAmount: "0.02" } };

  expect(draftOf(plan({ transactions }, order))).toMatchObject({
    lines: [{ kind: "item" }, { kind: "glAccount", accountNo: "9140", unitPrice: "0.02" }],
    remaining: { total: "40.02" },
  });
});

test("amounts and currency follow what the order was made in, not what the shop says by now", () => {
  const refund = {
    lines: [aRefundLine({ presentmentAmount: "36.00", presentmentSubtotalAmount: "36.00" })],
    shippingLines: [aRefundShippingLine({ presentmentSubtotalAmount: "4.50", presentmentTaxAmount: "0.90" })],
    presentmentTotalRefundedAmount: "41.40",
  };
  const order = { header: { processedCurrencyHandling: "presentmentCurrency", presentmentCurrency: "EUR" } } as const;

  expect(draftOf(plan(refund, order, {}, { currency: { code: "EUR", isoCode: "EUR" } }))).toMatchObject({
    currencyCode: "EUR",
    lines: [{ unitPrice: "36" }, { unitPrice: "5.4" }],
    remaining: { total: "41.4" },
  });
});

test("two payment methods leave the credit memo's blank", () => {
  const transactions = [aRefundTransaction(), aRefundTransaction({ paymentMethodCode: "PAYPAL" })];

  expect(draftOf(plan({ transactions })).paymentMethodCode).toBeNull();
});

test.each([
  ["tipAccount", "tip-account-missing"],
  ["soldGiftCardAccount", "gift-card-account-missing"],
  ["refundAccNonRestockItems", "non-restock-account-missing"],
  ["refundAccount", "refund-account-missing"],
  ["shippingChargesAccount", "shipping-account-missing"],
  ["cashRoundingsAccount", "rounding-account-missing"],
] as const)("a blank %s is named when the refund needs it", (setting, code) => {
  const lines = {
    tipAccount: [aRefundLine({ lineId: "13" })],
    soldGiftCardAccount: [aRefundLine({ lineId: "12" })],
    refundAccNonRestockItems: [aRefundLine({ restockType: "noRestock" })],
    refundAccount: [aRefundLine({ restockType: "cancel" })],
    shippingChargesAccount: [],
    cashRoundingsAccount: [],
  }[setting];
  const refund = {
    lines,
    shippingLines: [aRefundShippingLine()],
    transactions: [aRefundTransaction({ roundingAmount: "0.02" })],
  };
  const order = {
    header: { refundRoundingAmount: "0.02" },
    lines: [
      aRefundedLine(),
      aRefundedLine({ lineId: "12", giftCard: true }),
      aRefundedLine({ lineId: "13", tip: true }),
    ],
  };

  expect(plan(refund, order, { [setting]: "" })).toMatchObject({
    kind: "blocked",
    problem: { code, params: { setting } },
  });
});

test("goods without an item, and lines that are not known, say what to do", () => {
  expect(plan({}, { lines: [aRefundedLine({ itemNo: "" })] })).toMatchObject({
    problem: { code: "mapping-incomplete", message: "Not everything can be mapped. Map variant 501 to an item." },
  });
  expect(plan({}, { lines: [] })).toMatchObject({ problem: { code: "refund-line-unknown", params: { lineId: "11" } } });
});

test("a refund of neither goods nor money needs no document", () => {
  expect(plan({ lines: [], totalRefundedAmount: "0" }, {}, { shopifyOrderNoOnDocLine: true })).toEqual({
    kind: "nothing",
  });
});

test("a refund in another currency than the shop's documents is not booked", () => {
  expect(plan({}, {}, {}, { currency: { code: "EUR", isoCode: "EUR" } })).toMatchObject({
    kind: "blocked",
    problem: { code: "currency-differs" },
  });
});
