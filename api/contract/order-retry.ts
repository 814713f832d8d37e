import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { jobBatch } from "./jobs.ts";
import { orderFilters } from "./order-filters.ts";
import { idempotencyHeader, isOne, notEmpty, refused, shopifyId } from "./shared.ts";

/** What a job of Create Sales Orders takes. */
export const MOST_ORDERS_PER_JOB = 500;

/** What one request may try again. */
export const MOST_ORDERS = 5000;

const retried = z
  .strictObject({
    batchId: z.string().nullable().describe("null: there is no order to try again"),
    entries: jobBatch.shape.entries,
    refused: z
      .array(z.strictObject({ orderId: z.string(), ...refused }))
      .describe("Orders that are in no job, and why"),
  })
  .meta({ id: "OrderRetry" });

export const retryOrders = endpoint({
  id: "retryOrders",
  method: "post",
  audits: "jobQueueEntry",
  scope: "operate",
  reach: "shops",
  path: "/api/orders/retry",
  tag: "Orders",
  summary:
    "Creates the documents of orders that wait: those named, or those without a document that a filter matches; jobs of Create Sales Orders for each shop. Shops that do not run syncs in the background are waited for, up to 60 s",
  headers: idempotencyHeader,
  body: z
    .strictObject({
      ids: z
        .array(shopifyId)
        .min(1)
        .max(MOST_ORDERS_PER_JOB)
        .transform((ids) => [...new Set(ids)])
        .optional(),
      filter: notEmpty(orderFilters(z.boolean()))
        .optional()
        .describe("Never empty. Mappings and links answer one, for the orders they are for"),
    })
    .refine(({ ids, filter }) => isOne(ids, filter), "Name either orders or a filter"),
  answers: { 200: retried, 202: retried },
  problems: ["too-many-orders"],
});
