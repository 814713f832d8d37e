import type { RefundMappings, RefundSettings } from "#domain/refunds/plan-credit-memo";
import type {
  RefundedOrder,
  RefundedOrderLine,
  RefundLineToPlan,
  RefundShippingLineToPlan,
  RefundToPlan,
  RefundTransactionToPlan,
} from "#domain/refunds/refund-to-plan";
import { aHeaderToPlan } from "./order-to-plan.ts";

/** The shop of the acceptance scenarios. */
export const refundSettings = (settings: Partial<RefundSettings> = {}): RefundSettings => ({
  processReturnsAs: "creditMemo",
  currencyCode: "",
  shopifyOrderNoOnDocLine: false,
  returnLocationPriority: "defaultReturnLocation",
  returnLocation: "RET",
  tipAccount: "6120",
  soldGiftCardAccount: "2420",
  refundAccNonRestockItems: "6135",
  refundAccount: "6130",
  shippingChargesAccount: "6110",
  cashRoundingsAccount: "9140",
  ...settings,
});

export const refundMappings = (mappings: Partial<RefundMappings> = {}): RefundMappings => ({
  countries: { US: "US" },
  locationCodes: { "801": "EAST", "802": "WEST" },
  currency: { code: "", isoCode: "USD" },
  taxArea: { taxAreaCode: "", taxLiable: false },
  ...mappings,
});

export const aRefundedLine = (line: Partial<RefundedOrderLine> = {}): RefundedOrderLine => ({
  lineId: "11",
  tip: false,
  giftCard: false,
  itemNo: "1000",
  variantCode: "",
  unitOfMeasureCode: "",
  locationId: null,
  description: "Chair",
  variantId: "501",
  ...line,
});

export const aRefundedOrder = (
  order: { readonly header?: Partial<RefundedOrder["header"]>; readonly lines?: readonly RefundedOrderLine[] } = {},
): RefundedOrder => ({
  header: {
    ...aHeaderToPlan(),
    processedCurrencyHandling: "shopCurrency",
    refundRoundingAmount: "0",
    presentmentRefundRoundingAmount: order.header?.refundRoundingAmount ?? "0",
    ...order.header,
  },
  lines: order.lines ?? [aRefundedLine()],
});

/** One unit at 40.00 that went back into stock. */
export const aRefundLine = (line: Partial<RefundLineToPlan> = {}): RefundLineToPlan => {
  const amount = line.amount ?? "40.00";
  const subtotalAmount = line.subtotalAmount ?? amount;
  return {
    refundLineId: "411",
    lineId: "11",
    restockType: "return",
    quantity: 1,
    amount,
    presentmentAmount: amount,
    subtotalAmount,
    presentmentSubtotalAmount: subtotalAmount,
    locationId: null,
    ...line,
  };
};

export const aRefundShippingLine = (line: Partial<RefundShippingLineToPlan> = {}): RefundShippingLineToPlan => ({
  refundShippingLineId: "421",
  title: "Express",
  subtotalAmount: "5.00",
  presentmentSubtotalAmount: line.subtotalAmount ?? "5.00",
  taxAmount: "1.00",
  presentmentTaxAmount: line.taxAmount ?? "1.00",
  ...line,
});

export const aRefundTransaction = (transaction: Partial<RefundTransactionToPlan> = {}): RefundTransactionToPlan => ({
  type: "refund",
  status: "success",
  paymentMethodCode: "CARD",
  roundingAmount: "0",
  presentmentRoundingAmount: transaction.roundingAmount ?? "0",
  ...transaction,
});

/** Refund of a line at 40.00. */
export const aRefundToPlan = (refund: Partial<RefundToPlan> = {}): RefundToPlan => ({
  refundId: "41",
  documentDate: "2026-07-05",
  totalRefundedAmount: "40.00",
  presentmentTotalRefundedAmount: refund.totalRefundedAmount ?? "40.00",
  lines: [aRefundLine()],
  shippingLines: [],
  returnLines: [],
  otherRefunds: [],
  documentUnits: null,
  transactions: [],
  ...refund,
});
