import { findOrderCursor } from "#database/order-cursor";
import { grantedScopesOf } from "#database/granted-scopes";
import { findImportedOrder, type OrderWanted } from "#database/orders";
import { findQueuedOrder } from "#database/orders-to-import";
import { getShop } from "#database/shops";
import { explainOrder, reasonText, type OrderJob, type Reason } from "#domain/orders/explain-order";
import { namesOfOrderNo } from "#domain/orders/queue-filter";
import { queueRow } from "#domain/orders/queue-row";
import type { ExecuteOptions } from "#shopify/client";
import { missingScopes, reportScopes } from "#shopify/scopes";
import { findAtShopify } from "./find-at-shopify.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";
import { syncOrdersParameters } from "./sync-orders-parameters.ts";

/** An order somebody misses: by its number, with or without #, or by its Shopify id. */
export interface ExplainOrderInput {
  readonly shopCode: string;
  readonly orderNo?: string;
  readonly orderId?: string;
  /** The shop's recurring imports of orders, with their parameters. */
  readonly jobs: readonly (Omit<OrderJob, "filters"> & { readonly filters: unknown })[];
}

export interface ExplainedOrder {
  /** Shopify id; null: nobody knows the order. */
  readonly orderId: string | null;
  readonly reasons: readonly (Reason & { readonly detail: string })[];
}

/** Looks an order up here and in its store, and says why it is not imported. Reads only. */
export async function explainMissedOrder(
  { db, shopify }: Pick<OrderActivityDeps, "db" | "shopify">,
  input: ExplainOrderInput,
  options: ExecuteOptions,
): Promise<ExplainedOrder> {
  const shop = await getShop(db, input.shopCode);
  const { store } = shop;
  const wanted: OrderWanted = { orderNos: namesOfOrderNo(input.orderNo ?? ""), orderId: input.orderId };
  const [imported, queued, cursor, granted] = await Promise.all([
    findImportedOrder(db, store, wanted),
    findQueuedOrder(db, store, wanted),
    findOrderCursor(db, store),
    grantedScopesOf(db, store),
  ]);
  const missing = missingScopes(granted, reportScopes.syncOrders.required);
  const isKnown = imported !== undefined || queued !== undefined;
  const listed =
    isKnown || missingScopes(granted, ["read_orders"]).length > 0
      ? undefined
      : await findAtShopify(shopify, input.shopCode, wanted, options);
  const atShopify = listed && { ...queueRow(listed, "new"), hasError: false };
  const reasons = explainOrder({
    shop,
    missingScopes: missing,
    importedBy: imported?.shop,
    queued: queued && { claimedBy: queued.shop, errorCode: queued.errorCode, row: queued },
    atShopify,
    cursor,
    jobs: input.jobs.flatMap(runnable),
  });
  const named = input.orderNo ?? input.orderId ?? "";
  return {
    orderId: imported?.shopifyOrderId ?? queued?.shopifyOrderId ?? atShopify?.shopifyOrderId ?? input.orderId ?? null,
    reasons: reasons.map((reason) => ({ ...reason, detail: reasonText(reason, named) })),
  };
}

/** One whose parameters somebody spoiled in Temporal itself imports nothing. */
function runnable(job: ExplainOrderInput["jobs"][number]): readonly OrderJob[] {
  const filters = syncOrdersParameters.safeParse(job.filters);
  return filters.success ? [{ ...job, filters: filters.data }] : [];
}
