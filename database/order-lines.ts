import type { LineAttributeRow, OrderLineRow } from "#domain/orders/line-rows";
import type { Executor } from "./connection.ts";
import { withOrder } from "./order-related.ts";

/** Brings the lines of an order up to date. What maps a line to an item stays; lines that are gone go, attributes are replaced. */
export async function replaceOrderLines(
  db: Executor,
  orderId: string,
  lines: readonly OrderLineRow[],
  attributes: readonly LineAttributeRow[],
): Promise<void> {
  await removeOtherLines(
    db,
    orderId,
    lines.map(({ lineId }) => lineId),
  );
  await upsertLines(db, orderId, lines);
  await db.deleteFrom("orderLineAttribute").where("shopifyOrderId", "=", orderId).execute();
  if (attributes.length === 0) return;
  await db
    .insertInto("orderLineAttribute")
    .values(
      attributes.map(({ lineId, key, value }) => ({
        shopifyOrderId: orderId,
        lineId,
        attributeKey: key,
        attributeValue: value,
      })),
    )
    .execute();
}

async function removeOtherLines(db: Executor, orderId: string, lineIds: readonly string[]): Promise<void> {
  const all = db.deleteFrom("orderLine").where("shopifyOrderId", "=", orderId);
  await (lineIds.length === 0 ? all : all.where("lineId", "not in", lineIds)).execute();
}

async function upsertLines(db: Executor, orderId: string, lines: readonly OrderLineRow[]): Promise<void> {
  if (lines.length === 0) return;
  await db
    .insertInto("orderLine")
    .values(withOrder(orderId, lines))
    .onConflict((conflict) =>
      conflict.columns(["shopifyOrderId", "lineId"]).doUpdateSet((eb) => ({
        productId: eb.ref("excluded.productId"),
        variantId: eb.ref("excluded.variantId"),
        description: eb.ref("excluded.description"),
        variantDescription: eb.ref("excluded.variantDescription"),
        sku: eb.ref("excluded.sku"),
        vendor: eb.ref("excluded.vendor"),
        quantity: eb.ref("excluded.quantity"),
        fulfillableQuantity: eb.ref("excluded.fulfillableQuantity"),
        giftCard: eb.ref("excluded.giftCard"),
        tip: eb.ref("excluded.tip"),
        taxable: eb.ref("excluded.taxable"),
        unitPrice: eb.ref("excluded.unitPrice"),
        presentmentUnitPrice: eb.ref("excluded.presentmentUnitPrice"),
        discountAmount: eb.ref("excluded.discountAmount"),
        presentmentDiscountAmount: eb.ref("excluded.presentmentDiscountAmount"),
        locationId: eb.ref("excluded.locationId"),
        deliveryMethod: eb.ref("excluded.deliveryMethod"),
        isExchangeItem: eb.ref("excluded.isExchangeItem"),
      })),
    )
    .execute();
}
