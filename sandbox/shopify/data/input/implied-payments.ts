/** A given financial status says which payments there were: `PAID` alone is enough to place a paid order. */
import { addTransaction } from "../actions/pay.ts";
import { refundOrder } from "../actions/refund.ts";
import { deriveOrder } from "../derive/derive-order.ts";
import { isZero, type Bag } from "../money.ts";
import type { OrderRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";
import { halfOf } from "./read-shared.ts";
import type { Reader } from "./reader.ts";

/**
 * Reads `displayFinancialStatus` and `fullyPaid`. With transactions given beside them they are values like others and stand above
 * what follows from the transactions.
 */
export function impliedPayments(data: ShopData, reader: Reader, order: OrderRecord, isNew: boolean): void {
  const status = reader.text("displayFinancialStatus");
  const paid = reader.has("fullyPaid") ? reader.raw("fullyPaid") : undefined;
  const speaksOfMoney = typeof status === "string" || paid !== undefined;
  if (!speaksOfMoney) return;
  const { displayFinancialStatus: _status, fullyPaid: _paid, unpaid: _unpaid, ...others } = order.given ?? {};
  order.given = others;
  if (!reader.has("transactions")) {
    const wanted = status ?? (paid === true ? "PAID" : "PENDING");
    const given = reader.has("totalPriceSet") ? reader.bag("totalPriceSet", order) : undefined;
    const total = given ?? deriveOrder(order).totalPrice;
    if (given !== undefined) order.given = { ...order.given, totalPriceSet: reader.raw("totalPriceSet") };
    if (isNew || order.transactions.length === 0) pay(data, order, wanted, total, reader.has("refunds"));
    else if (wanted === "PAID") pay(data, order, "PAID", deriveOrder(order).outstanding, true);
  }
  const derived = deriveOrder(order);
  if (typeof status === "string" && derived.displayFinancialStatus !== status)
    order.given = { ...order.given, displayFinancialStatus: status };
  if (typeof paid === "boolean" && derived.fullyPaid !== paid) order.given = { ...order.given, fullyPaid: paid };
  if (Object.keys(order.given).length === 0) delete order.given;
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
