import type { SalesDocumentKind } from "#domain/documents/sales-document";
import type { Database, Executor } from "./connection.ts";
import { findIntent, type LinkedDocumentType, linkTypeOf, removeDocumentLinks } from "./documents.ts";
import { archiveCandidates, markCloseDue } from "./orders-to-archive.ts";

/** A document of ours was deleted or posted in the ERP (the ERP port's `DocumentChange`). */
export interface ChangedDocument {
  readonly seq: number;
  readonly change: "deleted" | "posted";
  readonly store: string;
  readonly sourceKey: string;
  readonly document: { readonly kind: SalesDocumentKind; readonly no: string };
  readonly results: readonly { readonly kind: keyof typeof postedTypes; readonly no: string }[];
}

const postedTypes = {
  salesShipment: "postedShipment",
  salesInvoice: "postedInvoice",
  returnReceipt: "postedReturnReceipt",
  salesCreditMemo: "postedCreditMemo",
} as const satisfies Record<string, LinkedDocumentType>;

const PAGE = 200;
const ERP = "erp";

/** What is asked of the ERP; its port has both. */
export interface ChangeSource {
  documentChanges(sinceSeq: number, limit: number): Promise<readonly ChangedDocument[]>;
  ordersWithOutstandingQuantity(orderNos: readonly string[]): Promise<ReadonlySet<string>>;
}

/**
 * Takes over what happened to our documents in the ERP since the last time: a deleted document loses its link (its order
 * stays processed until somebody unlinks it), a posted one gets links to what it was posted as, and orders that are shipped
 * completely now are marked to be closed in Shopify. Each change is applied once, whoever calls: callers wait for each other
 * at the cursor, which moves with what was applied.
 */
export async function applyDocumentChanges(db: Database, erp: ChangeSource): Promise<void> {
  for (;;) {
    const applied = await db.transaction().execute(async (transaction) => {
      const changes = await erp.documentChanges(await lockCursor(transaction), PAGE);
      const last = changes.at(-1);
      if (last === undefined) return 0;
      const orderIds = new Set<string>();
      for (const change of changes) {
        const orderId = await applyChange(transaction, change);
        if (orderId !== undefined) orderIds.add(orderId);
      }
      await markShipped(transaction, erp, [...orderIds]);
      await moveCursor(transaction, last.seq);
      return changes.length;
    });
    if (applied < PAGE) return;
  }
}

async function markShipped(db: Executor, erp: ChangeSource, orderIds: readonly string[]): Promise<void> {
  const candidates = await archiveCandidates(db, orderIds);
  const orderNos = candidates.map(({ salesOrderNo }) => salesOrderNo).filter((no) => no !== "");
  const outstanding = orderNos.length === 0 ? new Set() : await erp.ordersWithOutstandingQuantity(orderNos);
  const done = candidates.filter(({ salesOrderNo }) => !outstanding.has(salesOrderNo));
  await markCloseDue(
    db,
    done.map(({ shopifyOrderId }) => shopifyOrderId),
  );
}

async function lockCursor(db: Executor): Promise<number> {
  await db
    .insertInto("documentChangeCursor")
    .values({ erp: ERP })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { lastSeq } = await db
    .selectFrom("documentChangeCursor")
    .select("lastSeq")
    .where("erp", "=", ERP)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return Number(lastSeq);
}

async function moveCursor(db: Executor, lastSeq: number): Promise<void> {
  await db.updateTable("documentChangeCursor").set({ lastSeq }).where("erp", "=", ERP).execute();
}

/** The order the document belongs to; undefined for documents that are not of this connector's making. */
async function applyChange(db: Executor, change: ChangedDocument): Promise<string | undefined> {
  const { store, document } = change;
  const intent = await findIntent(db, store, change.sourceKey);
  if (intent === undefined) return undefined;
  const orderId = await orderIdOf(db, intent);
  if (change.change === "deleted") {
    await removeDocumentLinks(db, store, { type: linkTypeOf(document.kind), no: document.no });
    return orderId;
  }
  if (orderId === undefined) return undefined;
  const order = await db
    .selectFrom("orderHeader")
    .select(["shopifyOrderId", "shopifyOrderNo", "shop"])
    .where("shopifyOrderId", "=", orderId)
    .executeTakeFirst();
  // A retired intent belongs to a document somebody has unlinked: what is posted of it is the ERP's own.
  if (order === undefined || intent.state === "retired" || change.results.length === 0) return orderId;
  await db
    .insertInto("documentLink")
    .values(
      change.results.map(({ kind, no }) => ({
        ...order,
        store,
        shopifyDocumentType: intent.shopifyDocumentType,
        shopifyDocumentId: intent.shopifyDocumentId,
        documentType: postedTypes[kind],
        documentNo: no,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return order.shopifyOrderId;
}

/** The order an intent's document is of: itself, or the one that was refunded; undefined when that is gone. */
async function orderIdOf(
  db: Executor,
  intent: { readonly shopifyDocumentType: string; readonly shopifyDocumentId: string },
): Promise<string | undefined> {
  if (intent.shopifyDocumentType !== "refund") return intent.shopifyDocumentId;
  const refund = await db
    .selectFrom("refundHeader")
    .select("shopifyOrderId")
    .where("refundId", "=", intent.shopifyDocumentId)
    .executeTakeFirst();
  return refund?.shopifyOrderId;
}
