import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { moments, texts, ids } from "./fields.ts";
import { orderRefund } from "./order-refunds.ts";
import { nothing, pageOf, paging, queryFlag, shopCode, shopifyId } from "./shared.ts";

const tag = "Refunds";

const { lines: _lines, shippingLines: _shippingLines, ...header } = orderRefund.shape;

export const refundSummary = z
  .strictObject({ ...header, ...texts("store", "shop", "shopifyOrderNo"), ...ids("shopifyOrderId") })
  .meta({ id: "RefundSummary" });

export const refundCard = z
  .strictObject({
    ...refundSummary.shape,
    ...orderRefund.shape,
    documents: z
      .array(z.strictObject({ ...texts("documentType", "documentNo"), ...moments("createdAt") }))
      .describe("Its credit memo or return order, and what that was posted as"),
  })
  .meta({ id: "Refund" });

export const listRefunds = endpoint({
  id: "listRefunds",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/refunds",
  tag,
  summary: "Refunds that came with their orders, newest first",
  query: z.strictObject({
    ...paging,
    shopCode: shopCode.optional(),
    hasError: queryFlag.optional().describe("true: refunds that say why they have no credit memo or return order"),
    errorCode: z.string().max(100).optional(),
    hasDocument: queryFlag.optional().describe("false: refunds without a credit memo or return order"),
    shopifyOrderId: shopifyId.optional(),
  }),
  answers: { 200: pageOf(refundSummary) },
});

const byId = z.strictObject({ id: shopifyId.describe("The refund's id at Shopify") });

export const getRefund = endpoint({
  id: "getRefund",
  method: "get",
  scope: "read",
  reach: "refund",
  path: "/api/refunds/{id}",
  tag,
  summary: "A refund with its lines, its document and what stands in its way",
  params: byId,
  answers: { 200: refundCard },
  problems: ["refund-not-found"],
});

export const createRefundDocument = endpoint({
  id: "createRefundDocument",
  method: "post",
  audits: "refund",
  scope: "operate",
  reach: "refund",
  path: "/api/refunds/{id}/create-document",
  tag,
  summary:
    "Makes the credit memo or return order of a refund, whatever Process Type the shop has, or says why there is none",
  params: byId,
  body: nothing,
  answers: { 200: refundCard },
  problems: [
    "refund-not-found",
    "order-busy",
    "order-not-processed",
    "considered-at-import",
    "pending-transactions",
    "already-processed",
    "nothing-refunded",
    "mapping-incomplete",
    "refund-account-missing",
    "shop-disabled",
  ],
});
