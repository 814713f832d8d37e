import type { KnownOrder } from "#database/orders";
import type { StagedRow } from "#database/orders-to-import";
import { queueRow, type ListedOrder } from "#domain/orders/queue-row";
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

function isRead(order: ListedOrder, stored: KnownOrder): boolean {
  const changedAt = Date.parse(order.updatedAt);
  return stored.updatedAt.getTime() === changedAt && stored.readAt.getTime() >= changedAt + SETTLED_MS;
}
