import { randomUUID } from "node:crypto";
import { Decimal } from "decimal.js";
import { sql, type Insertable } from "kysely";
import type { Database, Executor } from "#database/connection";
import type { Tables } from "#database/tables";
import type { SalesDocumentDraft, SalesDocumentKind } from "#domain/documents/sales-document";
import { roundAmount } from "#domain/documents/rounding";
import type { DocumentTotals } from "#domain/documents/totals";
import type { Customer } from "#erp/port";
import type { CreatedSalesDocument } from "#erp/sourced-documents";
import { findCustomer } from "./customers.ts";
import { documentCurrency, type VatRate } from "./document-amounts.ts";
import { headerRow, paymentTermsOf } from "./document-header.ts";
import type { ResolvedLine } from "./document-lines.ts";
import {
  claimSource,
  documentNumberTaken,
  findDocumentBySource,
  numberSource,
  type Source,
} from "./document-source.ts";
import { isTaken, refused } from "./errors.ts";
import { chargeAssignments } from "./item-charges.ts";
import { checkManualNumber, drawNumber, type NumberSeries } from "./number-series.ts";
import { priceLines } from "./price-lines.ts";
import { lockReservedItems, reserveStock } from "./reserve.ts";
import { getCompany } from "./setup.ts";

const SERIES: Readonly<Record<SalesDocumentKind, NumberSeries>> = {
  order: "salesOrder",
  invoice: "salesInvoice",
  creditMemo: "salesCreditMemo",
  returnOrder: "salesReturnOrder",
};

/**
 * See `ErpPort.createSalesDocumentOnce`. One transaction: the source is claimed first, so that of many calls one creates and
 * the others wait and find. Everything is checked before a number is drawn, because the series stays locked from then on.
 */
export function createSalesDocumentOnce(
  db: Database,
  source: Source,
  draft: SalesDocumentDraft,
): Promise<CreatedSalesDocument> {
  return db.transaction().execute(async (transaction) => {
    const id = randomUUID();
    // Neither claimed nor found: it was deleted in between, so the source is free again.
    for (;;) {
      if (await claimSource(transaction, source, { id, kind: draft.kind })) {
        return { kind: "created", ...(await createDocument(transaction, id, draft)), notTransferred: [] };
      }
      const document = await findDocumentBySource(transaction, source);
      if (document !== undefined) return { kind: "found", document, totalDifference: null, notTransferred: [] };
    }
  });
}

type TotalDifference = CreatedSalesDocument["totalDifference"];

async function createDocument(
  transaction: Executor,
  id: string,
  draft: SalesDocumentDraft,
): Promise<Pick<CreatedSalesDocument, "document" | "totalDifference">> {
  await checkNumber(transaction, draft);
  const sellTo = await getSellable(transaction, draft.sellToCustomerNo);
  const billTo = draft.billToCustomerNo === sellTo.no ? sellTo : await getSellable(transaction, draft.billToCustomerNo);
  const company = await getCompany(transaction);
  const currency = await documentCurrency(transaction, draft.currencyCode, company);

  const { draftLines, lines, rates, totals } = await priceLines(transaction, draft, billTo, currency.decimals);
  const difference = compareTotal(draft, totals, currency.decimals);
  const status =
    draft.release && !(difference !== null && draft.onTotalDifference === "keepOpen") ? "released" : "open";
  if (draft.release) checkReleasable(lines.map(({ line }) => line.quantity));

  await lockReservedItems(transaction, lines);
  const dueDays = await dueDaysOf(transaction, paymentTermsOf(draft, billTo));
  const no = draft.number ?? (await drawDocumentNumber(transaction, draft.kind));
  const facts = { id, no, status, sellTo, billTo, postingDate: company.today, dueDays, currency, totals } as const;
  await insertHeader(transaction, headerRow(draft, facts));
  await numberSource(transaction, id, no);
  const rows = lineRows(id, { ...draft, lines: draftLines }, lines, rates, totals, currency.decimals);
  if (rows.length > 0) await transaction.insertInto("ledger.salesLine").values(rows).execute();
  const assignments = chargeAssignments(id, lines, totals, currency.decimals);
  if (assignments.length > 0) {
    await transaction
      .insertInto("ledger.itemChargeAssignment")
      .values([...assignments])
      .execute();
  }
  if (draft.kind === "order") for (const line of lines) await reserveStock(transaction, id, line);
  const lineLinks = draftLines
    .map(({ lineNo, sourceLineKey }) => ({ lineNo, sourceLineKey }))
    .toSorted((a, b) => a.lineNo - b.lineNo);
  return { document: { id, kind: draft.kind, no, state: status, lines: lineLinks }, totalDifference: difference };
}

async function checkNumber(db: Executor, { kind, number }: SalesDocumentDraft): Promise<void> {
  if (number === null) return;
  if (number.startsWith("@") || number.length > 20 || number === "") {
    throw refused(
      "document-number-invalid",
      `${number || "A blank text"} cannot be a document number: it may not start with @ and has 1 to 20 characters`,
      { no: number },
    );
  }
  await checkManualNumber(db, SERIES[kind], number);
}

async function getSellable(db: Executor, customerNo: string): Promise<Customer> {
  const customer = await findCustomer(db, customerNo);
  if (customer === undefined) {
    throw refused(
      "customer-missing",
      `Customer ${customerNo || "(blank)"} does not exist in the ledger: map another one`,
      {
        customerNo,
      },
    );
  }
  if (!customer.blocked) return customer;
  throw refused("customer-blocked", `Customer ${customerNo} is blocked: unblock the customer`, { customerNo });
}

function compareTotal(draft: SalesDocumentDraft, totals: DocumentTotals, decimals: number): TotalDifference {
  if (draft.expectedTotal === null || totals.amountIncludingVat.equals(draft.expectedTotal)) return null;
  const expectedTotal = new Decimal(draft.expectedTotal).toFixed(decimals);
  const documentTotal = totals.amountIncludingVat.toFixed(decimals);
  if (draft.onTotalDifference !== "error") return { expectedTotal, documentTotal };
  throw refused(
    "document-total-differs",
    `The document would come to ${documentTotal}, but Shopify charged ${expectedTotal}: check VAT posting setup and prices including VAT, or allow the difference on the shop card`,
    { expectedTotal, documentTotal },
  );
}

/** Business Central releases a document with at least one line that has a quantity. */
export function checkReleasable(quantities: readonly string[]): void {
  if (quantities.some((quantity) => !new Decimal(quantity).isZero())) return;
  throw refused("nothing-to-release", "There is nothing to release: the document has no line with a quantity", {});
}

/** Terms that do not exist are refused by the header's foreign key. */
async function dueDaysOf(db: Executor, paymentTermsCode: string): Promise<number> {
  const terms = await db
    .selectFrom("ledger.paymentTerms")
    .select("dueDays")
    .where("code", "=", paymentTermsCode)
    .executeTakeFirst();
  return terms?.dueDays ?? 0;
}

/** A number is taken when an open or a posted document of this kind has it. */
const drawDocumentNumber = (transaction: Executor, kind: SalesDocumentKind): Promise<string> =>
  drawNumber(
    transaction,
    SERIES[kind],
    (drawn) => sql<boolean>`(
      exists (select from ledger.sales_header h where h.kind = ${kind} and h.no = ${drawn})
      or exists (select from ledger.document_source s where s.kind = ${kind} and s.no = ${drawn}))`,
  );

async function insertHeader(transaction: Executor, row: Insertable<Tables["ledger.salesHeader"]>): Promise<void> {
  try {
    await transaction.insertInto("ledger.salesHeader").values(row).execute();
  } catch (error) {
    throw isTaken(error, "sales_header_number") ? documentNumberTaken(row.no) : error;
  }
}

function lineRows(
  documentId: string,
  draft: SalesDocumentDraft,
  resolved: readonly ResolvedLine[],
  rates: ReadonlyMap<string, VatRate>,
  totals: DocumentTotals,
  decimals: number,
): readonly Insertable<Tables["ledger.salesLine"]>[] {
  const comments = draft.lines.flatMap((line) =>
    line.kind === "comment"
      ? [
          {
            documentId,
            lineNo: line.lineNo,
            sourceLineKey: line.sourceLineKey,
            type: "comment",
            description: line.description,
          },
        ]
      : [],
  );
  const amounts = new Map(totals.lines.map((line) => [line.lineNo, line]));
  const withAmounts = resolved.map((entry) => {
    const { line } = entry;
    const amount = amounts.get(line.lineNo);
    const rate = rates.get(entry.vatProductGroup);
    return {
      documentId,
      lineNo: line.lineNo,
      sourceLineKey: line.sourceLineKey,
      type: line.kind,
      no: entry.no,
      variantCode: line.kind === "item" ? line.variantCode : "",
      locationCode: line.kind === "item" ? line.locationCode || null : null,
      unitOfMeasureCode: entry.unitOfMeasureCode,
      quantityPerUnit: entry.quantityPerUnit,
      description: entry.description,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      lineDiscountAmount: roundAmount(new Decimal(line.discountAmount), decimals).toFixed(decimals),
      lineAmount: amount?.lineAmount.toFixed(decimals),
      invoiceDiscountAmount: amount?.invoiceDiscount.toFixed(decimals),
      vatProductGroup: entry.vatProductGroup,
      vatIdentifier: rate?.vatIdentifier,
      vatPercent: rate?.vatPercent,
      amount: amount?.amount.toFixed(decimals),
      vatAmount: amount?.vat.toFixed(decimals),
      amountIncludingVat: amount?.amountIncludingVat.toFixed(decimals),
      ...agentOf(line.shippingAgentCode === null ? draft : line),
    };
  });
  return [...comments, ...withAmounts];
}

/** A service belongs to its agent, so the two come from one place. */
const agentOf = ({
  shippingAgentCode,
  shippingAgentServiceCode,
}: Pick<SalesDocumentDraft, "shippingAgentCode" | "shippingAgentServiceCode">) => ({
  shippingAgentCode,
  shippingAgentServiceCode,
});
