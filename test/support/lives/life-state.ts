/** An order as a merchant's staff sees it before it does something, and as the books are checked against. */
import { setTimeout as sleep } from "node:timers/promises";
import type { SandboxShop } from "../sandbox.ts";

interface Bag {
  readonly shopMoney: { readonly amount: string };
  readonly presentmentMoney: { readonly amount: string };
}
interface List<T> {
  readonly nodes: readonly T[];
}

export interface LineState {
  readonly id: string;
  readonly quantity: number;
  readonly currentQuantity: number;
  readonly unfulfilledQuantity: number;
  readonly refundableQuantity: number;
  readonly originalUnitPriceSet: Bag;
  readonly discountAllocations: readonly { readonly allocatedAmountSet: Bag }[];
  readonly taxLines: readonly { readonly priceSet: Bag }[];
  readonly variant: { readonly id: string } | null;
}

export interface TransactionState {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly amountSet: Bag;
  readonly parentTransaction: { readonly id: string } | null;
}

export interface RefundState {
  readonly id: string;
  readonly totalRefundedSet: Bag;
  readonly return: { readonly id: string } | null;
  readonly transactions: List<{ readonly id: string }>;
  readonly refundLineItems: List<{
    readonly quantity: number;
    readonly restockType: string;
    readonly lineItem: { readonly id: string };
    readonly subtotalSet: Bag;
    readonly totalTaxSet: Bag;
  }>;
  readonly refundShippingLines: List<{ readonly subtotalAmountSet: Bag; readonly taxAmountSet: Bag }>;
}

export interface ReturnState {
  readonly id: string;
  readonly status: string;
  readonly returnLineItems: List<{
    readonly id: string;
    readonly unprocessedQuantity: number;
    readonly fulfillmentLineItem?: { readonly id: string; readonly lineItem: { readonly id: string } };
  }>;
  readonly exchangeLineItems: List<{
    readonly id: string;
    readonly quantity: number;
    readonly processedQuantity: number;
    readonly lineItems: readonly { readonly id: string }[] | null;
  }>;
  readonly reverseFulfillmentOrders: List<{
    readonly lineItems: List<{ readonly id: string; readonly fulfillmentLineItem: { readonly id: string } }>;
  }>;
}

export interface OrderState {
  readonly id: string;
  readonly legacyResourceId: string;
  readonly name: string;
  readonly closed: boolean;
  readonly edited: boolean;
  readonly cancelledAt: string | null;
  readonly presentmentCurrencyCode: string;
  readonly taxesIncluded: boolean;
  readonly totalPriceSet: Bag;
  readonly totalOutstandingSet: Bag;
  readonly totalCashRoundingAdjustment: { readonly paymentSet: Bag };
  readonly lineItems: List<LineState>;
  readonly shippingLines: List<{ readonly discountedPriceSet: Bag }>;
  readonly transactions: readonly TransactionState[];
  readonly fulfillmentOrders: List<{
    readonly id: string;
    readonly status: string;
    readonly assignedLocation: { readonly location: { readonly id: string } | null };
    readonly lineItems: List<{ readonly id: string; readonly remainingQuantity: number }>;
  }>;
  readonly fulfillments: readonly {
    readonly fulfillmentLineItems: List<{
      readonly id: string;
      readonly quantity: number;
      readonly lineItem: { readonly id: string };
    }>;
  }[];
  readonly refunds: readonly RefundState[];
  readonly returns: List<ReturnState>;
}

const BAG = "{ shopMoney { amount } presentmentMoney { amount } }";
const STATE = `query State($id: ID!) { order(id: $id) {
  id legacyResourceId name closed edited cancelledAt presentmentCurrencyCode taxesIncluded
  totalPriceSet ${BAG} totalOutstandingSet ${BAG} totalCashRoundingAdjustment { paymentSet ${BAG} }
  lineItems(first: 30) { nodes { id quantity currentQuantity unfulfilledQuantity refundableQuantity
    originalUnitPriceSet ${BAG} discountAllocations { allocatedAmountSet ${BAG} } taxLines { priceSet ${BAG} } variant { id } } }
  shippingLines(first: 5) { nodes { discountedPriceSet ${BAG} } }
  transactions(first: 40) { id kind status amountSet ${BAG} parentTransaction { id } }
  fulfillmentOrders(first: 8) { nodes { id status assignedLocation { location { id } } lineItems(first: 8) { nodes { id remainingQuantity } } } }
  fulfillments(first: 8) { fulfillmentLineItems(first: 8) { nodes { id quantity lineItem { id } } } }
  refunds(first: 20) { id totalRefundedSet ${BAG} return { id } transactions(first: 4) { nodes { id } }
    refundLineItems(first: 8) { nodes { quantity restockType lineItem { id } subtotalSet ${BAG} totalTaxSet ${BAG} } }
    refundShippingLines(first: 3) { nodes { subtotalAmountSet ${BAG} taxAmountSet ${BAG} } } }
  returns(first: 8) { nodes { id status
    returnLineItems(first: 4) { nodes { id unprocessedQuantity ... on ReturnLineItem { fulfillmentLineItem { id lineItem { id } } } } }
    exchangeLineItems(first: 2) { nodes { id quantity processedQuantity lineItems { id } } }
    reverseFulfillmentOrders(first: 2) { nodes { lineItems(first: 4) { nodes { id fulfillmentLineItem { id } } } } } } }
} }`;

const QUOTA_PAUSE_MS = 500;
const QUOTA_TRIES = 60;

/** The order as it is now. Waits for the store's quota, which the syncs use up. */
export async function readState(shop: SandboxShop, id: string, tries = QUOTA_TRIES): Promise<OrderState> {
  const { data, errors } = await shop.graphql<{ readonly order: OrderState | null }>(STATE, { id });
  if (tries > 1 && errors?.some(({ extensions }) => extensions?.["code"] === "THROTTLED") === true) {
    await sleep(QUOTA_PAUSE_MS);
    return readState(shop, id, tries - 1);
  }
  if (errors !== undefined || data?.order == null)
    throw new Error(`Order ${id} cannot be read: ${JSON.stringify(errors)}`);
  return data.order;
}

/** Lines that came by an exchange. */
export const exchangeLinesOf = (order: OrderState): ReadonlySet<string> =>
  new Set(
    order.returns.nodes
      .flatMap(({ exchangeLineItems }) => exchangeLineItems.nodes)
      .flatMap(({ lineItems }) => lineItems ?? [])
      .map(({ id }) => id),
  );
