import type { Decimal } from "decimal.js";
import { roundAmount } from "../documents/rounding.ts";
import { taxLineRows, type OrderLineRow } from "./line-rows.ts";
import { compareIds } from "./line-location.ts";
import { bothAmounts, sumOf, type CurrencyDecimals } from "./order-money.ts";
import type { LineNode } from "./order-node.ts";
import type { ExchangeLineNode, ReturnNode } from "./refund-node.ts";
import { lineTotals, type RefundHeaderRow, type RefundLineRow } from "./refund-rows.ts";
import { legacyId } from "./shopify-id.ts";

/** What is known of an order's refunds that became documents: their lines stay where they are, and no others join them. */
export interface DocumentedRefunds {
  readonly refundIds: ReadonlySet<string>;
  /** The refund whose document holds the goods sent in exchange, by line of the order. */
  readonly refundOfExchangeLine: ReadonlyMap<string, string>;
}

/** Lines of the order that were sent in exchange for others. */
export const exchangeLineIds = (returns: readonly ReturnNode[]): readonly string[] =>
  returns
    .flatMap(({ exchangeLineItems }) => exchangeLineItems.nodes)
    .flatMap(({ lineItems }) => (lineItems ?? []).map(({ id }) => legacyId(id)));

/** Lines of the order by id: as they are stored, and as Shopify answered them. */
export type LinesOfOrder = ReadonlyMap<string, { readonly row: OrderLineRow; readonly node: LineNode }>;

/**
 * Lines that a refund has for the goods sent in exchange: what went out lowers what is given back. Of several refunds of one return the first
 * that has no document takes them: Business Central gives them to every one, which would book the goods several times. When all have their
 * documents, the goods wait for the next refund of the return: a line that no document has would keep them out of the next one as well. Units
 * that zero refunds took off again (`removed`, by line of the order) never went out.
 */
export function exchangeRefundLines(
  each: ReturnNode,
  headers: readonly RefundHeaderRow[],
  lines: LinesOfOrder,
  documented: DocumentedRefunds,
  removed: ReadonlyMap<string, number>,
  decimals: CurrencyDecimals,
): readonly RefundLineRow[] {
  const refundIds = headers
    .filter(({ returnId }) => returnId === legacyId(each.id))
    .map(({ refundId }) => refundId)
    .toSorted(compareIds);
  const open = refundIds.find((refundId) => !documented.refundIds.has(refundId));
  return each.exchangeLineItems.nodes.flatMap((exchange) =>
    goodsOf(exchange, lines, removed).flatMap(({ lineId, quantity, ...line }) => {
      const refundId = documented.refundOfExchangeLine.get(lineId) ?? open;
      return refundId === undefined ? [] : [exchangeRefundLine(refundId, lineId, quantity, line, decimals)];
    }),
  );
}

/**
 * Lines of an order that were sent in exchange and that no refund has yet, so that no document has them: those wait for the next refund, unless all
 * their units were taken off again.
 */
export function linesWaitingForRefund(
  lines: readonly Pick<OrderLineRow, "lineId" | "isExchangeItem" | "quantity">[],
  refundLines: readonly Pick<RefundLineRow, "lineId" | "isExchangeItem" | "quantity" | "canCreateCreditMemo">[],
): ReadonlySet<string> {
  const removed = removedQuantities(refundLines);
  const refunded = new Set(refundLines.filter((line) => line.isExchangeItem).map(({ lineId }) => lineId));
  return new Set(
    lines
      .filter(
        ({ lineId, isExchangeItem, quantity }) =>
          isExchangeItem && quantity > (removed.get(lineId) ?? 0) && !refunded.has(lineId),
      )
      .map(({ lineId }) => lineId),
  );
}

/** Units that zero refunds took off, by line of the order. */
export function removedQuantities(
  refundLines: readonly Pick<RefundLineRow, "lineId" | "quantity" | "canCreateCreditMemo">[],
): ReadonlyMap<string, number> {
  const removed = new Map<string, number>();
  for (const { lineId, quantity } of refundLines.filter((line) => !line.canCreateCreditMemo))
    removed.set(lineId, (removed.get(lineId) ?? 0) + quantity);
  return removed;
}

/** The lines of one exchange item without units that an edit took off again; one alone has the item's quantity, several have their own. */
function goodsOf({ quantity, lineItems }: ExchangeLineNode, lines: LinesOfOrder, removed: ReadonlyMap<string, number>) {
  if (quantity <= 0) return [];
  const found = (lineItems ?? []).flatMap(({ id }) => {
    const line = lines.get(legacyId(id));
    const left = line === undefined ? 0 : line.row.quantity - (removed.get(line.row.lineId) ?? 0);
    return line === undefined || left <= 0 ? [] : [{ lineId: line.row.lineId, left, ...line }];
  });
  return found.map(({ left, ...line }) => ({
    ...line,
    quantity: found.length === 1 ? Math.min(quantity, left) : left,
  }));
}

function exchangeRefundLine(
  refundId: string,
  lineId: string,
  quantity: number,
  { row, node }: { readonly row: OrderLineRow; readonly node: LineNode },
  decimals: CurrencyDecimals,
): RefundLineRow {
  const unitPrice = { amount: row.unitPrice, presentmentAmount: row.presentmentUnitPrice };
  const discount = { amount: row.discountAmount, presentmentAmount: row.presentmentDiscountAmount };
  const tax = sumOf(taxLineRows("line", lineId, node.taxLines));
  const shareOf = (amount: Decimal, places: number): Decimal =>
    quantity === row.quantity ? amount : roundAmount(amount.times(quantity).dividedBy(row.quantity), places);
  return {
    refundId,
    refundLineId: `-${lineId}`,
    lineId,
    restockType: "return",
    restocked: false,
    quantity: -quantity,
    ...unitPrice,
    ...lineTotals(
      bothAmounts(decimals, (of, places) =>
        of(unitPrice)
          .times(quantity)
          .minus(shareOf(of(discount), places))
          .negated(),
      ),
      bothAmounts(decimals, (of, places) => shareOf(of(tax), places).negated()),
    ),
    locationId: null,
    canCreateCreditMemo: true,
    isExchangeItem: true,
  };
}
