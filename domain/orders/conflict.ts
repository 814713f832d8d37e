import { Decimal } from "decimal.js";
import type { OrderProblem } from "./order-problem.ts";

/** What of an order decides whether an edit in Shopify touches its sales document. */
export interface ConflictFacts {
  readonly currentTotalItemsQuantity: number;
  readonly lineItemsRedundancyCode: string;
  readonly rawShippingChargesAmount: string;
}

type Conflict = "itemsQuantity" | "lineSet" | "shippingCharges";

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

const EDITED: Readonly<Record<Conflict, string>> = {
  itemsQuantity: "more items",
  lineSet: "other lines",
  shippingCharges: "other shipping charges",
};

/** What a person is told of an order whose document does not follow its edition. */
export const conflictProblem = (conflict: Conflict): OrderProblem => ({
  code: "order-edited-after-processing",
  message: `The order is already processed in Business Central, but an edition was received from Shopify (${EDITED[conflict]}). It was not propagated to the sales document: compare both, then mark the conflict as resolved`,
  params: { edited: conflict },
});
