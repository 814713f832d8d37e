/** Facts about money given back (refunds) and goods coming back (returns). */
import type { Bag } from "../money.ts";
import type { Given } from "./given.ts";
import type { ManualDiscountRecord } from "./order.ts";

export interface RefundLineRecord {
  readonly id: number;
  readonly lineId: number;
  readonly quantity: number;
  readonly restockType: "CANCEL" | "LEGACY_RESTOCK" | "NO_RESTOCK" | "RETURN";
  readonly restocked: boolean;
  readonly locationId: number | null;
  readonly price: Bag;
  readonly subtotal: Bag;
  readonly tax: Bag;
  readonly given?: Given;
}

export interface RefundShippingRecord {
  readonly id: number;
  readonly shippingLineId: number;
  readonly subtotal: Bag;
  readonly tax: Bag;
  readonly given?: Given;
}

export interface RefundRecord {
  readonly id: number;
  createdAt: number;
  updatedAt: number;
  processedAt: number;
  note: string | null;
  returnId: number | null;
  lines: readonly RefundLineRecord[];
  shippingLines: readonly RefundShippingRecord[];
  transactionIds: readonly number[];
  /** Lines sent in exchange for the goods of this refund; absent: every exchange line of its return. */
  exchangeLineIds?: readonly number[];
  /** Why another amount was paid back than the lines are worth. */
  discrepancyReason?: string;
  given?: Given;
}

export interface ReturnLineRecord {
  readonly id: number;
  /** Null for an unverified line: goods that belong to no known fulfillment. */
  readonly lineId: number | null;
  readonly fulfillmentLineId: number | null;
  readonly quantity: number;
  readonly processed: number;
  readonly reason: string;
  readonly note: string;
  readonly customerNote: string | null;
  /** Only of unverified lines. */
  readonly unitPrice: number | null;
  readonly given?: Given;
}

export interface ExchangeLineRecord {
  readonly id: number;
  readonly quantity: number;
  readonly processed: number;
  readonly lineIds: readonly number[];
  readonly variantId: number | null;
  /** Taken off its lines when they join the order. */
  readonly discount?: ManualDiscountRecord;
  readonly given?: Given;
}

export interface DispositionRecord {
  readonly id: number;
  readonly createdAt: number;
  readonly quantity: number;
  readonly type: string;
  readonly locationId: number | null;
}

export interface ReverseFulfillmentOrderLineRecord {
  readonly id: number;
  readonly fulfillmentLineId: number | null;
  readonly totalQuantity: number;
  readonly dispositions: readonly DispositionRecord[];
}

export interface ReverseFulfillmentOrderRecord {
  readonly id: number;
  readonly status: string;
  readonly lines: readonly ReverseFulfillmentOrderLineRecord[];
}

export interface ReturnRecord {
  readonly id: number;
  name: string;
  status: string;
  createdAt: number;
  closedAt: number | null;
  approvedAt: number | null;
  decline: { readonly reason: string; readonly note: string | null } | null;
  lines: readonly ReturnLineRecord[];
  exchangeLines: readonly ExchangeLineRecord[];
  reverseFulfillmentOrders: readonly ReverseFulfillmentOrderRecord[];
  given?: Given;
}
