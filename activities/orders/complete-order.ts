import type { OrderNode } from "#domain/orders/order-node";
import {
  FulfillmentLinesPageDocument,
  FulfillmentOrderLinesPageDocument,
  OrderFulfillmentOrdersPageDocument,
  OrderLinesPageDocument,
  OrderShippingLinesPageDocument,
  type OrderNodesQuery,
} from "#shopify/generated/operations";
import { completeRefunds, completeReturns } from "./complete-refunds.ts";
import { allNodes, orderPages } from "./order-pages.ts";
import type { OrderReader } from "./order-reader.ts";

/** An order with the first pages of its connections. */
export type FirstPages = Extract<NonNullable<OrderNodesQuery["nodes"][number]>, { id: string }>;

/** Follows every connection of an order to its end. Undefined when the order changed meanwhile: its pages do not belong together. */
export async function completeOrder(reader: OrderReader, order: FirstPages): Promise<OrderNode | undefined> {
  const { id } = order;
  const pages = orderPages(reader, order.updatedAt);
  const { read, noted } = pages;
  const lines = await allNodes(
    order.lineItems,
    async (after) => noted((await read(OrderLinesPageDocument, { id, after })).order)?.lineItems,
  );
  const shippingLines = await allNodes(
    order.shippingLines,
    async (after) => noted((await read(OrderShippingLinesPageDocument, { id, after })).order)?.shippingLines,
  );
  const fulfillmentOrders = await allNodes(
    order.fulfillmentOrders,
    async (after) => noted((await read(OrderFulfillmentOrdersPageDocument, { id, after })).order)?.fulfillmentOrders,
  );
  const completeFulfillmentOrders: OrderNode["fulfillmentOrders"]["nodes"][number][] = [];
  for (const fulfillmentOrder of fulfillmentOrders) {
    const nodes = await allNodes(
      fulfillmentOrder.lineItems,
      async (after) =>
        (await read(FulfillmentOrderLinesPageDocument, { id: fulfillmentOrder.id, after })).fulfillmentOrder?.lineItems,
    );
    completeFulfillmentOrders.push({ ...fulfillmentOrder, lineItems: { nodes } });
  }
  const fulfillments: OrderNode["fulfillments"][number][] = [];
  for (const fulfillment of order.fulfillments) {
    const nodes = await allNodes(
      fulfillment.fulfillmentLineItems,
      async (after) =>
        (await read(FulfillmentLinesPageDocument, { id: fulfillment.id, after })).fulfillment?.fulfillmentLineItems,
    );
    fulfillments.push({ ...fulfillment, fulfillmentLineItems: { nodes } });
  }
  const { refunds, returns, ...rest } = order;
  const completed = {
    ...rest,
    lineItems: { nodes: lines },
    shippingLines: { nodes: shippingLines },
    fulfillmentOrders: { nodes: completeFulfillmentOrders },
    fulfillments,
    ...(refunds !== undefined && { refunds: await completeRefunds(pages, refunds) }),
    ...(returns !== undefined && { returns: { nodes: await completeReturns(pages, id, returns) } }),
  };
  return pages.haveChanged() ? undefined : completed;
}
