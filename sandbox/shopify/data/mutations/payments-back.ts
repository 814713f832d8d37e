/** Money that is to go back, checked against what came in. Wording of the refusals is ours [A]. */
import { refundableOf, receiptsOf } from "../actions/pay.ts";
import { refundableShipping, type RefundPayment } from "../actions/refund.ts";
import { addBags, bagOf, presentmentOf, roundUnits, shopOf, subtractBags, type Bag } from "../money.ts";
import type { OrderRecord, TransactionRecord } from "../records/order.ts";
import { byIdIn } from "./find.ts";
import { userError, type UserError } from "./user-errors.ts";

/** What was asked for, or why it cannot be. */
export type Checked<T> =
  { readonly kind: "ok"; readonly value: T } | { readonly kind: "refused"; readonly error: UserError };

export const ok = <T>(value: T): Checked<T> => ({ kind: "ok", value });
export const refuse = <T>(field: readonly string[] | null, message: string, code = "INVALID"): Checked<T> => ({
  kind: "refused",
  error: userError(field, message, code),
});

/** A payment as it was asked for, in whole ten-thousandths of the buyer's currency. */
export interface WantedPayment {
  readonly parentId: unknown;
  /** Finds the payment when no parent is named. */
  readonly gateway?: unknown;
  readonly units: number;
  readonly fieldOf: (name: "parentId" | "amount" | "gateway") => readonly string[];
}

/** [D: `allowOverRefunding`] more than came in by a transaction goes back only when that is allowed. */
export function checkPayments(
  order: OrderRecord,
  wanted: readonly WantedPayment[],
  mayExceed: boolean,
): Checked<RefundPayment[]> {
  const payments: RefundPayment[] = [];
  for (const { parentId, gateway, units, fieldOf } of wanted) {
    const receipts = receiptsOf(order);
    const isNamed = typeof parentId === "string";
    const parent: TransactionRecord | undefined = isNamed
      ? byIdIn(receipts, parentId, "OrderTransaction")
      : receipts.find((each) => each.gateway === gateway);
    if (parent === undefined)
      return isNamed
        ? refuse(
            fieldOf("parentId"),
            "Parent transaction must be a successful sale or capture of the order",
            "NOT_FOUND",
          )
        : refuse(fieldOf("gateway"), "Gateway did not receive a payment of this order", "NOT_FOUND");
    if (units <= 0) return refuse(fieldOf("amount"), "Amount must be greater than 0", "GREATER_THAN");
    const amount = inBothOf(order, units, parent.amount);
    const taken = payments
      .filter((each) => each.parent === parent)
      .reduce<Bag>((sum, each) => addBags(sum, each.amount), 0);
    const left = subtractBags(refundableOf(order, parent), taken);
    if (!mayExceed && presentmentOf(amount) > presentmentOf(left))
      return refuse(fieldOf("amount"), "Amount cannot be greater than the refundable amount of the transaction");
    payments.push({ parent, amount });
  }
  return ok(payments);
}

/** An amount of the buyer's currency with its twin, at the rate of the amount it is taken from; all of it is all of both. */
export const inBothOf = (order: OrderRecord, units: number, whole: Bag): Bag => {
  if (order.presentmentCurrencyCode === order.currencyCode) return units;
  const rate = presentmentOf(whole) === 0 ? 1 : shopOf(whole) / presentmentOf(whole);
  return bagOf(roundUnits(units * rate, order.currencyCode), units);
};

/** Shipping to refund: an amount in whole ten-thousandths of the buyer's currency stands above a full refund [D: `ShippingRefundInput`]. */
export function readShipping(
  order: OrderRecord,
  isFull: boolean,
  units: number | undefined,
  field: readonly string[],
): Checked<boolean | Bag> {
  const left = refundableShipping(order);
  if (units === undefined) return ok(isFull && shopOf(left) > 0);
  if (units < 0) return refuse(field, "Shipping amount must not be negative", "GREATER_THAN_OR_EQUAL_TO");
  if (units > presentmentOf(left))
    return refuse(field, "Shipping amount cannot be greater than the refundable shipping", "LESS_THAN_OR_EQUAL_TO");
  return ok(units === 0 ? false : inBothOf(order, units, left));
}
