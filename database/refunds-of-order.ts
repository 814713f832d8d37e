import type { Selectable } from "kysely";
import type { Executor } from "./connection.ts";
import type {
  RefundHeaderTable,
  RefundLineTable,
  RefundShippingLineTable,
  ReturnHeaderTable,
  ReturnLineTable,
} from "./tables.ts";

/** A refund with its lines. */
export interface RefundOfOrder extends Selectable<RefundHeaderTable> {
  readonly lines: readonly Selectable<RefundLineTable>[];
  readonly shippingLines: readonly Selectable<RefundShippingLineTable>[];
}

/** A return with its lines. */
export interface ReturnOfOrder extends Selectable<ReturnHeaderTable> {
  readonly lines: readonly Selectable<ReturnLineTable>[];
}

/** The refunds of an order, oldest first, each with its lines. */
export async function refundsOfOrder(db: Executor, shopifyOrderId: string): Promise<readonly RefundOfOrder[]> {
  const [headers, lines, shippingLines] = await Promise.all([
    db
      .selectFrom("refundHeader")
      .selectAll()
      .where("shopifyOrderId", "=", shopifyOrderId)
      .orderBy("refundId")
      .execute(),
    db
      .selectFrom("refundLine")
      .selectAll()
      .where("shopifyOrderId", "=", shopifyOrderId)
      .orderBy("isExchangeItem")
      .orderBy("refundLineId")
      .execute(),
    db
      .selectFrom("refundShippingLine")
      .selectAll()
      .where("shopifyOrderId", "=", shopifyOrderId)
      .orderBy("refundShippingLineId")
      .execute(),
  ]);
  return headers.map((header) => ({
    ...header,
    lines: lines.filter(({ refundId }) => refundId === header.refundId),
    shippingLines: shippingLines.filter(({ refundId }) => refundId === header.refundId),
  }));
}

/** The returns of an order, oldest first, each with its lines. */
export async function returnsOfOrder(db: Executor, shopifyOrderId: string): Promise<readonly ReturnOfOrder[]> {
  const [headers, lines] = await Promise.all([
    db
      .selectFrom("returnHeader")
      .selectAll()
      .where("shopifyOrderId", "=", shopifyOrderId)
      .orderBy("returnId")
      .execute(),
    db
      .selectFrom("returnLine")
      .selectAll()
      .where("shopifyOrderId", "=", shopifyOrderId)
      .orderBy("returnLineId")
      .execute(),
  ]);
  return headers.map((header) => ({ ...header, lines: lines.filter(({ returnId }) => returnId === header.returnId) }));
}
