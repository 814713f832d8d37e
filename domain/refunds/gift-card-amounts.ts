import { Decimal } from "decimal.js";
import type { DecimalText } from "#domain/documents/sales-document";

/** A gift card that was sold. */
export interface SoldGiftCard {
  readonly lineId: string;
  readonly cardNo: number;
  /** What it was sold for. */
  readonly soldAmount: DecimalText;
  /** What orders are known to have been paid with it. */
  readonly knownUsedAmount: DecimalText;
}

/** What a refund that has its document took back of a gift card line. */
export interface GivenBackGiftCards {
  readonly lineId: string;
  readonly restockType: string;
  readonly quantity: number;
  readonly subtotalAmount: DecimalText;
}

/** Of these the document has a line on the account gift cards are sold on. */
const GIVEN_BACK: ReadonlySet<string> = new Set(["return", "legacyRestock", "noRestock"]);

/**
 * What is left of each gift card of an order: the price it was sold for, less what refunds took back, but not less than what is known to be
 * used. A refund does not say which of a line's cards came back, so it is taken off those with the most left. It makes no difference in which
 * order refunds and payments became known.
 */
export function giftCardAmounts<C extends SoldGiftCard>(
  cards: readonly C[],
  refundLines: readonly GivenBackGiftCards[],
): readonly (C & { readonly amount: DecimalText })[] {
  return cards.map((card) => {
    const ofLine = cards.filter(({ lineId }) => lineId === card.lineId).toSorted(byMostLeft);
    let toTake = sum(refundLines.filter((line) => line.lineId === card.lineId).map(givenBack));
    for (const each of ofLine) {
      const taken = Decimal.min(toTake, unused(each));
      if (each === card)
        return Object.assign({}, card, { amount: new Decimal(card.soldAmount).minus(taken).toFixed() });
      toTake = toTake.minus(taken);
    }
    return Object.assign({}, card, { amount: card.soldAmount });
  });
}

const givenBack = ({ restockType, quantity, subtotalAmount }: GivenBackGiftCards): Decimal =>
  GIVEN_BACK.has(restockType) && quantity > 0 ? new Decimal(subtotalAmount) : new Decimal(0);

/** Less than nothing is known to be used of a card that money went back to and that paid elsewhere. */
const unused = ({ soldAmount, knownUsedAmount }: SoldGiftCard): Decimal =>
  new Decimal(soldAmount).minus(knownUsedAmount).clamp(0, soldAmount);

const byMostLeft = (a: SoldGiftCard, b: SoldGiftCard): number => unused(b).comparedTo(unused(a)) || a.cardNo - b.cardNo;

const sum = (amounts: readonly Decimal[]): Decimal => amounts.reduce((total, each) => total.plus(each), new Decimal(0));
