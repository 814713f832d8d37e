/** Returns, exchange lines and reverse fulfillment orders. */
import { netOfLine } from "../derive/amounts.ts";
import { gid } from "../ids.ts";
import { bagOf, moneyBag, moneyV2, presentmentOf, roundUnits, shopOf, type Bag } from "../money.ts";
import type { OrderRecord } from "../records/order.ts";
import type {
  ExchangeLineRecord,
  ReturnLineRecord,
  ReturnRecord,
  ReverseFulfillmentOrderLineRecord,
  ReverseFulfillmentOrderRecord,
} from "../records/refund.ts";
import type { ShopData } from "../store.ts";
import { connectionOf } from "./connection.ts";
import { locationOf } from "./fulfillment-service.ts";
import { defineView, timeText, timeTextOrNull, type View } from "./view.ts";

export interface ReturnOfOrder {
  readonly order: OrderRecord;
  readonly each: ReturnRecord;
}

export const returnView = defineView<ReturnOfOrder>("Return", {
  given: ({ each }) => each.given,
  nulls: ["staffMember"],
  fields: {
    id: ({ each }) => gid("Return", each.id),
    name: ({ each }) => each.name,
    status: ({ each }) => each.status,
    createdAt: ({ each }) => timeText(each.createdAt),
    closedAt: ({ each }) => timeTextOrNull(each.closedAt),
    requestApprovedAt: ({ each }) => timeTextOrNull(each.approvedAt),
    decline: ({ each }) => each.decline,
    totalQuantity: ({ each }) => each.lines.reduce((sum, line) => sum + line.quantity, 0),
    returnShippingFees: () => [],
    order: ({ order }, data) => data.show("Order", order),
  },
  calls: {
    returnLineItems: ({ order, each }, data, args) =>
      connectionOf(each.lines, args, (part) =>
        data.show(part.lineId === null ? "UnverifiedReturnLineItem" : "ReturnLineItem", { order, part }),
      ),
    exchangeLineItems: ({ order, each }, data, args) =>
      connectionOf(each.exchangeLines, args, (part) => data.show("ExchangeLineItem", { order, part })),
    reverseFulfillmentOrders: ({ order, each }, data, args) =>
      connectionOf(each.reverseFulfillmentOrders, args, (part) =>
        data.show("ReverseFulfillmentOrder", { order, part }),
      ),
    refunds: ({ order, each }, data, args) =>
      connectionOf(
        order.refunds.filter((refund) => refund.returnId === each.id),
        args,
        (refund) => data.show("Refund", { order, refund }),
      ),
    transactions: ({ order, each }, data, args) => {
      const ids = new Set(
        order.refunds.filter((refund) => refund.returnId === each.id).flatMap((one) => one.transactionIds),
      );
      return connectionOf(
        order.transactions.filter((transaction) => ids.has(transaction.id)),
        args,
        (transaction) => data.show("OrderTransaction", { order, transaction }),
      );
    },
  },
});

export interface ReturnLineOfOrder {
  readonly order: OrderRecord;
  readonly part: ReturnLineRecord;
}

/** The reasons Shopify offers, with the handles of its reason definitions [D: `ReturnReasonDefinition`]. */
const REASON_NAMES: Readonly<Record<string, string>> = {
  COLOR: "Color",
  DEFECTIVE: "Defective",
  NOT_AS_DESCRIBED: "Not as described",
  OTHER: "Other",
  SIZE_TOO_LARGE: "Size too large",
  SIZE_TOO_SMALL: "Size too small",
  STYLE: "Style",
  UNKNOWN: "Unknown",
  UNWANTED: "Customer changed their mind",
  WRONG_ITEM: "Received wrong item",
};

/** The reason a definition's number stands for. */
export const reasonOfDefinition = (id: number): string | undefined => Object.keys(REASON_NAMES)[id - 1];

const reasonDefinition = (reason: string) => ({
  __typename: "ReturnReasonDefinition",
  id: gid("ReturnReasonDefinition", Object.keys(REASON_NAMES).indexOf(reason) + 1),
  handle: reason.toLowerCase().replaceAll("_", "-"),
  name: REASON_NAMES[reason] ?? reason,
  deleted: false,
});

const refundedQuantity = ({ order, part }: ReturnLineOfOrder): number =>
  order.refunds
    .filter((refund) => refund.returnId !== null)
    .flatMap((refund) => refund.lines)
    .filter((line) => line.lineId === part.lineId)
    .reduce((sum, line) => sum + line.quantity, 0);

const shared = {
  id: ({ part }: ReturnLineOfOrder) =>
    gid(part.lineId === null ? "UnverifiedReturnLineItem" : "ReturnLineItem", part.id),
  quantity: ({ part }: ReturnLineOfOrder) => part.quantity,
  processedQuantity: ({ part }: ReturnLineOfOrder) => part.processed,
  processableQuantity: ({ part }: ReturnLineOfOrder) => part.quantity - part.processed,
  unprocessedQuantity: ({ part }: ReturnLineOfOrder) => part.quantity - part.processed,
  refundedQuantity: (of: ReturnLineOfOrder) => Math.min(of.part.quantity, refundedQuantity(of)),
  refundableQuantity: (of: ReturnLineOfOrder) => Math.max(0, of.part.quantity - refundedQuantity(of)),
  customerNote: ({ part }: ReturnLineOfOrder) => part.customerNote,
  returnReason: ({ part }: ReturnLineOfOrder) => part.reason,
  returnReasonDefinition: ({ part }: ReturnLineOfOrder) => reasonDefinition(part.reason),
  returnReasonNote: ({ part }: ReturnLineOfOrder) => part.note,
};

const fulfillmentLineOf = (
  order: OrderRecord,
  id: number | null,
  lineId: number | null,
  data: ShopData,
): View | null => {
  const lines = order.fulfillments.flatMap((fulfillment) => fulfillment.lines);
  const part = lines.find((line) => line.id === id) ?? lines.find((line) => line.lineId === lineId);
  return part === undefined ? null : data.show("FulfillmentLineItem", { order, part });
};

const discountedTotal = ({ order, part }: ReturnLineOfOrder): Bag => {
  const line = order.lines.find((each) => each.id === part.lineId);
  if (line === undefined || line.quantity === 0) return 0;
  const net = netOfLine(line);
  const share = (units: number, currency: string) => roundUnits((units * part.quantity) / line.quantity, currency);
  return bagOf(share(shopOf(net), order.currencyCode), share(presentmentOf(net), order.presentmentCurrencyCode));
};

export const returnLineView = defineView<ReturnLineOfOrder>("ReturnLineItem", {
  given: ({ part }) => part.given,
  nulls: ["restockingFee"],
  fields: {
    ...shared,
    fulfillmentLineItem: ({ order, part }, data) => fulfillmentLineOf(order, part.fulfillmentLineId, part.lineId, data),
    totalWeight: ({ order, part }) => {
      const grams = order.lines.find((line) => line.id === part.lineId)?.grams ?? null;
      return grams === null ? null : { unit: "GRAMS", value: grams * part.quantity };
    },
    withCodeDiscountedTotalPriceSet: (of) => moneyBag(discountedTotal(of), of.order),
  },
});

export const unverifiedReturnLineView = defineView<ReturnLineOfOrder>("UnverifiedReturnLineItem", {
  given: ({ part }) => part.given,
  fields: { ...shared, unitPrice: ({ order, part }) => moneyV2(part.unitPrice ?? 0, order.currencyCode) },
});

export interface ExchangeLineOfOrder {
  readonly order: OrderRecord;
  readonly part: ExchangeLineRecord;
}

const linesOf = ({ order, part }: ExchangeLineOfOrder, data: ShopData): View[] =>
  order.lines.filter((line) => part.lineIds.includes(line.id)).map((line) => data.show("LineItem", { order, line }));

export const exchangeLineView = defineView<ExchangeLineOfOrder>("ExchangeLineItem", {
  given: ({ part }) => part.given,
  fields: {
    id: ({ part }) => gid("ExchangeLineItem", part.id),
    quantity: ({ part }) => part.quantity,
    processedQuantity: ({ part }) => part.processed,
    processableQuantity: ({ part }) => part.quantity - part.processed,
    unprocessedQuantity: ({ part }) => part.quantity - part.processed,
    variantId: ({ part }) => (part.variantId === null ? null : gid("ProductVariant", part.variantId)),
    lineItems: linesOf,
    lineItem: (of, data) => linesOf(of, data)[0] ?? null,
  },
});

export interface ReverseFulfillmentOrderOfOrder {
  readonly order: OrderRecord;
  readonly part: ReverseFulfillmentOrderRecord;
}

export const reverseFulfillmentOrderView = defineView<ReverseFulfillmentOrderOfOrder>("ReverseFulfillmentOrder", {
  nulls: ["thirdPartyConfirmation"],
  fields: {
    id: ({ part }) => gid("ReverseFulfillmentOrder", part.id),
    status: ({ part }) => part.status,
    order: ({ order }, data) => data.show("Order", order),
  },
  calls: {
    lineItems: ({ order, part }, data, args) =>
      connectionOf(part.lines, args, (line) => data.show("ReverseFulfillmentOrderLineItem", { order, part: line })),
  },
});

export interface ReverseFulfillmentOrderLineOfOrder {
  readonly order: OrderRecord;
  readonly part: ReverseFulfillmentOrderLineRecord;
}

export const reverseFulfillmentOrderLineView = defineView<ReverseFulfillmentOrderLineOfOrder>(
  "ReverseFulfillmentOrderLineItem",
  {
    fields: {
      id: ({ part }) => gid("ReverseFulfillmentOrderLineItem", part.id),
      totalQuantity: ({ part }) => part.totalQuantity,
      fulfillmentLineItem: ({ order, part }, data) => fulfillmentLineOf(order, part.fulfillmentLineId, null, data),
      dispositions: ({ part }, data) =>
        part.dispositions.map((each) => ({
          __typename: "ReverseFulfillmentOrderDisposition",
          id: gid("ReverseFulfillmentOrderDisposition", each.id),
          createdAt: timeText(each.createdAt),
          quantity: each.quantity,
          type: each.type,
          get location() {
            return locationOf(data, each.locationId);
          },
        })),
    },
  },
);
