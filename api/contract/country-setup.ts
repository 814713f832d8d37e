import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { erpCode, pageOf, paging, shopCode } from "./shared.ts";

const tag = "Countries";

/** As Shopify has it. */
const countryCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, "A country has an ISO code of two letters");

const customerTemplate = z
  .strictObject({
    shop: z.string(),
    countryCode: z.string().describe("ISO code"),
    customerTemplateCode: z.string().describe("Template of customers that are created there; blank: the shop's"),
    defaultCustomerNo: z.string().describe("The customer of all orders from there; blank: it is looked for"),
  })
  .meta({ id: "CustomerTemplate" });

export const listCustomerTemplates = endpoint({
  id: "listCustomerTemplates",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/customer-templates",
  tag,
  summary: "Customer Setup by Country/Region: the countries shops ship to, with template and default customer",
  query: z.strictObject({ ...paging, shopCode: shopCode.optional(), countryCode: countryCode.optional() }),
  answers: { 200: pageOf(customerTemplate) },
});

export const setCustomerTemplate = endpoint({
  id: "setCustomerTemplate",
  method: "put",
  audits: "customerTemplate",
  scope: "operate",
  reach: "shops",
  path: "/api/customer-templates/{shopCode}/{countryCode}",
  tag,
  summary: "Says which template and default customer orders from a country get",
  params: z.strictObject({ shopCode, countryCode }),
  body: z.strictObject({ customerTemplateCode: erpCode(20), defaultCustomerNo: erpCode(20) }),
  answers: { 200: customerTemplate },
  problems: ["shop-not-found"],
});

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
  answers: { 200: taxArea },
});
