import { noteRefusal, ordersDue } from "#database/order-outcome";
import { dropCloses, markClosed } from "#database/orders-to-archive";
import { orderGid } from "#domain/orders/shopify-id";
import type { Shop } from "#domain/shops/shop";
import type { ExecuteOptions } from "#shopify/client";
import { CloseOrderDocument } from "#shopify/generated/operations";
import type { Batch } from "./batch.ts";
import { enabledShop } from "./create-sales-documents.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";
import { type Counted, orderBatch, type OrderBatchPlace, type OrderBatchResult } from "./order-batch.ts";
import { blocked, orBlocked, refusalOf } from "./write-back.ts";

/** Writes under way at a time, as for write-backs. */
const CONCURRENCY = 8;

type Order = Awaited<ReturnType<typeof ordersDue>>[number];

/**
 * Closes (archives) the Shopify orders that are paid, fulfilled and completely shipped here. Safe to repeat: closing a
 * closed order changes nothing. What is not to be archived any more is left. With data sync off the orders stay due and are counted as blocked.
 */
export async function closeOrders(
  deps: OrderActivityDeps,
  input: { readonly shopCode: string } & OrderBatchPlace,
  batch: Batch,
): Promise<OrderBatchResult> {
  const shop = await enabledShop(deps, input.shopCode);
  await dropCloses(deps.db, shop);
  if (!shop.allowOutgoingRequests) return blocked(deps, shop, "closeDue", input.after);
  const list = (after: string, limit: number): Promise<readonly Order[]> =>
    ordersDue(deps.db, shop.code, "closeDue", after, limit);
  return orderBatch<Order>(deps.db, batch, input, {
    concurrency: CONCURRENCY,
    list,
    prepare: () => Promise.resolve((order) => orBlocked(close(deps, shop, order, batch.callOptions))),
    outcomesOf: (orderIds) => Promise.resolve(orderIds.map(() => "changed")),
  });
}

async function close(deps: OrderActivityDeps, shop: Shop, order: Order, options: ExecuteOptions): Promise<Counted> {
  if (order.closed) {
    await markClosed(deps.db, order.shopifyOrderId, order.closedAt?.toISOString() ?? null);
    return "unchanged";
  }
  const input = { id: orderGid(order.shopifyOrderId) };
  let closedAt: string | null = null;
  const refusal = await refusalOf("CloseOrder", async () => {
    const { data, requestId } = await deps.shopify.execute(
      shop.code,
      CloseOrderDocument,
      { input },
      { ...options, repeatable: true },
    );
    closedAt = data.orderClose?.order?.closedAt ?? null;
    return { userErrors: data.orderClose?.userErrors ?? [], requestId };
  });
  if (refusal !== null) {
    const message = `Shopify refused to close the order, which is tried again in the next run: ${refusal}`;
    await noteRefusal(deps.db, order.shopifyOrderId, { code: "close-refused", message });
    return "failed";
  }
  await deps.boundary?.("order-closed");
  await markClosed(deps.db, order.shopifyOrderId, closedAt);
  return "changed";
}
