import type { OrderNode } from "#domain/orders/order-node";
import type { ShopifyClient } from "#shopify/client";

/** A store that answers `nodes` of orders, each on one page; an id that is not there is null. */
export function aNodeShopify(orders: readonly OrderNode[]): { shopify: ShopifyClient; groups: number[] } {
  const groups: number[] = [];
  const onOnePage = <N>(nodes: readonly N[]) => ({ nodes, pageInfo: { hasNextPage: false, endCursor: null } });
  const answer = (order: OrderNode) => ({
    ...order,
    lineItems: onOnePage(order.lineItems.nodes),
    shippingLines: onOnePage(order.shippingLines.nodes),
    fulfillmentOrders: onOnePage(order.fulfillmentOrders.nodes),
  });
  const shopify: ShopifyClient = {
    async execute(_shop, operation, variables) {
      await Promise.resolve();
      if (!operation.toString().includes("query OrderNodes")) throw new Error("Only orders were expected to be read");
      const { ids } = variables as unknown as { ids: readonly string[] };
      groups.push(ids.length);
      const nodes = ids.map((id) => orders.find((order) => order.id === id)).map((order) => order && answer(order));
      return {
        data: { nodes: nodes.map((node) => node ?? null) } as never,
        errors: [],
        cost: null,
        requestId: "r",
        answeredAt: "2026-03-01T10:01:00Z",
        apiVersion: null,
      };
    },
  };
  return { shopify, groups };
}
