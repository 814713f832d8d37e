import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { decimals, flags, integers, moments, texts } from "./fields.ts";
import { ledgerList } from "./ledger.ts";
import { day, nothing, shopifyId } from "./shared.ts";

const tag = "Ledger";
const no = z.string().trim().min(1).max(20);
const uuid = z.uuid("This is not the id of a record");

const address = z.strictObject(
  texts("name", "name2", "contact", "address", "address2", "city", "postCode", "county", "countryCode"),
);
const documentKind = z.enum(["order", "invoice", "creditMemo", "returnOrder"]);
const documentStatus = z.enum(["open", "released"]);
const documentShape = {
  kind: documentKind,
  status: documentStatus,
  ...texts("id", "no", "sellToCustomerNo", "sellToContactNo", "sellToPhone", "sellToEmail", "billToCustomerNo"),
  ...texts("billToContactNo", "currencyCode", "externalDocumentNo", "paymentTermsCode", "paymentMethodCode"),
  ...texts("shipmentMethodCode", "shippingAgentCode", "shippingAgentServiceCode", "salespersonCode", "taxAreaCode"),
  ...texts("workDescription", "shopifyOrderNo"),
  sellTo: address,
  billTo: address,
  shipTo: address,
  ...flags("pricesIncludeVat", "taxLiable"),
  documentDate: day,
  postingDate: day,
  dueDate: day,
  shopifyOrderId: shopifyId.nullable(),
  shopifyRefundId: shopifyId.nullable(),
  ...decimals("invoiceDiscountAmount", "amount", "vatAmount", "amountIncludingVat"),
  ...moments("createdAt"),
};
export const salesDocument = z.strictObject(documentShape).meta({ id: "SalesDocument" });
export const salesDocumentLine = z.strictObject({
  ...integers("lineNo"),
  sourceLineKey: z.string().nullable(),
  type: z.enum(["comment", "item", "glAccount", "chargeItem"]),
  ...texts("no", "variantCode", "locationCode", "unitOfMeasureCode", "description"),
  ...decimals("quantity", "unitPrice", "lineDiscountAmount", "lineAmount", "invoiceDiscountAmount", "vatPercent"),
  ...decimals(
    "amount",
    "vatAmount",
    "amountIncludingVat",
    "quantityShipped",
    "quantityInvoiced",
    "outstandingQuantity",
  ),
});
export const salesDocumentCard = z
  .strictObject({ ...documentShape, lines: z.array(salesDocumentLine) })
  .meta({ id: "SalesDocumentWithLines" });

export const listSalesDocuments = endpoint(
  ledgerList("sales-documents", "listSalesDocuments", salesDocument, {
    kind: documentKind.optional(),
    status: documentStatus.optional(),
    no: no.optional(),
    sellToCustomerNo: no.optional(),
    shopifyOrderId: shopifyId.optional(),
    shopifyOrderNo: z.string().max(50).optional(),
  }),
);
const byId = z.strictObject({ id: uuid });
export const getSalesDocument = endpoint({
  id: "getSalesDocument",
  hasEtag: true,
  method: "get",
  scope: "read",
  path: "/api/ledger/sales-documents/{id}",
  tag,
  summary: "One open or released sales document with its lines",
  params: byId,
  answers: { 200: salesDocumentCard },
  problems: ["document-not-found"],
});
export const releaseSalesDocument = endpoint({
  id: "releaseSalesDocument",
  method: "post",
  audits: "salesDocument",
  scope: "operate",
  path: "/api/ledger/sales-documents/{id}/release",
  tag,
  summary: "Releases an open document; a released one stays as it is",
  params: byId,
  body: nothing,
  answers: { 200: salesDocumentCard },
  problems: ["document-not-found", "nothing-to-release"],
});
export const deleteSalesDocument = endpoint({
  id: "deleteSalesDocument",
  hasEtag: true,
  method: "delete",
  audits: "salesDocument",
  scope: "operate",
  path: "/api/ledger/sales-documents/{id}",
  tag,
  summary: "Deletes a document nothing of which is posted; its order stays processed until it is unlinked",
  params: byId,
  answers: { 204: null },
  problems: ["document-not-found", "document-partly-posted"],
});
