import { getShop } from "#database/shops";
import { OperationalError } from "#domain/failure";
import { namesOfOrderNo } from "#domain/orders/queue-filter";
import type { Batch } from "./batch.ts";
import { findAtShopify } from "./find-at-shopify.ts";
import { findHere } from "./find-here.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";

/** Throws `order-not-found` when a number a person named is that of no order, imported or waiting: Shopify knows none, and no row can say so. */
export async function requireOrderNumbers(
  { db, shopify }: Pick<OrderActivityDeps, "db" | "shopify">,
  { shopCode, orderNos }: { readonly shopCode: string; readonly orderNos: readonly string[] },
  { callOptions }: Pick<Batch, "callOptions">,
): Promise<void> {
  const { store } = await getShop(db, shopCode);
  const missing: string[] = [];
  for (const orderNo of new Set(orderNos)) {
    const wanted = { orderNos: namesOfOrderNo(orderNo), orderId: undefined };
    // An order keeps the number it was imported with: by another it is known to Shopify alone.
    const order = (await findHere(db, store, wanted)) ?? (await findAtShopify(shopify, shopCode, wanted, callOptions));
    if (order === undefined) missing.push(orderNo);
  }
  if (missing.length > 0) throw numbersNotFound(store, missing);
}

const numbersNotFound = (store: string, orderNos: readonly string[]): OperationalError =>
  new OperationalError(
    "order-not-found",
    `Store ${store} has no order with number ${orderNos.join(", ")}: check the number, and whether the app may read all orders. Other orders that were named were not kept out by it`,
    { retryable: false, params: { store, orderNos: orderNos.join(",") } },
  );
