import { Decimal } from "decimal.js";
import { exchangedValue } from "./exchanged-value.ts";
import { netOf } from "./line-rows.ts";
import { isNothing, minus, type AmountPair } from "./order-money.ts";
import type { OrderProblem } from "./order-problem.ts";

/** What of an order decides whether an edit in Shopify touches its sales document. */
export interface ConflictFacts {
  readonly currentTotalItemsQuantity: number;
  readonly lineItemsRedundancyCode: string;
  /** As Shopify states them. */
  readonly rawShippingChargesAmount: string;
  /** Without those that were removed: what the document has. */
  readonly shippingChargesAmount: string;
  readonly cancelledAt: Date | string | null;
  /** Without what zero refunds took off: what the document comes to. */
  readonly totalAmount: string;
  readonly presentmentTotalAmount: string;
  readonly vatIncluded: boolean;
  /** What cash payments were rounded by, which has a line in the document. */
  readonly paymentRoundingAmount: string;
  readonly presentmentPaymentRoundingAmount: string;
}

/** A line as the order keeps it, without units of zero refunds. */
export interface ConflictLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly unitPrice: string;
  readonly presentmentUnitPrice: string;
  readonly discountAmount: string;
  readonly presentmentDiscountAmount: string;
  readonly isExchangeItem: boolean;
  readonly tax: AmountPair;
}

/** An order that was read again. */
export interface IncomingFacts extends ConflictFacts {
  readonly lines: readonly ConflictLine[];
  /** Lines that a refund names; null when refunds were not read. */
  readonly refundedLineIds: ReadonlySet<string> | null;
}

type Conflict =
  | "itemsQuantity"
  | "lineSet"
  | "shippingCharges"
  | "removedItems"
  | "linePrices"
  | "cancellation"
  | "cashRounding"
  | "total";

/**
 * Whether a processed order was edited in a way its sales document does not follow. Payment, fulfillment, notes, tags and locations are
 * no conflict, but for what cash was rounded by: the document should have a line of it. Nor are goods sent in exchange: a credit memo has them,
 * unless the document has them as well, as it was made before they were known to be sent in exchange. What was removed or cancelled before the
 * document was made is in neither of the two readings' difference, so it is none.
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
  if (stored.lineItemsRedundancyCode !== "" && stored.lineItemsRedundancyCode !== incoming.lineItemsRedundancyCode) {
    return "lineSet";
  }
  if (!new Decimal(stored.rawShippingChargesAmount).equals(incoming.rawShippingChargesAmount)) return "shippingCharges";
  const edited = editedLine(stored.lines, incoming.lines);
  if (edited !== null) return edited;
  if (isCancelledNow(stored, incoming) && (isCalledOff(stored, incoming) || !isRefunded(incoming)))
    return "cancellation";
  // Shopify's statement may still hold what was removed.
  if (!new Decimal(stored.shippingChargesAmount).equals(incoming.shippingChargesAmount)) return "shippingCharges";
  if (!isNothing(minus(roundingOf(stored), roundingOf(incoming)))) return "cashRounding";
  const isTotalTheSame = [totalOf, documentTotalOf].some((of) => isNothing(minus(of(stored), of(incoming))));
  return isTotalTheSame ? null : "total";
}

const roundingOf = (facts: ConflictFacts): AmountPair => ({
  amount: facts.paymentRoundingAmount,
  presentmentAmount: facts.presentmentPaymentRoundingAmount,
});

const totalOf = ({ totalAmount, presentmentTotalAmount }: ConflictFacts): AmountPair => ({
  amount: totalAmount,
  presentmentAmount: presentmentTotalAmount,
});

/** What the document should come to, but for rounding. */
const documentTotalOf = (facts: ConflictFacts & { readonly lines: readonly ConflictLine[] }): AmountPair =>
  minus(totalOf(facts), exchangedValue(facts.lines, facts.vatIncluded));

const exchangedQuantity = (lines: readonly ConflictLine[]): number =>
  lines.filter(({ isExchangeItem }) => isExchangeItem).reduce((sum, { quantity }) => sum + quantity, 0);

/**
 * The first line whose units or prices are not those of the document. Quantities become less only by zero refunds, as an edit leaves them (a line
 * without a unit is gone); one that grows is not always seen in the number of all items, from which other units may have been given back meanwhile.
 * Business Central does not look at prices: a discount that staff adds would never be in the books, and nobody would hear of it.
 */
function editedLine(stored: readonly ConflictLine[], lines: readonly ConflictLine[]): Conflict | null {
  const now = new Map(lines.map((line) => [line.lineId, line]));
  for (const line of stored) {
    const current = now.get(line.lineId);
    if (line.isExchangeItem || current?.isExchangeItem === true) continue;
    if (current === undefined || current.quantity < line.quantity) return "removedItems";
    if (current.quantity > line.quantity) return "itemsQuantity";
    if (!isWorthTheSame(line, current)) return "linePrices";
  }
  return null;
}

const isWorthTheSame = (one: ConflictLine, other: ConflictLine): boolean => isNothing(minus(netOf(one), netOf(other)));

const isCancelledNow = (stored: ConflictFacts, { cancelledAt }: ConflictFacts): boolean =>
  stored.cancelledAt === null && cancelledAt !== null;

/** Less is owed than the document says, and nothing was paid that a credit memo could give back: of shipping alone, when no goods were left. */
const isCalledOff = (stored: ConflictFacts, { totalAmount }: ConflictFacts): boolean =>
  new Decimal(totalAmount).lessThan(stored.totalAmount);

/** What is refunded has its credit memo. Unknown when refunds are not imported, and then no reason to disturb anybody. */
const isRefunded = ({ lines, refundedLineIds }: IncomingFacts): boolean =>
  refundedLineIds === null ||
  lines.every(({ lineId, isExchangeItem }) => isExchangeItem || refundedLineIds.has(lineId));

const EDITED: Readonly<Record<Conflict, string>> = {
  itemsQuantity: "more items",
  lineSet: "other lines",
  shippingCharges: "other shipping charges",
  removedItems: "fewer items",
  linePrices: "other prices or discounts",
  cancellation: "it was cancelled, and not all of it is refunded",
  cashRounding: "a payment in cash was rounded",
  total: "another total: discounts, taxes, duties or fees",
};

export const EDITED_AFTER_PROCESSING = "order-edited-after-processing";

/** What a person is told of an order whose document does not follow its edition. */
export const conflictProblem = (conflict: Conflict): OrderProblem => ({
  code: EDITED_AFTER_PROCESSING,
  message: `The order is already processed in Business Central, but an edition was received from Shopify (${EDITED[conflict]}). It was not propagated to the sales document: compare both, then mark the conflict as resolved`,
  params: { edited: conflict },
});
