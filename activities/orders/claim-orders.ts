import { claimOrders, listQueue } from "#database/orders-to-import";
import { getShop } from "#database/shops";
import { orderFilter, type OrderFilters } from "#domain/orders/queue-filter";
import type { OrderActivityDeps } from "./order-activity-deps.ts";

const PAGE = 500;

/**
 * Gives the store's unclaimed orders that pass the filters to this shop, for good: that is how two shops of one store share its orders. Safe to
 * repeat; an order that another shop has claimed stays there.
 */
export async function claimMatchingOrders(
  deps: Pick<OrderActivityDeps, "db">,
  input: { readonly shopCode: string; readonly runId: string; readonly filters: OrderFilters },
): Promise<void> {
  const { store } = await getShop(deps.db, input.shopCode);
  const passes = orderFilter(input.filters);
  let after = "0";
  for (;;) {
    const rows = await listQueue(deps.db, { store, claimedBy: null, notTriedBy: input.runId, after, limit: PAGE });
    const matching = rows.filter(passes).map(({ shopifyOrderId }) => shopifyOrderId);
    await claimOrders(deps.db, input.shopCode, matching);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.shopifyOrderId;
  }
}
