import { sql, type Selectable } from "kysely";
import type { SalesDocumentKind } from "#domain/documents/sales-document";
import type { UnitsByReturnLine } from "#domain/refunds/refund-to-plan";
import type { Executor } from "./connection.ts";
import { unlessEdited } from "./order-outcome.ts";
import type { DocumentIntentTable } from "./tables.ts";

/** An ERP document a Shopify document is linked to. */
export type LinkedDocumentType =
  | "salesOrder"
  | "salesInvoice"
  | "salesReturnOrder"
  | "salesCreditMemo"
  | "postedShipment"
  | "postedReturnReceipt"
  | "postedInvoice"
  | "postedCreditMemo";

const linkTypes: Readonly<Record<SalesDocumentKind, LinkedDocumentType>> = {
  order: "salesOrder",
  invoice: "salesInvoice",
  returnOrder: "salesReturnOrder",
  creditMemo: "salesCreditMemo",
};

/** The kind of a sales document as links name it. */
export const linkTypeOf = (kind: SalesDocumentKind): LinkedDocumentType => linkTypes[kind];

/** What an intent keeps of its plan. */
export interface NotedPlan {
  readonly planHash: string;
  /** Currency Handling the plan was made with. */
  readonly currencyHandling: string;
  /** What the document of a refund without lines has of its return; nothing for all others. */
  readonly returnedUnits: UnitsByReturnLine;
}

export interface IntentToPlan extends NotedPlan {
  readonly store: string;
  readonly sourceKey: string;
  readonly shop: string;
  readonly shopifyDocumentType: "order" | "refund";
  readonly shopifyDocumentId: string;
}

/**
 * Notes that a document is going to be made, before the ERP hears of it, and answers the plan that was noted first: it stays, because the
 * ERP may have made a document of it.
 */
export async function planIntent(
  db: Executor,
  intent: IntentToPlan,
): Promise<NotedPlan & Pick<Selectable<DocumentIntentTable>, "state">> {
  const { returnedUnits, ...noted } = await db
    .insertInto("documentIntent")
    .values({ ...intent, returnedUnits: JSON.stringify(intent.returnedUnits) })
    .onConflict((conflict) => conflict.columns(["store", "sourceKey"]).doUpdateSet({ updatedAt: sql<Date>`now()` }))
    .returning(["planHash", "currencyHandling", "returnedUnits", "state"])
    .executeTakeFirstOrThrow();
  return { ...noted, returnedUnits: returnedUnits as UnitsByReturnLine };
}

/** Replaces the plan of a document the ERP has not made, or has no more. */
export async function replanIntent(db: Executor, intent: Pick<IntentToPlan, "store" | "sourceKey"> & NotedPlan) {
  const { store, sourceKey, planHash, currencyHandling, returnedUnits } = intent;
  await db
    .updateTable("documentIntent")
    .set({
      state: "planned",
      planHash,
      currencyHandling,
      returnedUnits: JSON.stringify(returnedUnits),
      updatedAt: sql<Date>`now()`,
    })
    .where("store", "=", store)
    .where("sourceKey", "=", sourceKey)
    .where("state", "<>", "retired")
    .execute();
}

export const findIntent = (
  db: Executor,
  store: string,
  sourceKey: string,
): Promise<Selectable<DocumentIntentTable> | undefined> =>
  db
    .selectFrom("documentIntent")
    .selectAll()
    .where("store", "=", store)
    .where("sourceKey", "=", sourceKey)
    .executeTakeFirst();

export interface DocumentOfOrder {
  readonly store: string;
  readonly sourceKey: string;
  readonly shop: string;
  readonly shopifyOrderId: string;
  readonly shopifyOrderNo: string;
  readonly kind: SalesDocumentKind;
  readonly documentNo: string;
  readonly lines: readonly { readonly lineNo: number; readonly shopifyLineId: string }[];
  readonly currencyHandling: string;
  /** Whether Shopify is to be told the document's number. */
  readonly writeBack: boolean;
  /** Something a person should know although the document stands; null when there is nothing. */
  readonly note: { readonly code: string; readonly message: string; readonly params: object } | null;
}

/**
 * Links an order to its document and marks it processed; the intent becomes `created`. To be called in one transaction. False when it was
 * processed before: a repeat changes nothing.
 */
export async function recordDocument(db: Executor, document: DocumentOfOrder): Promise<boolean> {
  const { store, shopifyOrderId, documentNo } = document;
  const documentType = linkTypeOf(document.kind);
  await db
    .insertInto("documentLink")
    .values({
      store,
      shopifyDocumentType: "order",
      shopifyDocumentId: shopifyOrderId,
      documentType,
      documentNo,
      shop: document.shop,
      shopifyOrderId,
      shopifyOrderNo: document.shopifyOrderNo,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (document.lines.length > 0) {
    await db
      .insertInto("documentLineLink")
      .values(document.lines.map((line) => ({ store, documentType, documentNo, ...line })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await markCreated(db, { store, sourceKey: document.sourceKey, documentType, documentNo });
  const { numUpdatedRows } = await db
    .updateTable("orderHeader")
    .set({
      processed: true,
      processedCurrencyHandling: document.currencyHandling,
      salesOrderNo: document.kind === "order" ? documentNo : "",
      salesInvoiceNo: document.kind === "invoice" ? documentNo : "",
      // What a person has to deal with stays: a refund may have changed while the order had no document.
      hasError: sql<boolean>`has_order_state_error`,
      errorCode: unlessEdited("errorCode", sql`${document.note?.code ?? ""}`),
      errorMessage: unlessEdited("errorMessage", sql`${document.note?.message ?? ""}`),
      errorParams: unlessEdited("errorParams", sql`${JSON.stringify(document.note?.params ?? {})}::jsonb`),
      creationDue: false,
      writeBackDue: document.writeBack,
    })
    .where("shopifyOrderId", "=", shopifyOrderId)
    .where("processed", "=", false)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The ERP has made the document of a planned intent. */
export async function markCreated(
  db: Executor,
  created: {
    readonly store: string;
    readonly sourceKey: string;
    readonly documentType: LinkedDocumentType;
    readonly documentNo: string;
  },
): Promise<void> {
  const { store, sourceKey, documentType, documentNo } = created;
  await db
    .updateTable("documentIntent")
    .set({ state: "created", documentType, documentNo, updatedAt: sql<Date>`now()` })
    .where("store", "=", store)
    .where("sourceKey", "=", sourceKey)
    .where("state", "=", "planned")
    .execute();
}

/** Notes that Shopify shows the document's number. */
export async function markWrittenBack(db: Executor, store: string, sourceKey: string): Promise<void> {
  await db
    .updateTable("documentIntent")
    .set({ state: "writtenBack", updatedAt: sql<Date>`now()` })
    .where("store", "=", store)
    .where("sourceKey", "=", sourceKey)
    .where("state", "=", "created")
    .execute();
}

/** Ends all intents of an order that is unlinked: their source keys are never used again. */
export async function retireIntents(db: Executor, store: string, shopifyOrderId: string): Promise<void> {
  await db
    .updateTable("documentIntent")
    .set({ state: "retired", updatedAt: sql<Date>`now()` })
    .where("store", "=", store)
    .where("shopifyDocumentType", "=", "order")
    .where("shopifyDocumentId", "=", shopifyOrderId)
    .execute();
}

/** Removes the links of one document, as when it was deleted in the ERP. */
export async function removeDocumentLinks(
  db: Executor,
  store: string,
  document: { readonly type: LinkedDocumentType; readonly no: string },
): Promise<void> {
  for (const table of ["documentLineLink", "documentLink"] as const) {
    await db
      .deleteFrom(table)
      .where("store", "=", store)
      .where("documentType", "=", document.type)
      .where("documentNo", "=", document.no)
      .execute();
  }
}
