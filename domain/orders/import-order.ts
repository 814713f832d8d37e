import { calledOffHeader, isCalledOff } from "./called-off.ts";
import type { IncomingFacts } from "./conflict.ts";
import { considerRemoved, NOTHING_REMOVED, removedUnits, type ConsideredLine } from "./consider-refunds.ts";
import type { LinesOfOrder } from "./exchange-lines.ts";
import { withExchangeTaxes } from "./exchanged-value.ts";
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
import { considerGivenUpShipping, type ConsideredShipping } from "./given-up-shipping.ts";
import { soldGiftCardRows, type SoldGiftCardRow } from "./gift-card-rows.ts";
import {
  editableHeaderFields,
  fixedHeaderFields,
  type EditableHeaderFields,
  type FixedHeaderFields,
  type ImportContext,
} from "./header-fields.ts";
import { compareIds } from "./line-location.ts";
import {
  discountsOf,
  lineAttributes,
  lineRow,
  shippingChargeRow,
  taxLineRows,
  type LineAttributeRow,
  type OrderLineRow,
  type ShippingChargeRow,
  type TaxLineRow,
} from "./line-rows.ts";
import { isZero, minus, NO_AMOUNT, sumOf, type AmountPair } from "./order-money.ts";
import type { LineNode, OrderNode, ShippingLineNode } from "./order-node.ts";
import { distinctAttributes, type OrderAttribute } from "./queue-row.ts";
import {
  allExchangeLineIds,
  decimalsOf,
  refundOfTransaction,
  refundRows,
  returnRows,
  withExchangeLines,
  type KnownOfOrder,
  type RefundLines,
  type RefundRows,
  type ReturnRows,
} from "./refunds-of-order.ts";
import { removedCharges } from "./removed-charges.ts";
import { legacyId } from "./shopify-id.ts";
import { gatewayOf, transactionRow, type TransactionRow } from "./transaction-rows.ts";
import { sharesOf, unallottedDiscount } from "./unallotted-discount.ts";

/** Everything that is stored of one order. */
export interface OrderRows {
  readonly shopifyOrderId: string;
  readonly fixed: FixedHeaderFields;
  readonly editable: EditableHeaderFields & {
    readonly gateway: string;
    readonly lineItemsRedundancyCode: string;
    /** Lines and amounts are without what zero refunds took off. */
    readonly refundsConsidered: boolean;
  };
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
  readonly giftCards: readonly SoldGiftCardRow[];
  /** Null when they were not asked for: then what is stored stays. */
  readonly refunds: RefundRows | null;
  readonly returns: ReturnRows | null;
}

/**
 * Turns an order of Shopify into rows. Lines that came by an exchange are kept, but a new one is no edit of the order, so they stay out of the
 * redundancy code. Units of zero refunds are taken off lines and totals, which are Shopify's each time, so that reading twice is reading once;
 * a line that has none left is gone, and so is all of an order that was called off. Throws `order-malformed`.
 */
export function orderRows(order: OrderNode, known: KnownOfOrder, context: ImportContext): OrderRows {
  const orderId = legacyId(order.id);
  const refundOf = refundOfTransaction(order);
  const transactions = order.transactions.map((transaction) => transactionRow(transaction, refundOf, context));
  const exchanged = allExchangeLineIds(order, known);
  const refunds = refundRows(order, known, context);
  const takenOff = refunds ?? known.considered;
  const { lines, orderDiscount } = linesOf(order, exchanged, takenOff);
  const calledOff = isCalledOff(
    order,
    lines.map(({ line }) => line),
  );
  const kept = calledOff ? [] : lines.filter(({ line }) => line.quantity > 0);
  const shipping = shippingOf(order, takenOff);
  const whole = editableHeaderFields(order, removedCharges(order), context);
  const header = withoutRemoved(whole, lines, shipping, orderDiscount);
  const nodesById = new Map(order.lineItems.nodes.map((line) => [legacyId(line.id), line]));
  const codeOf = (lineIds: readonly string[]): string => context.hash(lineIds.toSorted(compareIds).join(","));
  const lineIds = [...nodesById.keys()];
  return {
    shopifyOrderId: orderId,
    fixed: fixedHeaderFields(order, context),
    editable: {
      ...(calledOff ? calledOffHeader(header) : header),
      gateway: gatewayOf(transactions),
      refundsConsidered: takenOff !== null,
      lineItemsRedundancyCode: codeOf(lineIds.filter((lineId) => !exchanged.has(lineId))),
    },
    attributes: distinctAttributes(order.customAttributes),
    tags: [...new Set(order.tags)],
    lines: kept.map(({ line }) => line),
    lineAttributes: kept.flatMap(({ node }) => lineAttributes(node)),
    taxLines: [
      ...taxLineRows("order", orderId, order.taxLines),
      ...kept.flatMap(({ taxLines }) => taxLines),
      ...(calledOff ? [] : shipping.taxLines),
    ],
    shippingCharges: calledOff ? [] : shipping.charges,
    transactions,
    risks: riskRows(order.risk.assessments),
    fulfillmentOrders: order.fulfillmentOrders.nodes.map(fulfillmentOrderRow),
    fulfillmentOrderLines: order.fulfillmentOrders.nodes.flatMap((node) => fulfillmentOrderLineRows(node, nodesById)),
    fulfillments: order.fulfillments.map(fulfillmentRow),
    fulfillmentLines: order.fulfillments.flatMap(fulfillmentLineRows),
    giftCards: soldGiftCardRows(order),
    refunds: refunds === null ? null : withExchangeLines(refunds, order, byId(lines), known.documented),
    returns: returnRows(order),
  };
}

/** What of the rows a processed order is compared by. */
export const incomingFacts = (rows: OrderRows): IncomingFacts => ({
  ...rows.editable,
  lines: withExchangeTaxes(rows.lines, rows.taxLines),
  refundedLineIds: rows.refunds && new Set(rows.refunds.lines.map(({ lineId }) => lineId)),
});

type LineOfOrder = ConsideredLine<OrderLineRow> & { readonly node: LineNode };

/** What Shopify allots to no line and no shipping: before anything was removed, and without what went with removed units. */
interface OrderDiscount {
  readonly whole: AmountPair;
  readonly left: AmountPair;
}

/** The lines of an order without the units of zero refunds. */
function linesOf(
  order: OrderNode,
  exchanged: ReadonlySet<string>,
  refunds: RefundLines | null,
): { readonly lines: readonly LineOfOrder[]; readonly orderDiscount: OrderDiscount } {
  const removed = removedUnits(refunds?.lines ?? [], exchanged);
  const decimals = decimalsOf(order);
  const currencies = { decimals, vatIncluded: order.taxesIncluded };
  const whole = order.lineItems.nodes.map((node) => {
    const lineId = legacyId(node.id);
    const gone = removed.get(lineId) ?? NOTHING_REMOVED;
    const placed = { removedQuantity: gone.quantity, isExchangeItem: exchanged.has(lineId) };
    return { node, gone, row: lineRow(node, order.fulfillmentOrders.nodes, placed) };
  });
  const rows = whole.map(({ row }) => row);
  const unallotted = unallottedDiscount(order, rows, chargedShipping(order).map(shippingChargeRow), decimals);
  const shares = sharesOf(unallotted, rows, decimals);
  const lines = whole.map(({ node, gone, row }) => {
    const taxLines = taxLineRows("line", row.lineId, node.taxLines);
    return { node, ...considerRemoved(row, taxLines, gone, shares.get(row.lineId) ?? NO_AMOUNT, currencies) };
  });
  const gone = sumOf(lines.map((line) => line.orderDiscount));
  return { lines, orderDiscount: { whole: unallotted, left: minus(unallotted, gone) } };
}

const byId = (lines: readonly LineOfOrder[]): LinesOfOrder =>
  new Map(lines.map(({ line, node }) => [line.lineId, { row: line, node }]));

/** The charges for shipping that stand, without what zero refunds gave up of them. */
function shippingOf(order: OrderNode, refunds: RefundLines | null): ConsideredShipping {
  const charged = chargedShipping(order);
  const charges = charged.map(shippingChargeRow);
  const taxLines = charged.flatMap((line, index) =>
    taxLineRows("shippingLine", charges[index]?.shippingLineId ?? "", line.taxLines),
  );
  const currencies = { decimals: decimalsOf(order), vatIncluded: order.taxesIncluded };
  return considerGivenUpShipping(charges, taxLines, refunds, currencies);
}

const chargedShipping = (order: OrderNode): readonly ShippingLineNode[] =>
  order.shippingLines.nodes.filter((line) => !line.isRemoved);

/** Header amounts without what removed units and their shipping were worth, so that they are what is left of the order comes to. */
function withoutRemoved(
  header: EditableHeaderFields,
  lines: readonly LineOfOrder[],
  shipping: ConsideredShipping,
  { whole, left }: OrderDiscount,
): EditableHeaderFields {
  const goods = sumOf(lines.map((line) => line.value));
  const value = sumOf([goods, shipping.value]);
  const tax = sumOf([...lines.map((line) => line.tax), shipping.tax]);
  const total = minus(
    { amount: header.totalAmount, presentmentAmount: header.presentmentTotalAmount },
    header.vatIncluded ? value : sumOf([value, tax]),
  );
  const subtotal = minus({ amount: header.subtotalAmount, presentmentAmount: header.presentmentSubtotalAmount }, goods);
  const vat = minus({ amount: header.vatAmount, presentmentAmount: header.presentmentVatAmount }, tax);
  const charges = minus(
    { amount: header.shippingChargesAmount, presentmentAmount: header.presentmentShippingChargesAmount },
    shipping.value,
  );
  const allotted = discountsOf([...lines.map(({ line }) => line), ...shipping.charges]);
  const stated = minus(
    { amount: header.discountAmount, presentmentAmount: header.presentmentDiscountAmount },
    shipping.discount,
  );
  const known = sumOf([allotted, left]);
  const discount: AmountPair = {
    amount: isZero(whole.amount) ? stated.amount : known.amount,
    presentmentAmount: isZero(whole.presentmentAmount) ? stated.presentmentAmount : known.presentmentAmount,
  };
  return {
    ...header,
    discountAmount: discount.amount,
    presentmentDiscountAmount: discount.presentmentAmount,
    totalAmount: total.amount,
    presentmentTotalAmount: total.presentmentAmount,
    subtotalAmount: subtotal.amount,
    presentmentSubtotalAmount: subtotal.presentmentAmount,
    vatAmount: vat.amount,
    presentmentVatAmount: vat.presentmentAmount,
    shippingChargesAmount: charges.amount,
    presentmentShippingChargesAmount: charges.presentmentAmount,
  };
}
