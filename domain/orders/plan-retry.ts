import { inGroups } from "#domain/in-groups";

/** An order that is stored. */
export interface OrderToRetry {
  readonly shopifyOrderId: string;
  readonly shop: string;
  readonly processed: boolean;
}

/** Why an order is not tried again. */
export interface RetryRefusal {
  readonly orderId: string;
  readonly code: "order-not-found" | "order-processed" | "shop-disabled";
}

export interface RetryPlan {
  /** In the order of the shops' first orders; several of one shop when it has more orders than a job takes. */
  readonly jobs: readonly { readonly shopCode: string; readonly orderIds: readonly string[] }[];
  readonly refused: readonly RetryRefusal[];
}

/** Decides by which jobs orders without a document are tried again: those of one shop together, in the order they are given. */
export function planRetry(
  orders: readonly OrderToRetry[],
  {
    wanted = [],
    enabledShops,
    mostPerJob,
  }: {
    /** Orders that were named, whether they are there or not. */
    readonly wanted?: readonly string[];
    readonly enabledShops: ReadonlySet<string>;
    readonly mostPerJob: number;
  },
): RetryPlan {
  const known = new Set(orders.map(({ shopifyOrderId }) => shopifyOrderId));
  const refused: RetryRefusal[] = wanted
    .filter((orderId) => !known.has(orderId))
    .map((orderId) => ({ orderId, code: "order-not-found" }));
  const byShop = new Map<string, string[]>();
  for (const { shopifyOrderId: orderId, shop, processed } of orders) {
    if (processed) refused.push({ orderId, code: "order-processed" });
    else if (!enabledShops.has(shop)) refused.push({ orderId, code: "shop-disabled" });
    else byShop.set(shop, [...(byShop.get(shop) ?? []), orderId]);
  }
  return {
    jobs: [...byShop].flatMap(([shopCode, ids]) =>
      inGroups(ids, mostPerJob).map((orderIds) => ({ shopCode, orderIds })),
    ),
    refused,
  };
}
