import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { decimals, flags, ids, idsOrNull, integers, moments, momentsOrNull, texts } from "./fields.ts";
import { day, nothing, pageOf, paging, queryFlag, recordError, shopifyId } from "./shared.ts";
import { jobBatch } from "./jobs.ts";
import { orderFilters } from "./order-filters.ts";
import { orderFulfillment, orderFulfillmentOrder } from "./order-fulfillments.ts";
import { orderGiftCard } from "./order-gift-cards.ts";
import { orderRefund, orderReturn } from "./order-refunds.ts";

const tag = "Orders";
const summaryShape = {
  ...ids("shopifyOrderId"),
  ...texts("store", "shop", "shopifyOrderNo", "sellToName", "shipToName", "billToName", "sellToCountryCode"),
  ...texts("email", "channelName", "currencyCode", "presentmentCurrencyCode", "financialStatus", "fulfillmentStatus"),
  ...texts("returnStatus", "sellToCustomerNo", "billToCustomerNo", "salesOrderNo", "salesInvoiceNo"),
  ...idsOrNull("customerId"),
  ...moments("createdAt", "updatedAt", "importedAt"),
  ...momentsOrNull("cancelledAt", "closedAt"),
  ...decimals("totalAmount", "vatAmount", "presentmentTotalAmount"),
  ...flags("test", "confirmed", "closed", "fullyPaid", "highRisk", "b2b"),
  ...flags("processed", "hasError", "hasOrderStateError"),
  ...flags("creationDue", "writeBackDue", "closeDue"),
  documentDate: day,
  error: recordError,
};

export const orderSummary = z.strictObject(summaryShape).meta({ id: "OrderSummary" });

const addressParts = [
  "FirstName",
  "LastName",
  "Name2",
  "ContactName",
  "Address",
  "Address2",
  "PostCode",
  "City",
  "County",
] as const;
const address = <const Side extends string>(side: Side) =>
  texts(...addressParts.map((part) => `${side}${part}` as const));

export const orderHeader = z.strictObject({
  ...summaryShape,
  ...address("sellTo"),
  ...address("shipTo"),
  ...address("billTo"),
  ...texts("shipToCountryCode", "billToCountryCode", "phone", "appName", "retailLocationName", "cancelReason"),
  ...texts("companyName", "discountCode", "discountCodes", "statusPageUrl", "poNumber", "paymentTermsType"),
  ...texts("paymentTermsName", "gateway", "workDescription", "processedCurrencyHandling"),
  ...texts("sellToContactNo", "billToContactNo", "shipToContactNo", "salespersonCode", "shipmentMethodCode"),
  ...texts("shippingAgentCode", "shippingAgentServiceCode", "paymentMethodCode", "paymentTermsCode", "taxAreaCode"),
  ...idsOrNull("staffMemberId", "retailLocationId", "companyId", "companyLocationId"),
  ...momentsOrNull("processedAt"),
  ...flags("edited", "unpaid", "refundable", "vatIncluded", "taxExempt", "channelLiableTaxes", "taxLiable"),
  ...flags("useShopifyOrderNo"),
  ...decimals("totalWeight", "subtotalAmount", "tipReceivedAmount", "discountAmount", "shippingChargesAmount"),
  ...decimals("currentTotalAmount", "paymentRoundingAmount", "refundRoundingAmount", "dutiesAmount"),
  ...decimals("additionalFeesAmount", "presentmentVatAmount", "presentmentSubtotalAmount"),
  ...decimals("presentmentTipReceivedAmount", "presentmentDiscountAmount", "presentmentShippingChargesAmount"),
  ...decimals("presentmentCurrentTotalAmount", "presentmentPaymentRoundingAmount"),
  ...decimals("presentmentRefundRoundingAmount", "presentmentDutiesAmount", "presentmentAdditionalFeesAmount"),
  ...integers("currentTotalItemsQuantity", "documentRound"),
  dueDate: day.nullable(),
});

export const orderLine = z.strictObject({
  ...ids("lineId"),
  ...idsOrNull("productId", "variantId", "locationId"),
  ...texts("description", "variantDescription", "sku", "vendor", "deliveryMethod"),
  ...texts("itemNo", "variantCode", "unitOfMeasureCode"),
  ...integers("quantity", "fulfillableQuantity"),
  ...flags("giftCard", "tip", "taxable", "isExchangeItem"),
  waitsForRefund: z
    .boolean()
    .describe(
      "Sent in exchange, and in no document: the next refund of its return takes it. When there will be none, book it in the ERP by hand",
    ),
  ...decimals("unitPrice", "presentmentUnitPrice", "discountAmount", "presentmentDiscountAmount"),
  attributes: z.array(z.strictObject(texts("attributeKey", "attributeValue"))),
});

export const orderTaxLine = z.strictObject({
  ...texts("parentKind", "title"),
  ...ids("parentId"),
  ...integers("lineNo"),
  ...decimals("rate", "ratePercent", "amount", "presentmentAmount"),
  ...flags("channelLiable"),
});

export const orderShippingCharge = z.strictObject({
  ...ids("shippingLineId"),
  ...texts("title", "code", "source"),
  ...decimals("amount", "presentmentAmount", "discountAmount", "presentmentDiscountAmount"),
});

export const orderTransaction = z.strictObject({
  ...ids("transactionId"),
  ...idsOrNull("refundId", "giftCardId"),
  ...texts("type", "status", "gateway", "message", "errorCode", "currencyCode", "presentmentCurrencyCode"),
  ...texts("creditCardCompany", "paymentId"),
  ...decimals("amount", "presentmentAmount", "roundingAmount", "presentmentRoundingAmount"),
  ...flags("manualPaymentGateway", "test"),
  ...moments("createdAt"),
  ...momentsOrNull("processedAt"),
});

export const orderRisk = z.strictObject({
  ...integers("lineNo"),
  ...texts("level", "provider", "sentiment", "message"),
});

export const orderCard = z
  .strictObject({
    ...orderHeader.shape,
    lines: z.array(orderLine),
    taxLines: z.array(orderTaxLine),
    shippingCharges: z.array(orderShippingCharge),
    transactions: z.array(orderTransaction),
    attributes: z.array(z.strictObject(texts("attributeKey", "attributeValue"))),
    tags: z.array(z.string()),
    risks: z.array(orderRisk),
    documents: z.array(z.strictObject({ ...texts("documentType", "documentNo"), ...moments("createdAt") })),
    fulfillmentOrders: z.array(orderFulfillmentOrder),
    fulfillments: z.array(orderFulfillment),
    refunds: z.array(orderRefund).describe("Empty when the shop's Process Type does not import them"),
    returns: z.array(orderReturn).describe("Empty also when the app may not read returns"),
    giftCards: z.array(orderGiftCard).describe("Sold with the order and fulfilled"),
  })
  .meta({ id: "Order" });

const byId = z.strictObject({ id: shopifyId.describe("The order's id at Shopify") });

export const listOrders = endpoint({
  id: "listOrders",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/orders",
  tag,
  summary: "Imported orders, newest first",
  query: z.strictObject({
    ...paging,
    processed: queryFlag.optional().describe("false: orders without a sales document"),
    ...orderFilters(queryFlag),
  }),
  answers: { 200: pageOf(orderSummary) },
});

export const getOrder = endpoint({
  id: "getOrder",
  hasEtag: true,
  method: "get",
  scope: "read",
  reach: "order",
  path: "/api/orders/{id}",
  tag,
  summary:
    "One order with lines, taxes, shipping, payments, fulfillments, documents, refunds, returns and gift cards sold",
  params: byId,
  answers: { 200: orderCard },
  problems: ["order-not-found"],
});

const missing = z.array(
  z.strictObject({
    what: z.enum(["sellToCustomer", "billToCustomer", "item", "tipAccount", "soldGiftCardAccount"]),
    lineId: shopifyId.nullable(),
  }),
);

const mapping = z
  .strictObject({
    ...ids("shopifyOrderId"),
    ...texts("sellToCustomerNo", "billToCustomerNo", "sellToContactNo", "billToContactNo", "shipToContactNo"),
    ...texts("customerTemplateCode"),
    ...texts("shipmentMethodCode", "shippingAgentCode", "shippingAgentServiceCode", "paymentMethodCode"),
    ...texts("paymentTermsCode", "taxAreaCode", "salespersonCode"),
    ...flags("taxLiable"),
    lines: z.array(
      z.strictObject({
        ...ids("lineId"),
        ...texts("description", "sku", "itemNo", "variantCode", "unitOfMeasureCode"),
      }),
    ),
    missing,
    advice: z.string().describe("What to do about it; blank when nothing is missing"),
  })
  .meta({ id: "OrderMapping" });

export const getOrderMapping = endpoint({
  id: "getOrderMapping",
  hasEtag: true,
  method: "get",
  scope: "read",
  reach: "order",
  path: "/api/orders/{id}/mapping",
  tag,
  summary: "To which customers, items and codes of the ERP an order leads, and what is missing",
  params: byId,
  answers: { 200: mapping },
  problems: ["order-not-found"],
});

const action = <const Name extends string>(name: Name, operationId: string, summary: string) =>
  ({
    id: operationId,
    method: "post",
    audits: "order",
    scope: "operate",
    reach: "order",
    path: `/api/orders/{id}/${name}`,
    tag,
    summary,
    params: byId,
    body: nothing,
  }) as const;

export const findOrderMappings = endpoint({
  ...action("find-mappings", "findOrderMappings", "Looks for customers, items and codes again"),
  answers: { 200: mapping },
  problems: ["order-not-found", "order-busy"],
});

export const syncOrder = endpoint({
  ...action(
    "sync",
    "syncOrder",
    "Starts a job that imports this order from Shopify again and maps it; it makes no documents",
  ),
  answers: { 200: jobBatch, 202: jobBatch },
  problems: ["order-not-found", "shop-disabled"],
});

export const createSalesDocument = endpoint({
  ...action("create-sales-document", "createSalesDocument", "Starts a job that creates this order's sales document"),
  answers: { 200: jobBatch, 202: jobBatch },
  problems: ["order-not-found", "order-processed", "shop-disabled"],
});

export const unlinkOrder = endpoint({
  ...action("unlink", "unlinkOrder", "Makes a processed order unprocessed; its document in the ERP stays as it is"),
  answers: { 200: orderCard },
  problems: ["order-not-found", "order-not-processed", "order-busy"],
});

export const resolveOrderConflict = endpoint({
  ...action(
    "resolve-conflict",
    "resolveOrderConflict",
    "Marks the conflict of an order edited after processing as settled",
  ),
  answers: { 200: orderCard },
  problems: ["order-not-found", "order-busy"],
});

export const markOrderAsPaid = endpoint({
  ...action("mark-as-paid", "markOrderAsPaid", "Marks the order as paid at Shopify"),
  answers: { 204: null },
  problems: ["order-not-found", "order-busy", "shopify-refused", "data-sync-disabled"],
});

export const cancelOrder = endpoint({
  ...action("cancel", "cancelOrder", "Asks Shopify to cancel the order; the next sync brings the result"),
  body: z.strictObject({
    reason: z.enum(["unknown", "customer", "declined", "fraud", "inventory", "other", "staff"]).default("other"),
    notifyCustomer: z.boolean().default(false),
    restock: z.boolean().default(true),
    refundOriginalPaymentMethods: z.boolean().default(false).describe("Give the money back the way it was paid"),
    staffNote: z.string().max(255).default(""),
  }),
  answers: { 204: null },
  problems: ["order-not-found", "order-busy", "shopify-refused", "data-sync-disabled"],
});
