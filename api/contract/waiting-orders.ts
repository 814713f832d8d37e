import { z } from "zod";

/** Orders that something a person sets is for. */
export const waitingOrders = z
  .strictObject({
    count: z.number().int(),
    list: z.string().describe("Path of the orders it counts"),
    retry: z
      .strictObject({ filter: z.record(z.string(), z.union([z.string(), z.boolean()])) })
      .describe("Body of POST /api/orders/retry, which creates their documents at once"),
  })
  .describe("Orders without a document that this row is for: what is set now is used when their documents are created");
