import { z } from "zod";
import { parseAmountFilter } from "#domain/orders/amount-filter";
import { FINANCIAL_STATUSES, FULFILLMENT_STATUSES } from "#domain/orders/order-status";
import type { OrderFilters } from "#domain/orders/queue-filter";
import { parseTextFilter } from "#domain/orders/text-filter";

const GRAMMAR = "Wildcards * and ?, leading @ ignores case, <> not, | or, & and, a..b range, > >= < <=, '' blank";

const textFilter = (example: string) =>
  z
    .string()
    .max(250)
    .superRefine((expression, context) => {
      const parsed = parseTextFilter(expression);
      if (!parsed.ok) context.addIssue({ code: "custom", message: `Not a filter: ${parsed.problem}` });
    })
    .describe(`Text filter, such as ${example}. ${GRAMMAR}`);

const amountFilter = z
  .union([z.number().transform(String), z.string().max(250)])
  .pipe(
    z.string().superRefine((expression, context) => {
      const parsed = parseAmountFilter(expression);
      if (!parsed.ok) context.addIssue({ code: "custom", message: `Not a filter on an amount: ${parsed.problem}` });
    }),
  )
  .describe("An amount in the shop's currency, or a filter on it such as <>0, 10..20 or >=99.90");

/** Parameters of Sync Orders from Shopify (30104): filters on the orders to import, which when left out do not filter, and how far to go. */
export const syncOrdersParameters = z.strictObject({
  fullyPaid: z.boolean().optional(),
  unpaid: z.boolean().optional(),
  confirmed: z.boolean().optional(),
  highRisk: z.boolean().optional(),
  test: z.boolean().optional(),
  hasError: z.boolean().optional().describe("Orders whose last import failed"),
  channelLiableTaxes: z.boolean().optional(),
  financialStatus: z.array(z.enum(FINANCIAL_STATUSES)).max(FINANCIAL_STATUSES.length).optional(),
  fulfillmentStatus: z.array(z.enum(FULFILLMENT_STATUSES)).max(FULFILLMENT_STATUSES.length).optional(),
  importAction: z.enum(["new", "update"]).optional().describe("new: not imported before"),
  purchasingEntity: z.enum(["company", "customer"]).optional(),
  attributeKey: z.string().max(250).optional().describe("Only orders with (or without) this custom attribute"),
  attributeKeyExists: z.boolean().optional().describe("false: orders without the attribute of attributeKey"),
  channelName: textFilter("<>Point of Sale").optional(),
  orderNo: textFilter("#1001..#1050").optional(),
  tags: textFilter("@*vip*").optional(),
  sellToCountry: textFilter("DE|AT").optional(),
  shipToCountry: textFilter("DE|AT").optional(),
  billToCountry: textFilter("DE|AT").optional(),
  vatAmount: amountFilter.optional(),
  orderAmount: amountFilter.optional(),
  createdFrom: z.iso.datetime({ offset: true }).optional(),
  createdTo: z.iso.datetime({ offset: true }).optional(),
  orderIds: z
    .array(z.string().regex(/^\d{1,18}$/u))
    .min(1)
    .max(500)
    .optional()
    .describe("Import exactly these orders by their Shopify ids, whether anything changed or not; nothing is listed"),
  orderNos: z
    .array(z.string().trim().min(1).max(50))
    .min(1)
    .max(50)
    .optional()
    .describe("The same by their numbers, with or without #"),
  importOnly: z
    .boolean()
    .optional()
    .describe("Import and map the orders, and no more: no documents and credit memos, nothing is written to Shopify"),
}) satisfies z.ZodType<OrderFilters>;

export type SyncOrdersParameters = z.infer<typeof syncOrdersParameters>;
