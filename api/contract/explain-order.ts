import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { shopCode, shopifyId } from "./shared.ts";

export const explainOrder = endpoint({
  id: "explainOrder",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/shops/{code}/explain-order",
  tag: "Orders to import",
  summary:
    "Why an order is not among the imported ones, and what to do: the store is asked for it, and the shop's schedules are tried on it",
  params: z.strictObject({ code: shopCode }),
  query: z
    .strictObject({
      orderNo: z.string().trim().min(1).max(50).optional().describe("As Shopify shows it, with or without #"),
      orderId: shopifyId.optional(),
    })
    .refine(({ orderNo, orderId }) => (orderNo === undefined) !== (orderId === undefined), {
      message: "Name the order by orderNo or by orderId",
      path: ["orderNo"],
    }),
  answers: {
    200: z.strictObject({
      orderId: z.string().nullable().describe("Shopify id; null: nobody knows the order"),
      reasons: z
        .array(
          z.strictObject({
            code: z
              .enum([
                "imported",
                "claimed-by-another-shop",
                "shop-disabled",
                "scope-missing",
                "unknown-to-shopify",
                "archived",
                "before-cursor",
                "import-failed",
                "filtered",
                "on-hold",
                "no-schedule",
                "next-run",
              ])
              .describe("next-run: nothing stands in its way"),
            detail: z.string().describe("What is the case, and what to do"),
          }),
        )
        .min(1),
    }),
  },
  problems: ["shop-not-found", "action-running", "action-not-finished"],
});
