import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { product } from "./products.ts";
import { shopCode, shopifyId } from "./shared.ts";
import { waitingOrders } from "./waiting-orders.ts";

export const linkVariant = endpoint({
  id: "linkVariant",
  method: "put",
  audits: "variant",
  scope: "operate",
  reach: "shops",
  path: "/api/variants/{shopCode}/{id}/item-no",
  tag: "Products",
  summary:
    "Links a variant of Shopify to an item of the ERP, or removes the link. Orders are mapped with it from now on",
  params: z.strictObject({ shopCode, id: shopifyId }),
  body: z.strictObject({
    itemNo: z.string().trim().toUpperCase().min(1).max(20).nullable(),
    variantCode: z.string().trim().toUpperCase().max(10).default("").describe("The item's variant; blank: none"),
  }),
  answers: { 200: z.strictObject({ ...product.shape, waitingOrders }) },
  problems: ["variant-not-found"],
});
