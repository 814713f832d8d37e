/** Orders in REST's words: what webhooks send and `orders.json` lists. */
import { allocated, originalTotal, taxOf } from "../derive/amounts.ts";
import { gid } from "../ids.ts";
import { moneyBag, moneyText, shopOf, type Bag } from "../money.ts";
import type { FulfillmentRecord } from "../records/fulfillment.ts";
import type { AddressRecord, LineRecord, OrderRecord, TaxRecord } from "../records/order.ts";
import type { RefundRecord } from "../records/refund.ts";
import type { ShopData } from "../store.ts";
import { timeText, timeTextOrNull } from "../views/view.ts";
import { restCustomer } from "./rest-records.ts";

type Json = Readonly<Record<string, unknown>>;

const snake = (bag: Bag, order: OrderRecord): Json => {
  const { shopMoney, presentmentMoney } = moneyBag(bag, order);
  return {
    shop_money: { amount: moneyText(shopOf(bag), order.currencyCode), currency_code: shopMoney.currencyCode },
    presentment_money: { amount: presentmentMoney.amount, currency_code: presentmentMoney.currencyCode },
  };
};

const money = (bag: Bag, order: OrderRecord): string => moneyText(shopOf(bag), order.currencyCode);

const restAddress = (address: AddressRecord | null | undefined): Json | null =>
  address === null || address === undefined
    ? null
    : {
        first_name: address.firstName ?? null,
        last_name: address.lastName ?? null,
        name: [address.firstName, address.lastName].filter(Boolean).join(" "),
        company: address.company ?? null,
        address1: address.address1 ?? null,
        address2: address.address2 ?? null,
        city: address.city ?? null,
        zip: address.zip ?? null,
        province: address.province ?? null,
        province_code: address.provinceCode ?? null,
        country: address.country ?? null,
        country_code: address.countryCodeV2 ?? null,
        phone: address.phone ?? null,
      };

const restTax = (tax: TaxRecord, order: OrderRecord): Json => ({
  title: tax.title,
  rate: tax.rate,
  price: money(tax.price, order),
  price_set: snake(tax.price, order),
  channel_liable: tax.channelLiable,
});

const restLine = (data: ShopData, order: OrderRecord, line: LineRecord): Json => {
  const derived = data.derived(order).lines.get(line.id);
  const unfulfilled = derived?.unfulfilledQuantity ?? 0;
  return {
    id: line.id,
    admin_graphql_api_id: gid("LineItem", line.id),
    title: line.title,
    name: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
    variant_title: line.variantTitle,
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    current_quantity: derived?.currentQuantity ?? 0,
    fulfillable_quantity: unfulfilled,
    fulfillment_status: unfulfilled === 0 ? "fulfilled" : (derived?.fulfilledQuantity ?? 0) > 0 ? "partial" : null,
    product_id: line.productId,
    variant_id: line.variantId,
    price: money(line.unitPrice, order),
    price_set: snake(line.unitPrice, order),
    total_discount: money(allocated(line.discounts), order),
    discount_allocations: line.discounts.map((each) => ({
      amount: money(each.amount, order),
      amount_set: snake(each.amount, order),
      discount_application_index: each.application,
    })),
    tax_lines: line.taxLines.map((tax) => restTax(tax, order)),
    taxable: line.taxable,
    requires_shipping: line.requiresShipping,
    gift_card: line.isGiftCard,
    grams: line.grams ?? 0,
    properties: line.customAttributes.map((each) => ({ name: each.key, value: each.value })),
  };
};

export const restFulfillment = (order: OrderRecord, each: FulfillmentRecord): Json => ({
  id: each.id,
  admin_graphql_api_id: gid("Fulfillment", each.id),
  order_id: order.id,
  name: each.name.replace("-F", "."),
  status: each.status.toLowerCase(),
  location_id: each.locationId,
  created_at: timeText(each.createdAt),
  updated_at: timeText(each.updatedAt),
  tracking_company: each.tracking[0]?.company ?? null,
  tracking_number: each.tracking[0]?.number ?? null,
  tracking_numbers: each.tracking.map((entry) => entry.number),
  line_items: each.lines.map((part) => ({ id: part.lineId, quantity: part.quantity })),
});

export const restRefund = (order: OrderRecord, refund: RefundRecord): Json => ({
  id: refund.id,
  admin_graphql_api_id: gid("Refund", refund.id),
  order_id: order.id,
  created_at: timeText(refund.createdAt),
  processed_at: timeText(refund.processedAt),
  note: refund.note,
  refund_line_items: refund.lines.map((line) => ({
    id: line.id,
    line_item_id: line.lineId,
    quantity: line.quantity,
    restock_type: line.restockType.toLowerCase(),
    location_id: line.locationId,
    subtotal: money(line.subtotal, order),
    subtotal_set: snake(line.subtotal, order),
    total_tax: money(line.tax, order),
  })),
  transactions: order.transactions
    .filter((each) => refund.transactionIds.includes(each.id))
    .map((each) => ({
      id: each.id,
      kind: each.kind.toLowerCase(),
      status: each.status.toLowerCase(),
      amount: money(each.amount, order),
    })),
});

const lower = (data: ShopData, order: OrderRecord): { financial: string; fulfillment: string | null } => {
  const { displayFinancialStatus, displayFulfillmentStatus } = data.derived(order);
  const fulfillment =
    displayFulfillmentStatus === "FULFILLED"
      ? "fulfilled"
      : displayFulfillmentStatus === "PARTIALLY_FULFILLED"
        ? "partial"
        : null;
  return { financial: displayFinancialStatus.toLowerCase(), fulfillment };
};

export function restOrder(data: ShopData, order: OrderRecord): Json {
  const derived = data.derived(order);
  const status = lower(data, order);
  const customer = order.customerId === null ? undefined : data.customers.get(order.customerId);
  const lineTotal = order.lines.reduce((sum, line) => sum + shopOf(originalTotal(line)), 0);
  return {
    id: order.id,
    admin_graphql_api_id: gid("Order", order.id),
    name: order.name,
    order_number: order.number,
    number: order.number - 1000,
    created_at: timeText(order.createdAt),
    updated_at: timeText(order.updatedAt),
    processed_at: timeText(order.processedAt),
    closed_at: timeTextOrNull(order.closedAt),
    cancelled_at: timeTextOrNull(order.cancelledAt),
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    confirmed: order.confirmed,
    currency: order.currencyCode,
    presentment_currency: order.presentmentCurrencyCode,
    email: order.email ?? "",
    contact_email: order.email,
    phone: order.phone,
    note: order.note,
    po_number: order.poNumber,
    tags: order.tags.join(", "),
    test: order.test,
    taxes_included: order.taxesIncluded,
    tax_exempt: order.taxExempt,
    source_name: order.sourceName,
    location_id: order.retailLocationId,
    customer_locale: order.locale,
    financial_status: status.financial,
    fulfillment_status: status.fulfillment,
    total_line_items_price: moneyText(lineTotal, order.currencyCode),
    total_price: money(derived.totalPrice, order),
    total_price_set: snake(derived.totalPrice, order),
    subtotal_price: money(derived.subtotal, order),
    subtotal_price_set: snake(derived.subtotal, order),
    total_tax: money(derived.totalTax, order),
    total_tax_set: snake(derived.totalTax, order),
    total_discounts: money(derived.totalDiscounts, order),
    total_shipping_price_set: snake(derived.totalShipping, order),
    current_total_price: money(derived.currentTotalPrice, order),
    current_subtotal_price: money(derived.currentSubtotal, order),
    current_total_tax: money(derived.currentTax, order),
    total_outstanding: money(derived.outstanding, order),
    note_attributes: order.customAttributes.map((each) => ({ name: each.key, value: each.value })),
    discount_codes: order.discountApplications
      .filter((each) => each.kind === "code")
      .map((each) => ({ code: each.label, type: "percentage" in each.value ? "percentage" : "fixed_amount" })),
    payment_gateway_names: [...new Set(order.transactions.map((each) => each.gateway))],
    tax_lines: order.taxLines.map((tax) => restTax(tax, order)),
    billing_address: restAddress(order.billingAddress),
    shipping_address: restAddress(order.shippingAddress),
    customer: customer === undefined ? null : restCustomer(data, customer),
    line_items: order.lines.map((line) => restLine(data, order, line)),
    shipping_lines: order.shippingLines.map((line) => ({
      id: line.id,
      title: line.title,
      code: line.code,
      source: line.source,
      price: money(line.price, order),
      price_set: snake(line.price, order),
      tax_lines: line.taxLines.map((tax) => restTax(tax, order)),
      total_tax: money(taxOf(line), order),
    })),
    fulfillments: order.fulfillments.map((each) => restFulfillment(order, each)),
    refunds: order.refunds.map((refund) => restRefund(order, refund)),
  };
}
