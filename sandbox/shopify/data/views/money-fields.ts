/** Order amounts: each `…Set` field with, where the schema still has it, its older twin. */
import {
  addBags,
  moneyBag,
  moneyText,
  shopOf,
  subtractBags,
  sumBags,
  type Bag,
  type Currencies,
  type MoneyBag,
} from "../money.ts";
import { feesOf, orderLevelDiscount, tipsOf } from "../derive/amounts.ts";
import type { OrderRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";

type Amount = (order: OrderRecord, data: ShopData) => Bag;

const cartDiscount: Amount = (order) =>
  sumBags([...order.lines, ...order.shippingLines], (line) => orderLevelDiscount(order, line.discounts));

const totalRefunded: Amount = (order, data) => data.derived(order).payments.refunded;

const netPayment: Amount = (order, data) => {
  const { captured, refunded } = data.derived(order).payments;
  return subtractBags(captured, refunded);
};

const refundedShipping: Amount = (order) =>
  sumBags(
    order.refunds.flatMap((refund) => refund.shippingLines),
    (line) => (order.taxesIncluded ? line.subtotal : addBags(line.subtotal, line.tax)),
  );

/** Every amount that exists as `<name>Set`. */
const AMOUNTS: Readonly<Record<string, Amount>> = {
  cartDiscountAmount: cartDiscount,
  currentCartDiscountAmount: cartDiscount,
  currentShippingPrice: (order, data) => data.derived(order).currentShipping,
  currentSubtotalPrice: (order, data) => data.derived(order).currentSubtotal,
  currentTotalDiscounts: (order, data) => data.derived(order).currentTotalDiscounts,
  currentTotalPrice: (order, data) => data.derived(order).currentTotalPrice,
  currentTotalTax: (order, data) => data.derived(order).currentTax,
  netPayment,
  // Edits are not told apart from placing: the first price is the price before returns [A].
  originalTotalPrice: (order, data) => data.derived(order).totalPrice,
  refundDiscrepancy: (order, data) => data.derived(order).refundDiscrepancy,
  subtotalPrice: (order, data) => data.derived(order).subtotal,
  totalCapturable: (order, data) => data.derived(order).payments.capturable,
  totalDiscounts: (order, data) => data.derived(order).totalDiscounts,
  totalOutstanding: (order, data) => data.derived(order).outstanding,
  totalPrice: (order, data) => data.derived(order).totalPrice,
  totalReceived: (order, data) => data.derived(order).payments.captured,
  totalRefunded,
  totalRefundedShipping: refundedShipping,
  // Before discounts and returns [D: `Order.totalShippingPriceSet`].
  totalShippingPrice: (order, data) => data.derived(order).totalShipping,
  totalTax: (order, data) => data.derived(order).totalTax,
  totalTipReceived: tipsOf,
};

/** Older fields of type `Money`, in shop currency. */
const OLDER_MONEY = [
  "cartDiscountAmount",
  "netPayment",
  "subtotalPrice",
  "totalCapturable",
  "totalDiscounts",
  "totalPrice",
  "totalReceived",
  "totalRefunded",
  "totalShippingPrice",
  "totalTax",
];

/** Duties and fees are null when there are none [D]. */
const bagOrNull = (amount: Bag, currencies: Currencies): MoneyBag | null =>
  shopOf(amount) === 0 ? null : moneyBag(amount, currencies);

const roundingOf = (order: OrderRecord, kinds: readonly string[]): Bag =>
  sumBags(order.transactions, (transaction) =>
    transaction.status === "SUCCESS" && kinds.includes(transaction.kind) ? (transaction.rounding ?? 0) : 0,
  );

type Field = (order: OrderRecord, data: ShopData) => unknown;

export const orderMoneyFields: Readonly<Record<string, Field>> = {
  ...Object.fromEntries(
    Object.entries(AMOUNTS).map(([name, amount]): [string, Field] => [
      `${name}Set`,
      (order, data) => moneyBag(amount(order, data), order),
    ]),
  ),
  ...Object.fromEntries(
    OLDER_MONEY.map((name): [string, Field] => [
      name,
      (order, data) => moneyText(shopOf(AMOUNTS[name]?.(order, data) ?? 0), order.currencyCode),
    ]),
  ),
  totalTipReceived: (order) => moneyBag(tipsOf(order), order).shopMoney,
  currentTotalAdditionalFeesSet: (order) => bagOrNull(feesOf(order), order),
  originalTotalAdditionalFeesSet: (order) => bagOrNull(feesOf(order), order),
  currentTotalDutiesSet: (order) => bagOrNull(order.duties, order),
  originalTotalDutiesSet: (order) => bagOrNull(order.duties, order),
  // Rounding of cash payments is no part of the total; it is reported beside it [D: `totalCashRoundingAdjustment`].
  totalCashRoundingAdjustment: (order) => ({
    paymentSet: moneyBag(roundingOf(order, ["SALE", "CAPTURE"]), order),
    refundSet: moneyBag(roundingOf(order, ["REFUND"]), order),
  }),
};
