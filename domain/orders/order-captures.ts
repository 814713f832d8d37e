import { canonical } from "#domain/canonical";
import type { OrderRows } from "./import-order.ts";
import type { OrderNode } from "./order-node.ts";
import { legacyId } from "./shopify-id.ts";

export const capturedTables = [
  "order",
  "orderLine",
  "orderShippingCharge",
  "orderTransaction",
  "fulfillmentOrder",
  "fulfillment",
  "refund",
  "return",
] as const;
export type CapturedTable = (typeof capturedTables)[number];

/** What Shopify answered about a record, as text that is the same exactly when the answer is. */
export interface Capture {
  readonly linkedTable: CapturedTable;
  readonly linkedId: string;
  readonly json: string;
}

/**
 * Takes an order's answer apart by the records that are stored of it (BCApps: `Shpfy Data Capture`, which every import adds to). What
 * has records of its own is left out of the order's; lines of fulfillments, fulfillment orders, refunds and returns stay with them.
 */
export function orderCaptures(node: OrderNode, rows: OrderRows): readonly Capture[] {
  const { lineItems, shippingLines, transactions, fulfillmentOrders, fulfillments, refunds, returns, ...order } = node;
  const stored = new Set(rows.lines.map(({ lineId }) => lineId));
  const charged = shippingLines.nodes.filter(({ isRemoved }) => !isRemoved);
  const of = (linkedTable: CapturedTable, linkedId: string, answer: object): Capture => ({
    linkedTable,
    linkedId,
    json: canonical(answer),
  });
  return [
    of("order", rows.shopifyOrderId, order),
    ...lineItems.nodes
      .filter(({ id }) => stored.has(legacyId(id)))
      .map((line) => of("orderLine", legacyId(line.id), line)),
    // A charge without an id of its own has a row, but is not the same record in the next answer.
    ...charged.flatMap((line) => (line.id === null ? [] : [of("orderShippingCharge", legacyId(line.id), line)])),
    ...transactions.map((one) => of("orderTransaction", legacyId(one.id), one)),
    ...fulfillmentOrders.nodes.map((one) => of("fulfillmentOrder", legacyId(one.id), one)),
    ...fulfillments.map((one) => of("fulfillment", legacyId(one.id), one)),
    ...(refunds ?? []).map((one) => of("refund", legacyId(one.id), one)),
    ...(returns?.nodes ?? []).map((one) => of("return", legacyId(one.id), one)),
  ];
}
