import { amounts } from "./order-money.ts";
import type { FulfillmentNode, OrderNode } from "./order-node.ts";
import { legacyId } from "./shopify-id.ts";

/** A unit of a gift card line that was fulfilled: Shopify issued a card for it. */
export interface SoldGiftCardRow {
  readonly lineId: string;
  /** Which of the line's cards it is, in the order they were fulfilled. */
  readonly cardNo: number;
  /** Price of the unit, in the shop's currency. */
  readonly soldAmount: string;
  readonly fulfilledAt: string;
}

/** The gift cards an order sold. Cards of a fulfillment that failed or was cancelled are none. Throws `order-malformed`. */
export function soldGiftCardRows(order: OrderNode): readonly SoldGiftCardRow[] {
  const prices = new Map(
    order.lineItems.nodes.map((line) => [
      legacyId(line.id),
      amounts(line.originalUnitPriceSet, "originalUnitPriceSet").amount,
    ]),
  );
  const cards = new Map<string, SoldGiftCardRow[]>();
  for (const { createdAt, fulfillmentLineItems } of order.fulfillments.filter(isSent).toSorted(byTime)) {
    for (const { quantity, lineItem } of fulfillmentLineItems.nodes) {
      const lineId = legacyId(lineItem.id);
      const soldAmount = prices.get(lineId);
      if (!lineItem.isGiftCard || soldAmount === undefined) continue;
      const ofLine = cards.get(lineId) ?? [];
      for (let unit = 0; unit < (quantity ?? 0); unit += 1) {
        ofLine.push({ lineId, cardNo: ofLine.length + 1, soldAmount, fulfilledAt: createdAt });
      }
      cards.set(lineId, ofLine);
    }
  }
  return [...cards.values()].flat();
}

const isSent = ({ status }: FulfillmentNode): boolean => status === "SUCCESS";

const byTime = (a: FulfillmentNode, b: FulfillmentNode): number => Date.parse(a.createdAt) - Date.parse(b.createdAt);
