import type { KnownOrder } from "#database/orders";
import type { StagedRow } from "#database/orders-to-import";
import { queueRow, type ListedOrder, unlistedRow } from "#domain/orders/queue-row";
import { legacyId } from "#domain/orders/shopify-id";

/** Our read has to be this much younger than the order's last change to be sure it saw it. */
const SETTLED_MS = 5_000;

/** What is staged besides the ordinary: orders a person named are, whatever they are. */
export interface Wanted {
  readonly unchanged: boolean;
  readonly closed: boolean;
}

/**
 * Decides which listed orders wait to be read. An order that is closed before it was ever imported does not, nor does one that was read after
 * its last change. An order that is stored stays with its shop.
 */
export function planStaging(
  listed: readonly ListedOrder[],
  known: ReadonlyMap<string, KnownOrder>,
  wanted: Wanted,
): readonly StagedRow[] {
  const rows = new Map<string, StagedRow>();
  for (const order of listed) {
    const orderId = legacyId(order.id);
    const stored = known.get(orderId);
    if (stored === undefined ? order.closed && !wanted.closed : isRead(order, stored) && !wanted.unchanged) continue;
    rows.set(orderId, {
      row: queueRow(order, stored === undefined ? "new" : "update"),
      shop: stored?.shop ?? null,
    });
  }
  return [...rows.values()];
}

/** Rows for orders that were asked for by their ids and that Shopify did not list. */
export const planUnlisted = (
  orderIds: readonly string[],
  known: ReadonlyMap<string, KnownOrder>,
): readonly StagedRow[] =>
  orderIds.map((shopifyOrderId) => {
    const stored = known.get(shopifyOrderId);
    const row = unlistedRow(
      { shopifyOrderId, orderNo: stored?.shopifyOrderNo ?? "" },
      stored === undefined ? "new" : "update",
    );
    return { row, shop: stored?.shop ?? null };
  });

function isRead(order: ListedOrder, stored: KnownOrder): boolean {
  const changedAt = Date.parse(order.updatedAt);
  return stored.updatedAt.getTime() === changedAt && stored.readAt.getTime() >= changedAt + SETTLED_MS;
}
