import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { flags, texts } from "./fields.ts";
import { decimal, pageOf, paging } from "./shared.ts";

const tag = "Ledger";
const no = z.string().trim().min(1).max(20);
const code = z.string().trim().max(20);
const amount = decimal.refine((text) => !text.startsWith("-"), "An amount here is not negative");
const search = z.string().max(100).optional().describe("Part of number, code or name");
const problems = ["number-taken", "reference-missing"];

export const ledgerList = <Item extends z.ZodType, Query extends z.ZodRawShape>(
  name: string,
  id: string,
  item: Item,
  query: Query,
) => ({
  id,
  method: "get" as const,
  scope: "read" as const,
  path: `/api/ledger/${name}` as const,
  tag,
  summary: `Records of the embedded ledger, in the order of their numbers`,
  query: z.strictObject({ ...paging, ...query }),
  answers: { 200: pageOf(item) },
});

// Customers

const customerValues = {
  name: z.string().max(100),
  name2: z.string().max(50),
  contact: z.string().max(100),
  address: z.string().max(100),
  address2: z.string().max(50),
  city: z.string().max(30),
  postCode: z.string().max(20),
  county: z.string().max(30),
  countryCode: z.string().max(10),
  phone: z.string().max(30),
  email: z.string().max(80),
  registrationNo: z.string().max(50),
  vatRegistrationNo: z.string().max(20),
  billToCustomerNo: code,
  vatBusinessGroup: code,
  currencyCode: code,
  paymentTermsCode: code,
  paymentMethodCode: code,
  shipmentMethodCode: code,
  shippingAgentCode: code,
  salespersonCode: code,
  taxAreaCode: code,
  taxLiable: z.boolean(),
  pricesIncludeVat: z.boolean(),
  blocked: z.boolean(),
};
export const ledgerCustomer = z
  .strictObject({ id: z.string(), no: z.string(), ...customerValues })
  .meta({ id: "LedgerCustomer" });

export const listLedgerCustomers = endpoint(
  ledgerList("customers", "listLedgerCustomers", ledgerCustomer, { search, email: z.string().max(80).optional() }),
);
export const getLedgerCustomer = endpoint({
  id: "getLedgerCustomer",
  hasEtag: true,
  method: "get",
  scope: "read",
  path: "/api/ledger/customers/{no}",
  tag,
  summary: "One customer of the embedded ledger",
  params: z.strictObject({ no }),
  answers: { 200: ledgerCustomer },
  problems: ["ledger-customer-not-found"],
});
export const createLedgerCustomer = endpoint({
  id: "createLedgerCustomer",
  method: "post",
  audits: "ledgerCustomer",
  scope: "operate",
  path: "/api/ledger/customers",
  tag,
  summary: "Creates a customer from a template",
  body: z.strictObject({
    no: no.nullable().default(null).describe("null: the next number of the series"),
    templateCode: code.min(1).describe("Gives what is not sent"),
    name: customerValues.name.min(1),
    name2: customerValues.name2.default(""),
    contact: customerValues.contact.default(""),
    address: customerValues.address.default(""),
    address2: customerValues.address2.default(""),
    city: customerValues.city.default(""),
    postCode: customerValues.postCode.default(""),
    county: customerValues.county.default(""),
    countryCode: customerValues.countryCode.default(""),
    phone: customerValues.phone.default(""),
    email: customerValues.email.default(""),
    registrationNo: customerValues.registrationNo.default(""),
    vatRegistrationNo: customerValues.vatRegistrationNo.default(""),
    paymentTermsCode: code.nullable().default(null),
    taxAreaCode: code.nullable().default(null),
    taxLiable: z.boolean().nullable().default(null),
    vatBusinessGroup: code.nullable().default(null),
  }),
  answers: { 201: ledgerCustomer },
  problems: [...problems, "customer-template-missing"],
});
export const updateLedgerCustomer = endpoint({
  id: "updateLedgerCustomer",
  hasEtag: true,
  method: "patch",
  audits: "ledgerCustomer",
  scope: "operate",
  path: "/api/ledger/customers/{no}",
  tag,
  summary: "Changes values of a customer",
  params: z.strictObject({ no }),
  body: z.strictObject(customerValues).partial(),
  answers: { 200: ledgerCustomer },
  problems: ["ledger-customer-not-found", "reference-missing"],
});

// Items

const itemValues = {
  description: z.string().max(100),
  salesUnitOfMeasure: z.string().max(10),
  unitPrice: amount,
  unitCost: amount,
  vatProductGroup: code,
  reserve: z.enum(["never", "optional", "always"]),
  blocked: z.boolean(),
  salesBlocked: z.boolean(),
};
export const ledgerItem = z
  .strictObject({ id: z.string(), no: z.string(), baseUnitOfMeasure: z.string(), ...itemValues })
  .meta({ id: "LedgerItem" });

export const listLedgerItems = endpoint(ledgerList("items", "listLedgerItems", ledgerItem, { search }));
export const getLedgerItem = endpoint({
  id: "getLedgerItem",
  hasEtag: true,
  method: "get",
  scope: "read",
  path: "/api/ledger/items/{no}",
  tag,
  summary: "One item of the embedded ledger",
  params: z.strictObject({ no }),
  answers: { 200: ledgerItem },
  problems: ["ledger-item-not-found"],
});
export const createLedgerItem = endpoint({
  id: "createLedgerItem",
  method: "post",
  audits: "ledgerItem",
  scope: "operate",
  path: "/api/ledger/items",
  tag,
  summary: "Creates an item",
  body: z.strictObject({
    no: no.nullable().default(null).describe("null: the next number of the series"),
    description: itemValues.description.min(1),
    templateCode: code.default(""),
    unitOfMeasureCode: z.string().max(10).default("").describe("Blank: the template's"),
    unitPrice: amount.default("0"),
    unitCost: amount.default("0"),
    vatProductGroup: code.default(""),
  }),
  answers: { 201: ledgerItem },
  problems,
});
export const updateLedgerItem = endpoint({
  id: "updateLedgerItem",
  hasEtag: true,
  method: "patch",
  audits: "ledgerItem",
  scope: "operate",
  path: "/api/ledger/items/{no}",
  tag,
  summary: "Changes values of an item",
  params: z.strictObject({ no }),
  body: z.strictObject(itemValues).partial(),
  answers: { 200: ledgerItem },
  problems: ["ledger-item-not-found", "reference-missing"],
});

// Item variants

const variantCode = z.string().trim().min(1).max(10);
export const ledgerItemVariant = z
  .strictObject({ id: z.string(), itemNo: z.string(), code: z.string(), description: z.string(), blocked: z.boolean() })
  .meta({ id: "LedgerItemVariant" });

export const listLedgerItemVariants = endpoint(
  ledgerList("item-variants", "listLedgerItemVariants", ledgerItemVariant, { search, itemNo: no.optional() }),
);
export const createLedgerItemVariant = endpoint({
  id: "createLedgerItemVariant",
  method: "post",
  audits: "ledgerItemVariant",
  scope: "operate",
  path: "/api/ledger/item-variants",
  tag,
  summary: "Creates a variant of an item",
  body: z.strictObject({
    itemNo: no,
    code: variantCode,
    description: z.string().max(100).default(""),
    blocked: z.boolean().default(false),
  }),
  answers: { 201: ledgerItemVariant },
  problems,
});

// Locations and accounts

export const ledgerLocation = z
  .strictObject(texts("code", "name", "address", "address2", "city", "postCode", "county", "countryCode"))
  .meta({ id: "LedgerLocation" });
export const listLedgerLocations = endpoint(ledgerList("locations", "listLedgerLocations", ledgerLocation, { search }));

export const ledgerGlAccount = z
  .strictObject({
    ...texts("no", "name", "vatProductGroup"),
    ...flags("directPosting", "blocked"),
    type: z.enum(["posting", "heading", "total", "beginTotal", "endTotal"]),
  })
  .meta({ id: "LedgerGlAccount" });
export const listLedgerGlAccounts = endpoint(
  ledgerList("gl-accounts", "listLedgerGlAccounts", ledgerGlAccount, { search }),
);
export const createLedgerGlAccount = endpoint({
  id: "createLedgerGlAccount",
  method: "post",
  audits: "ledgerGlAccount",
  scope: "admin",
  path: "/api/ledger/gl-accounts",
  tag,
  summary: "Creates a G/L account",
  body: z.strictObject({
    no,
    name: z.string().max(100).default(""),
    type: ledgerGlAccount.shape.type.default("posting"),
    directPosting: z.boolean().default(true),
    blocked: z.boolean().default(false),
    vatProductGroup: code.default(""),
  }),
  answers: { 201: ledgerGlAccount },
  problems,
});
