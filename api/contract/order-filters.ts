import { z } from "zod";
import { FINANCIAL_STATUSES, FULFILLMENT_STATUSES } from "#domain/orders/order-status";
import { countryCode, shopCode, shopifyId } from "./shared.ts";

/** What orders are chosen by, in queries and in bodies, which write a flag each in their way. */
export const orderFilters = <Flag extends z.ZodType<boolean>>(flag: Flag) => ({
  shopCode: shopCode.optional(),
  hasError: flag.optional(),
  errorCode: z.string().max(100).optional(),
  hasOrderStateError: flag.optional().describe("true: orders edited at Shopify after they were processed"),
  financialStatus: z.enum(FINANCIAL_STATUSES).optional(),
  fulfillmentStatus: z.enum(FULFILLMENT_STATUSES).optional(),
  shopifyOrderNo: z.string().max(50).optional(),
  salesOrderNo: z.string().max(20).optional(),
  salesInvoiceNo: z.string().max(20).optional(),
  customerId: shopifyId.optional(),
  companyId: shopifyId.optional(),
  companyLocationId: shopifyId.optional(),
  taxAreaCode: z.string().max(20).optional().describe("Blank: orders without one"),
  addressCountryCode: countryCode.optional().describe("ISO code; orders with an address in this country"),
  addressCounty: z
    .string()
    .max(100)
    .optional()
    .describe("Orders with an address in this county, whether the order has its name or its code"),
  shipToCountryCode: countryCode.optional(),
  billToCustomerNo: z.string().max(20).optional().describe("Blank: orders without one"),
  paymentTermsCode: z.string().max(10).optional().describe("Blank: orders without one"),
  paymentTermsType: z.string().max(50).optional().describe("As Shopify names it"),
  paymentTermsName: z.string().max(255).optional().describe("As Shopify names it"),
  shipmentMethodCode: z.string().max(10).optional().describe("Blank: orders without one"),
  paymentMethodCode: z.string().max(10).optional().describe("Blank: orders without one"),
  transactionGateway: z.string().max(255).optional().describe("Orders paid through this gateway"),
  creditCardCompany: z.string().max(255).optional().describe("Orders paid with a card of this company; blank: without"),
  locationId: shopifyId.optional().describe("Orders with a line that is fulfilled from this location"),
  variantId: shopifyId.optional().describe("Orders with a line of this variant"),
  itemNo: z.string().max(20).optional().describe("Orders with a line of this item; blank: with a line that has none"),
  shippingTitle: z.string().max(50).optional().describe("Orders with a shipping charge of this title"),
});
