import { findImportedOrder } from "#database/orders";
import { findQueuedOrder } from "#database/orders-to-import";
import { getShop } from "#database/shops";
import { OperationalError } from "#domain/failure";
import { namesOfOrderNo } from "#domain/orders/queue-filter";
import type { OrderActivityDeps } from "./order-activity-deps.ts";

/** Throws `order-not-found` when a number a person named is that of no order, imported or waiting: Shopify knows none, and no row can say so. */
export async function requireOrderNumbers(
  { db }: Pick<OrderActivityDeps, "db">,
  { shopCode, orderNos }: { readonly shopCode: string; readonly orderNos: readonly string[] },
): Promise<void> {
  const { store } = await getShop(db, shopCode);
  const missing: string[] = [];
  for (const orderNo of new Set(orderNos)) {
    const wanted = { orderNos: namesOfOrderNo(orderNo), orderId: undefined };
    const order = (await findImportedOrder(db, store, wanted)) ?? (await findQueuedOrder(db, store, wanted));
    if (order === undefined) missing.push(orderNo);
  }
  if (missing.length > 0) throw numbersNotFound(missing);
}

const numbersNotFound = (orderNos: readonly string[]): OperationalError =>
  new OperationalError(
    "order-not-found",
    `Shopify knows no order with number ${orderNos.join(", ")}: check the number, and whether the app may read all orders. The other orders that were named are done`,
    { retryable: false, params: { orderNos: orderNos.join(",") } },
  );
