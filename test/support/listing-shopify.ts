import { OperationalError } from "#domain/failure";
import type { ListedOrder } from "#domain/orders/queue-row";
import type { ShopifyClient } from "#shopify/client";
import { aListedOrder } from "./listed-order.ts";

/** An order that was last changed at `updatedAt`. */
export const listedAt = (id: number, updatedAt: string): ListedOrder =>
  aListedOrder({ id: `gid://shopify/Order/${id}`, name: `#${id}`, updatedAt });

/**
 * A store that only lists, for thousands of orders or more than Shopify lists at once; everything else is tested with the sandbox.
 * `failOn` makes the nth call fail.
 */
export function aListingShopify(orders: readonly ListedOrder[], pageSize = 250) {
  const queries: string[] = [];
  let calls = 0;
  const control = { failOn: 0 };
  const shopify: ShopifyClient = {
    async execute(_shop, _operation, variables) {
      await Promise.resolve();
      calls += 1;
      if (calls === control.failOn)
        throw new OperationalError("shopify-unavailable", "status 502", { retryable: true });
      const { query, after } = variables as { query: string; after: string | null };
      if (after === null) queries.push(query);
      const bound = /updated_at:>='([^']+)'/u.exec(query)?.[1] ?? "";
      const found = orders
        .filter((order) => order.updatedAt >= bound && (!query.startsWith("status:open") || !order.closed))
        .toSorted((a, b) => (a.updatedAt < b.updatedAt ? -1 : Number(a.updatedAt > b.updatedAt)));
      const start = Number(after ?? 0);
      const end = start + pageSize;
      return {
        data: {
          orders: {
            nodes: found.slice(start, end),
            pageInfo: { hasNextPage: end < found.length, endCursor: String(end) },
          },
        } as never,
        errors: [],
        cost: null,
        requestId: null,
        answeredAt: "2026-08-01T12:00:00Z",
        apiVersion: null,
      };
    },
  };
  return { shopify, queries, control };
}
