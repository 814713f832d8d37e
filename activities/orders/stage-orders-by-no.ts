import { knownOrders } from "#database/orders";
import { stageOrders } from "#database/orders-to-import";
import { getShop } from "#database/shops";
import { namesOfOrderNo } from "#domain/orders/queue-filter";
import { legacyId } from "#domain/orders/shopify-id";
import type { Batch } from "./batch.ts";
import { findAtShopify } from "./find-at-shopify.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";
import { planStaging } from "./plan-staging.ts";

/** As `stageOrdersById`, by the numbers of the orders. Each is searched for by itself, because Shopify finds more than the very number. */
export async function stageOrdersByNo(
  deps: OrderActivityDeps,
  { shopCode, orderNos }: { readonly shopCode: string; readonly orderNos: readonly string[] },
  batch: Batch,
): Promise<{ readonly unknown: number }> {
  const { store } = await getShop(deps.db, shopCode);
  let unknown = 0;
  for (const orderNo of new Set(orderNos)) {
    const wanted = { orderNos: namesOfOrderNo(orderNo), orderId: undefined };
    const order = await findAtShopify(deps.shopify, shopCode, wanted, batch.callOptions);
    if (order === undefined) {
      unknown += 1;
      continue;
    }
    const known = await knownOrders(deps.db, [legacyId(order.id)]);
    await stageOrders(deps.db, store, planStaging([order], known, { unchanged: true, closed: true }));
  }
  return { unknown };
}
