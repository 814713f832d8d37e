import type { OrderNode } from "#domain/orders/order-node";
import type { RefundNode } from "#domain/orders/refund-node";
import { aLineNode, money } from "./order-node.ts";
import {
  anExchangeLineNode,
  aRefundLineNode,
  aRefundNode,
  aReturnLineNode,
  aReturnNode,
  refundedInUsd,
} from "./refund-node.ts";

/** An order of a chair (line 11, item 1000) at 100.00 that came back by return 51 and refund 41. */
export const aReturnedChair = (refunded: string, refund: Partial<RefundNode> = {}): Partial<OrderNode> => ({
  returnStatus: "RETURNED",
  lineItems: { nodes: [chair] },
  totalPriceSet: money("100.00"),
  subtotalPriceSet: money("100.00"),
  returns: { nodes: [aReturnNode({ returnLineItems: { nodes: [returned] } })] },
  refunds: [
    aRefundNode({
      return: { id: "gid://shopify/Return/51" },
      totalRefundedSet: refundedInUsd(refunded),
      refundLineItems: {
        nodes: [aRefundLineNode({ restockType: "RETURN", priceSet: money("100.00"), subtotalSet: money("100.00") })],
      },
      ...refund,
    }),
  ],
});

/** The same, with a table (line 12, item 1001) at 30.00 sent for it. */
export const anExchangedChair = (refunded: string, refund: Partial<RefundNode> = {}): Partial<OrderNode> => ({
  ...aReturnedChair(refunded, refund),
  lineItems: { nodes: [chair, table] },
  totalPriceSet: money("130.00"),
  subtotalPriceSet: money("130.00"),
  returns: {
    nodes: [
      aReturnNode({
        returnLineItems: { nodes: [returned] },
        exchangeLineItems: { nodes: [anExchangeLineNode(["12"])] },
      }),
    ],
  },
});

const chair = aLineNode({ originalUnitPriceSet: money("100.00") });
const table = aLineNode({
  id: "gid://shopify/LineItem/12",
  variant: { legacyResourceId: "502" },
  originalUnitPriceSet: money("30.00"),
});
const returned = aReturnLineNode({ withCodeDiscountedTotalPriceSet: money("100.00") });
