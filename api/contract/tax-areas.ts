import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { countryCode, erpCode, pageOf, paging } from "./shared.ts";
import { waitingOrders } from "./waiting-orders.ts";

const tag = "Countries";

const taxArea = z
  .strictObject({
    countryCode: z.string().describe("ISO code"),
    county: z.string().describe("Name of the county or province"),
    countyCode: z.string().describe("Its code in Shopify"),
    taxAreaCode: z.string().describe("Tax area of orders and customers from there; blank: that of the customer"),
    taxLiable: z.boolean(),
    vatBusPostingGroup: z
      .string()
      .describe("VAT Bus. Posting Group of new customers from there; blank: the template's"),
  })
  .meta({ id: "TaxArea" });

export const listTaxAreas = endpoint({
  id: "listTaxAreas",
  method: "get",
  scope: "read",
  reach: "nothing",
  path: "/api/tax-areas",
  tag,
  summary: "Counties and provinces of the countries shops ship to, with their tax areas; the same for all shops",
  query: z.strictObject({
    ...paging,
    countryCode: countryCode.optional(),
    taxAreaCode: z.string().trim().toUpperCase().max(20).optional().describe("Blank: those without one"),
  }),
  answers: { 200: pageOf(taxArea) },
});

export const setTaxArea = endpoint({
  id: "setTaxArea",
  method: "put",
  audits: "taxArea",
  scope: "operate",
  path: "/api/tax-areas/{countryCode}/{county}",
  tag,
  summary: "Says which tax area and VAT business posting group a county has, for all shops",
  params: z.strictObject({ countryCode, county: z.string().trim().min(1).max(100) }),
  body: z.strictObject({
    countyCode: erpCode(10),
    taxAreaCode: erpCode(20),
    taxLiable: z.boolean().default(false),
    vatBusPostingGroup: erpCode(20),
  }),
  answers: { 200: z.strictObject({ ...taxArea.shape, waitingOrders }) },
});

export const clearTaxArea = endpoint({
  id: "clearTaxArea",
  method: "delete",
  audits: "taxArea",
  scope: "operate",
  path: setTaxArea.path,
  tag,
  summary: "Takes a county away, for all shops; Sync Countries adds it again, not filled in, while a store ships there",
  params: setTaxArea.params,
  answers: { 204: null },
  problems: ["tax-area-not-found"],
});
