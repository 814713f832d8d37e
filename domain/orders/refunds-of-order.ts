import { currencyDecimals } from "../currency-decimals.ts";
import {
  exchangeLineIds,
  exchangeRefundLines,
  removedQuantities,
  type DocumentedRefunds,
  type LinesOfOrder,
} from "./exchange-lines.ts";
import type { ImportContext } from "./header-fields.ts";
import type { CurrencyDecimals } from "./order-money.ts";
import type { OrderNode } from "./order-node.ts";
import {
  isRealRefund,
  refundHeaderRow,
  refundLineRows,
  refundShippingLineRows,
  type RefundHeaderRow,
  type RefundLineRow,
  type RefundShippingLineRow,
} from "./refund-rows.ts";
import {
  returnHeaderRow,
  returnLineRows,
  returnLocations,
  type ReturnHeaderRow,
  type ReturnLineRow,
} from "./return-rows.ts";
import { legacyId } from "./shopify-id.ts";

/** What is stored of an order and decides how it is read again. Nothing of a new one. */
export interface KnownOfOrder {
  /** Lines that came by an exchange: once they did, they stay out of sales documents. */
  readonly exchangeLineIds: ReadonlySet<string>;
  /** The return of each refund, for an app that may not read returns any more. */
  readonly returnOfRefund: ReadonlyMap<string, string | null>;
  readonly documented: DocumentedRefunds;
  /** Zero refunds that an order's document was made without: what they took off stays away also while refunds are not read. Null: it has all. */
  readonly considered: RefundLines | null;
}

/** What refunds took off an order. */
export interface RefundLines {
  readonly lines: readonly RefundLineRow[];
  readonly shippingLines: readonly RefundShippingLineRow[];
}

export const NOTHING_KNOWN: KnownOfOrder = {
  exchangeLineIds: new Set(),
  returnOfRefund: new Map(),
  documented: { refundIds: new Set(), refundOfExchangeLine: new Map() },
  considered: null,
};

/** Refunds of an order as they are stored. */
export interface RefundRows extends RefundLines {
  readonly headers: readonly RefundHeaderRow[];
  /** With those of an exchange only when returns were read: else the stored ones stay. */
  readonly lines: readonly RefundLineRow[];
}

export interface ReturnRows {
  readonly headers: readonly ReturnHeaderRow[];
  readonly lines: readonly ReturnLineRow[];
}

/** Lines of an order that came by an exchange: those that are known, and what Shopify names. */
export const allExchangeLineIds = (order: OrderNode, known: KnownOfOrder): ReadonlySet<string> =>
  new Set([...known.exchangeLineIds, ...exchangeLineIds(order.returns?.nodes ?? [])]);

/** Decimals of the two currencies of an order. */
export const decimalsOf = (order: OrderNode): CurrencyDecimals => ({
  shop: currencyDecimals(order.currencyCode),
  presentment: currencyDecimals(order.presentmentCurrencyCode),
});

/** Refunds with Shopify's own lines; null when they were not asked for, which says nothing about what there is. */
export function refundRows(order: OrderNode, known: KnownOfOrder, context: ImportContext): RefundRows | null {
  if (order.refunds === undefined) return null;
  const locations = new Map((order.returns?.nodes ?? []).map((each) => [legacyId(each.id), returnLocations(each)]));
  const refunds = order.refunds.map((refund) => {
    const header = refundHeaderRow(refund, known.returnOfRefund.get(legacyId(refund.id)), context);
    return { refund, header, isReal: isRealRefund(header, refund, order) };
  });
  return {
    headers: refunds.map(({ header }) => header),
    lines: refunds.flatMap(({ refund, header, isReal }) =>
      refundLineRows(refund, isReal, locations.get(header.returnId ?? "")),
    ),
    shippingLines: refunds.flatMap(({ refund }) => refundShippingLineRows(refund)),
  };
}

/** Adds what the refunds have for goods sent in exchange. */
export const withExchangeLines = (
  refunds: RefundRows,
  order: OrderNode,
  lines: LinesOfOrder,
  documented: DocumentedRefunds,
): RefundRows => {
  const removed = removedQuantities(refunds.lines);
  const exchanged = (order.returns?.nodes ?? []).flatMap((each) =>
    exchangeRefundLines(each, refunds.headers, lines, documented, removed, decimalsOf(order)),
  );
  return { ...refunds, lines: [...refunds.lines, ...exchanged] };
};

/** Returns; null when they were not asked for. */
export function returnRows(order: OrderNode): ReturnRows | null {
  if (order.returns === undefined) return null;
  const returns = order.returns.nodes.map((each) => ({ each, locations: returnLocations(each) }));
  return {
    headers: returns.map(({ each }) => returnHeaderRow(each)),
    lines: returns.flatMap(({ each, locations }) => returnLineRows(each, locations)),
  };
}

/** The refund of each transaction that belongs to one. */
export const refundOfTransaction = (order: OrderNode): ReadonlyMap<string, string> =>
  new Map(
    (order.refunds ?? []).flatMap((refund) =>
      refund.transactions.nodes.map(({ id }) => [legacyId(id), legacyId(refund.id)] as const),
    ),
  );
