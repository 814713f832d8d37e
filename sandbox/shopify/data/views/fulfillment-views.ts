/** Fulfillment orders and fulfillments. */
import { netOfLine, originalTotal } from "../derive/amounts.ts";
import { gid } from "../ids.ts";
import { bagOf, moneyBag, moneyText, presentmentOf, roundUnits, shopOf, timesBag, type Bag } from "../money.ts";
import type {
  FulfillmentLineRecord,
  FulfillmentOrderLineRecord,
  FulfillmentOrderRecord,
  FulfillmentRecord,
} from "../records/fulfillment.ts";
import type { LineRecord, OrderRecord } from "../records/order.ts";
import { connectionOf } from "./connection.ts";
import { fulfillmentServiceView, locationOf } from "./fulfillment-service.ts";
import { defineView, timeText } from "./view.ts";

export interface FulfillmentOrderOfOrder {
  readonly order: OrderRecord;
  readonly fulfillmentOrder: FulfillmentOrderRecord;
}

const lineOf = (order: OrderRecord, lineId: number): LineRecord | undefined =>
  order.lines.find((line) => line.id === lineId);

/** What can be done with a fulfillment order in its state [D: `FulfillmentOrderAction`]. */
const actionsOf = ({ status }: FulfillmentOrderRecord): string[] => {
  if (status === "OPEN") return ["CREATE_FULFILLMENT", "HOLD", "MOVE"];
  if (status === "IN_PROGRESS") return ["CREATE_FULFILLMENT", "REPORT_PROGRESS"];
  return status === "ON_HOLD" ? ["RELEASE_HOLD"] : [];
};

const holdOf = ({ holdReason = "OTHER" }: FulfillmentOrderRecord) => ({
  reason: holdReason,
  reasonNotes: null,
  displayReason: holdReason === "AWAITING_PAYMENT" ? "Awaiting payment" : "Other",
});

export const fulfillmentOrderView = defineView<FulfillmentOrderOfOrder>("FulfillmentOrder", {
  given: ({ fulfillmentOrder }) => fulfillmentOrder.given,
  nulls: ["channelId", "fulfillBy", "internationalDuties"],
  fields: {
    id: ({ fulfillmentOrder }) => gid("FulfillmentOrder", fulfillmentOrder.id),
    status: ({ fulfillmentOrder }) => fulfillmentOrder.status,
    requestStatus: ({ fulfillmentOrder }) => fulfillmentOrder.requestStatus,
    createdAt: ({ fulfillmentOrder }) => timeText(fulfillmentOrder.createdAt),
    updatedAt: ({ fulfillmentOrder }) => timeText(fulfillmentOrder.updatedAt),
    fulfillAt: ({ fulfillmentOrder }) => timeText(fulfillmentOrder.createdAt),
    fulfillmentHolds: ({ fulfillmentOrder }) =>
      fulfillmentOrder.status === "ON_HOLD" ? [holdOf(fulfillmentOrder)] : [],
    order: ({ order }, data) => data.show("Order", order),
    orderId: ({ order }) => gid("Order", order.id),
    orderName: ({ order }) => order.name,
    orderProcessedAt: ({ order }) => timeText(order.processedAt),
    supportedActions: ({ fulfillmentOrder }) =>
      actionsOf(fulfillmentOrder).map((action) => ({ action, externalUrl: null })),
    remainingLineItemsWeight: ({ order, fulfillmentOrder }) => ({
      unit: "GRAMS",
      value: fulfillmentOrder.lines.reduce(
        (sum, line) => sum + line.remaining * (lineOf(order, line.lineId)?.grams ?? 0),
        0,
      ),
    }),
    assignedLocation: ({ fulfillmentOrder }, data) => {
      const location =
        fulfillmentOrder.locationId === null ? undefined : data.locations.get(fulfillmentOrder.locationId);
      const address = location?.address;
      return {
        name: location?.name ?? "",
        address1: address?.address1 ?? null,
        address2: address?.address2 ?? null,
        city: address?.city ?? null,
        countryCode: address?.countryCodeV2 ?? data.profile.countryCode,
        phone: address?.phone ?? null,
        province: address?.province ?? null,
        zip: address?.zip ?? null,
        get location() {
          return location === undefined ? null : data.show("Location", location);
        },
      };
    },
    destination: ({ order, fulfillmentOrder }) => {
      const address = order.shippingAddress;
      if (address === null) return null;
      return {
        __typename: "FulfillmentOrderDestination",
        id: gid("FulfillmentOrderDestination", fulfillmentOrder.id),
        address1: address.address1 ?? null,
        address2: address.address2 ?? null,
        city: address.city ?? null,
        company: address.company ?? null,
        countryCode: address.countryCodeV2 ?? null,
        email: order.email,
        firstName: address.firstName ?? null,
        lastName: address.lastName ?? null,
        location: null,
        phone: address.phone ?? null,
        province: address.province ?? null,
        zip: address.zip ?? null,
      };
    },
    deliveryMethod: ({ order, fulfillmentOrder }) =>
      fulfillmentOrder.deliveryMethodType === null
        ? null
        : {
            __typename: "DeliveryMethod",
            id: gid("DeliveryMethod", fulfillmentOrder.id),
            methodType: fulfillmentOrder.deliveryMethodType,
            additionalInformation: null,
            brandedPromise: null,
            maxDeliveryDateTime: null,
            minDeliveryDateTime: null,
            presentedName: order.shippingLines[0]?.title ?? null,
            serviceCode: order.shippingLines[0]?.code ?? null,
            sourceReference: null,
          },
  },
  calls: {
    lineItems: ({ order, fulfillmentOrder }, data, args) =>
      connectionOf(fulfillmentOrder.lines, args, (part) => data.show("FulfillmentOrderLineItem", { order, part })),
    fulfillments: ({ order, fulfillmentOrder }, data, args) =>
      connectionOf(
        order.fulfillments.filter((each) => each.fulfillmentOrderIds.includes(fulfillmentOrder.id)),
        args,
        (fulfillment) => data.show("Fulfillment", { order, fulfillment }),
      ),
  },
});

export interface FulfillmentOrderLineOfOrder {
  readonly order: OrderRecord;
  readonly part: FulfillmentOrderLineRecord;
}

export const fulfillmentOrderLineView = defineView<FulfillmentOrderLineOfOrder>("FulfillmentOrderLineItem", {
  given: ({ part }) => part.given,
  nulls: ["image", "shippingLine"],
  fields: {
    id: ({ part }) => gid("FulfillmentOrderLineItem", part.id),
    totalQuantity: ({ part }) => part.total,
    remainingQuantity: ({ part }) => part.remaining,
    warnings: () => [],
    lineItem: ({ order, part }, data) => {
      const line = lineOf(order, part.lineId);
      return line === undefined ? null : data.show("LineItem", { order, line });
    },
    inventoryItemId: ({ order, part }, data) => {
      const variant = data.variants.get(lineOf(order, part.lineId)?.variantId ?? 0);
      return variant === undefined ? null : gid("InventoryItem", variant.inventoryItemId);
    },
    variant: ({ order, part }, data) => {
      const variant = data.variants.get(lineOf(order, part.lineId)?.variantId ?? 0);
      return variant === undefined ? null : data.show("ProductVariant", variant);
    },
    originalUnitPriceSet: ({ order, part }) => moneyBag(lineOf(order, part.lineId)?.unitPrice ?? 0, order),
    productTitle: ({ order, part }) => lineOf(order, part.lineId)?.title ?? "",
    variantTitle: ({ order, part }) => lineOf(order, part.lineId)?.variantTitle ?? null,
    requiresShipping: ({ order, part }) => lineOf(order, part.lineId)?.requiresShipping ?? false,
    sku: ({ order, part }) => lineOf(order, part.lineId)?.sku ?? null,
    vendor: ({ order, part }) => lineOf(order, part.lineId)?.vendor ?? null,
    weight: ({ order, part }) => {
      const grams = lineOf(order, part.lineId)?.grams ?? null;
      return grams === null ? null : { unit: "GRAMS", value: grams };
    },
  },
});

export interface FulfillmentOfOrder {
  readonly order: OrderRecord;
  readonly fulfillment: FulfillmentRecord;
}

export const fulfillmentView = defineView<FulfillmentOfOrder>("Fulfillment", {
  given: ({ fulfillment }) => fulfillment.given,
  nulls: ["deliveredAt", "estimatedDeliveryAt", "inTransitAt", "originAddress"],
  fields: {
    id: ({ fulfillment }) => gid("Fulfillment", fulfillment.id),
    legacyResourceId: ({ fulfillment }) => String(fulfillment.id),
    name: ({ fulfillment }) => fulfillment.name,
    status: ({ fulfillment }) => fulfillment.status,
    displayStatus: ({ fulfillment }) => (fulfillment.status === "SUCCESS" ? "FULFILLED" : "CANCELED"),
    createdAt: ({ fulfillment }) => timeText(fulfillment.createdAt),
    updatedAt: ({ fulfillment }) => timeText(fulfillment.updatedAt),
    requiresShipping: ({ order, fulfillment }) =>
      fulfillment.lines.some((part) => lineOf(order, part.lineId)?.requiresShipping === true),
    totalQuantity: ({ fulfillment }) => fulfillment.lines.reduce((sum, line) => sum + line.quantity, 0),
    location: ({ fulfillment }, data) => locationOf(data, fulfillment.locationId),
    service: ({ fulfillment }, data) => fulfillmentServiceView(data, fulfillment.locationId),
    order: ({ order }, data) => data.show("Order", order),
  },
  calls: {
    trackingInfo: ({ fulfillment }, _data, args) =>
      typeof args["first"] === "number" ? fulfillment.tracking.slice(0, args["first"]) : fulfillment.tracking,
    fulfillmentLineItems: ({ order, fulfillment }, data, args) =>
      connectionOf(fulfillment.lines, args, (part) => data.show("FulfillmentLineItem", { order, part })),
    fulfillmentOrders: ({ order, fulfillment }, data, args) =>
      connectionOf(
        order.fulfillmentOrders.filter((each) => fulfillment.fulfillmentOrderIds.includes(each.id)),
        args,
        (fulfillmentOrder) => data.show("FulfillmentOrder", { order, fulfillmentOrder }),
      ),
  },
});

export interface FulfillmentLineOfOrder {
  readonly order: OrderRecord;
  readonly part: FulfillmentLineRecord;
}

const shareOf = ({ order, part }: FulfillmentLineOfOrder, amountOf: (line: LineRecord) => Bag): Bag => {
  const line = lineOf(order, part.lineId);
  if (line === undefined || line.quantity === 0) return 0;
  const whole = timesBag(amountOf(line), part.quantity);
  return bagOf(
    roundUnits(shopOf(whole) / line.quantity, order.currencyCode),
    roundUnits(presentmentOf(whole) / line.quantity, order.presentmentCurrencyCode),
  );
};

export const fulfillmentLineView = defineView<FulfillmentLineOfOrder>("FulfillmentLineItem", {
  given: ({ part }) => part.given,
  fields: {
    id: ({ part }) => gid("FulfillmentLineItem", part.id),
    quantity: ({ part }) => part.quantity,
    lineItem: ({ order, part }, data) => {
      const line = lineOf(order, part.lineId);
      return line === undefined ? null : data.show("LineItem", { order, line });
    },
    originalTotalSet: (of) => moneyBag(shareOf(of, originalTotal), of.order),
    originalTotal: (of) => moneyText(shopOf(shareOf(of, originalTotal)), of.order.currencyCode),
    discountedTotalSet: (of) => moneyBag(shareOf(of, netOfLine), of.order),
    discountedTotal: (of) => moneyText(shopOf(shareOf(of, netOfLine)), of.order.currencyCode),
  },
});
