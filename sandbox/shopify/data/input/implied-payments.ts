/** A given financial status says which payments there were: `PAID` alone is enough to place a paid order. */
import { forgetGiven, GIVEN_OF_PAYMENT } from "../actions/given.ts";
import { addTransaction } from "../actions/pay.ts";
import { refundOrder } from "../actions/refund.ts";
import { deriveOrder } from "../derive/derive-order.ts";
import { isZero, moneyBag, type Bag } from "../money.ts";
import type { OrderRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";
import { halfOf } from "./read-shared.ts";
import type { Reader } from "./reader.ts";

const readStatus = (reader: Reader) => ({
  status: reader.text("displayFinancialStatus"),
  isPaid: reader.has("fullyPaid") ? reader.flag("fullyPaid") : undefined,
});

/** Makes the payments that `displayFinancialStatus` or `fullyPaid` speak of, unless transactions are given beside them. */
export function impliedPayments(data: ShopData, reader: Reader, order: OrderRecord, isNew: boolean): void {
  const { status, isPaid } = readStatus(reader);
  if (typeof status !== "string" && isPaid === undefined) return;
  forgetGiven(order, GIVEN_OF_PAYMENT);
  if (reader.has("transactions")) return;
  const wanted = status ?? (isPaid === true ? "PAID" : "PENDING");
  const given = reader.has("totalPriceSet") ? reader.bag("totalPriceSet", order) : undefined;
  if (given !== undefined) order.given = { ...order.given, totalPriceSet: moneyBag(given, order) };
  const total = given ?? deriveOrder(order).totalPrice;
  if (isNew || order.transactions.length === 0) pay(data, order, wanted, total, reader.has("refunds"));
  else if (wanted === "PAID") pay(data, order, "PAID", deriveOrder(order).outstanding, true);
}

/** What was given and does not follow from the payments stands above what does. */
export function givenPaymentStatus(reader: Reader, order: OrderRecord): void {
  const { status, isPaid } = readStatus(reader);
  const derived = deriveOrder(order);
  if (typeof status === "string" && derived.displayFinancialStatus !== status)
    order.given = { ...order.given, displayFinancialStatus: status };
  if (isPaid !== undefined && derived.fullyPaid !== isPaid) order.given = { ...order.given, fullyPaid: isPaid };
}

function pay(data: ShopData, order: OrderRecord, status: string, total: Bag, hasRefunds: boolean): void {
  if (isZero(total)) return;
  const createdAt = order.createdAt;
  const sale = (amount: Bag) => addTransaction(data, order, { kind: "SALE", amount, createdAt });
  switch (status) {
    case "PAID":
      sale(total);
      break;
    case "PARTIALLY_PAID":
      sale(halfOf(total));
      break;
    case "AUTHORIZED":
    case "EXPIRED":
      addTransaction(data, order, { kind: "AUTHORIZATION", amount: total, createdAt });
      break;
    case "VOIDED": {
      const { id: parentId } = addTransaction(data, order, { kind: "AUTHORIZATION", amount: total, createdAt });
      addTransaction(data, order, { kind: "VOID", amount: total, parentId, createdAt });
      break;
    }
    case "REFUNDED":
      sale(total);
      if (!hasRefunds)
        refundOrder(data, order, {
          lines: order.lines.map((line) => ({ lineId: line.id, quantity: line.quantity, restockType: "RETURN" })),
          shipping: true,
          at: createdAt,
        });
      break;
    case "PARTIALLY_REFUNDED":
      sale(total);
      if (!hasRefunds) refundOrder(data, order, { amount: halfOf(total), at: createdAt });
      break;
    default: // PENDING: nothing was paid.
  }
}
