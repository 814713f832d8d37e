import { z } from "zod";
import type { AuditedKind } from "#domain/access/audited-change";
import { MAPPING_NAME_LENGTH } from "#domain/orders/map-methods";
import { BLANK_IN_PATH } from "#domain/shops/finding";
import { endpoint } from "../http/endpoint.ts";
import { waitingOrders } from "./waiting-orders.ts";
import { countryCode, erpCode, pageOf, paging, queryFlag, shopCode, shopifyId } from "./shared.ts";

const tag = "Mappings";

/** A table with a shop's mappings, as its requests name it. */
interface MappingRequests {
  /** As in the names of its requests: `listPaymentMethodMappings`. */
  readonly noun: string;
  /** As summaries call a row. */
  readonly title: string;
  readonly kind: AuditedKind;
  /** Below the shop. */
  readonly path: string;
  /** What tells its rows apart: parts of the path, and of the query what may be blank. */
  readonly params: Readonly<Record<string, z.ZodType>>;
  readonly query: Readonly<Record<string, z.ZodType>>;
  /** What the store says about a row and nobody changes here. Such rows come from the store alone: none is added by hand. */
  readonly facts?: Readonly<Record<string, z.ZodType>>;
  /** Whether the card of a row tells which orders wait for it; left out: it does. */
  readonly tellsOrders?: boolean;
  /** What becomes of a row that is taken away. */
  readonly afterwards: string;
  /** What people say about a row. */
  readonly values: z.ZodObject;
  /** What values cannot be together: pointer and reason. */
  readonly contradictions?: (values: Readonly<Record<string, unknown>>) => readonly Contradiction[];
}

interface Contradiction {
  readonly member: string;
  readonly reason: string;
}

/** Requests that list, show, set and clear the rows of one table. */
function mappingRequests({
  noun,
  title,
  kind,
  path,
  params,
  query,
  values,
  contradictions,
  facts = {},
  tellsOrders = true,
  afterwards,
}: MappingRequests) {
  const row = z
    .strictObject({ shop: z.string(), ...params, ...query, ...facts, ...values.shape })
    .meta({ id: `${noun}Mapping` });
  const card = tellsOrders ? z.strictObject({ ...row.shape, waitingOrders }).meta({ id: `${noun}MappingCard` }) : row;
  const list = `/api/shops/{code}/${path}`;
  const one = {
    path: `${list}/${Object.keys(params)
      .map((name) => `{${name}}`)
      .join("/")}`,
    hasEtag: true,
    reach: "shops",
    tag,
    params: z.strictObject({ code: shopCode, ...params }),
    query: z.strictObject(query),
  } as const;
  const changes = { ...one, audits: kind, scope: "operate" } as const;
  return {
    row,
    list: endpoint({
      id: `list${noun}Mappings`,
      method: "get",
      scope: "read",
      reach: "shops",
      path: list,
      tag,
      summary: `${title}: all of a shop`,
      params: z.strictObject({ code: shopCode }),
      query: z.strictObject({
        ...paging,
        mapped: queryFlag.optional().describe("false: rows nobody has filled in yet"),
      }),
      answers: { 200: pageOf(row) },
      problems: ["shop-not-found"],
    }),
    get: endpoint({
      ...one,
      id: `get${noun}Mapping`,
      method: "get",
      scope: "read",
      summary: `${title}: one of a shop${tellsOrders ? ", and the orders that wait for it" : ""}`,
      answers: { 200: card },
      problems: ["shop-not-found", "mapping-not-found"],
    }),
    set: endpoint({
      ...changes,
      id: `set${noun}Mapping`,
      method: "put",
      summary: `${title}: sets one of a shop; what is left out is blank`,
      body: values.check(({ value, issues }) => {
        for (const { member, reason } of contradictions?.(value) ?? [])
          issues.push({ code: "custom", input: value, path: [member], message: reason });
      }),
      answers: { 200: card },
      problems: ["shop-not-found", "mapping-not-found"],
    }),
    clear: endpoint({
      ...changes,
      id: `clear${noun}Mapping`,
      method: "delete",
      summary: `${title}: takes one of a shop away; ${afterwards}`,
      answers: { 204: null },
      problems: ["shop-not-found", "mapping-not-found"],
    }),
  };
}
export type MappingContract = ReturnType<typeof mappingRequests>;

export const paymentMethods = mappingRequests({
  noun: "PaymentMethod",
  title: "Payment method by gateway and card",
  kind: "paymentMethodMapping",
  path: "payment-methods",
  afterwards: "the next order that brings it adds it again, not filled in",
  params: {
    gateway: z
      .string()
      .min(1)
      .max(255)
      .transform((name) => (name === BLANK_IN_PATH ? "" : name))
      .describe(`As transactions of Shopify name it; ${BLANK_IN_PATH} is that of payments that name none`),
  },
  query: { creditCardCompany: z.string().max(255).default("").describe("Blank: payments without a card") },
  facts: { gateway: z.string().describe("Blank: payments that name none") },
  values: z.strictObject({ paymentMethodCode: erpCode(10).describe("Blank: orders have that of their customer") }),
});

const chargesTypes = ["", "glAccount", "item", "chargeItem"] as const;

export const shipmentMethods = mappingRequests({
  noun: "ShipmentMethod",
  title: "Shipment method by shipping title",
  kind: "shipmentMethodMapping",
  path: "shipment-methods",
  afterwards: "the next order that brings it adds it again, not filled in",
  params: {
    name: z
      .string()
      .min(1)
      .max(MAPPING_NAME_LENGTH)
      .describe("Title of the shipping charge, of long ones the beginning"),
  },
  query: {},
  values: z.strictObject({
    shipmentMethodCode: erpCode(10).describe("Blank: orders have that of their customer"),
    shippingAgentCode: erpCode(10),
    shippingAgentServiceCode: erpCode(10).describe("Of the agent"),
    shippingChargesType: z
      .enum(chargesTypes)
      .default("")
      .describe("What the charge is on documents; blank: Shipping Charges Account of the shop"),
    shippingChargesNo: erpCode(20).describe("Number of the account, item or item charge"),
  }),
  contradictions: (row) => [
    ...(row["shippingAgentServiceCode"] !== "" && row["shippingAgentCode"] === ""
      ? [{ member: "shippingAgentServiceCode", reason: "A service needs the agent it belongs to" }]
      : []),
    ...(row["shippingChargesType"] === "" && row["shippingChargesNo"] !== ""
      ? [{ member: "shippingChargesType", reason: "Say whether the number is of an account, item or item charge" }]
      : []),
    ...(row["shippingChargesType"] !== "" && row["shippingChargesNo"] === ""
      ? [{ member: "shippingChargesNo", reason: "Charges of a type of their own need a number" }]
      : []),
  ],
});

export const locations = mappingRequests({
  noun: "Location",
  title: "Location by location of Shopify",
  kind: "shopLocation",
  path: "locations",
  afterwards: "lines that are fulfilled there have none",
  params: { shopifyLocationId: shopifyId },
  query: {},
  values: z.strictObject({
    defaultLocationCode: erpCode(10).describe("Location of lines that are fulfilled there; blank: none"),
  }),
});

export const customerTemplates = mappingRequests({
  noun: "CustomerTemplate",
  title: "Customer Setup by Country/Region",
  kind: "customerTemplateMapping",
  path: "customer-templates",
  afterwards: "Sync Countries adds it again, not filled in, while the store ships there",
  params: { countryCode },
  query: {},
  values: z.strictObject({
    customerTemplateCode: erpCode(20).describe("Template of customers that are created there; blank: the shop's"),
    defaultCustomerNo: erpCode(20).describe("The customer of all orders from there; blank: it is looked for"),
  }),
});

export const paymentTerms = mappingRequests({
  noun: "PaymentTerms",
  title: "Payment terms by those of Shopify",
  kind: "paymentTermsMapping",
  path: "payment-terms",
  afterwards: "refreshing the settings of the shop adds it again, not filled in, while the store offers it",
  params: { shopifyPaymentTermsId: shopifyId },
  query: {},
  facts: {
    type: z.string(),
    name: z.string(),
    dueInDays: z.number().int().nullable(),
    description: z.string(),
  },
  values: z.strictObject({
    paymentTermsCode: erpCode(10).describe("Blank: orders have those of their customer"),
    isPrimary: z
      .boolean()
      .default(false)
      .describe("The terms of invoices that go to Shopify whose own terms stand for none; one row of a shop"),
  }),
});

export const staff = mappingRequests({
  noun: "Staff",
  title: "Salesperson by member of the store's staff",
  kind: "staffMapping",
  path: "staff",
  // An order has its salesperson from its first import on.
  tellsOrders: false,
  afterwards: "the next order that brings it adds it again, not filled in",
  params: { shopifyStaffId: shopifyId },
  query: {},
  values: z.strictObject({
    name: z.string().trim().max(100).default("").describe("For people: orders bring only the id"),
    salespersonCode: erpCode(20).describe(
      "Salesperson of orders that are imported from now on; blank: their customer's",
    ),
  }),
});
