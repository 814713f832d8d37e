/** Finds any node by its GID. */
import type { Viewer } from "../../engine/contract.ts";
import { invalidId } from "../../engine/errors.ts";
import { readGid } from "../ids.ts";
import { isShownTo } from "../order-window.ts";
import type { OrderRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";
import { calculatedOrderView } from "../views/calculated-views.ts";
import type { View } from "../views/view.ts";

type Find = (data: ShopData, id: number, viewer: Viewer) => View | undefined;

/** Finds something that lives inside an order; with an order that is not shown, nothing of it is. */
const inOrder =
  (
    type: Parameters<ShopData["orderOf"]>[0],
    find: (order: OrderRecord, id: number, data: ShopData) => View | undefined,
  ): Find =>
  (data, id, viewer) => {
    const order = data.orderOf(type, id);
    return order === undefined || !isShownTo(viewer, order) ? undefined : find(order, id, data);
  };

const byId = <R extends { readonly id: number }>(records: readonly R[], id: number): R | undefined =>
  records.find((record) => record.id === id);

const map = <T>(value: T | undefined, toView: (value: T) => View): View | undefined =>
  value === undefined ? undefined : toView(value);

const FINDERS: Readonly<Record<string, Find>> = {
  CalculatedOrder: (data, id, viewer) => {
    const edit = data.edits.get(id);
    const order = edit === undefined ? undefined : data.orders.get(edit.orderId);
    return edit === undefined || order === undefined || !isShownTo(viewer, order)
      ? undefined
      : calculatedOrderView(data, order, edit);
  },
  Company: (data, id) => map(data.companies.get(id), (each) => data.show("Company", each)),
  CompanyLocation: (data, id) => {
    const company = data.companies.byId.all().find((each) => byId(each.locations, id) !== undefined);
    const location = company === undefined ? undefined : byId(company.locations, id);
    return company === undefined || location === undefined
      ? undefined
      : data.show("CompanyLocation", { company, location });
  },
  CompanyContact: (data, id) => {
    const company = data.companies.byId.all().find((each) => byId(each.contacts, id) !== undefined);
    const contact = company === undefined ? undefined : byId(company.contacts, id);
    return company === undefined || contact === undefined
      ? undefined
      : data.show("CompanyContact", { company, contact });
  },
  Customer: (data, id) => map(data.customers.get(id), (each) => data.show("Customer", each)),
  ExchangeLineItem: inOrder("ExchangeLineItem", (order, id, data) =>
    map(
      byId(
        order.returns.flatMap((each) => each.exchangeLines),
        id,
      ),
      (part) => data.show("ExchangeLineItem", { order, part }),
    ),
  ),
  Fulfillment: inOrder("Fulfillment", (order, id, data) =>
    map(byId(order.fulfillments, id), (fulfillment) => data.show("Fulfillment", { order, fulfillment })),
  ),
  FulfillmentLineItem: inOrder("FulfillmentLineItem", (order, id, data) =>
    map(
      byId(
        order.fulfillments.flatMap((each) => each.lines),
        id,
      ),
      (part) => data.show("FulfillmentLineItem", { order, part }),
    ),
  ),
  FulfillmentOrder: inOrder("FulfillmentOrder", (order, id, data) =>
    map(byId(order.fulfillmentOrders, id), (fulfillmentOrder) =>
      data.show("FulfillmentOrder", { order, fulfillmentOrder }),
    ),
  ),
  FulfillmentOrderLineItem: inOrder("FulfillmentOrderLineItem", (order, id, data) =>
    map(
      byId(
        order.fulfillmentOrders.flatMap((each) => each.lines),
        id,
      ),
      (part) => data.show("FulfillmentOrderLineItem", { order, part }),
    ),
  ),
  GiftCard: (data, id) => map(data.giftCards.get(id), (each) => data.show("GiftCard", each)),
  InventoryItem: (data, id) => map(data.variantByInventoryItem.get(id), (each) => data.show("InventoryItem", each)),
  LineItem: inOrder("LineItem", (order, id, data) =>
    map(byId(order.lines, id), (line) => data.show("LineItem", { order, line })),
  ),
  Location: (data, id) => map(data.locations.get(id), (each) => data.show("Location", each)),
  Order: (data, id, viewer) => {
    const order = data.orders.get(id);
    return order === undefined || !isShownTo(viewer, order) ? undefined : data.show("Order", order);
  },
  OrderTransaction: inOrder("OrderTransaction", (order, id, data) =>
    map(byId(order.transactions, id), (transaction) => data.show("OrderTransaction", { order, transaction })),
  ),
  PaymentTerms: inOrder("PaymentTerms", (order, _id, data) =>
    order.paymentTerms === null ? undefined : data.show("PaymentTerms", { order, terms: order.paymentTerms }),
  ),
  Product: (data, id) => map(data.products.get(id), (each) => data.show("Product", each)),
  ProductVariant: (data, id) => map(data.variants.get(id), (each) => data.show("ProductVariant", each)),
  Publication: (data, id) => map(data.publications.get(id), (each) => data.show("Publication", each)),
  Refund: inOrder("Refund", (order, id, data) =>
    map(byId(order.refunds, id), (refund) => data.show("Refund", { order, refund })),
  ),
  RefundShippingLine: inOrder("RefundShippingLine", (order, id, data) =>
    map(
      byId(
        order.refunds.flatMap((each) => each.shippingLines),
        id,
      ),
      (part) => data.show("RefundShippingLine", { order, part }),
    ),
  ),
  Return: inOrder("Return", (order, id, data) =>
    map(byId(order.returns, id), (each) => data.show("Return", { order, each })),
  ),
  ReturnLineItem: inOrder("ReturnLineItem", (order, id, data) =>
    map(
      byId(
        order.returns.flatMap((each) => each.lines),
        id,
      ),
      (part) => data.show("ReturnLineItem", { order, part }),
    ),
  ),
  ReverseFulfillmentOrder: inOrder("ReverseFulfillmentOrder", (order, id, data) =>
    map(
      byId(
        order.returns.flatMap((each) => each.reverseFulfillmentOrders),
        id,
      ),
      (part) => data.show("ReverseFulfillmentOrder", { order, part }),
    ),
  ),
  Shop: (data, id) => (id === data.profile.id ? data.show("Shop", data.profile) : undefined),
  StaffMember: (data, id) => map(data.staff.get(id), (each) => data.show("StaffMember", each)),
  WebhookSubscription: (data, id) => map(data.webhooks.get(id), (each) => data.show("WebhookSubscription", each)),
};

/** Null when nothing has the id. Throws "Invalid id" for text that is no GID [M]. */
export function findNode(data: ShopData, gidText: string, viewer: Viewer): View | null {
  const gid = readGid(gidText);
  if (gid === undefined) throw invalidId(gidText);
  return FINDERS[gid.type]?.(data, gid.id, viewer) ?? null;
}

/** The same for a field of one type: a GID of another type is invalid [M]. */
export function findOfType(data: ShopData, type: string, gidText: unknown, viewer: Viewer): View | null {
  const gid = typeof gidText === "string" ? readGid(gidText) : undefined;
  if (gid?.type !== type) throw invalidId(String(gidText));
  return FINDERS[type]?.(data, gid.id, viewer) ?? null;
}
