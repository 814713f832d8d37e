/** How orders are found and sorted. */
import type { RequestContext } from "../../engine/contract.ts";
import type { SearchFields } from "../../engine/search/compile.ts";
import type { SearchSource } from "../../engine/search-page.ts";
import { presentmentOf, shopOf } from "../money.ts";
import { isShownTo } from "../order-window.ts";
import type { OrderRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";

const UNITS = 10_000;

/** Words of the filter `fulfillment_status` for what is displayed [D: "shipped" means fulfilled, "unshipped" nothing sent]. */
const FULFILLMENT_WORDS: Readonly<Record<string, readonly string[]>> = {
  FULFILLED: ["fulfilled", "shipped"],
  PARTIALLY_FULFILLED: ["partial"],
  UNFULFILLED: ["unfulfilled", "unshipped"],
  IN_PROGRESS: ["unfulfilled", "unshipped"],
  PENDING_FULFILLMENT: ["unfulfilled", "unshipped"],
  ON_HOLD: ["on_hold"],
  SCHEDULED: ["scheduled"],
  REQUEST_DECLINED: ["request_declined"],
};

/** [D] open: neither archived nor cancelled; `not_closed`: not archived. */
const statusesOf = (order: OrderRecord): string[] => [
  ...(order.closedAt === null && order.cancelledAt === null ? ["open"] : []),
  ...(order.closedAt === null ? ["not_closed"] : ["closed"]),
  ...(order.cancelledAt === null ? [] : ["cancelled"]),
];

const shown = (
  data: ShopData,
  order: OrderRecord,
  field: "displayFinancialStatus" | "displayFulfillmentStatus" | "returnStatus",
): string => {
  const given = order.given?.[field];
  if (typeof given === "string") return given;
  return data.derived(order)[field];
};

const nameOf = (data: ShopData, order: OrderRecord): string | null => {
  const address = order.shippingAddress ?? order.billingAddress;
  const customer = order.customerId === null ? undefined : data.customers.get(order.customerId);
  const { firstName, lastName } = customer ?? address ?? {};
  return [firstName, lastName].filter(Boolean).join(" ") || null;
};

const hasTag = (tags: readonly string[], tag: string): boolean =>
  tags.some((each) => each.toLowerCase() === tag.toLowerCase());

const orderSearchFields = (data: ShopData): SearchFields<OrderRecord> => ({
  default: (order) => [order.name, order.email, nameOf(data, order), ...order.lines.map((line) => line.title)],
  channel: (order) => [order.channel.handle, order.channel.displayName],
  confirmation_number: (order) => order.id.toString(36).toUpperCase().slice(-9),
  created_at: (order) => order.createdAt,
  credit_card_last4: (order) => order.transactions.map((each) => each.card?.number?.slice(-4) ?? null),
  current_total_price: (order) => presentmentOf(data.derived(order).currentTotalPrice) / UNITS,
  customer_id: (order) => order.customerId,
  discount_code: (order) => order.discountApplications.filter((each) => each.kind === "code").map((each) => each.label),
  email: (order) => order.email,
  financial_status: (order) => shown(data, order, "displayFinancialStatus").toLowerCase(),
  fulfillment_location_id: (order) => order.fulfillments.map((each) => each.locationId),
  fulfillment_status: (order) => FULFILLMENT_WORDS[shown(data, order, "displayFulfillmentStatus")] ?? [],
  gateway: (order) => order.transactions.map((each) => each.gateway),
  id: (order) => order.id,
  location_id: (order) => [order.retailLocationId, ...order.fulfillmentOrders.map((each) => each.locationId)],
  name: (order) => [order.name, order.name.replace(/^#/, "")],
  payment_id: (order) => order.transactions.map((each) => each.paymentId),
  po_number: (order) => order.poNumber,
  processed_at: (order) => order.processedAt,
  return_status: (order) => shown(data, order, "returnStatus").toLowerCase(),
  risk_level: (order) => order.risks.map((each) => each.riskLevel.toLowerCase()),
  sales_channel: (order) => [order.channel.handle, order.channel.displayName],
  sku: (order) => order.lines.map((line) => line.sku),
  source_name: (order) => order.sourceName,
  status: statusesOf,
  subtotal_line_items_quantity: (order) => String(order.lines.reduce((sum, line) => sum + line.quantity, 0)),
  tag: (order) => order.tags,
  tag_not: { matches: (order, value) => !hasTag(order.tags, value) },
  test: (order) => order.test,
  updated_at: (order) => order.updatedAt,
});

export function orderSource<D>(
  data: ShopData,
  context: RequestContext<D>,
  records: () => readonly OrderRecord[] = () => data.orders.byId.all(),
): SearchSource<OrderRecord> {
  const isWhole = records().length === data.orders.size;
  const indexed = (index: { all(): readonly OrderRecord[] }) => (isWhole ? { sorted: () => index.all() } : {});
  return {
    records,
    fields: orderSearchFields(data),
    idOf: (order) => order.id,
    changedAt: (order) => order.updatedAt,
    isListed: context.hasScope("read_all_orders") ? null : (order) => isShownTo(context, order),
    toNode: (order) => data.show("Order", order),
    sorts: {
      ID: { kind: "number", valueOf: (order) => order.id, ...indexed(data.orders.byId) },
      RELEVANCE: { kind: "number", valueOf: (order) => order.id, ...indexed(data.orders.byId) },
      CREATED_AT: {
        kind: "time",
        valueOf: (order) => order.createdAt,
        filter: "created_at",
        ...indexed(data.orders.byCreatedAt),
      },
      UPDATED_AT: {
        kind: "time",
        valueOf: (order) => order.updatedAt,
        filter: "updated_at",
        ...indexed(data.orders.byUpdatedAt),
      },
      PROCESSED_AT: {
        kind: "time",
        valueOf: (order) => order.processedAt,
        filter: "processed_at",
        ...indexed(data.ordersByProcessedAt),
      },
      ORDER_NUMBER: { kind: "number", valueOf: (order) => order.number },
      PO_NUMBER: { kind: "text", valueOf: (order) => order.poNumber },
      CUSTOMER_NAME: { kind: "text", valueOf: (order) => nameOf(data, order) },
      DESTINATION: { kind: "text", valueOf: (order) => order.shippingAddress?.city ?? null },
      FINANCIAL_STATUS: { kind: "text", valueOf: (order) => shown(data, order, "displayFinancialStatus") },
      FULFILLMENT_STATUS: { kind: "text", valueOf: (order) => shown(data, order, "displayFulfillmentStatus") },
      TOTAL_PRICE: { kind: "number", valueOf: (order) => shopOf(data.derived(order).totalPrice) },
      CURRENT_TOTAL_PRICE: { kind: "number", valueOf: (order) => shopOf(data.derived(order).currentTotalPrice) },
      TOTAL_ITEMS_QUANTITY: {
        kind: "number",
        valueOf: (order) => order.lines.reduce((sum, line) => sum + line.quantity, 0),
      },
    },
  };
}
