/** The one function that says what follows from an order's facts; memory of it is dropped with every write. */
import { addBags, isZero, shopOf, subtractBags, sumBags, type Bag } from "../money.ts";
import type { LineRecord, OrderRecord, TransactionRecord } from "../records/order.ts";
import type { RefundRecord } from "../records/refund.ts";
import { allocated, isTip, netOfLine, netOfShipping, subtotalOf, taxOf, totalPriceOf, totalTaxOf } from "./amounts.ts";
import type { DerivedLine, DerivedOrder, Payments } from "./derived.ts";
import { financialStatusOf, fulfillmentStatusOf, returnStatusOf } from "./statuses.ts";

const isSuccessful = (transaction: TransactionRecord): boolean => transaction.status === "SUCCESS";

/** Only successful transactions move money: a pending refund counts 0 [M]. */
const paymentsOf = (transactions: readonly TransactionRecord[]): Payments => {
  const successful = transactions.filter(isSuccessful);
  const sum = (...kinds: string[]): Bag =>
    sumBags(successful, (transaction) => (kinds.includes(transaction.kind) ? transaction.amount : 0));
  const authorized = sum("AUTHORIZATION", "EMV_AUTHORIZATION");
  const settled = addBags(sum("CAPTURE"), sum("VOID"));
  return {
    captured: sum("SALE", "CAPTURE"),
    refunded: sum("REFUND"),
    capturable: shopOf(authorized) > shopOf(settled) ? subtractBags(authorized, settled) : 0,
    hasVoid: successful.some((transaction) => transaction.kind === "VOID"),
  };
};

/** Money of a refund that went out: its successful REFUND transactions [D: `Refund.totalRefundedSet`]. */
export const totalRefundedOf = (order: OrderRecord, refund: RefundRecord): Bag =>
  sumBags(order.transactions, (transaction) =>
    transaction.kind === "REFUND" && isSuccessful(transaction) && refund.transactionIds.includes(transaction.id)
      ? transaction.amount
      : 0,
  );

const valueOfRefund = (order: OrderRecord, refund: RefundRecord): Bag => {
  const parts = [...refund.lines, ...refund.shippingLines];
  return sumBags(parts, (part) => (order.taxesIncluded ? part.subtotal : addBags(part.subtotal, part.tax)));
};

/** Of a refund that does not say it: all lines of its return, once. */
function exchangeLinesOf(order: OrderRecord, refund: RefundRecord): readonly number[] {
  const first = order.refunds.find((each) => each.returnId === refund.returnId);
  if (refund.returnId === null || first !== refund) return [];
  const exchangeLines = order.returns.find((each) => each.id === refund.returnId)?.exchangeLines ?? [];
  return exchangeLines.flatMap((each) => each.lineIds);
}

/** What was sent in exchange for the goods of a refund; it lowers the money to pay back [D: `returnProcess`]. */
export const valueOfExchange = (order: OrderRecord, refund: RefundRecord): Bag => {
  const ids = new Set(refund.exchangeLineIds ?? exchangeLinesOf(order, refund));
  return sumBags(order.lines, (line) => {
    if (!ids.has(line.id)) return 0;
    return order.taxesIncluded ? netOfLine(line) : addBags(netOfLine(line), taxOf(line));
  });
};

function deriveLine(order: OrderRecord, line: LineRecord): DerivedLine {
  let refundedQuantity = 0;
  let removedUnfulfilled = 0;
  let refundedSubtotal: Bag = 0;
  for (const refund of order.refunds)
    for (const part of refund.lines) {
      if (part.lineId !== line.id) continue;
      refundedQuantity += part.quantity;
      // Returned units had been sent; all other refunded units are taken from what is still to be sent [A].
      if (part.restockType !== "RETURN" && refund.returnId === null) removedUnfulfilled += part.quantity;
      refundedSubtotal = addBags(refundedSubtotal, part.subtotal);
    }
  let fulfilledQuantity = 0;
  for (const fulfillment of order.fulfillments)
    if (fulfillment.status === "SUCCESS")
      for (const part of fulfillment.lines) if (part.lineId === line.id) fulfilledQuantity += part.quantity;

  const currentQuantity = Math.max(0, line.quantity - refundedQuantity);
  return {
    currentQuantity,
    unfulfilledQuantity: isTip(line) ? 0 : Math.max(0, line.quantity - fulfilledQuantity - removedUnfulfilled),
    fulfilledQuantity,
    refundableQuantity: currentQuantity,
    refundedSubtotal,
  };
}

/** Derives everything that follows from the facts of an order. Pure. */
export function deriveOrder(order: OrderRecord): DerivedOrder {
  const lines = new Map(order.lines.map((line) => [line.id, deriveLine(order, line)]));
  const payments = paymentsOf(order.transactions);
  const subtotal = subtotalOf(order);
  const totalPrice = totalPriceOf(order);
  const totalTax = totalTaxOf(order);
  const totalShipping = sumBags(order.shippingLines, (line) => (line.isRemoved ? 0 : line.price));
  const shippingDiscounts = sumBags(order.shippingLines, (line) => (line.isRemoved ? 0 : allocated(line.discounts)));
  const lineDiscounts = sumBags(order.lines, (line) => allocated(line.discounts));

  const tipLines = new Set(order.lines.filter(isTip).map((line) => line.id));
  const refundLines = order.refunds.flatMap((refund) => refund.lines);
  const refundShipping = order.refunds.flatMap((refund) => refund.shippingLines);
  const refundedGoods = sumBags(refundLines, (part) => (tipLines.has(part.lineId) ? 0 : part.subtotal));
  const refundedShipping = sumBags(refundShipping, (part) => part.subtotal);
  const refundedTax = sumBags([...refundLines, ...refundShipping], (part) => part.tax);
  // A refund of another amount than its lines are worth leaves a discrepancy [D: `refundDiscrepancySet`];
  // a refund without money is an edit, which leaves none [A].
  const refundDiscrepancy = sumBags(order.refunds, (refund) => {
    const refunded = totalRefundedOf(order, refund);
    const worth = subtractBags(valueOfRefund(order, refund), valueOfExchange(order, refund));
    return isZero(refunded) ? 0 : subtractBags(worth, refunded);
  });
  const valueGone = sumBags(order.refunds, (refund) => valueOfRefund(order, refund));
  const currentTotalPrice = addBags(subtractBags(totalPrice, valueGone), refundDiscrepancy);
  const netPayment = subtractBags(payments.captured, payments.refunded);
  // What the buyer owed before money went back: edits lower it, refunds of money do not [D: `Order.fullyPaid`].
  const due = addBags(currentTotalPrice, payments.refunded);

  return {
    lines,
    payments,
    subtotal,
    totalPrice,
    totalTax,
    totalShipping,
    totalDiscounts: addBags(lineDiscounts, shippingDiscounts),
    currentSubtotal: subtractBags(subtotal, refundedGoods),
    currentShipping: subtractBags(sumBags(order.shippingLines, netOfShipping), refundedShipping),
    currentTax: subtractBags(totalTax, refundedTax),
    currentTotalPrice,
    currentTotalDiscounts: addBags(
      shippingDiscounts,
      sumBags(order.lines, (line) => currentDiscount(line, lines.get(line.id)?.currentQuantity ?? 0)),
    ),
    outstanding: subtractBags(currentTotalPrice, netPayment),
    refundDiscrepancy,
    displayFinancialStatus: financialStatusOf(order, payments, due),
    displayFulfillmentStatus: fulfillmentStatusOf(order, lines),
    returnStatus: returnStatusOf(order.returns),
    fullyPaid:
      shopOf(payments.captured) >= shopOf(due) && (order.cancelledAt === null || shopOf(payments.captured) > 0),
    unpaid: isZero(payments.captured) && shopOf(due) > 0,
  };
}

/** The discount of the units still on the order, pro rata [A]. */
const currentDiscount = (line: LineRecord, currentQuantity: number): Bag => {
  const discount = allocated(line.discounts);
  if (currentQuantity === line.quantity || line.quantity === 0) return discount;
  const share = (units: number) => Math.round((units * currentQuantity) / line.quantity / 100) * 100;
  return typeof discount === "number" ? share(discount) : [share(discount[0]), share(discount[1])];
};
