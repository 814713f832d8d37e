/** Which orders an app is shown at all. */
import type { Viewer } from "../engine/contract.ts";
import type { OrderRecord } from "./records/order.ts";

const WINDOW_MS = 60 * 86_400_000;

/** Apps without `read_all_orders` see the orders of 60 days; older ones are missing without a word, wherever they are asked for [D]. */
export function isShownTo({ hasScope, now }: Viewer, order: OrderRecord): boolean {
  return order.createdAt >= now - WINDOW_MS || hasScope("read_all_orders");
}
