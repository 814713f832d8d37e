import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { decimals, flags, ids, integers, moments, momentsOrNull, texts } from "./fields.ts";
import { decimal, pageOf, paging, queryFlag, recordError, shopCode } from "./shared.ts";

export const variant = z.strictObject({
  ...ids("shopifyVariantId"),
  ...texts("title", "sku", "barcode", "variantCode"),
  ...decimals("price"),
  ...integers("position", "uomOptionNo"),
  ...flags("taxable"),
  optionNames: z.array(z.string()),
  optionValues: z.array(z.string()),
  unitCost: decimal.nullable(),
  itemNo: z.string().nullable(),
});

export const product = z
  .strictObject({
    ...ids("shopifyProductId"),
    ...texts("store", "shop", "title", "vendor", "productType", "status"),
    ...flags("hasVariants", "hasError"),
    itemNo: z.string().nullable().describe("The ERP item it is linked to"),
    error: recordError,
    ...momentsOrNull("shopifyUpdatedAt"),
    ...moments("importedAt"),
    variants: z.array(variant),
  })
  .meta({ id: "ShopifyProduct" });

export const listProducts = endpoint({
  id: "listProducts",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/products",
  tag: "Products",
  summary: "Products of Shopify with their variants, newest first",
  query: z.strictObject({
    ...paging,
    shopCode: shopCode.optional(),
    mapped: queryFlag.optional().describe("false: linked to no item, or to one that the ERP does not have any more"),
    itemNo: z.string().max(20).optional(),
    hasError: queryFlag.optional(),
  }),
  answers: { 200: pageOf(product) },
});
