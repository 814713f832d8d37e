import { sql, type Selectable, type SelectQueryBuilder } from "kysely";
import type { Executor } from "#database/connection";
import type { Tables } from "#database/tables";
import type { DocumentAddress, SalesDocumentKind } from "#domain/documents/sales-document";
import type { LedgerRecords, SalesDocument, SalesDocumentFilter, SalesDocumentLineRecord } from "#erp/records";
import { answered } from "./errors.ts";
import { deleteSalesDocument, releaseSalesDocument } from "./sales-documents.ts";

type HeaderRow = Selectable<Tables["ledger.salesHeader"]>;

/** Open and released sales documents in the order of kind and number. */
export function salesDocumentRecords(db: Executor): LedgerRecords["salesDocuments"] {
  return {
    keyOf: (document) => [document.kind, document.no],
    find: async (id) => {
      const query = db.selectFrom("ledger.salesHeader").selectAll().where("id", "=", id);
      const row = await answered(query.executeTakeFirst());
      return row === undefined ? undefined : documentOf(row);
    },
    lock: async (id) => {
      const query = db.selectFrom("ledger.salesHeader").selectAll().where("id", "=", id).forUpdate();
      const row = await answered(query.executeTakeFirst());
      return row === undefined ? undefined : documentOf(row);
    },
    read: async (after, limit, filter) => {
      const [kind = "", no = ""] = after ?? [];
      const query = matching(db.selectFrom("ledger.salesHeader").selectAll(), filter)
        .where(({ eb, refTuple, tuple }) => eb(refTuple("kind", "no"), ">", tuple(kind, no)))
        .orderBy("kind")
        .orderBy("no")
        .limit(limit);
      return (await answered(query.execute())).map(documentOf);
    },
    count: async (filter) => {
      const query = matching(db.selectFrom("ledger.salesHeader").select(sql<string>`count(*)`.as("total")), filter);
      return Number((await answered(query.executeTakeFirstOrThrow())).total);
    },
    lines: async (id) => {
      const query = db.selectFrom("ledger.salesLine").selectAll().where("documentId", "=", id).orderBy("lineNo");
      return (await answered(query.execute())).map(lineOf);
    },
    release: (id) => answered(releaseSalesDocument(db, id)),
    delete: (id) => answered(deleteSalesDocument(db, id)),
  };
}

function matching<O>(query: SelectQueryBuilder<Tables, "ledger.salesHeader", O>, filter: SalesDocumentFilter) {
  const equal = Object.entries({
    kind: filter.kind,
    status: filter.status,
    no: filter.no,
    sellToCustomerNo: filter.sellToCustomerNo,
    shopifyOrderId: filter.shopifyOrderId,
    shopifyOrderNo: filter.shopifyOrderNo,
  }).filter((entry): entry is [keyof SalesDocumentFilter, string] => entry[1] !== undefined);
  return equal.reduce((narrowed, [column, value]) => narrowed.where(column, "=", value), query);
}

function documentOf(row: HeaderRow): SalesDocument {
  return {
    id: row.id,
    kind: row.kind as SalesDocumentKind,
    no: row.no,
    status: row.status as SalesDocument["status"],
    sellToCustomerNo: row.sellToCustomerNo,
    sellToContactNo: row.sellToContactNo ?? "",
    sellTo: addressOf(row, "sellTo"),
    sellToPhone: row.sellToPhone,
    sellToEmail: row.sellToEmail,
    billToCustomerNo: row.billToCustomerNo,
    billToContactNo: row.billToContactNo ?? "",
    billTo: addressOf(row, "billTo"),
    shipTo: addressOf(row, "shipTo"),
    pricesIncludeVat: row.pricesIncludeVat,
    currencyCode: row.currencyCode ?? "",
    documentDate: row.documentDate,
    postingDate: row.postingDate,
    dueDate: row.dueDate,
    externalDocumentNo: row.externalDocumentNo,
    paymentTermsCode: row.paymentTermsCode ?? "",
    paymentMethodCode: row.paymentMethodCode ?? "",
    shipmentMethodCode: row.shipmentMethodCode ?? "",
    shippingAgentCode: row.shippingAgentCode ?? "",
    shippingAgentServiceCode: row.shippingAgentServiceCode ?? "",
    salespersonCode: row.salespersonCode ?? "",
    taxAreaCode: row.taxAreaCode ?? "",
    taxLiable: row.taxLiable,
    workDescription: row.workDescription,
    shopifyOrderId: row.shopifyOrderId,
    shopifyRefundId: row.shopifyRefundId,
    shopifyOrderNo: row.shopifyOrderNo,
    invoiceDiscountAmount: row.invoiceDiscountAmount,
    amount: row.amount,
    vatAmount: row.vatAmount,
    amountIncludingVat: row.amountIncludingVat,
    createdAt: row.createdAt,
  };
}

const addressOf = (row: HeaderRow, of: "sellTo" | "billTo" | "shipTo"): DocumentAddress => ({
  name: row[`${of}Name`],
  name2: row[`${of}Name2`],
  contact: row[`${of}Contact`],
  address: row[`${of}Address`],
  address2: row[`${of}Address2`],
  city: row[`${of}City`],
  postCode: row[`${of}PostCode`],
  county: row[`${of}County`],
  countryCode: row[`${of}CountryCode`] ?? "",
});

const lineOf = (row: Selectable<Tables["ledger.salesLine"]>): SalesDocumentLineRecord => ({
  lineNo: row.lineNo,
  sourceLineKey: row.sourceLineKey,
  type: row.type as SalesDocumentLineRecord["type"],
  no: row.no,
  variantCode: row.variantCode,
  locationCode: row.locationCode ?? "",
  unitOfMeasureCode: row.unitOfMeasureCode,
  description: row.description,
  quantity: row.quantity,
  unitPrice: row.unitPrice,
  lineDiscountAmount: row.lineDiscountAmount,
  lineAmount: row.lineAmount,
  invoiceDiscountAmount: row.invoiceDiscountAmount,
  vatPercent: row.vatPercent,
  amount: row.amount,
  vatAmount: row.vatAmount,
  amountIncludingVat: row.amountIncludingVat,
  quantityShipped: row.quantityShipped,
  quantityInvoiced: row.quantityInvoiced,
  outstandingQuantity: row.outstandingQuantity ?? "0",
});
