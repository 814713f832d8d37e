import type { DateText, DecimalText } from "#domain/documents/sales-document";
import type { CurrencyHandling, OrderHeaderToPlan, OrderLineToPlan } from "#domain/orders/order-to-plan";

export type RestockType = "" | "return" | "legacyRestock" | "noRestock" | "cancel";

/** A line of a refund. Quantity and amounts of goods sent in exchange are negative. Amounts: plain = shop currency. */
export interface RefundLineToPlan {
  readonly refundLineId: string;
  readonly lineId: string;
  readonly restockType: RestockType;
  readonly quantity: number;
  /** Unit price. */
  readonly amount: DecimalText;
  readonly presentmentAmount: DecimalText;
  readonly subtotalAmount: DecimalText;
  readonly presentmentSubtotalAmount: DecimalText;
  readonly locationId: string | null;
}

export interface RefundShippingLineToPlan {
  readonly refundShippingLineId: string;
  readonly title: string;
  readonly subtotalAmount: DecimalText;
  readonly presentmentSubtotalAmount: DecimalText;
  readonly taxAmount: DecimalText;
  readonly presentmentTaxAmount: DecimalText;
}

/** A line of the refund's return that names a line of the order (type Default). */
export interface ReturnLineToPlan {
  readonly returnLineId: string;
  readonly lineId: string;
  readonly quantity: number;
  /** How many of them came back by now. */
  readonly processedQuantity: number;
  /** For the whole line, after discounts. */
  readonly discountedTotalAmount: DecimalText;
  readonly presentmentDiscountedTotalAmount: DecimalText;
  readonly locationId: string | null;
}

/** How many units of which lines of a return, by the ids of those lines. */
export type UnitsByReturnLine = Readonly<Record<string, number>>;

/** Another refund of the same return, and what it names. */
export interface RefundOfReturn {
  readonly refundId: string;
  readonly lines: readonly Pick<RefundLineToPlan, "lineId" | "quantity">[];
  /** What its document has of the return without naming it; null when it has no document. */
  readonly documentUnits: UnitsByReturnLine | null;
}

/** A transaction of the refund; `paymentMethodCode` is blank while its gateway is not mapped. */
export interface RefundTransactionToPlan {
  readonly type: string;
  readonly status: string;
  readonly paymentMethodCode: string;
  readonly roundingAmount: DecimalText;
  readonly presentmentRoundingAmount: DecimalText;
}

/** A line of the order that was refunded or returned. */
export interface RefundedOrderLine extends Pick<
  OrderLineToPlan,
  "lineId" | "tip" | "giftCard" | "itemNo" | "variantCode" | "unitOfMeasureCode" | "locationId"
> {
  readonly description: string;
  readonly variantId: string | null;
}

export interface RefundedOrder {
  readonly header: OrderHeaderToPlan & {
    /** In which of its two currencies the order's own document is: its refunds follow it, whatever the shop says by now. */
    readonly processedCurrencyHandling: CurrencyHandling;
    readonly refundRoundingAmount: DecimalText;
    readonly presentmentRefundRoundingAmount: DecimalText;
  };
  readonly lines: readonly RefundedOrderLine[];
}

export interface RefundToPlan {
  readonly refundId: string;
  /** The day of the refund in the company's time zone. */
  readonly documentDate: DateText;
  readonly totalRefundedAmount: DecimalText;
  readonly presentmentTotalRefundedAmount: DecimalText;
  readonly lines: readonly RefundLineToPlan[];
  readonly shippingLines: readonly RefundShippingLineToPlan[];
  /** Of its return; empty without one. */
  readonly returnLines: readonly ReturnLineToPlan[];
  /** Other refunds of its return; empty without one. */
  readonly otherRefunds: readonly RefundOfReturn[];
  /** As of the others: what its own document has. */
  readonly documentUnits: UnitsByReturnLine | null;
  readonly transactions: readonly RefundTransactionToPlan[];
}
