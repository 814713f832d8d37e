import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { getOrderMapping } from "./orders.ts";
import { shopifyId } from "./shared.ts";

const code = (length: number) => z.string().trim().toUpperCase().max(length);

export const changeOrderMapping = endpoint({
  id: "changeOrderMapping",
  hasEtag: true,
  method: "patch",
  audits: "order",
  scope: "operate",
  reach: "order",
  path: getOrderMapping.path,
  tag: getOrderMapping.tag,
  summary:
    "Enters customers, codes and items by hand; mapping leaves them as they are, but for customers where the ship-to country has a default customer. A blank value is looked for again",
  params: getOrderMapping.params,
  body: z.strictObject({
    sellToCustomerNo: code(20).optional(),
    billToCustomerNo: code(20).optional(),
    customerTemplateCode: code(20)
      .optional()
      .describe("For a customer that is created for the order; blank: the template of the country, else the shop's"),
    shipmentMethodCode: code(10).optional(),
    shippingAgentCode: code(10).optional(),
    shippingAgentServiceCode: code(10).optional(),
    paymentMethodCode: code(10).optional(),
    paymentTermsCode: code(10).optional(),
    salespersonCode: code(20)
      .optional()
      .describe("Nobody looks for a blank one again: the document has the customer's"),
    taxAreaCode: code(20).optional(),
    taxLiable: z.boolean().optional().describe("With a tax area"),
    lines: z
      .array(
        z.strictObject({
          lineId: shopifyId,
          itemNo: code(20),
          variantCode: code(10).default(""),
          unitOfMeasureCode: code(10).default("").describe("Blank: the item's sales unit"),
        }),
      )
      .max(500)
      .default([]),
  }),
  answers: getOrderMapping.answers,
  problems: ["order-not-found", "order-processed", "order-busy"],
});
