import { z } from "zod";
import { FINANCIAL_STATUSES, FULFILLMENT_STATUSES } from "#domain/orders/order-status";
import { parseTextFilter } from "#domain/orders/text-filter";

/** Parameters of Create Sales Orders (30103): filters on unprocessed orders. What is left out does not filter. */
export const createSalesOrdersParameters = z.strictObject({
  fulfillmentStatus: z.array(z.enum(FULFILLMENT_STATUSES)).max(FULFILLMENT_STATUSES.length).optional(),
  financialStatus: z.array(z.enum(FINANCIAL_STATUSES)).max(FINANCIAL_STATUSES.length).optional(),
  shopifyOrderNo: z
    .string()
    .max(250)
    .superRefine((expression, context) => {
      const parsed = parseTextFilter(expression);
      if (!parsed.ok) context.addIssue({ code: "custom", message: `Not a filter: ${parsed.problem}` });
    })
    .optional()
    .describe("Text filter on the order number, such as #1001..#1050"),
  orderIds: z
    .array(z.string().regex(/^\d{1,18}$/u))
    .min(1)
    .max(500)
    .optional()
    .describe("Only these orders, by their Shopify ids"),
});

export type CreateSalesOrdersParameters = z.infer<typeof createSalesOrdersParameters>;
