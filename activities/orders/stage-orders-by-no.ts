import { knownOrders } from "#database/orders";
import { stageOrders, stageUnlisted } from "#database/orders-to-import";
import { getShop } from "#database/shops";
import { namesOfOrderNo } from "#domain/orders/queue-filter";
import { legacyId } from "#domain/orders/shopify-id";
import type { Batch } from "./batch.ts";
import { findAtShopify } from "./find-at-shopify.ts";
import { findHere } from "./find-here.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";
import { planStaging, planUnlisted } from "./plan-staging.ts";

/**
 * As `stageOrdersById`, by the numbers of the orders. Each is searched for by itself, because Shopify finds more than the very number. Answers
 * how many nobody knows, neither Shopify nor we: without an id there is no row that could say so.
 */
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
    const orderId = order === undefined ? await findHere(deps.db, store, wanted) : legacyId(order.id);
    if (orderId === undefined) {
      unknown += 1;
      continue;
    }
    const known = await knownOrders(deps.db, store, [orderId]);
    if (order === undefined) await stageUnlisted(deps.db, store, planUnlisted([orderId], known));
    else await stageOrders(deps.db, store, planStaging([order], known, { unchanged: true, closed: true }));
  }
  return { unknown };
}
