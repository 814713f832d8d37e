import { Decimal } from "decimal.js";
import { compareIds } from "./line-location.ts";
import { legacyId, legacyIdOrNull } from "./shopify-id.ts";

/** A gift card that was bought, as Shopify lists it (query SoldGiftCards). */
export interface GiftCardNode {
  readonly id: string;
  readonly lastCharacters: string;
  readonly initialValue: { readonly amount: string; readonly currencyCode: string };
  readonly balance: { readonly amount: string };
  readonly enabled: boolean;
  readonly expiresOn: string | null;
  readonly createdAt: string;
  readonly customer: { readonly id: string } | null;
  /** Null when the app is not shown its order. */
  readonly lineItem: { readonly id: string } | null;
}

/** What is stored of a line's cards; `giftCardId` is null while it is not known which one it is. */
export interface StoredGiftCard {
  readonly lineId: string;
  readonly cardNo: number;
  readonly giftCardId: string | null;
}

/** What Shopify told of a stored card. */
export interface PlacedGiftCard {
  readonly lineId: string;
  readonly cardNo: number;
  readonly giftCardId: string;
  readonly lastCharacters: string;
  readonly initialAmount: string;
  readonly balance: string;
  readonly currency: string;
  readonly enabled: boolean;
  readonly expiresOn: string | null;
  readonly customerId: string | null;
  readonly issuedAt: string;
}

/**
 * Which stored card each of Shopify's is: the one that is known by its id; else the first of its line that is not known yet, since cards are
 * issued in the order their units are fulfilled. Cards of lines that are not stored are left out.
 */
export function placeGiftCards(
  nodes: readonly GiftCardNode[],
  stored: readonly StoredGiftCard[],
): readonly PlacedGiftCard[] {
  const known = new Map(stored.flatMap((card) => (card.giftCardId === null ? [] : [[card.giftCardId, card] as const])));
  const free = stored.filter(({ giftCardId }) => giftCardId === null).toSorted((a, b) => a.cardNo - b.cardNo);
  const placed: PlacedGiftCard[] = [];
  for (const node of nodes.toSorted((a, b) => compareIds(legacyId(a.id), legacyId(b.id)))) {
    const giftCardId = legacyId(node.id);
    const lineId = legacyIdOrNull(node.lineItem?.id);
    const next = free.findIndex((card) => card.lineId === lineId);
    const card = known.get(giftCardId) ?? (next < 0 ? undefined : free.splice(next, 1)[0]);
    if (card === undefined) continue;
    placed.push({
      lineId: card.lineId,
      cardNo: card.cardNo,
      giftCardId,
      lastCharacters: node.lastCharacters,
      initialAmount: new Decimal(node.initialValue.amount).toFixed(),
      balance: new Decimal(node.balance.amount).toFixed(),
      currency: node.initialValue.currencyCode,
      enabled: node.enabled,
      expiresOn: node.expiresOn,
      customerId: legacyIdOrNull(node.customer?.id),
      issuedAt: node.createdAt,
    });
  }
  return placed;
}
