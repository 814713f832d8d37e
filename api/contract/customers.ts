import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { flags, ids, moments, momentsOrNull, texts } from "./fields.ts";
import { pageOf, paging, queryFlag, shopCode, shopifyId } from "./shared.ts";
import { waitingOrders } from "./waiting-orders.ts";

const tag = "Customers";

export const customer = z
  .strictObject({
    ...ids("shopifyCustomerId"),
    ...texts("store", "shop", "firstName", "lastName", "email", "phone", "state", "note"),
    ...flags("acceptsMarketing", "verifiedEmail", "taxExempt"),
    tags: z.array(z.string()),
    customerNo: z.string().nullable().describe("The ERP customer it is linked to"),
    ...momentsOrNull("shopifyCreatedAt", "shopifyUpdatedAt"),
    ...moments("importedAt"),
  })
  .meta({ id: "ShopifyCustomer" });

export const customerAddress = z.strictObject({
  ...ids("shopifyAddressId"),
  ...texts("company", "firstName", "lastName", "address", "address2", "postCode", "city", "countryCode"),
  ...texts("provinceCode", "provinceName", "phone"),
  ...flags("isDefault"),
  customerNo: z.string().nullable(),
});

const customerCard = z.strictObject({ ...customer.shape, addresses: z.array(customerAddress), waitingOrders });

export const listCustomers = endpoint({
  id: "listCustomers",
  method: "get",
  scope: "read",
  reach: "shops",
  path: "/api/customers",
  tag,
  summary: "Customers of Shopify, newest first",
  query: z.strictObject({
    ...paging,
    shopCode: shopCode.optional(),
    mapped: queryFlag
      .optional()
      .describe("false: linked to no customer, or to one that the ERP does not have any more"),
    email: z.string().max(250).optional(),
    customerNo: z.string().max(20).optional(),
  }),
  answers: { 200: pageOf(customer) },
});

export const getCustomer = endpoint({
  id: "getCustomer",
  hasEtag: true,
  method: "get",
  scope: "read",
  reach: "customer",
  path: "/api/customers/{store}/{id}",
  tag,
  summary: "One customer of a store, with addresses, and the orders that wait for a link",
  params: z.strictObject({ store: z.string().max(250), id: shopifyId }),
  answers: { 200: customerCard },
  problems: ["customer-not-found"],
});

export const linkCustomer = endpoint({
  id: "linkCustomer",
  hasEtag: true,
  method: "put",
  audits: "customer",
  scope: "operate",
  reach: "customer",
  path: "/api/customers/{store}/{id}/customer-no",
  tag,
  summary: "Links a customer of Shopify to one of the ERP, or removes the link",
  params: z.strictObject({ store: z.string().max(250), id: shopifyId }),
  body: z.strictObject({ customerNo: z.string().trim().min(1).max(20).nullable() }),
  answers: { 200: customerCard },
  problems: ["customer-not-found"],
});
