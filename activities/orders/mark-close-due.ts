import { archiveCandidates, markCloseDue } from "#database/orders-to-archive";
import type { OrderActivityDeps } from "./order-activity-deps.ts";

/**
 * Marks those of the orders that are to be archived: fulfilled and paid in Shopify, invoiced here or shipped completely (an order the ERP no
 * longer has counts as shipped). Called whenever orders were listed or imported; repeat it freely.
 */
export async function markOrdersToClose(
  deps: Pick<OrderActivityDeps, "db" | "erp">,
  orderIds: readonly string[],
): Promise<void> {
  const candidates = await archiveCandidates(deps.db, orderIds);
  const orderNos = candidates.map(({ salesOrderNo }) => salesOrderNo).filter((no) => no !== "");
  const outstanding = orderNos.length > 0 ? await deps.erp.ordersWithOutstandingQuantity(orderNos) : new Set<string>();
  const done = candidates.filter(({ salesOrderNo }) => salesOrderNo === "" || !outstanding.has(salesOrderNo));
  await markCloseDue(
    deps.db,
    done.map(({ shopifyOrderId }) => shopifyOrderId),
  );
}
