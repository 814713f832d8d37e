/** One shop's data with what happens around it. */
import type { ShopPart, ShopState } from "../engine/contract.ts";
import type { Jobs } from "./jobs.ts";
import type { OrderRecord } from "./records/order.ts";
import type { ShopData } from "./store.ts";
import type { Webhooks } from "./webhooks/deliveries.ts";
import { orderChangeEvents, orderState } from "./webhooks/events.ts";

/** What mutations and control paths work on. */
export interface Workshop {
  readonly shop: ShopState;
  readonly store: ShopData;
  readonly webhooks: Webhooks;
  readonly jobs: Jobs;
}

export interface DataPart extends ShopPart, Workshop {}

/** Changes an order and sends the webhooks the change raises. */
export function writeOrder(
  { store, webhooks }: Workshop,
  order: OrderRecord,
  change: (order: OrderRecord) => void,
): void {
  const before = orderState(store, order);
  store.orders.write(order, change);
  for (const event of orderChangeEvents(store, before, order)) webhooks.emit(event);
}
