import {
  fulfillmentLineRows,
  fulfillmentOrderLineRows,
  fulfillmentOrderRow,
  fulfillmentRow,
  riskRows,
  type FulfillmentLineRow,
  type FulfillmentOrderLineRow,
  type FulfillmentOrderRow,
  type FulfillmentRow,
  type RiskRow,
} from "./fulfillment-rows.ts";
import {
  editableHeaderFields,
  fixedHeaderFields,
  type EditableHeaderFields,
  type FixedHeaderFields,
  type ImportContext,
} from "./header-fields.ts";
import { compareIds } from "./line-location.ts";
import {
  lineAttributes,
  lineRow,
  shippingChargeRow,
  taxLineRows,
  type LineAttributeRow,
  type OrderLineRow,
  type ShippingChargeRow,
  type TaxLineRow,
} from "./line-rows.ts";
import type { OrderNode } from "./order-node.ts";
import { distinctAttributes, type OrderAttribute } from "./queue-row.ts";
import { removedCharges } from "./removed-charges.ts";
import { legacyId } from "./shopify-id.ts";
import { gatewayOf, transactionRow, type TransactionRow } from "./transaction-rows.ts";

/** Everything that is stored of one order. */
export interface OrderRows {
  readonly shopifyOrderId: string;
  readonly fixed: FixedHeaderFields;
  readonly editable: EditableHeaderFields & { readonly gateway: string; readonly lineItemsRedundancyCode: string };
  readonly attributes: readonly OrderAttribute[];
  readonly tags: readonly string[];
  readonly lines: readonly OrderLineRow[];
  readonly lineAttributes: readonly LineAttributeRow[];
  readonly taxLines: readonly TaxLineRow[];
  readonly shippingCharges: readonly ShippingChargeRow[];
  readonly transactions: readonly TransactionRow[];
  readonly risks: readonly RiskRow[];
  readonly fulfillmentOrders: readonly FulfillmentOrderRow[];
  readonly fulfillmentOrderLines: readonly FulfillmentOrderLineRow[];
  readonly fulfillments: readonly FulfillmentRow[];
  readonly fulfillmentLines: readonly FulfillmentLineRow[];
}

/**
 * Turns an order of Shopify into rows. `exchangeLineIds` are lines that came by an exchange: they are kept, but a new one is no edit of the
 * order, so they stay out of the redundancy code. Throws `order-malformed`.
 */
export function orderRows(order: OrderNode, exchangeLineIds: ReadonlySet<string>, context: ImportContext): OrderRows {
  const orderId = legacyId(order.id);
  const charged = order.shippingLines.nodes.filter((line) => !line.isRemoved);
  const shippingCharges = charged.map(shippingChargeRow);
  const transactions = order.transactions.map((transaction) => transactionRow(transaction, context));
  const lines = order.lineItems.nodes.map((line) => lineRow(line, order.fulfillmentOrders.nodes));
  const kept = new Set(lines.filter(({ quantity }) => quantity !== 0).map(({ lineId }) => lineId));
  const keptNodes = order.lineItems.nodes.filter((line) => kept.has(legacyId(line.id)));
  const lineIds = lines.map(({ lineId }) => lineId).filter((lineId) => !exchangeLineIds.has(lineId));
  const nodesById = new Map(order.lineItems.nodes.map((line) => [legacyId(line.id), line]));
  return {
    shopifyOrderId: orderId,
    fixed: fixedHeaderFields(order, context),
    editable: {
      ...editableHeaderFields(order, removedCharges(order), context),
      gateway: gatewayOf(transactions),
      lineItemsRedundancyCode: context.hash(lineIds.toSorted(compareIds).join(",")),
    },
    attributes: distinctAttributes(order.customAttributes),
    tags: [...new Set(order.tags)],
    lines: lines.filter(({ lineId }) => kept.has(lineId)),
    lineAttributes: keptNodes.flatMap(lineAttributes),
    taxLines: [
      ...taxLineRows("order", orderId, order.taxLines),
      ...keptNodes.flatMap((line) => taxLineRows("line", legacyId(line.id), line.taxLines)),
      ...charged.flatMap((line, index) =>
        taxLineRows("shippingLine", shippingCharges[index]?.shippingLineId ?? "", line.taxLines),
      ),
    ],
    shippingCharges,
    transactions,
    risks: riskRows(order.risk.assessments),
    fulfillmentOrders: order.fulfillmentOrders.nodes.map(fulfillmentOrderRow),
    fulfillmentOrderLines: order.fulfillmentOrders.nodes.flatMap((node) => fulfillmentOrderLineRows(node, nodesById)),
    fulfillments: order.fulfillments.map(fulfillmentRow),
    fulfillmentLines: order.fulfillments.flatMap(fulfillmentLineRows),
  };
}
