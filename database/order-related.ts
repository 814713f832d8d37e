import type { OrderRows } from "#domain/orders/import-order";
import type { TransactionRow } from "#domain/orders/transaction-rows";
import type { Executor } from "./connection.ts";

/** Rows of an order, with the order's id in front. */
export function withOrder<R extends object>(
  orderId: string,
  rows: readonly R[],
): readonly (R & { shopifyOrderId: string })[] {
  return rows.map((row) => Object.assign({ shopifyOrderId: orderId }, row));
}

/**
 * Stores what hangs on an order besides its lines. Everything is replaced by what Shopify answered, except transactions and fulfillments:
 * those are brought up to date by their ids, because refunds and shipments refer to them.
 */
export async function replaceOrderRelated(db: Executor, rows: OrderRows): Promise<void> {
  const orderId = rows.shopifyOrderId;
  await replace(db, "orderTaxLine", orderId, rows.taxLines);
  await replace(
    db,
    "orderAttribute",
    orderId,
    rows.attributes.map(({ key, value }) => ({ attributeKey: key, attributeValue: value })),
  );
  await replace(
    db,
    "orderTag",
    orderId,
    rows.tags.map((tag) => ({ tag })),
  );
  await replace(db, "orderRisk", orderId, rows.risks);
  await replace(db, "orderShippingCharge", orderId, rows.shippingCharges);
  await upsertTransactions(db, orderId, rows.transactions);
  await replace(db, "fulfillmentOrder", orderId, rows.fulfillmentOrders);
  await replace(db, "fulfillmentOrderLine", orderId, rows.fulfillmentOrderLines);
  await upsertFulfillments(db, rows);
}

type ReplacedTable =
  | "orderTaxLine"
  | "orderAttribute"
  | "orderTag"
  | "orderRisk"
  | "orderShippingCharge"
  | "fulfillmentOrder"
  | "fulfillmentOrderLine";

async function replace(db: Executor, table: ReplacedTable, orderId: string, rows: readonly object[]): Promise<void> {
  await db.deleteFrom(table).where("shopifyOrderId", "=", orderId).execute();
  if (rows.length === 0) return;
  await db.insertInto(table).values(withOrder(orderId, rows)).execute();
}

async function upsertTransactions(db: Executor, orderId: string, rows: readonly TransactionRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto("orderTransaction")
    .values(withOrder(orderId, rows))
    .onConflict((conflict) =>
      conflict.column("transactionId").doUpdateSet((eb) => ({
        // Known once, a refund stays: where refunds are not read, a transaction comes without it.
        refundId: eb.fn.coalesce("excluded.refundId", "orderTransaction.refundId"),
        type: eb.ref("excluded.type"),
        status: eb.ref("excluded.status"),
        gateway: eb.ref("excluded.gateway"),
        message: eb.ref("excluded.message"),
        manualPaymentGateway: eb.ref("excluded.manualPaymentGateway"),
        errorCode: eb.ref("excluded.errorCode"),
        amount: eb.ref("excluded.amount"),
        currencyCode: eb.ref("excluded.currencyCode"),
        presentmentAmount: eb.ref("excluded.presentmentAmount"),
        presentmentCurrencyCode: eb.ref("excluded.presentmentCurrencyCode"),
        roundingAmount: eb.ref("excluded.roundingAmount"),
        roundingCurrencyCode: eb.ref("excluded.roundingCurrencyCode"),
        presentmentRoundingAmount: eb.ref("excluded.presentmentRoundingAmount"),
        presentmentRoundingCurrencyCode: eb.ref("excluded.presentmentRoundingCurrencyCode"),
        creditCardNumber: eb.ref("excluded.creditCardNumber"),
        creditCardCompany: eb.ref("excluded.creditCardCompany"),
        creditCardBin: eb.ref("excluded.creditCardBin"),
        avsResultCode: eb.ref("excluded.avsResultCode"),
        cvvResultCode: eb.ref("excluded.cvvResultCode"),
        paymentId: eb.ref("excluded.paymentId"),
        giftCardId: eb.ref("excluded.giftCardId"),
        processedAt: eb.ref("excluded.processedAt"),
      })),
    )
    .execute();
}

async function upsertFulfillments(
  db: Executor,
  { shopifyOrderId, fulfillments, fulfillmentLines }: OrderRows,
): Promise<void> {
  if (fulfillments.length === 0) return;
  await db
    .insertInto("fulfillment")
    .values(withOrder(shopifyOrderId, fulfillments))
    .onConflict((conflict) =>
      conflict.column("fulfillmentId").doUpdateSet((eb) => ({
        status: eb.ref("excluded.status"),
        name: eb.ref("excluded.name"),
        service: eb.ref("excluded.service"),
        trackingNumber: eb.ref("excluded.trackingNumber"),
        trackingCompany: eb.ref("excluded.trackingCompany"),
        trackingUrl: eb.ref("excluded.trackingUrl"),
        trackingNumbers: eb.ref("excluded.trackingNumbers"),
        trackingCompanies: eb.ref("excluded.trackingCompanies"),
        trackingUrls: eb.ref("excluded.trackingUrls"),
        updatedAt: eb.ref("excluded.updatedAt"),
      })),
    )
    .execute();
  const ids = fulfillments.map(({ fulfillmentId }) => fulfillmentId);
  await db.deleteFrom("fulfillmentLine").where("fulfillmentId", "in", ids).execute();
  if (fulfillmentLines.length > 0) await db.insertInto("fulfillmentLine").values(fulfillmentLines).execute();
}
