/** What follows from an order's facts. */
import type { Bag } from "../money.ts";

export interface DerivedLine {
  /** Units still on the order: without removed and refunded ones [D: `LineItem.currentQuantity`]. */
  readonly currentQuantity: number;
  readonly unfulfilledQuantity: number;
  readonly fulfilledQuantity: number;
  readonly refundableQuantity: number;
  readonly refundedSubtotal: Bag;
}

export interface Payments {
  /** Received: successful sales and captures. */
  readonly captured: Bag;
  readonly refunded: Bag;
  /** Authorized and neither captured nor voided. */
  readonly capturable: Bag;
  readonly hasVoid: boolean;
}

export interface DerivedOrder {
  readonly lines: ReadonlyMap<number, DerivedLine>;
  readonly payments: Payments;
  readonly subtotal: Bag;
  readonly totalPrice: Bag;
  readonly totalTax: Bag;
  readonly totalShipping: Bag;
  readonly totalDiscounts: Bag;
  readonly currentSubtotal: Bag;
  readonly currentShipping: Bag;
  readonly currentTax: Bag;
  readonly currentTotalPrice: Bag;
  readonly currentTotalDiscounts: Bag;
  readonly outstanding: Bag;
  readonly refundDiscrepancy: Bag;
  readonly displayFinancialStatus: string;
  readonly displayFulfillmentStatus: string;
  readonly returnStatus: string;
  readonly fullyPaid: boolean;
  readonly unpaid: boolean;
}
