import { Decimal } from "decimal.js";
import type { ImportContext } from "./header-fields.ts";
import { amounts, type AmountPair } from "./order-money.ts";
import type { OrderNode } from "./order-node.ts";
import { enumName, isUnderWay } from "./order-status.ts";
import type { RefundNode } from "./refund-node.ts";
import type { LineLocations } from "./return-rows.ts";
import { legacyId, legacyIdOrNull } from "./shopify-id.ts";

export interface RefundHeaderRow {
  readonly refundId: string;
  /** Null is none; undefined is not known, and what is stored stays. */
  readonly returnId: string | null | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly note: string;
  readonly totalRefundedAmount: string;
  readonly presentmentTotalRefundedAmount: string;
  /** ERP codes; blank is the local currency. */
  readonly currencyCode: string;
  readonly presentmentCurrencyCode: string;
}

export interface RefundLineRow {
  readonly refundId: string;
  /** Of a line of an exchange: minus the order's line. */
  readonly refundLineId: string;
  readonly lineId: string;
  readonly restockType: string;
  readonly restocked: boolean;
  readonly quantity: number;
  /** Of one unit. */
  readonly amount: string;
  readonly presentmentAmount: string;
  readonly subtotalAmount: string;
  readonly presentmentSubtotalAmount: string;
  readonly totalTaxAmount: string;
  readonly presentmentTotalTaxAmount: string;
  readonly locationId: string | null;
  readonly canCreateCreditMemo: boolean;
  readonly isExchangeItem: boolean;
}

export function refundHeaderRow(
  refund: RefundNode,
  storedReturnId: string | null | undefined,
  { currencyCode }: Pick<ImportContext, "currencyCode">,
): RefundHeaderRow {
  const { shopMoney, presentmentMoney } = refund.totalRefundedSet;
  const total = amounts(refund.totalRefundedSet, "refunds.totalRefundedSet");
  return {
    refundId: legacyId(refund.id),
    returnId: refund.return === undefined ? storedReturnId : legacyIdOrNull(refund.return?.id),
    createdAt: refund.createdAt ?? refund.processedAt,
    updatedAt: refund.updatedAt,
    note: refund.note ?? "",
    totalRefundedAmount: total.amount,
    presentmentTotalRefundedAmount: total.presentmentAmount,
    currencyCode: currencyCode(shopMoney.currencyCode),
    presentmentCurrencyCode: currencyCode(presentmentMoney.currencyCode),
  };
}

/**
 * Lines of a refund. `locations` is where the goods of its return went, by line of the order. A line that Shopify gives no id has one by its
 * place: there is no other.
 */
export function refundLineRows(
  refund: RefundNode,
  isReal: boolean,
  locations: LineLocations | undefined,
): readonly RefundLineRow[] {
  return refund.refundLineItems.nodes.map((line, index) => {
    const lineId = legacyId(line.lineItem.id);
    const unitPrice = amounts(line.priceSet, "refundLineItems.priceSet");
    return {
      refundId: legacyId(refund.id),
      refundLineId: legacyIdOrNull(line.id) ?? String(index + 1),
      lineId,
      restockType: restockType(line.restockType),
      restocked: line.restocked,
      quantity: line.quantity,
      ...unitPrice,
      ...lineTotals(
        amounts(line.subtotalSet, "refundLineItems.subtotalSet"),
        amounts(line.totalTaxSet, "refundLineItems.totalTaxSet"),
      ),
      locationId: legacyIdOrNull(line.location?.id) ?? locations?.get(lineId) ?? null,
      canCreateCreditMemo: isReal || line.restockType === "RETURN",
      isExchangeItem: false,
    };
  });
}

/** Names of a line's subtotal and tax. */
export const lineTotals = (subtotal: AmountPair, tax: AmountPair) => ({
  subtotalAmount: subtotal.amount,
  presentmentSubtotalAmount: subtotal.presentmentAmount,
  totalTaxAmount: tax.amount,
  presentmentTotalTaxAmount: tax.presentmentAmount,
});

/**
 * Whether a refund gives goods or money back, so that a credit memo is made from it: it belongs to a return, or money went or is on its way.
 * Shopify says 0 refunded while the payment is pending; taken for a zero refund, it would first shrink the order and then be credited as well.
 */
export const isRealRefund = (header: RefundHeaderRow, refund: RefundNode, order: OrderNode): boolean =>
  header.returnId != null ||
  new Decimal(header.totalRefundedAmount).greaterThan(0) ||
  refund.transactions.nodes.some(({ id }) =>
    order.transactions.some((one) => one.id === id && one.kind === "REFUND" && isUnderWay(enumName(one.status))),
  );

export function refundShippingLineRows(refund: RefundNode) {
  return refund.refundShippingLines.nodes.map((line) => {
    const subtotal = amounts(line.subtotalAmountSet, "refundShippingLines.subtotalAmountSet");
    const tax = amounts(line.taxAmountSet, "refundShippingLines.taxAmountSet");
    return {
      refundId: legacyId(refund.id),
      refundShippingLineId: legacyId(line.id),
      shippingLineId: legacyIdOrNull(line.shippingLine.id),
      title: line.shippingLine.title,
      subtotalAmount: subtotal.amount,
      presentmentSubtotalAmount: subtotal.presentmentAmount,
      taxAmount: tax.amount,
      presentmentTaxAmount: tax.presentmentAmount,
    };
  });
}

export type RefundShippingLineRow = ReturnType<typeof refundShippingLineRows>[number];

const RESTOCK_TYPES = ["return", "legacyRestock", "noRestock", "cancel"];

/** A restock type we know, else blank: it makes no line of a credit memo. */
function restockType(value: string): string {
  const name = enumName(value);
  return RESTOCK_TYPES.includes(name) ? name : "";
}
