import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { decimals, flags, ids, integers, moments, momentsOrNull, texts } from "./fields.ts";
import { jobBatch } from "./jobs.ts";
import { idempotencyHeader, pageOf, paging, queryFlag, recordError, shopCode, shopifyId } from "./shared.ts";

const tag = "Orders to import";

export const orderToImport = z
  .strictObject({
    ...ids("shopifyOrderId"),
    ...texts("store", "orderNo", "financialStatus", "fulfillmentStatus", "returnStatus", "currencyCode"),
    ...texts("presentmentCurrencyCode", "channelName", "tags", "sellToCountry", "shipToCountry", "billToCountry"),
    ...texts("purchasingEntity"),
    shop: z.string().nullable().describe("null: no shop's filters have matched it yet"),
    importAction: z.enum(["new", "update"]),
    ...moments("createdAt", "updatedAt"),
    ...momentsOrNull("cancelledAt"),
    ...flags("test", "confirmed", "fullyPaid", "unpaid", "closed", "highRisk", "channelLiableTaxes", "hasError"),
    ...decimals("orderAmount", "vatAmount"),
    ...integers("totalQuantityOfItems"),
    error: recordError,
  })
  .meta({ id: "OrderToImport" });

export const listOrdersToImport = endpoint({
  id: "listOrdersToImport",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/orders-to-import",
  tag,
  summary: "Orders that were found at Shopify and are not imported yet, newest first",
  query: z.strictObject({
    ...paging,
    store: z.string().max(250).optional(),
    shopCode: shopCode.optional(),
    hasError: queryFlag.optional(),
    importAction: z.enum(["new", "update"]).optional(),
    unclaimed: queryFlag.optional().describe("true: those that no shop's filters matched"),
  }),
  answers: { 200: pageOf(orderToImport) },
});

export const importSelectedOrders = endpoint({
  id: "importSelectedOrders",
  method: "post",
  audits: "jobQueueEntry",
  scope: "operate",
  reach: "shops",
  path: "/api/orders-to-import/import",
  tag,
  summary:
    "Imports the selected orders, whether anything changed or not: one job for each shop of the selection. Shops that do not run syncs in the background are waited for, up to 60 s",
  headers: idempotencyHeader,
  body: z.strictObject({
    ids: z
      .array(shopifyId)
      .min(1)
      .max(500)
      .transform((ids) => [...new Set(ids)]),
    shopCode: shopCode.optional().describe("Which shop imports those that none has claimed; one of their store"),
  }),
  answers: { 200: jobBatch, 202: jobBatch },
  problems: ["order-to-import-not-found", "shop-not-found", "shop-disabled"],
});

export const deleteOrderToImport = endpoint({
  id: "deleteOrderToImport",
  method: "delete",
  audits: "orderToImport",
  scope: "operate",
  reach: "orderToImport",
  path: "/api/orders-to-import/{id}",
  tag,
  summary: "Takes an order out of the queue; it comes back when it changes at Shopify",
  params: z.strictObject({ id: shopifyId }),
  answers: { 204: null },
  problems: ["order-to-import-not-found"],
});
