import { z } from "zod";
import { flags, ids, idsOrNull, integers, moments, texts } from "./fields.ts";

export const fulfillmentOrderLine = z.strictObject({
  ...ids("fulfillmentOrderLineId", "lineId"),
  ...integers("totalQuantity", "remainingQuantity"),
});

/** What Shopify plans to send from one place. */
export const orderFulfillmentOrder = z.strictObject({
  ...ids("fulfillmentOrderId"),
  ...texts("status", "requestStatus", "deliveryMethod"),
  ...idsOrNull("locationId"),
  ...moments("updatedAt"),
  lines: z.array(fulfillmentOrderLine),
});

export const fulfillmentLine = z.strictObject({
  ...ids("fulfillmentLineId", "lineId"),
  ...integers("quantity"),
  ...flags("giftCard"),
});

/** What was sent. */
export const orderFulfillment = z.strictObject({
  ...ids("fulfillmentId"),
  ...texts("status", "name", "service", "trackingNumber", "trackingCompany", "trackingUrl"),
  trackingNumbers: z.string().describe("All of them, joined by comma"),
  ...texts("trackingCompanies", "trackingUrls"),
  ...moments("createdAt", "updatedAt"),
  lines: z.array(fulfillmentLine),
});
