import type { Executor } from "#database/connection";
import type { SalesDocumentKind } from "#domain/documents/sales-document";
import type { SourcedDocument } from "#erp/sourced-documents";
import { isTaken, refused } from "./errors.ts";

/** What a document was made from: a Shopify order, refund, … of a store. */
export interface Source {
  readonly store: string;
  readonly sourceKey: string;
}

/**
 * Claims a source for a document about to be created. Whoever comes second waits here until the first has committed or
 * given up; false means that the source has its document. The primary key does both.
 */
export async function claimSource(
  transaction: Executor,
  source: Source,
  document: { readonly id: string; readonly kind: SalesDocumentKind },
): Promise<boolean> {
  const claimed = await transaction
    .insertInto("ledger.documentSource")
    .values({ ...source, documentId: document.id, kind: document.kind })
    .onConflict((oc) => oc.columns(["store", "sourceKey"]).doNothing())
    .returning("documentId")
    .executeTakeFirst();
  return claimed !== undefined;
}

/** Notes the number of a claimed document. Throws `document-number-taken` when a posted document has it. */
export async function numberSource(transaction: Executor, documentId: string, no: string): Promise<void> {
  try {
    await transaction.updateTable("ledger.documentSource").set({ no }).where("documentId", "=", documentId).execute();
  } catch (error) {
    throw isTaken(error, "document_source_number") ? documentNumberTaken(no) : error;
  }
}

export const documentNumberTaken = (no: string) =>
  refused("document-number-taken", `A document with number ${no} already exists: it cannot be used again`, { no });

/** The document made for a source. A source whose document is no longer among the open ones was posted. */
export async function findDocumentBySource(db: Executor, source: Source): Promise<SourcedDocument | undefined> {
  const row = await db
    .selectFrom("ledger.documentSource as source")
    .leftJoin("ledger.salesHeader as header", "header.id", "source.documentId")
    .select(["source.documentId", "source.kind", "source.no", "header.status"])
    .where("source.store", "=", source.store)
    .where("source.sourceKey", "=", source.sourceKey)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const lines = await db
    .selectFrom("ledger.salesLine")
    .select(["lineNo", "sourceLineKey"])
    .where("documentId", "=", row.documentId)
    .orderBy("lineNo")
    .execute();
  return {
    id: row.documentId,
    kind: row.kind as SalesDocumentKind,
    no: row.no ?? "",
    state: (row.status as "open" | "released" | null) ?? "posted",
    lines,
  };
}
