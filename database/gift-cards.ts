import { sql, type Selectable } from "kysely";
import type { SoldGiftCardRow } from "#domain/orders/gift-card-rows";
import type { PlacedGiftCard, StoredGiftCard } from "#domain/orders/place-gift-cards";
import type { GivenBackGiftCards } from "#domain/refunds/gift-card-amounts";
import type { Executor } from "./connection.ts";
import { withOrder } from "./order-related.ts";
import type { GiftCardTable } from "./tables.ts";

/** Keeps a row for each card an order sold. A card once sold stays, with what is known of it. */
export async function ensureGiftCards(db: Executor, orderId: string, cards: readonly SoldGiftCardRow[]): Promise<void> {
  if (cards.length === 0) return;
  await db
    .insertInto("giftCard")
    .values(withOrder(orderId, cards))
    .onConflict((conflict) => conflict.columns(["lineId", "cardNo"]).doNothing())
    .execute();
}

/** The cards of a store of which Shopify was not asked yet; they were issued at `since` at the earliest. Undefined when there are none. */
export async function giftCardsToRead(
  db: Executor,
  store: string,
): Promise<{ readonly count: number; readonly since: Date } | undefined> {
  const { count, since } = await db
    .selectFrom("giftCard as card")
    .innerJoin("orderHeader as header", "header.shopifyOrderId", "card.shopifyOrderId")
    .select((eb) => [eb.fn.countAll<string>().as("count"), eb.fn.min<Date | null>("header.createdAt").as("since")])
    .where("header.store", "=", store)
    .where("card.giftCardId", "is", null)
    .where("card.notFoundAt", "is", null)
    .executeTakeFirstOrThrow();
  return since === null ? undefined : { count: Number(count), since };
}

/** The cards of these lines of a store. */
export async function storedGiftCards(
  db: Executor,
  store: string,
  lineIds: readonly string[],
): Promise<readonly StoredGiftCard[]> {
  if (lineIds.length === 0) return [];
  return db
    .selectFrom("giftCard as card")
    .innerJoin("orderHeader as header", "header.shopifyOrderId", "card.shopifyOrderId")
    .select(["card.lineId", "card.cardNo", "card.giftCardId"])
    .where("header.store", "=", store)
    .where("card.lineId", "in", lineIds)
    .execute();
}

/** Notes what Shopify told of cards. A repeat changes nothing but the time. */
export async function noteGiftCards(db: Executor, cards: readonly PlacedGiftCard[], readAt: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const { lineId, cardNo, ...told } of cards) {
      await transaction
        .updateTable("giftCard")
        .set({ ...told, readAt, notFoundAt: null })
        .where("lineId", "=", lineId)
        .where("cardNo", "=", cardNo)
        .execute();
    }
  });
}

/** All cards of the store were listed: those that were fulfilled before `until` and not among them are not looked for again. */
export async function noteGiftCardsNotFound(db: Executor, store: string, until: Date): Promise<void> {
  await db
    .updateTable("giftCard")
    .set({ notFoundAt: sql`now()` })
    .where("giftCardId", "is", null)
    .where("notFoundAt", "is", null)
    .where("fulfilledAt", "<", until)
    .where("shopifyOrderId", "in", (eb) =>
      eb.selectFrom("orderHeader").select("shopifyOrderId").where("store", "=", store),
    )
    .execute();
}

/** The gift cards of an order, and what says how much is left of each. */
export interface GiftCardsOfOrder {
  /** With what orders of the store are known to have been paid with each. */
  readonly sold: readonly (Selectable<GiftCardTable> & { readonly knownUsedAmount: string })[];
  /** Lines of refunds that have their document. */
  readonly givenBack: readonly GivenBackGiftCards[];
}

/** The gift cards an order sold, and what came back of its lines. */
export async function giftCardsOfOrder(db: Executor, shopifyOrderId: string): Promise<GiftCardsOfOrder> {
  const cards = await db
    .selectFrom("giftCard")
    .selectAll()
    .select(({ selectFrom }) =>
      selectFrom("orderTransaction as payment")
        // What went back onto a card is there again.
        .select(
          sql<string>`coalesce(sum(case payment.type when 'refund' then -payment.amount else payment.amount end), 0)::text`.as(
            "used",
          ),
        )
        .whereRef("payment.giftCardId", "=", "giftCard.giftCardId")
        .where("payment.status", "=", "success")
        .where("payment.type", "in", ["sale", "capture", "refund"])
        .as("knownUsedAmount"),
    )
    .where("shopifyOrderId", "=", shopifyOrderId)
    .orderBy("lineId")
    .orderBy("cardNo")
    .execute();
  if (cards.length === 0) return { sold: [], givenBack: [] };
  const givenBack = await db
    .selectFrom("refundLine as line")
    .innerJoin("documentLink as link", (join) =>
      join.onRef("link.shopifyDocumentId", "=", "line.refundId").on("link.shopifyDocumentType", "=", "refund"),
    )
    .select(["line.refundId", "line.refundLineId", "line.lineId", "line.restockType", "line.quantity"])
    .select("line.subtotalAmount")
    // A posted document is linked besides the one it came from.
    .distinct()
    .where("line.shopifyOrderId", "=", shopifyOrderId)
    .execute();
  return { sold: cards.map((card) => ({ ...card, knownUsedAmount: card.knownUsedAmount ?? "0" })), givenBack };
}
