import type { OrderNode } from "#domain/orders/order-node";
import {
  FulfillmentLinesPageDocument,
  FulfillmentOrderLinesPageDocument,
  OrderFulfillmentOrdersPageDocument,
  OrderLinesPageDocument,
  OrderShippingLinesPageDocument,
  type OrderNodesQuery,
} from "#shopify/generated/operations";
import type { OrderReader } from "./order-reader.ts";

/** An order with the first pages of its connections. */
export type FirstPages = Extract<NonNullable<OrderNodesQuery["nodes"][number]>, { id: string }>;

interface Connection<N> {
  readonly nodes: readonly N[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Follows every connection of an order to its end. Undefined when the order changed meanwhile: its pages do not belong together. */
export async function completeOrder(reader: OrderReader, order: FirstPages): Promise<OrderNode | undefined> {
  const { id } = order;
  const read = <R, V>(
    document: Parameters<typeof reader.shopify.execute<R, V>>[1],
    variables: NoInfer<V>,
  ): Promise<R> =>
    reader.shopify.execute<R, V>(reader.shop.code, document, variables, reader.callOptions).then(({ data }) => data);
  const seen = new Set([order.updatedAt]);
  const noted = <T extends { readonly updatedAt: string }>(page: T | null): T | null => {
    seen.add(page?.updatedAt ?? "gone");
    return page;
  };

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
  if (seen.size > 1) return undefined;
  return {
    ...order,
    lineItems: { nodes: lines },
    shippingLines: { nodes: shippingLines },
    fulfillmentOrders: { nodes: completeFulfillmentOrders },
    fulfillments,
  };
}

/** All nodes of a connection, whose first page is there already. A page that is gone ends it. */
async function allNodes<N>(
  first: Connection<N>,
  nextPage: (after: string) => Promise<Connection<N> | undefined>,
): Promise<readonly N[]> {
  const nodes = [...first.nodes];
  let page: Connection<N> | undefined = first;
  while (page?.pageInfo.hasNextPage === true && page.pageInfo.endCursor !== null) {
    page = await nextPage(page.pageInfo.endCursor);
    nodes.push(...(page?.nodes ?? []));
  }
  return nodes;
}
