import { sql } from "kysely";
import type { Executor } from "#database/connection";
import type { SalesDocumentKind } from "#domain/documents/sales-document";
import type { DocumentChange, PostedDocument } from "#erp/sourced-documents";
import { lockKeys } from "./match-lock.ts";

/**
 * Notes what happened to a document, as the last step of the transaction that did it. Writers take turns until they commit:
 * otherwise a number drawn earlier could become visible later, and a reader who remembers the last number would miss it.
 */
export async function noteDocumentChange(
  transaction: Executor,
  change: Omit<DocumentChange, "seq" | "date">,
): Promise<void> {
  await lockKeys(transaction, ["document-change"]);
  await transaction
    .insertInto("ledger.documentChange")
    .values({
      change: change.change,
      store: change.store,
      sourceKey: change.sourceKey,
      kind: change.document.kind,
      no: change.document.no,
      results: JSON.stringify(change.results),
    })
    .execute();
}

/** Changes after `sinceSeq`, oldest first. */
export async function documentChanges(
  db: Executor,
  sinceSeq: number,
  limit: number,
): Promise<readonly DocumentChange[]> {
  const rows = await db
    .selectFrom("ledger.documentChange")
    .selectAll()
    .select(sql<string>`(changed_at at time zone 'utc')::date`.as("date"))
    .where("seq", ">", String(sinceSeq))
    .orderBy("seq")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    seq: Number(row.seq),
    change: row.change as DocumentChange["change"],
    store: row.store,
    sourceKey: row.sourceKey,
    document: { kind: row.kind as SalesDocumentKind, no: row.no },
    results: row.results as readonly PostedDocument[],
    date: row.date,
  }));
}
