import { log } from "@temporalio/activity";
import { giftCardsToRead, noteGiftCards, noteGiftCardsNotFound, storedGiftCards } from "#database/gift-cards";
import { grantedScopesOf } from "#database/granted-scopes";
import { placeGiftCards } from "#domain/orders/place-gift-cards";
import { legacyId } from "#domain/orders/shopify-id";
import type { Shop } from "#domain/shops/shop";
import type { Answer } from "#shopify/client";
import { SoldGiftCardsDocument, type SoldGiftCardsQuery } from "#shopify/generated/operations";
import { scopeSet } from "#shopify/scopes";
import type { Batch } from "./batch.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";

/** A card may come into Shopify's search later than its fulfillment; after this it is not waited for. */
const LATEST_MS = 24 * 3_600_000;

/**
 * Reads the gift cards that stored orders sold and of which Shopify was not asked yet, in one listing for all of them; there is none when no
 * card is missing. Without the scope the cards stay what the order says of them: one each, with the price they were sold for. Safe to repeat.
 */
export async function readGiftCards(
  deps: OrderActivityDeps,
  shop: Shop,
  callOptions: Batch["callOptions"],
): Promise<void> {
  const wanted = await giftCardsToRead(deps.db, shop.store);
  if (wanted === undefined) return;
  if (!scopeSet(await grantedScopesOf(deps.db, shop.store)).has("read_gift_cards")) {
    log.info("gift cards are not read: the app is not granted read_gift_cards", { shop: shop.code, ...wanted });
    return;
  }
  const query = `source:purchased created_at:>='${wanted.since.toISOString().slice(0, 19)}Z'`;
  let after: string | null = null;
  for (;;) {
    const answer: Answer<SoldGiftCardsQuery> = await deps.shopify.execute(
      shop.code,
      SoldGiftCardsDocument,
      { query, after },
      callOptions,
    );
    const { nodes, pageInfo } = answer.data.giftCards;
    const lineIds = nodes.flatMap(({ lineItem }) => (lineItem === null ? [] : [legacyId(lineItem.id)]));
    const stored = await storedGiftCards(deps.db, shop.store, [...new Set(lineIds)]);
    await noteGiftCards(deps.db, placeGiftCards(nodes, stored), answer.answeredAt);
    if (!pageInfo.hasNextPage) {
      await noteGiftCardsNotFound(deps.db, shop.store, new Date(Date.parse(answer.answeredAt) - LATEST_MS));
      return;
    }
    after = pageInfo.endCursor;
  }
}
