import { knownOrders } from "#database/orders";
import { stageOrders } from "#database/orders-to-import";
import { getShop } from "#database/shops";
import { legacyId, orderGid } from "#domain/orders/shopify-id";
import { OrdersToImportByIdsDocument } from "#shopify/generated/operations";
import type { Batch } from "./batch.ts";
import { isDelivered } from "./delivered-node.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";
import { planStaging } from "./plan-staging.ts";

/** Ids in one request; Shopify takes 250. */
const GROUP = 250;

/** Puts the named orders into the queue, changed or not. Returns how many Shopify does not know and that do not wait in the queue either. */
export async function stageOrdersById(
  deps: OrderActivityDeps,
  input: { readonly shopCode: string; readonly orderIds: readonly string[] },
  batch: Batch,
): Promise<{ readonly unknown: number }> {
  const { store } = await getShop(deps.db, input.shopCode);
  let unknown = 0;
  for (let start = 0; start < input.orderIds.length; start += GROUP) {
    const ids = input.orderIds.slice(start, start + GROUP);
    const { data } = await deps.shopify.execute(
      input.shopCode,
      OrdersToImportByIdsDocument,
      { ids: ids.map(orderGid) },
      batch.callOptions,
    );
    const listed = data.nodes.filter((node) => isDelivered(node));
    const known = await knownOrders(
      deps.db,
      listed.map(({ id }) => legacyId(id)),
    );
    await stageOrders(deps.db, store, planStaging(listed, known, { unchanged: true, closed: true }));
    unknown += ids.length - listed.length;
  }
  return { unknown };
}
