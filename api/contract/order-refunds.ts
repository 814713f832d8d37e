import { z } from "zod";
import { decimals, flags, ids, idsOrNull, integers, moments, momentsOrNull, texts } from "./fields.ts";
import { decimal, recordError, shopifyId } from "./shared.ts";

/** What was given back of a line. */
export const refundLine = z.strictObject({
  refundLineId: z
    .string()
    .regex(/^-?\d+$/)
    .describe("Of goods sent in exchange: minus the order's line"),
  ...ids("lineId"),
  ...idsOrNull("locationId"),
  restockType: z.string().describe("return, legacyRestock, noRestock, cancel or blank"),
  ...flags("restocked", "isExchangeItem"),
  canCreateCreditMemo: z
    .boolean()
    .describe("false: a zero refund, as editing the order leaves it; its units are taken off the order's line instead"),
  quantity: z.number().int().describe("Negative for goods sent in exchange"),
  amount: decimal.describe("Of one unit"),
  presentmentAmount: decimal,
  ...decimals("subtotalAmount", "presentmentSubtotalAmount", "totalTaxAmount", "presentmentTotalTaxAmount"),
});

export const refundShippingLine = z.strictObject({
  ...ids("refundShippingLineId"),
  ...idsOrNull("shippingLineId"),
  ...texts("title"),
  ...decimals("subtotalAmount", "presentmentSubtotalAmount", "taxAmount", "presentmentTaxAmount"),
});

export const orderRefund = z.strictObject({
  ...ids("refundId"),
  returnId: shopifyId.nullable().describe("The return it belongs to"),
  ...moments("createdAt", "updatedAt"),
  ...texts("note"),
  ...decimals("totalRefundedAmount", "presentmentTotalRefundedAmount"),
  ...texts("currencyCode", "presentmentCurrencyCode"),
  error: recordError.describe("Why it has no credit memo or return order"),
  ...momentsOrNull("lastErrorAt"),
  lines: z.array(refundLine),
  shippingLines: z.array(refundShippingLine),
});

export const returnLine = z.strictObject({
  ...ids("returnLineId"),
  type: z.string().describe("default, or unverified: goods that came back without the order they belong to"),
  ...idsOrNull("lineId"),
  locationId: shopifyId.nullable().describe("Where its goods went; null when to several places"),
  ...integers("quantity", "processedQuantity", "refundableQuantity", "refundedQuantity"),
  ...texts("returnReasonHandle", "returnReasonName", "returnReasonNote", "customerNote", "weightUnit"),
  weight: decimal.nullable(),
  discountedTotalAmount: decimal.nullable(),
  presentmentDiscountedTotalAmount: decimal.nullable(),
  unitPrice: decimal.nullable().describe("Of unverified goods only"),
  ...texts("unitPriceCurrency"),
});

export const orderReturn = z.strictObject({
  ...ids("returnId"),
  ...texts("name", "status", "declineReason", "declineNote"),
  ...integers("totalQuantity"),
  ...moments("createdAt"),
  ...momentsOrNull("closedAt"),
  lines: z.array(returnLine),
});
