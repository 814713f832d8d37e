import { sql } from "kysely";
import type { RefundContents } from "#domain/orders/changed-refunds";
import type { KnownOfOrder, RefundLines, RefundRows, ReturnRows } from "#domain/orders/refunds-of-order";
import type { Executor } from "./connection.ts";
import { withOrder } from "./order-related.ts";

/** What is stored of an order's refunds and has a say when they are read again. */
export async function knownRefunds(
  db: Executor,
  store: string,
  orderId: string,
): Promise<Pick<KnownOfOrder, "returnOfRefund" | "documented">> {
  const refunds = await db
    .selectFrom("refundHeader")
    .select((eb) => [
      "refundHeader.refundId",
      "refundHeader.returnId",
      eb
        .exists(
          eb
            .selectFrom("documentLink")
            .select("documentNo")
            .where("store", "=", store)
            .where("shopifyDocumentType", "=", "refund")
            .whereRef("shopifyDocumentId", "=", "refundHeader.refundId"),
        )
        .as("isDocumented"),
    ])
    .where("shopifyOrderId", "=", orderId)
    .execute();
  const refundIds = refunds.filter(({ isDocumented }) => isDocumented).map(({ refundId }) => refundId);
  const exchanged =
    refundIds.length === 0
      ? []
      : await db
          .selectFrom("refundLine")
          .select(["lineId", "refundId"])
          .where("refundId", "in", refundIds)
          .where("isExchangeItem", "=", true)
          .execute();
  return {
    returnOfRefund: new Map(refunds.map(({ refundId, returnId }) => [refundId, returnId])),
    documented: {
      refundIds: new Set(refundIds),
      refundOfExchangeLine: new Map(exchanged.map(({ lineId, refundId }) => [lineId, refundId])),
    },
  };
}

/** Zero refunds of an order, which took units and their shipping off it. */
export async function consideredRefunds(db: Executor, orderId: string): Promise<RefundLines> {
  const lines = await db
    .selectFrom("refundLine")
    .selectAll()
    .where("shopifyOrderId", "=", orderId)
    .where("canCreateCreditMemo", "=", false)
    .execute();
  if (lines.length === 0) return { lines: [], shippingLines: [] };
  const shippingLines = await db
    .selectFrom("refundShippingLine")
    .selectAll()
    .where(
      "refundId",
      "in",
      lines.map(({ refundId }) => refundId),
    )
    .execute();
  return { lines, shippingLines };
}

/** Refunds as they are stored, and the documents they have. */
export async function documentedRefunds(
  db: Executor,
  store: string,
  refundIds: readonly string[],
): Promise<RefundContents & { readonly documents: readonly DocumentOfRefund[] }> {
  if (refundIds.length === 0) return { headers: [], lines: [], shippingLines: [], documents: [] };
  return {
    headers: await db.selectFrom("refundHeader").selectAll().where("refundId", "in", refundIds).execute(),
    lines: await db.selectFrom("refundLine").selectAll().where("refundId", "in", refundIds).execute(),
    shippingLines: await db.selectFrom("refundShippingLine").selectAll().where("refundId", "in", refundIds).execute(),
    documents: await db
      .selectFrom("documentLink")
      .select(["shopifyDocumentId as refundId", IS_RETURN_ORDER.as("isReturnOrder"), "documentNo"])
      .where("store", "=", store)
      .where("shopifyDocumentType", "=", "refund")
      .where("shopifyDocumentId", "in", refundIds)
      .orderBy("createdAt")
      .execute(),
  };
}

/** A document that a refund is linked to. */
interface DocumentOfRefund {
  readonly refundId: string;
  /** Is a return order, or was posted from one. */
  readonly isReturnOrder: boolean;
  readonly documentNo: string;
}

const IS_RETURN_ORDER = sql<boolean>`document_type in ('salesReturnOrder', 'postedReturnReceipt')`;

/**
 * Stores the refunds of an order: headers are brought up to date by Shopify's ids, and keep what came of their credit memo; lines are replaced.
 * Lines of an exchange stay when returns were not read (`withExchanges` false).
 */
export async function storeRefunds(
  db: Executor,
  orderId: string,
  { headers, lines, shippingLines }: RefundRows,
  { withExchanges }: { readonly withExchanges: boolean },
): Promise<void> {
  if (headers.length === 0) return;
  await db
    .insertInto("refundHeader")
    .values(
      withOrder(
        orderId,
        headers.map(({ returnId, ...header }) => ({ ...header, returnId: returnId ?? null })),
      ),
    )
    .onConflict((conflict) =>
      conflict.column("refundId").doUpdateSet((eb) => ({
        returnId: eb.ref("excluded.returnId"),
        updatedAt: eb.ref("excluded.updatedAt"),
        note: eb.ref("excluded.note"),
        totalRefundedAmount: eb.ref("excluded.totalRefundedAmount"),
        presentmentTotalRefundedAmount: eb.ref("excluded.presentmentTotalRefundedAmount"),
        currencyCode: eb.ref("excluded.currencyCode"),
        presentmentCurrencyCode: eb.ref("excluded.presentmentCurrencyCode"),
      })),
    )
    .execute();
  const former = db.deleteFrom("refundLine").where("shopifyOrderId", "=", orderId);
  await (withExchanges ? former : former.where("isExchangeItem", "=", false)).execute();
  if (lines.length > 0) await db.insertInto("refundLine").values(withOrder(orderId, lines)).execute();
  await db.deleteFrom("refundShippingLine").where("shopifyOrderId", "=", orderId).execute();
  if (shippingLines.length > 0) {
    await db.insertInto("refundShippingLine").values(withOrder(orderId, shippingLines)).execute();
  }
}

/** Stores the returns of an order: headers are brought up to date by Shopify's ids, lines are replaced. */
export async function storeReturns(db: Executor, orderId: string, { headers, lines }: ReturnRows): Promise<void> {
  if (headers.length === 0) return;
  await db
    .insertInto("returnHeader")
    .values(withOrder(orderId, headers))
    .onConflict((conflict) =>
      conflict.column("returnId").doUpdateSet((eb) => ({
        name: eb.ref("excluded.name"),
        status: eb.ref("excluded.status"),
        totalQuantity: eb.ref("excluded.totalQuantity"),
        declineReason: eb.ref("excluded.declineReason"),
        declineNote: eb.ref("excluded.declineNote"),
        closedAt: eb.ref("excluded.closedAt"),
      })),
    )
    .execute();
  await db.deleteFrom("returnLine").where("shopifyOrderId", "=", orderId).execute();
  if (lines.length > 0) await db.insertInto("returnLine").values(withOrder(orderId, lines)).execute();
}
