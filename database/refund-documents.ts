import type { Selectable } from "kysely";
import type { FailureParams } from "#domain/failure";
import type { SalesDocumentKind } from "#domain/documents/sales-document";
import type { RefundOfReturn, UnitsByReturnLine } from "#domain/refunds/refund-to-plan";
import type { Executor } from "./connection.ts";
import { linkTypeOf, markCreated } from "./documents.ts";
import type { RefundHeaderTable, RefundLineTable, RefundShippingLineTable, ReturnLineTable } from "./tables.ts";

/** Number of the document a refund is linked to: the sales document first, else what it was posted as. */
export async function documentNoOfRefund(db: Executor, refundId: string): Promise<string | null> {
  const link = await db
    .selectFrom("documentLink")
    .select("documentNo")
    .where("shopifyDocumentType", "=", "refund")
    .where("shopifyDocumentId", "=", refundId)
    .orderBy("createdAt")
    .executeTakeFirst();
  return link?.documentNo ?? null;
}

/**
 * Refunds of a shop that have no document yet and can have one, oldest first. Those an import has considered never can: their units left the
 * order before its own document was made. But one that was planned before may be in the ERP already.
 */
export const refundsWithoutDocument = (
  db: Executor,
  shop: string,
  after: string,
  limit: number,
): Promise<readonly { readonly refundId: string; readonly shopifyOrderId: string }[]> =>
  db
    .selectFrom("refundHeader as refund")
    .innerJoin("orderHeader as header", "header.shopifyOrderId", "refund.shopifyOrderId")
    .select(["refund.refundId", "refund.shopifyOrderId"])
    .where("header.shop", "=", shop)
    .where("refund.refundId", ">", after)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("documentLink as link")
            .select("link.documentNo")
            .whereRef("link.store", "=", "header.store")
            .where("link.shopifyDocumentType", "=", "refund")
            .whereRef("link.shopifyDocumentId", "=", "refund.refundId"),
        ),
      ),
    )
    .where(({ or, not, exists, selectFrom }) =>
      or([
        not(
          exists(
            selectFrom("refundLine as line")
              .select("line.refundLineId")
              .whereRef("line.refundId", "=", "refund.refundId")
              .where("line.canCreateCreditMemo", "=", false),
          ),
        ),
        exists(
          selectFrom("documentIntent as intent")
            .select("intent.sourceKey")
            .whereRef("intent.store", "=", "header.store")
            .where("intent.shopifyDocumentType", "=", "refund")
            .whereRef("intent.shopifyDocumentId", "=", "refund.refundId")
            .where("intent.state", "=", "planned"),
        ),
      ]),
    )
    .orderBy("refund.refundId")
    .limit(limit)
    .execute();

/** A refund with all its document is made from, besides its order. */
export interface RefundToDocument extends Selectable<RefundHeaderTable> {
  readonly lines: readonly Selectable<RefundLineTable>[];
  readonly shippingLines: readonly Selectable<RefundShippingLineTable>[];
  /** Of its return, those that name a line of the order. */
  readonly returnLines: readonly Selectable<ReturnLineTable>[];
  /** The other refunds of its return. */
  readonly otherRefunds: readonly RefundOfReturn[];
  /** What its document has of the return; null without a document. */
  readonly documentUnits: UnitsByReturnLine | null;
  readonly transactions: readonly {
    readonly type: string;
    readonly status: string;
    readonly paymentMethodCode: string;
    readonly roundingAmount: string;
    readonly presentmentRoundingAmount: string;
  }[];
  readonly documentNo: string | null;
}

/** Undefined when there is no such refund. */
export async function findRefundToDocument(db: Executor, refundId: string): Promise<RefundToDocument | undefined> {
  const header = await db.selectFrom("refundHeader").selectAll().where("refundId", "=", refundId).executeTakeFirst();
  if (header === undefined) return undefined;
  const { returnId } = header;
  const lines = await db.selectFrom("refundLine").selectAll().where("refundId", "=", refundId).execute();
  const shippingLines = await db
    .selectFrom("refundShippingLine")
    .selectAll()
    .where("refundId", "=", refundId)
    .execute();
  const { returnLines, otherRefunds, documentUnits } =
    returnId === null ? NO_RETURN : await returnOfRefund(db, returnId, refundId);
  const transactions = await db
    .selectFrom("orderTransaction as transaction")
    .innerJoin("orderHeader as header", "header.shopifyOrderId", "transaction.shopifyOrderId")
    .leftJoin("paymentMethodMapping as mapping", (join) =>
      join
        .onRef("mapping.shop", "=", "header.shop")
        .onRef("mapping.gateway", "=", "transaction.gateway")
        .onRef("mapping.creditCardCompany", "=", "transaction.creditCardCompany"),
    )
    .select([
      "transaction.type",
      "transaction.status",
      "transaction.roundingAmount",
      "transaction.presentmentRoundingAmount",
      "mapping.paymentMethodCode",
    ])
    .where("transaction.refundId", "=", refundId)
    .execute();
  return {
    ...header,
    lines,
    shippingLines,
    returnLines,
    otherRefunds,
    documentUnits,
    transactions: transactions.map((each) => ({ ...each, paymentMethodCode: each.paymentMethodCode ?? "" })),
    documentNo: await documentNoOfRefund(db, refundId),
  };
}

type ReturnOfRefund = Pick<RefundToDocument, "returnLines" | "otherRefunds" | "documentUnits">;

const NO_RETURN: ReturnOfRefund = { returnLines: [], otherRefunds: [], documentUnits: null };

/** The lines of a return that name one of the order, and what its refunds name or have in their documents. */
async function returnOfRefund(db: Executor, returnId: string, refundId: string): Promise<ReturnOfRefund> {
  const returnLines = await db
    .selectFrom("returnLine")
    .selectAll()
    .where("returnId", "=", returnId)
    .where("type", "=", "default")
    .execute();
  const refunds = await db
    .selectFrom("refundHeader as refund")
    .innerJoin("orderHeader as header", "header.shopifyOrderId", "refund.shopifyOrderId")
    .leftJoin("documentLink as link", (join) =>
      join
        .onRef("link.store", "=", "header.store")
        .on("link.shopifyDocumentType", "=", "refund")
        .onRef("link.shopifyDocumentId", "=", "refund.refundId"),
    )
    .leftJoin("documentIntent as intent", (join) =>
      join
        .onRef("intent.store", "=", "link.store")
        .onRef("intent.shopifyDocumentType", "=", "link.shopifyDocumentType")
        .onRef("intent.shopifyDocumentId", "=", "link.shopifyDocumentId"),
    )
    .select(["refund.refundId", "intent.returnedUnits"])
    .distinctOn("refund.refundId")
    .where("refund.returnId", "=", returnId)
    .execute();
  const lines = await db
    .selectFrom("refundLine")
    .select(["refundId", "lineId", "quantity"])
    .where(
      "refundId",
      "in",
      refunds.map((refund) => refund.refundId),
    )
    .execute();
  const ofReturn = refunds.map((refund) => ({
    refundId: refund.refundId,
    lines: lines.filter((line) => line.refundId === refund.refundId),
    documentUnits: refund.returnedUnits as UnitsByReturnLine | null,
  }));
  return {
    returnLines,
    otherRefunds: ofReturn.filter((refund) => refund.refundId !== refundId),
    documentUnits: ofReturn.find((refund) => refund.refundId === refundId)?.documentUnits ?? null,
  };
}

const NO_ERROR = {
  hasProcessingError: false,
  lastErrorCode: "",
  lastErrorDescription: "",
  lastErrorParams: "{}",
  lastErrorAt: null,
} as const;

export interface DocumentOfRefund {
  readonly store: string;
  readonly sourceKey: string;
  readonly shop: string;
  readonly refundId: string;
  readonly shopifyOrderId: string;
  readonly shopifyOrderNo: string;
  readonly kind: SalesDocumentKind;
  readonly documentNo: string;
}

/** Links a refund to its document; the intent becomes `created`, an error is gone. To be called in one transaction; a repeat changes nothing. */
export async function recordRefundDocument(db: Executor, document: DocumentOfRefund): Promise<void> {
  const { store, refundId, documentNo, sourceKey } = document;
  const documentType = linkTypeOf(document.kind);
  await db
    .insertInto("documentLink")
    .values({
      store,
      shopifyDocumentType: "refund",
      shopifyDocumentId: refundId,
      documentType,
      documentNo,
      shop: document.shop,
      shopifyOrderId: document.shopifyOrderId,
      shopifyOrderNo: document.shopifyOrderNo,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await markCreated(db, { store, sourceKey, documentType, documentNo });
  await clearRefundError(db, refundId);
}

/** The refund is as it should be, with a document or without one. */
export async function clearRefundError(db: Executor, refundId: string): Promise<void> {
  await db
    .updateTable("refundHeader")
    .set(NO_ERROR)
    .where("refundId", "=", refundId)
    .where("hasProcessingError", "=", true)
    .execute();
}

/** A refund that is considered in its order gets no document, so nothing keeps it from one any more. */
export async function clearErrorsOfConsideredRefunds(db: Executor, orderId: string): Promise<void> {
  await db
    .updateTable("refundHeader")
    .set(NO_ERROR)
    .where("shopifyOrderId", "=", orderId)
    .where("hasProcessingError", "=", true)
    .where("refundId", "in", ({ selectFrom }) =>
      selectFrom("refundLine").select("refundId").where("canCreateCreditMemo", "=", false),
    )
    .execute();
}

/** Says on a refund why it has no document. Every run tries it again. */
export async function setRefundError(
  db: Executor,
  refundId: string,
  problem: { readonly code: string; readonly message: string; readonly params: FailureParams },
): Promise<void> {
  await db
    .updateTable("refundHeader")
    .set({
      hasProcessingError: true,
      lastErrorCode: problem.code,
      lastErrorDescription: problem.message.slice(0, 2048),
      lastErrorParams: JSON.stringify(problem.params),
      lastErrorAt: new Date(),
    })
    .where("refundId", "=", refundId)
    .execute();
}
