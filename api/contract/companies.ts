import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { flags, ids, idsOrNull, moments, momentsOrNull, texts } from "./fields.ts";
import { waitingOrders } from "./waiting-orders.ts";
import { pageOf, paging, queryFlag, shopCode, shopifyId } from "./shared.ts";

const tag = "Companies";

const customerNo = z.string().trim().min(1).max(20);

export const company = z
  .strictObject({
    ...ids("shopifyCompanyId", "mainContactId", "mainContactCustomerId"),
    ...texts("store", "shop", "name", "externalId", "note"),
    ...texts("mainContactFirstName", "mainContactLastName", "mainContactEmail", "mainContactPhone"),
    customerNo: z.string().nullable().describe("The ERP customer it is linked to"),
    ...momentsOrNull("shopifyCreatedAt", "shopifyUpdatedAt"),
    ...moments("importedAt"),
  })
  .meta({ id: "ShopifyCompany" });

export const companyLocation = z
  .strictObject({
    ...ids("shopifyCompanyLocationId", "shopifyCompanyId"),
    ...texts("store", "name", "recipient", "address", "address2", "postCode", "city", "countryCode"),
    ...texts("provinceCode", "provinceName", "phone", "taxRegistrationId"),
    ...idsOrNull("shopifyPaymentTermsId"),
    ...flags("isDefault"),
    sellToCustomerNo: z.string().nullable().describe("Whom its orders are sold to; null: the company's customer"),
    billToCustomerNo: z.string().nullable().describe("Whom its orders are billed to; null: whom they are sold to"),
    customerNo: z.string().nullable().describe("The ERP customer it was exported from"),
    ...moments("importedAt"),
  })
  .meta({ id: "CompanyLocation" });

const companyCard = z.strictObject({ ...company.shape, locations: z.array(companyLocation), waitingOrders });
const locationCard = z.strictObject({
  ...companyLocation.shape,
  ...texts("shop", "companyName"),
  waitingOrders,
});

export const listShopifyCompanies = endpoint({
  id: "listShopifyCompanies",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/companies",
  tag,
  summary: "Companies of Shopify, newest first",
  query: z.strictObject({
    ...paging,
    shopCode: shopCode.optional(),
    mapped: queryFlag
      .optional()
      .describe("false: linked to no customer, or to one that the ERP does not have any more"),
    customerNo: z.string().max(20).optional(),
  }),
  answers: { 200: pageOf(company) },
});

const one = {
  hasEtag: true,
  reach: "company",
  tag,
  params: z.strictObject({ store: z.string().max(250), id: shopifyId }),
  answers: { 200: companyCard },
  problems: ["company-not-found"],
} as const;

export const getShopifyCompany = endpoint({
  ...one,
  id: "getShopifyCompany",
  method: "get",
  scope: "read",
  path: "/api/companies/{store}/{id}",
  summary: "One company of a store, with its locations and the orders that wait for its customer",
});

export const linkShopifyCompany = endpoint({
  ...one,
  id: "linkShopifyCompany",
  method: "put",
  audits: "shopifyCompany",
  scope: "operate",
  path: "/api/companies/{store}/{id}/customer-no",
  summary: "Links a company of Shopify to a customer of the ERP, or removes the link",
  body: z.strictObject({ customerNo: customerNo.nullable() }),
});

export const listCompanyLocations = endpoint({
  id: "listCompanyLocations",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/company-locations",
  tag,
  summary: "Locations of companies, newest first",
  query: z.strictObject({
    ...paging,
    shopCode: shopCode.optional(),
    companyId: shopifyId.optional(),
    sellToCustomerNo: z.string().max(20).optional(),
  }),
  answers: { 200: pageOf(companyLocation) },
});

const oneLocation = {
  hasEtag: true,
  reach: "companyLocation",
  tag,
  params: z.strictObject({ store: z.string().max(250), id: shopifyId }),
  answers: { 200: locationCard },
  problems: ["company-location-not-found"],
} as const;

export const getCompanyLocation = endpoint({
  ...oneLocation,
  id: "getCompanyLocation",
  method: "get",
  scope: "read",
  path: "/api/company-locations/{store}/{id}",
  summary: "One location of a company, and the orders that wait for a customer",
});

export const setCompanyLocationCustomers = endpoint({
  ...oneLocation,
  id: "setCompanyLocationCustomers",
  method: "put",
  audits: "companyLocation",
  scope: "operate",
  path: "/api/company-locations/{store}/{id}/customers",
  summary: "Sets whom the orders of a location are sold and billed to; what is left out is the company's customer",
  body: z
    .strictObject({ sellToCustomerNo: customerNo.nullable(), billToCustomerNo: customerNo.nullable().default(null) })
    .refine(({ sellToCustomerNo, billToCustomerNo }) => billToCustomerNo === null || sellToCustomerNo !== null, {
      path: ["sellToCustomerNo"],
      error: "A bill-to customer needs a sell-to customer",
    }),
});
