import type { Node } from "./sandbox.ts";

/** Well before now: no order changes while it is read. */
export const minutesAgo = (minutes: number): string =>
  new Date(Math.floor(Date.now() / 1000) * 1000 - minutes * 60_000).toISOString();
/** An amount as the sandbox takes it. */
export const usd = (amount: string) => ({ shopMoney: { amount } });
/** A line of order 1: a chair at 25.00. */
export const chair = (line: Node = {}): Node => ({
  id: "gid://shopify/LineItem/11",
  title: "Chair",
  variant: { id: "gid://shopify/ProductVariant/501", sku: "1000" },
  originalUnitPriceSet: usd("25.00"),
  ...line,
});
/** Order #1001 of Jane Roe, paid, for a chair: as the sandbox takes it. */
export const anOrder = (order: Node = {}): Node => ({
  id: "gid://shopify/Order/1",
  name: "#1001",
  createdAt: minutesAgo(60),
  updatedAt: minutesAgo(50),
  customer: { id: "gid://shopify/Customer/71", firstName: "Jane", lastName: "Roe", email: "jane@example.com" },
  displayFinancialStatus: "PAID",
  lineItems: [chair()],
  ...order,
});
/** A chair comes back, and a stool for 30.00 goes out; 70.00 of 100.00 is given back. */
export const anExchange = (no = 1): Node =>
  anOrder({
    id: `gid://shopify/Order/${no}`,
    name: `#${1000 + no}`,
    displayFulfillmentStatus: "FULFILLED",
    lineItems: [
      chair({ id: `gid://shopify/LineItem/${no}1`, originalUnitPriceSet: usd("100.00") }),
      chair({
        id: `gid://shopify/LineItem/${no}2`,
        title: "Stool",
        variant: { id: "gid://shopify/ProductVariant/502", sku: "1001" },
        originalUnitPriceSet: usd("30.00"),
      }),
    ],
    returns: [
      {
        id: `gid://shopify/Return/5${no}`,
        status: "CLOSED",
        returnLineItems: [
          {
            id: `gid://shopify/ReturnLineItem/5${no}1`,
            fulfillmentLineItem: { lineItem: { id: `gid://shopify/LineItem/${no}1` } },
            quantity: 1,
          },
        ],
        exchangeLineItems: [{ lineItems: [{ id: `gid://shopify/LineItem/${no}2` }], quantity: 1 }],
      },
    ],
    refunds: [
      {
        id: `gid://shopify/Refund/4${no}`,
        return: { id: `gid://shopify/Return/5${no}` },
        totalRefundedSet: usd("70.00"),
        refundLineItems: [
          {
            id: `gid://shopify/RefundLineItem/4${no}1`,
            lineItem: { id: `gid://shopify/LineItem/${no}1` },
            quantity: 1,
            restockType: "RETURN",
            priceSet: usd("100.00"),
            subtotalSet: usd("100.00"),
          },
        ],
      },
    ],
  });
