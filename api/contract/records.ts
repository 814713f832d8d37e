import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { flags, ids, integers, moments, texts } from "./fields.ts";
import { deleted, nothing, pageOf, paging, queryFlag, shopCode, shopifyId } from "./shared.ts";

const entryNo = z.string().regex(/^\d{1,18}$/, "An entry number consists of digits");

/** Which rows a clean-up takes. */
const olderThan = z.strictObject({
  olderThanDays: z.number().int().min(0).max(3650).optional().describe("Without it: all"),
});

export const skippedRecord = z
  .strictObject({
    ...texts("entryNo", "shop", "tableName", "recordKey", "reason", "reasonCode", "description"),
    reasonParams: z.record(z.string(), z.unknown()),
    ...ids("shopifyId"),
    ...integers("times"),
    ...moments("firstSeenAt", "lastSeenAt"),
    jobEntryId: z.string().nullable(),
    record: z.string().nullable().describe("Path of the record; null: it is kept where this API does not reach"),
  })
  .meta({ id: "SkippedRecord" });

export const listSkippedRecords = endpoint({
  id: "listSkippedRecords",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/skipped-records",
  tag: "Records to look at",
  summary: "Records that were not sent or processed, and why; newest first",
  query: z.strictObject({ ...paging, shopCode: shopCode.optional(), tableName: z.string().max(100).optional() }),
  answers: { 200: pageOf(skippedRecord) },
});

export const deleteSkippedRecords = endpoint({
  id: "deleteSkippedRecords",
  method: "post",
  audits: "skippedRecord",
  scope: "operate",
  path: "/api/skipped-records/delete",
  tag: "Records to look at",
  summary: "Deletes skipped records: all, or those not seen for some days",
  body: olderThan,
  answers: { 200: deleted },
});

const logEntryShape = {
  ...texts("entryNo", "shop", "store", "operation", "url", "method", "statusDescription", "requestId"),
  ...integers("statusCode", "retryCount", "durationMs"),
  ...flags("hasError"),
  ...moments("createdAt"),
  queryCost: z.number().nullable(),
  requestPreview: z.string(),
  responsePreview: z.string(),
  jobEntryId: z.string().nullable(),
};

export const listShopifyLogEntries = endpoint({
  id: "listShopifyLogEntries",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/shopify-log-entries",
  tag: "Records to look at",
  summary: "Calls to Shopify as far as the shop's logging mode keeps them, newest first",
  query: z.strictObject({ ...paging, shopCode: shopCode.optional(), hasError: queryFlag.optional() }),
  answers: { 200: pageOf(z.strictObject(logEntryShape).meta({ id: "ShopifyLogEntrySummary" })) },
});

const shopifyLogEntry = z
  .strictObject({
    ...logEntryShape,
    request: z.string(),
    response: z.string(),
    canEscalate: z.boolean().describe("An error of Shopify's own, of the last 14 days"),
  })
  .meta({ id: "ShopifyLogEntry" });

export const getShopifyLogEntry = endpoint({
  id: "getShopifyLogEntry",
  method: "get",
  scope: "read",
  reach: "shopifyLogEntry",
  path: "/api/shopify-log-entries/{entryNo}",
  tag: "Records to look at",
  summary: "One call with request and response",
  params: z.strictObject({ entryNo }),
  answers: { 200: shopifyLogEntry },
  problems: ["shopify-log-entry-not-found"],
});

export const downloadShopifyLogEntry = endpoint({
  id: "downloadShopifyLogEntry",
  method: "get",
  scope: "read",
  reach: "shopifyLogEntry",
  path: "/api/shopify-log-entries/{entryNo}/download",
  tag: "Records to look at",
  summary: "One call with request and response, as a file",
  params: z.strictObject({ entryNo }),
  answers: { 200: shopifyLogEntry },
  problems: ["shopify-log-entry-not-found"],
});

export const escalateShopifyLogEntry = endpoint({
  id: "escalateShopifyLogEntry",
  method: "post",
  audits: null,
  scope: "operate",
  reach: "shopifyLogEntry",
  path: "/api/shopify-log-entries/{entryNo}/escalate",
  tag: "Records to look at",
  summary: "Tests the connection of the shop, then writes what Shopify's support needs to look into the call",
  params: z.strictObject({ entryNo }),
  body: nothing,
  answers: { 200: z.strictObject({ text: z.string() }) },
  problems: ["shopify-log-entry-not-found", "shopify-log-entry-not-escalatable"],
});

export const deleteShopifyLogEntries = endpoint({
  id: "deleteShopifyLogEntries",
  method: "post",
  audits: "shopifyLogEntry",
  scope: "operate",
  path: "/api/shopify-log-entries/delete",
  tag: "Records to look at",
  summary: "Deletes log entries: all, or those older than some days",
  body: olderThan,
  answers: { 200: deleted },
});

export const documentLink = z
  .strictObject({
    ...texts("store", "shop", "shopifyDocumentType", "documentType", "documentNo", "shopifyOrderNo"),
    ...ids("shopifyDocumentId", "shopifyOrderId"),
    ...moments("createdAt"),
  })
  .meta({ id: "DocumentLink" });

export const listDocumentLinks = endpoint({
  id: "listDocumentLinks",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/document-links",
  tag: "Documents",
  summary: "Which documents of the ERP belong to which orders, returns and refunds",
  query: z.strictObject({
    ...paging,
    shopCode: shopCode.optional(),
    shopifyOrderId: shopifyId.optional(),
    documentType: z.string().max(50).optional(),
    documentNo: z.string().max(20).optional(),
  }),
  answers: { 200: pageOf(documentLink) },
});
