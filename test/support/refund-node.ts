import type {
  ExchangeLineNode,
  RefundLineNode,
  RefundNode,
  ReturnLineNode,
  ReturnNode,
} from "#domain/orders/refund-node";
import { money } from "./order-node.ts";

/** One unit of line 11 at 25.00, taken off the order without anything being given back. */
export const aRefundLineNode = (line: Partial<RefundLineNode> = {}): RefundLineNode => ({
  id: "gid://shopify/RefundLineItem/411",
  quantity: 1,
  restockType: "NO_RESTOCK",
  restocked: false,
  lineItem: { id: "gid://shopify/LineItem/11" },
  location: null,
  priceSet: money("25.00"),
  subtotalSet: money("25.00"),
  totalTaxSet: money("0.00"),
  ...line,
});

export const refundedInUsd = (amount: string) => ({
  shopMoney: { amount, currencyCode: "USD" },
  presentmentMoney: { amount, currencyCode: "USD" },
});

/** A zero refund of one unit, as editing an order leaves it. */
export const aRefundNode = (refund: Partial<RefundNode> = {}): RefundNode => ({
  id: "gid://shopify/Refund/41",
  createdAt: "2026-03-02T10:00:00Z",
  processedAt: "2026-03-02T10:00:00Z",
  updatedAt: "2026-03-02T10:00:00Z",
  note: null,
  totalRefundedSet: refundedInUsd("0.00"),
  return: null,
  transactions: { nodes: [] },
  refundLineItems: { nodes: [aRefundLineNode()] },
  refundShippingLines: { nodes: [] },
  ...refund,
});

export const aReturnLineNode = (
  line: Partial<Extract<ReturnLineNode, { kind: "ReturnLineItem" }>> = {},
): ReturnLineNode => ({
  kind: "ReturnLineItem",
  id: "gid://shopify/ReturnLineItem/511",
  quantity: 1,
  processedQuantity: 1,
  refundableQuantity: 0,
  refundedQuantity: 1,
  customerNote: null,
  returnReasonNote: "",
  returnReasonDefinition: { handle: "color", name: "Color" },
  fulfillmentLineItem: { id: "gid://shopify/FulfillmentLineItem/611", lineItem: { id: "gid://shopify/LineItem/11" } },
  totalWeight: { unit: "KILOGRAMS", value: 1.5 },
  withCodeDiscountedTotalPriceSet: money("25.00"),
  ...line,
});

/** What was done with goods of a line that came back. */
export const aReverseLineNode = (lineId: string, ...locationIds: readonly string[]) => ({
  fulfillmentLineItem: {
    id: "gid://shopify/FulfillmentLineItem/611",
    lineItem: { id: `gid://shopify/LineItem/${lineId}` },
  },
  dispositions: locationIds.map((id) => ({ location: { id: `gid://shopify/Location/${id}` } })),
});

export const anExchangeLineNode = (lineIds: readonly string[], quantity = 1): ExchangeLineNode => ({
  id: "gid://shopify/ExchangeLineItem/521",
  quantity,
  lineItems: lineIds.map((id) => ({ id: `gid://shopify/LineItem/${id}` })),
});

/** A chair that came back. */
export const aReturnNode = (each: Partial<ReturnNode> = {}): ReturnNode => ({
  id: "gid://shopify/Return/51",
  name: "#1001-R1",
  status: "CLOSED",
  createdAt: "2026-03-02T09:00:00Z",
  closedAt: "2026-03-02T10:00:00Z",
  totalQuantity: 1,
  decline: null,
  returnLineItems: { nodes: [aReturnLineNode()] },
  exchangeLineItems: { nodes: [] },
  reverseFulfillmentOrders: { nodes: [] },
  ...each,
});
