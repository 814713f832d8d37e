import type { Executor } from "./connection.ts";

/** What Shopify plans to send of an order, place by place, with its lines. */
export async function fulfillmentOrdersOfOrder(db: Executor, shopifyOrderId: string) {
  const orders = await db
    .selectFrom("fulfillmentOrder")
    .selectAll()
    .where("shopifyOrderId", "=", shopifyOrderId)
    .orderBy("fulfillmentOrderId")
    .execute();
  const lines = await db
    .selectFrom("fulfillmentOrderLine")
    .selectAll()
    .where("shopifyOrderId", "=", shopifyOrderId)
    .orderBy("fulfillmentOrderLineId")
    .execute();
  return orders.map((order) =>
    Object.assign({}, order, {
      lines: lines.filter(({ fulfillmentOrderId }) => fulfillmentOrderId === order.fulfillmentOrderId),
    }),
  );
}

/** What was sent of an order, with its lines. */
export async function fulfillmentsOfOrder(db: Executor, shopifyOrderId: string) {
  const fulfillments = await db
    .selectFrom("fulfillment")
    .selectAll()
    .where("shopifyOrderId", "=", shopifyOrderId)
    .orderBy("fulfillmentId")
    .execute();
  const lines = await db
    .selectFrom("fulfillmentLine as line")
    .innerJoin("fulfillment", "fulfillment.fulfillmentId", "line.fulfillmentId")
    .selectAll("line")
    .where("fulfillment.shopifyOrderId", "=", shopifyOrderId)
    .orderBy("fulfillmentLineId")
    .execute();
  return fulfillments.map((fulfillment) =>
    Object.assign({}, fulfillment, {
      lines: lines.filter(({ fulfillmentId }) => fulfillmentId === fulfillment.fulfillmentId),
    }),
  );
}
