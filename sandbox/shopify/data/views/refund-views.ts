/** Refunds through the schema. */
import { totalRefundedOf, valueOfExchange } from "../derive/derive-order.ts";
import { gid } from "../ids.ts";
import { moneyBag, moneyText, moneyV2, shopOf, subtractBags, sumBags, addBags } from "../money.ts";
import type { OrderRecord } from "../records/order.ts";
import type { RefundLineRecord, RefundRecord, RefundShippingRecord } from "../records/refund.ts";
import { connectionOf } from "./connection.ts";
import { locationOf } from "./fulfillment-service.ts";
import { defineView, timeText } from "./view.ts";

export interface RefundOfOrder {
  readonly order: OrderRecord;
  readonly refund: RefundRecord;
}

/** Difference between what lines are worth and what was paid back, as an order adjustment [D: `Refund.orderAdjustments`]. */
const adjustmentsOf = ({ order, refund }: RefundOfOrder) => {
  const worth = sumBags([...refund.lines, ...refund.shippingLines], (part) =>
    order.taxesIncluded ? part.subtotal : addBags(part.subtotal, part.tax),
  );
  const difference = subtractBags(subtractBags(worth, valueOfExchange(order, refund)), totalRefundedOf(order, refund));
  return shopOf(difference) === 0
    ? []
    : [
        {
          id: refund.id,
          adjustment: {
            __typename: "OrderAdjustment",
            id: gid("OrderAdjustment", refund.id),
            amountSet: moneyBag(difference, order),
            taxAmountSet: moneyBag(0, order),
            reason: refund.discrepancyReason ?? "REFUND_DISCREPANCY",
          },
        },
      ];
};

export const refundView = defineView<RefundOfOrder>("Refund", {
  given: ({ refund }) => refund.given,
  nulls: ["staffMember"],
  fields: {
    id: ({ refund }) => gid("Refund", refund.id),
    legacyResourceId: ({ refund }) => String(refund.id),
    createdAt: ({ refund }) => timeText(refund.createdAt),
    updatedAt: ({ refund }) => timeText(refund.updatedAt),
    processedAt: ({ refund }) => timeText(refund.processedAt),
    note: ({ refund }) => refund.note,
    duties: () => [],
    totalRefundedSet: ({ order, refund }) => moneyBag(totalRefundedOf(order, refund), order),
    totalRefunded: ({ order, refund }) => moneyV2(shopOf(totalRefundedOf(order, refund)), order.currencyCode),
    order: ({ order }, data) => data.show("Order", order),
    return: ({ order, refund }, data) => {
      const each = order.returns.find((one) => one.id === refund.returnId);
      return each === undefined ? null : data.show("Return", { order, each });
    },
  },
  calls: {
    orderAdjustments: (of, _data, args) => connectionOf(adjustmentsOf(of), args, ({ adjustment }) => adjustment),
    refundLineItems: ({ order, refund }, data, args) =>
      connectionOf(refund.lines, args, (part) => data.show("RefundLineItem", { order, part })),
    refundShippingLines: ({ order, refund }, data, args) =>
      connectionOf(refund.shippingLines, args, (part) => data.show("RefundShippingLine", { order, part })),
    transactions: ({ order, refund }, data, args) =>
      connectionOf(
        order.transactions.filter((each) => refund.transactionIds.includes(each.id)),
        args,
        (transaction) => data.show("OrderTransaction", { order, transaction }),
      ),
  },
});

export interface RefundLineOfOrder {
  readonly order: OrderRecord;
  readonly part: RefundLineRecord;
}

export const refundLineView = defineView<RefundLineOfOrder>("RefundLineItem", {
  given: ({ part }) => part.given,
  fields: {
    id: ({ part }) => gid("RefundLineItem", part.id),
    quantity: ({ part }) => part.quantity,
    restockType: ({ part }) => part.restockType,
    restocked: ({ part }) => part.restocked,
    location: ({ part }, data) => locationOf(data, part.locationId),
    lineItem: ({ order, part }, data) => {
      const line = order.lines.find((each) => each.id === part.lineId);
      return line === undefined ? null : data.show("LineItem", { order, line });
    },
    priceSet: ({ order, part }) => moneyBag(part.price, order),
    price: ({ order, part }) => moneyText(shopOf(part.price), order.currencyCode),
    subtotalSet: ({ order, part }) => moneyBag(part.subtotal, order),
    subtotal: ({ order, part }) => moneyText(shopOf(part.subtotal), order.currencyCode),
    totalTaxSet: ({ order, part }) => moneyBag(part.tax, order),
    totalTax: ({ order, part }) => moneyText(shopOf(part.tax), order.currencyCode),
  },
});

export interface RefundShippingOfOrder {
  readonly order: OrderRecord;
  readonly part: RefundShippingRecord;
}

export const refundShippingView = defineView<RefundShippingOfOrder>("RefundShippingLine", {
  given: ({ part }) => part.given,
  fields: {
    id: ({ part }) => gid("RefundShippingLine", part.id),
    subtotalAmountSet: ({ order, part }) => moneyBag(part.subtotal, order),
    taxAmountSet: ({ order, part }) => moneyBag(part.tax, order),
    shippingLine: ({ order, part }, data) => {
      const line = order.shippingLines.find((each) => each.id === part.shippingLineId);
      return line === undefined ? null : data.show("ShippingLine", { order, line });
    },
  },
});
