import { knownOrders } from "#database/orders";
import { stageOrders, stageUnlisted } from "#database/orders-to-import";
import { getShop } from "#database/shops";
import { legacyId, orderGid } from "#domain/orders/shopify-id";
import { OrdersToImportByIdsDocument } from "#shopify/generated/operations";
import type { Batch } from "./batch.ts";
import { isDelivered } from "./delivered-node.ts";
import { errorsByIndex } from "./node-errors.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";
import { planStaging, planUnlisted } from "./plan-staging.ts";

/** Ids in one request; Shopify takes 250. */
const GROUP = 250;

/** Puts the named orders into the queue, changed or not, also those that Shopify does not know or cannot deliver: reading them says why. */
export async function stageOrdersById(
  deps: OrderActivityDeps,
  input: { readonly shopCode: string; readonly orderIds: readonly string[] },
  batch: Batch,
): Promise<void> {
  const { shopCode } = input;
  const { store } = await getShop(deps.db, shopCode);
  for (let start = 0; start < input.orderIds.length; start += GROUP) {
    const ids = input.orderIds.slice(start, start + GROUP);
    const { data, errors, requestId } = await deps.shopify.execute(
      shopCode,
      OrdersToImportByIdsDocument,
      { ids: ids.map(orderGid) },
      { ...batch.callOptions, acceptPartial: true },
    );
    // What one order is to blame for is said when it is read; anything else is thrown.
    errorsByIndex(errors, { shop: shopCode, store, operation: "OrdersToImportByIds", requestId });
    const listed = data.nodes.filter((node) => isDelivered(node));
    const listedIds = new Set(listed.map(({ id }) => legacyId(id)));
    const known = await knownOrders(deps.db, store, ids);
    const unlisted = ids.filter((id) => !listedIds.has(id));
    await stageOrders(deps.db, store, planStaging(listed, known, { unchanged: true, closed: true }));
    await stageUnlisted(deps.db, store, planUnlisted(unlisted, known));
  }
}
