import { Decimal } from "decimal.js";
import type { OrderProblem } from "./order-problem.ts";

/** What of an order decides whether an edit in Shopify touches its sales document. */
export interface ConflictFacts {
  readonly currentTotalItemsQuantity: number;
  readonly lineItemsRedundancyCode: string;
  readonly rawShippingChargesAmount: string;
  readonly cancelledAt: Date | string | null;
}

/** A line as the order keeps it, without units of zero refunds. */
export interface ConflictLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly isExchangeItem: boolean;
}

/** An order that was read again. */
export interface IncomingFacts extends ConflictFacts {
  readonly redundancyCodeWithExchanges: string;
  readonly lines: readonly ConflictLine[];
  /** Lines that a refund names; null when refunds were not read. */
  readonly refundedLineIds: ReadonlySet<string> | null;
}

type Conflict = "itemsQuantity" | "lineSet" | "shippingCharges" | "removedItems" | "cancellation";

/**
 * Whether a processed order was edited in a way its sales document does not follow. Payment, fulfillment, notes, tags and locations are
 * no conflict, nor are goods sent in exchange: a credit memo has them. Shipping is compared as Shopify states it, before removed charges are
 * taken off, or it would differ for ever. What was removed or cancelled before the document was made is in neither of the two readings'
 * difference, so it is none.
 */
export function conflictOf(
  stored: ConflictFacts & { readonly lines: readonly ConflictLine[] },
  incoming: IncomingFacts,
): Conflict | null {
  if (
    stored.currentTotalItemsQuantity !== 0 &&
    stored.currentTotalItemsQuantity - exchangedQuantity(stored.lines) <
      incoming.currentTotalItemsQuantity - exchangedQuantity(incoming.lines)
  ) {
    return "itemsQuantity";
  }
  if (
    stored.lineItemsRedundancyCode !== "" &&
    stored.lineItemsRedundancyCode !== incoming.lineItemsRedundancyCode &&
    // Stored before its lines of an exchange were known as such.
    stored.lineItemsRedundancyCode !== incoming.redundancyCodeWithExchanges
  ) {
    return "lineSet";
  }
  if (!new Decimal(stored.rawShippingChargesAmount).equals(incoming.rawShippingChargesAmount)) return "shippingCharges";
  if (hasFewerItems(stored.lines, incoming.lines)) return "removedItems";
  if (isCancelledWithoutRefund(stored, incoming)) return "cancellation";
  return null;
}

const exchangedQuantity = (lines: readonly ConflictLine[]): number =>
  lines.filter(({ isExchangeItem }) => isExchangeItem).reduce((sum, { quantity }) => sum + quantity, 0);

/** Quantities become less only by zero refunds, as an edit leaves them; a line without a unit is gone. */
function hasFewerItems(stored: readonly ConflictLine[], incoming: readonly ConflictLine[]): boolean {
  const quantities = new Map(incoming.map((line) => [line.lineId, line]));
  return stored.some((line) => {
    const now = quantities.get(line.lineId);
    return !line.isExchangeItem && now?.isExchangeItem !== true && (now?.quantity ?? 0) < line.quantity;
  });
}

/** Cancelled, and not every line is refunded: what is refunded has its credit memo. */
const isCancelledWithoutRefund = (
  stored: ConflictFacts,
  { cancelledAt, lines, refundedLineIds }: IncomingFacts,
): boolean =>
  stored.cancelledAt === null &&
  cancelledAt !== null &&
  refundedLineIds !== null &&
  lines.some(({ lineId, isExchangeItem }) => !isExchangeItem && !refundedLineIds.has(lineId));

const EDITED: Readonly<Record<Conflict, string>> = {
  itemsQuantity: "more items",
  lineSet: "other lines",
  shippingCharges: "other shipping charges",
  removedItems: "fewer items",
  cancellation: "it was cancelled, and not all of it is refunded",
};

/** What a person is told of an order whose document does not follow its edition. */
export const conflictProblem = (conflict: Conflict): OrderProblem => ({
  code: "order-edited-after-processing",
  message: `The order is already processed in Business Central, but an edition was received from Shopify (${EDITED[conflict]}). It was not propagated to the sales document: compare both, then mark the conflict as resolved`,
  params: { edited: conflict },
});
