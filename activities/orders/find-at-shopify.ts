import type { OrderWanted } from "#database/orders";
import type { ListedOrder } from "#domain/orders/queue-row";
import { legacyId } from "#domain/orders/shopify-id";
import type { ExecuteOptions } from "#shopify/client";
import { FindOrdersDocument } from "#shopify/generated/operations";
import type { OrderActivityDeps } from "./order-activity-deps.ts";

/** The order a person asks for, as its store lists it; undefined when the store shows none. */
export async function findAtShopify(
  shopify: OrderActivityDeps["shopify"],
  shopCode: string,
  { orderNos, orderId }: OrderWanted,
  options: ExecuteOptions,
): Promise<ListedOrder | undefined> {
  const query =
    orderId === undefined
      ? orderNos.map((no) => `name:"${no.replaceAll(/["\\]/g, "\\$&")}"`).join(" OR ")
      : `id:${orderId}`;
  const { data } = await shopify.execute(shopCode, FindOrdersDocument, { query }, options);
  // A search may find more than it was asked for.
  return data.orders.nodes.find(({ id, name }) =>
    orderId === undefined ? orderNos.includes(name) : legacyId(id) === orderId,
  );
}
