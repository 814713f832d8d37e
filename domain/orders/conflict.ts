import { Decimal } from "decimal.js";

/** What of an order decides whether an edit in Shopify touches its sales document. */
export interface ConflictFacts {
  readonly currentTotalItemsQuantity: number;
  readonly lineItemsRedundancyCode: string;
  readonly rawShippingChargesAmount: string;
}

export type Conflict = "itemsQuantity" | "lineSet" | "shippingCharges";

/**
 * Whether a processed order was edited in a way its sales document does not follow. Payment, fulfillment, notes, tags and locations are
 * no conflict. Shipping is compared as Shopify states it, before removed charges are taken off, or it would differ for ever.
 */
export function conflictOf(stored: ConflictFacts, incoming: ConflictFacts): Conflict | null {
  if (stored.currentTotalItemsQuantity !== 0 && stored.currentTotalItemsQuantity < incoming.currentTotalItemsQuantity) {
    return "itemsQuantity";
  }
  if (stored.lineItemsRedundancyCode !== "" && stored.lineItemsRedundancyCode !== incoming.lineItemsRedundancyCode) {
    return "lineSet";
  }
  if (!new Decimal(stored.rawShippingChargesAmount).equals(incoming.rawShippingChargesAmount)) return "shippingCharges";
  return null;
}
