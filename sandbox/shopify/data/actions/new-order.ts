/** An order record with everything a freshly placed order has by default. */
import type { OrderRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";

export function newOrder(data: ShopData, facts: Partial<OrderRecord>): OrderRecord {
  const number = facts.number ?? data.nextOrderNumber();
  const createdAt = facts.createdAt ?? data.now();
  const currencyCode = facts.currencyCode ?? data.profile.currencyCode;
  return {
    id: facts.id ?? data.ids.next("Order"),
    name: `#${number}`,
    updatedAt: createdAt,
    processedAt: createdAt,
    closedAt: null,
    cancelledAt: null,
    cancelReason: null,
    cancelNote: null,
    presentmentCurrencyCode: currencyCode,
    taxesIncluded: data.profile.taxesIncluded,
    taxExempt: false,
    confirmed: true,
    test: false,
    edited: false,
    customerId: null,
    company: null,
    email: null,
    phone: null,
    shippingAddress: null,
    billingAddress: null,
    note: null,
    poNumber: null,
    tags: [],
    customAttributes: [],
    locale: "en",
    channel: { displayName: "Online Store", handle: "online-store" },
    sourceName: "web",
    retailLocationId: null,
    staffId: null,
    risks: [],
    paymentTerms: null,
    discountApplications: [],
    fees: [],
    duties: 0,
    taxLines: [],
    lines: [],
    shippingLines: [],
    transactions: [],
    fulfillmentOrders: [],
    fulfillments: [],
    refunds: [],
    returns: [],
    ...facts,
    number,
    createdAt,
    currencyCode,
  };
}
