import type { RefundNode, ReturnNode, ReverseFulfillmentOrderNode } from "#domain/orders/refund-node";
import {
  OrderReturnsPageDocument,
  RefundLinesPageDocument,
  RefundShippingLinesPageDocument,
  RefundTransactionsPageDocument,
  ReturnExchangeLinesPageDocument,
  ReturnLinesPageDocument,
  ReturnReverseFulfillmentOrdersPageDocument,
  ReverseFulfillmentOrderLinesPageDocument,
} from "#shopify/generated/operations";
import type { FirstPages } from "./complete-order.ts";
import { allNodes, type OrderPages } from "./order-pages.ts";

type FirstRefund = NonNullable<FirstPages["refunds"]>[number];
type FirstReturns = NonNullable<FirstPages["returns"]>;
type FirstReturn = FirstReturns["nodes"][number];
type FirstReverse = FirstReturn["reverseFulfillmentOrders"]["nodes"][number];

/** Follows every connection of an order's refunds to its end. */
export async function completeRefunds(
  pages: OrderPages,
  refunds: readonly FirstRefund[],
): Promise<readonly RefundNode[]> {
  const complete: RefundNode[] = [];
  for (const refund of refunds) complete.push(await completeRefund(pages, refund));
  return complete;
}

async function completeRefund({ read, noted }: OrderPages, refund: FirstRefund): Promise<RefundNode> {
  const { id } = refund;
  const transactions = await allNodes(refund.transactions, async (after) => {
    const { refund: page } = await read(RefundTransactionsPageDocument, { id, after });
    noted(page?.order);
    return page?.transactions;
  });
  const lines = await allNodes(refund.refundLineItems, async (after) => {
    const { refund: page } = await read(RefundLinesPageDocument, { id, after });
    noted(page?.order);
    return page?.refundLineItems;
  });
  const shippingLines = await allNodes(refund.refundShippingLines, async (after) => {
    const { refund: page } = await read(RefundShippingLinesPageDocument, { id, after });
    noted(page?.order);
    return page?.refundShippingLines;
  });
  return {
    ...refund,
    transactions: { nodes: transactions },
    refundLineItems: { nodes: lines },
    refundShippingLines: { nodes: shippingLines },
  };
}

/** Follows an order's returns, and every connection of theirs, to its end. */
export async function completeReturns(
  pages: OrderPages,
  orderId: string,
  first: FirstReturns,
): Promise<readonly ReturnNode[]> {
  const returns = await allNodes(
    first,
    async (after) => pages.noted((await pages.read(OrderReturnsPageDocument, { id: orderId, after })).order)?.returns,
  );
  const complete: ReturnNode[] = [];
  for (const each of returns) complete.push(await completeReturn(pages, each));
  return complete;
}

async function completeReturn(pages: OrderPages, each: FirstReturn): Promise<ReturnNode> {
  const { read, noted } = pages;
  const { id } = each;
  const lines = await allNodes(each.returnLineItems, async (after) => {
    const { return: page } = await read(ReturnLinesPageDocument, { id, after });
    noted(page?.order);
    return page?.returnLineItems;
  });
  const exchangeLines = await allNodes(each.exchangeLineItems, async (after) => {
    const { return: page } = await read(ReturnExchangeLinesPageDocument, { id, after });
    noted(page?.order);
    return page?.exchangeLineItems;
  });
  const firstReverse = await allNodes(each.reverseFulfillmentOrders, async (after) => {
    const { return: page } = await read(ReturnReverseFulfillmentOrdersPageDocument, { id, after });
    noted(page?.order);
    return page?.reverseFulfillmentOrders;
  });
  const reverse: ReverseFulfillmentOrderNode[] = [];
  for (const one of firstReverse) reverse.push(await completeReverse(pages, one));
  return {
    ...each,
    returnLineItems: { nodes: lines },
    exchangeLineItems: { nodes: exchangeLines },
    reverseFulfillmentOrders: { nodes: reverse },
  };
}

async function completeReverse(
  { read, noted }: OrderPages,
  reverse: FirstReverse,
): Promise<ReverseFulfillmentOrderNode> {
  const nodes = await allNodes(reverse.lineItems, async (after) => {
    const { reverseFulfillmentOrder: page } = await read(ReverseFulfillmentOrderLinesPageDocument, {
      id: reverse.id,
      after,
    });
    noted(page?.order);
    return page?.lineItems;
  });
  return { id: reverse.id, lineItems: { nodes } };
}
