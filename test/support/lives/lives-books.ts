/** Whether what was booked of an order is what Shopify says of it. The comparison is pure; reading is at the end. */
import { Decimal } from "decimal.js";
import type { Database } from "#database/connection";
import { exchangeLinesOf, type LineState, type OrderState, type RefundState } from "./life-state.ts";

/** A reason an order or one of its refunds gives for what is not booked. */
export interface Reason {
  readonly code: string;
  readonly message: string;
}

/** What is booked of an order, in the currency of its document. */
export interface Booked {
  readonly isImported: boolean;
  readonly currencyHandling: "shopCurrency" | "presentmentCurrency";
  /** Sales orders and invoices. */
  readonly documents: readonly string[];
  /** Credit memos and return orders. */
  readonly creditMemos: readonly string[];
  readonly reasons: readonly Reason[];
}

export interface Account {
  readonly name: string;
  readonly documents: string;
  readonly creditMemos: string;
  readonly expected: string;
  readonly refunded: string;
  readonly reasons: readonly Reason[];
  readonly verdict: "balanced" | "explained" | "wrong";
  /** Why it is wrong. */
  readonly complaint: string;
}

type Bag = LineState["originalUnitPriceSet"];
type AmountOf = (bag: Bag) => Decimal;

const ZERO = new Decimal(0);
const sum = (amounts: readonly Decimal[]): Decimal => amounts.reduce((total, each) => total.plus(each), ZERO);

/**
 * Compares an order at Shopify with what is booked of it: documents less credit memos must be the expected total less what was paid back,
 * to the cent; or the order says why not, and that is true.
 */
export function accountOf(order: OrderState, booked: Booked, isKnownVariant: (id: string) => boolean): Account {
  const amount: AmountOf = (bag) =>
    new Decimal(booked.currencyHandling === "shopCurrency" ? bag.shopMoney.amount : bag.presentmentMoney.amount);
  const documents = sum(booked.documents.map((total) => new Decimal(total)));
  const creditMemos = sum(booked.creditMemos.map((total) => new Decimal(total)));
  const expected = expectedTotal(order, amount);
  const refunded = sum(
    order.refunds
      .filter((refund) => !hasPending(order, refund))
      .map(({ totalRefundedSet }) => amount(totalRefundedSet)),
  );
  const reasons = booked.isImported ? booked.reasons : [notImported(order)];
  const isBalanced = documents.minus(creditMemos).equals(expected.minus(refunded));
  const untrue = reasons.find((reason) => !isTrue(reason, order, { ...booked, expected }, isKnownVariant));
  const complaint =
    untrue !== undefined
      ? `it says ${untrue.code}, which is not so: ${untrue.message}`
      : isBalanced || reasons.length > 0
        ? ""
        : "it is not booked as Shopify has it, and does not say why";
  return {
    name: order.name,
    documents: documents.toFixed(),
    creditMemos: creditMemos.toFixed(),
    expected: expected.toFixed(),
    refunded: refunded.toFixed(),
    reasons,
    verdict: complaint !== "" ? "wrong" : reasons.length > 0 ? "explained" : "balanced",
    complaint,
  };
}

/**
 * Shopify's total and the rounding of cash, without goods of an exchange, which are credited, and without units that were taken off while no money
 * went back, and the shipping that was given up with them.
 */
function expectedTotal(order: OrderState, amount: AmountOf): Decimal {
  const exchanged = exchangeLinesOf(order);
  const worth = (line: LineState): Decimal => {
    const net = amount(line.originalUnitPriceSet)
      .times(line.quantity)
      .minus(sum(line.discountAllocations.map(({ allocatedAmountSet }) => amount(allocatedAmountSet))));
    return order.taxesIncluded ? net : net.plus(sum(line.taxLines.map(({ priceSet }) => amount(priceSet))));
  };
  const emptied = order.refunds.filter((refund) => !givesBack(order, refund));
  if (exchanged.size === 0 && isCalledOff(order, emptied)) return ZERO;
  const withTax = (net: Bag, tax: Bag): Decimal => (order.taxesIncluded ? amount(net) : amount(net).plus(amount(tax)));
  const removed = emptied
    .flatMap(({ refundLineItems }) => refundLineItems.nodes)
    .filter(({ lineItem, restockType }) => restockType !== "RETURN" && !exchanged.has(lineItem.id))
    .map(({ subtotalSet, totalTaxSet }) => withTax(subtotalSet, totalTaxSet));
  const givenUp = emptied
    .filter(({ refundLineItems }) => refundLineItems.nodes.some(({ restockType }) => restockType !== "RETURN"))
    .flatMap(({ refundShippingLines }) => refundShippingLines.nodes)
    .map(({ subtotalAmountSet, taxAmountSet }) => withTax(subtotalAmountSet, taxAmountSet));
  return amount(order.totalPriceSet)
    .plus(amount(order.totalCashRoundingAdjustment.paymentSet))
    .minus(sum(order.lineItems.nodes.filter(({ id }) => exchanged.has(id)).map(worth)))
    .minus(sum(removed))
    .minus(sum(givenUp));
}

/**
 * Cancelled before anything was paid, and all its goods taken off: nothing of it is owed. Of goods that came back by a return there is a credit memo,
 * and their order keeps its document.
 */
function isCalledOff({ cancelledAt, transactions, lineItems }: OrderState, emptied: readonly RefundState[]): boolean {
  const takenOff = (lineId: string): number =>
    emptied
      .flatMap(({ refundLineItems }) => refundLineItems.nodes)
      .filter(({ lineItem, restockType }) => lineItem.id === lineId && restockType !== "RETURN")
      .reduce((total, { quantity }) => total + quantity, 0);
  return (
    cancelledAt !== null &&
    !transactions.some(({ kind, status }) => (kind === "SALE" || kind === "CAPTURE") && status === "SUCCESS") &&
    lineItems.nodes.every(({ id, quantity, variant }) => variant === null || takenOff(id) >= quantity)
  );
}

const hasPending = (order: OrderState, { transactions }: RefundState): boolean =>
  transactions.nodes.some(({ id }) => order.transactions.some((one) => one.id === id && one.status === "PENDING"));

/** It belongs to a return, or money went back or is on its way. */
const givesBack = (order: OrderState, refund: RefundState): boolean =>
  refund.return !== null || Number(refund.totalRefundedSet.shopMoney.amount) > 0 || hasPending(order, refund);

const notImported = (order: OrderState): Reason => ({
  code: "never-imported",
  message: `Order ${order.name} is not in the database`,
});

/** The reasons an order may have, and what must be so at Shopify for each of them. Any other reason is none. */
function isTrue(
  { code, message }: Reason,
  order: OrderState,
  { documents, creditMemos, expected }: Booked & { readonly expected: Decimal },
  isKnownVariant: (id: string) => boolean,
): boolean {
  const hasNoDocument = documents.length === 0;
  switch (code) {
    case "mapping-incomplete":
      return (
        message !== "" &&
        hasNoDocument &&
        order.lineItems.nodes.some(({ variant }) => variant !== null && !isKnownVariant(variant.id))
      );
    case "order-not-processed":
      return message !== "" && hasNoDocument && order.refunds.length > 0;
    case "order-edited-after-processing":
      return (
        message !== "" &&
        (order.edited || order.cancelledAt !== null || order.refunds.some((refund) => !givesBack(order, refund)))
      );
    // Only of a refund that has its document.
    case "refund-edited-after-processing":
      return message !== "" && creditMemos.length > 0;
    // Everything was taken off before there was a document.
    case "nothing-to-release":
      return message !== "" && hasNoDocument && expected.isZero();
    // Archived before anybody looked: a new order that is closed is not imported.
    case "never-imported":
      return order.closed;
    default:
      return false;
  }
}

/** What database and ledger say of each order, by its id. */
export async function readBooked(db: Database): Promise<ReadonlyMap<string, Booked>> {
  const [headers, refunds, documents, shops] = await Promise.all([
    db.selectFrom("orderHeader").selectAll().execute(),
    db.selectFrom("refundHeader").selectAll().where("hasProcessingError", "=", true).execute(),
    db.selectFrom("ledger.salesHeader").select(["kind", "shopifyOrderId", "amountIncludingVat"]).execute(),
    db.selectFrom("shop").select(["code", "currencyHandling"]).execute(),
  ]);
  const handling = new Map(shops.map(({ code, currencyHandling }) => [code, currencyHandling]));
  return new Map(
    headers.map((header) => {
      const { shopifyOrderId } = header;
      const totals = (...kinds: readonly string[]) =>
        documents
          .filter((document) => document.shopifyOrderId === shopifyOrderId && kinds.includes(document.kind))
          .map(({ amountIncludingVat }) => amountIncludingVat);
      const ownReasons = header.hasError ? [{ code: header.errorCode, message: header.errorMessage }] : [];
      const refundReasons = refunds
        .filter((refund) => refund.shopifyOrderId === shopifyOrderId)
        .map(({ lastErrorCode, lastErrorDescription }) => ({ code: lastErrorCode, message: lastErrorDescription }));
      const booked: Booked = {
        isImported: true,
        currencyHandling: (header.processedCurrencyHandling || handling.get(header.shop)) as Booked["currencyHandling"],
        documents: totals("order", "invoice"),
        creditMemos: totals("creditMemo", "returnOrder"),
        reasons: [...ownReasons, ...refundReasons],
      };
      return [shopifyOrderId, booked];
    }),
  );
}

export const NOT_BOOKED: Booked = {
  isImported: false,
  currencyHandling: "shopCurrency",
  documents: [],
  creditMemos: [],
  reasons: [],
};
