import { z } from "zod";
import { capturedTables } from "#domain/orders/order-captures";
import { endpoint } from "../http/endpoint.ts";
import { ids, moments, texts } from "./fields.ts";
import { pageOf, paging, shopCode, shopifyId } from "./shared.ts";

const tag = "Records to look at";

const dataCapture = z
  .strictObject({
    ...texts("entryNo", "shop", "hash"),
    ...ids("linkedId"),
    ...moments("capturedAt"),
    linkedTable: z.enum(capturedTables),
    shopifyOrderId: z.string().nullable().describe("The order the record belongs to"),
    data: z.record(z.string(), z.unknown()).describe("What Shopify answered, with personal data of the buyer"),
  })
  .meta({ id: "DataCapture" });

const linkedTable = z.enum(capturedTables).describe("Kind of the record");

export const listOrderDataCaptures = endpoint({
  id: "listOrderDataCaptures",
  method: "get",
  scope: "read",
  reach: "order",
  path: "/api/orders/{id}/data-captures",
  tag,
  summary: "What Shopify answered about an order and what belongs to it, newest first: a row for every change",
  params: z.strictObject({ id: shopifyId.describe("The order's id at Shopify") }),
  query: z.strictObject({ ...paging, linkedTable: linkedTable.optional() }),
  answers: { 200: pageOf(dataCapture) },
  problems: ["order-not-found"],
});

export const listDataCaptures = endpoint({
  id: "listDataCaptures",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/data-captures",
  tag,
  summary: "What Shopify answered about one record, newest first: a row for every change",
  query: z.strictObject({
    ...paging,
    linkedTable,
    linkedId: shopifyId.describe("The record's id at Shopify"),
    shopCode: shopCode.optional(),
  }),
  answers: { 200: pageOf(dataCapture) },
});
