/** Money coming in: transactions. */
import { shopOf, subtractBags, sumBags, type Bag } from "../money.ts";
import type { OrderRecord, TransactionRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";

export interface NewTransaction extends Partial<Omit<TransactionRecord, "id">> {
  readonly kind: string;
  readonly amount: Bag;
}

const MANUAL_GATEWAYS = new Set(["manual", "cash", "cash_on_delivery", "bank_deposit", "money_order"]);

export function addTransaction(data: ShopData, order: OrderRecord, facts: NewTransaction): TransactionRecord {
  const gateway = facts.gateway === undefined ? "shopify_payments" : facts.gateway;
  const transaction: TransactionRecord = {
    id: data.ids.next("OrderTransaction"),
    status: "SUCCESS",
    rounding: null,
    parentId: null,
    createdAt: data.now(),
    test: order.test,
    manual: gateway !== null && MANUAL_GATEWAYS.has(gateway),
    card: null,
    paymentId: facts.kind === "REFUND" ? null : `${order.name}.${order.transactions.length + 1}`,
    receipt: {},
    ...facts,
    gateway,
  };
  order.transactions.push(transaction);
  return transaction;
}

/** [D: `orderMarkAsPaid`] a manual sale of what is outstanding; nothing when nothing is. */
export function markAsPaid(data: ShopData, order: OrderRecord, outstanding: Bag): void {
  if (shopOf(outstanding) <= 0) return;
  addTransaction(data, order, { kind: "SALE", amount: outstanding, gateway: "manual", paymentId: null });
  // What waited for the payment of an exchange is to be sent now [A].
  for (const each of order.fulfillmentOrders)
    if (each.status === "ON_HOLD" && each.holdReason === "AWAITING_PAYMENT") {
      each.status = "OPEN";
      delete each.holdReason;
    }
}

/** Successful sales and captures, which refunds go back to. */
export const receiptsOf = (order: OrderRecord): TransactionRecord[] =>
  order.transactions.filter(
    (each) => each.status === "SUCCESS" && (each.kind === "SALE" || each.kind === "CAPTURE") && shopOf(each.amount) > 0,
  );

/** What a receipt brought and was not paid back; refunds on their way count as paid back [A]. */
export const refundableOf = (order: OrderRecord, receipt: TransactionRecord): Bag =>
  subtractBags(
    receipt.amount,
    sumBags(order.transactions, (each) =>
      each.kind === "REFUND" && each.parentId === receipt.id && each.status !== "FAILURE" ? each.amount : 0,
    ),
  );

/** What is left of an authorization: neither captured nor voided. */
export const capturableOf = (order: OrderRecord, authorization: TransactionRecord): Bag =>
  subtractBags(
    authorization.amount,
    sumBags(order.transactions, (each) =>
      each.parentId === authorization.id &&
      each.status === "SUCCESS" &&
      (each.kind === "CAPTURE" || each.kind === "VOID")
        ? each.amount
        : 0,
    ),
  );
