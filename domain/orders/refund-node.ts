import type { MoneyPair } from "./order-money.ts";

/** A refund as Shopify answers it (fragment OrderRefundFields), with all pages. A missing `return` is not known, null is none. */
export interface RefundNode {
  readonly id: string;
  readonly createdAt: string | null;
  readonly processedAt: string;
  readonly updatedAt: string;
  readonly note: string | null;
  readonly totalRefundedSet: {
    readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
    readonly presentmentMoney: { readonly amount: string; readonly currencyCode: string };
  };
  readonly return?: { readonly id: string } | null;
  readonly transactions: { readonly nodes: readonly { readonly id: string }[] };
  readonly refundLineItems: { readonly nodes: readonly RefundLineNode[] };
  readonly refundShippingLines: { readonly nodes: readonly RefundShippingLineNode[] };
}

export interface RefundLineNode {
  readonly id: string | null;
  readonly quantity: number;
  readonly restockType: string;
  readonly restocked: boolean;
  readonly lineItem: { readonly id: string };
  readonly location: { readonly id: string } | null;
  readonly priceSet: MoneyPair;
  readonly subtotalSet: MoneyPair;
  readonly totalTaxSet: MoneyPair;
}

export interface RefundShippingLineNode {
  readonly id: string;
  readonly shippingLine: { readonly id: string | null; readonly title: string };
  readonly subtotalAmountSet: MoneyPair;
  readonly taxAmountSet: MoneyPair;
}

/** A return as Shopify answers it (fragment OrderReturnFields), with all pages. */
export interface ReturnNode {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly createdAt: string;
  readonly closedAt: string | null;
  readonly totalQuantity: number;
  readonly decline: { readonly reason: string; readonly note: string | null } | null;
  readonly returnLineItems: { readonly nodes: readonly ReturnLineNode[] };
  readonly exchangeLineItems: { readonly nodes: readonly ExchangeLineNode[] };
  readonly reverseFulfillmentOrders: { readonly nodes: readonly ReverseFulfillmentOrderNode[] };
}

interface AnyReturnLineNode {
  readonly id: string;
  readonly quantity: number;
  readonly processedQuantity: number;
  readonly refundableQuantity: number;
  readonly refundedQuantity: number;
  readonly customerNote: string | null;
  readonly returnReasonNote: string;
  readonly returnReasonDefinition: { readonly handle: string; readonly name: string } | null;
}

/** Goods of a fulfilled line; unverified ones came back without the order they belong to. */
export type ReturnLineNode = AnyReturnLineNode &
  (
    | {
        readonly kind: "ReturnLineItem";
        readonly fulfillmentLineItem: { readonly id: string; readonly lineItem: { readonly id: string } };
        readonly totalWeight: { readonly unit: string; readonly value: number } | null;
        readonly withCodeDiscountedTotalPriceSet: MoneyPair;
      }
    | {
        readonly kind: "UnverifiedReturnLineItem";
        readonly unitPrice: { readonly amount: string; readonly currencyCode: string };
      }
  );

/** Goods sent in exchange. They are no lines of the order before the return is processed. */
export interface ExchangeLineNode {
  readonly id: string;
  readonly quantity: number;
  readonly lineItems: readonly { readonly id: string }[] | null;
}

export interface ReverseFulfillmentOrderNode {
  readonly id: string;
  readonly lineItems: {
    readonly nodes: readonly {
      readonly fulfillmentLineItem: { readonly id: string; readonly lineItem: { readonly id: string } } | null;
      readonly dispositions: readonly { readonly location: { readonly id: string } | null }[];
    }[];
  };
}
