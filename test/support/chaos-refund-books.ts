import type { Database } from "#database/connection";

/** What became of a refund. */
export interface RefundFate {
  readonly refundId: string;
  readonly documentKind: string | null;
  readonly documentTotal: string | null;
  readonly lines: number;
  /** Why there is no document; blank when there is one. */
  readonly errorCode: string;
}

/** An order as the sandbox tells it. */
interface RefundedOrder {
  readonly id: number;
  readonly refunds: readonly { readonly id: number }[];
}

/**
 * Reads what became of the refunds of imported orders. A refund has exactly one credit memo, with its source, its link and an intent that says
 * so; or it has none of all that and says why. `said` are sentences about what is otherwise.
 */
export async function readRefundBooks(
  db: Database,
  atShopify: readonly RefundedOrder[],
): Promise<{ readonly fates: readonly RefundFate[]; readonly said: readonly string[] }> {
  const [headers, imported, documents, sources, links, intents, lines, consideredLines] = await Promise.all([
    db.selectFrom("refundHeader").selectAll().orderBy("refundId").execute(),
    db.selectFrom("orderHeader").select("shopifyOrderId").execute(),
    db.selectFrom("ledger.salesHeader").selectAll().where("shopifyRefundId", "is not", null).orderBy("no").execute(),
    db.selectFrom("ledger.documentSource").selectAll().where("sourceKey", "like", "refund/%").execute(),
    db.selectFrom("documentLink").selectAll().where("shopifyDocumentType", "=", "refund").execute(),
    db.selectFrom("documentIntent").selectAll().where("shopifyDocumentType", "=", "refund").execute(),
    db.selectFrom("ledger.salesLine").select(["documentId"]).execute(),
    db.selectFrom("refundLine").select("refundId").where("canCreateCreditMemo", "=", false).execute(),
  ]);
  const considered = new Set(consideredLines.map(({ refundId }) => refundId));
  const said: string[] = [];
  const check = (fits: boolean, sentence: string): void => void (fits || said.push(sentence));

  const isImported = new Set(imported.map(({ shopifyOrderId }) => shopifyOrderId));
  const known = new Set(headers.map(({ refundId }) => refundId));
  const given = atShopify
    .filter(({ id }) => isImported.has(String(id)))
    .flatMap(({ refunds }) => refunds.map(({ id }) => String(id)));
  for (const refundId of given) check(known.has(refundId), `refund ${refundId} was left behind`);
  check(documents.length === links.length, `${documents.length} credit memos for ${links.length} linked refunds`);
  check(sources.length === documents.length, `${sources.length} sources for ${documents.length} credit memos`);
  check(intents.length === documents.length, `${intents.length} intents for ${documents.length} credit memos`);

  const fates = headers.map((header): RefundFate => {
    const { refundId } = header;
    const ours = documents.filter((document) => document.shopifyRefundId === refundId);
    const [document] = ours;
    const numbers = ours.map(({ no }) => no).join(", ");
    if (considered.has(refundId)) {
      check(document === undefined, `refund ${refundId} left its order at the import and has ${numbers}`);
    } else if (header.hasProcessingError) {
      check(document === undefined, `refund ${refundId} says ${header.lastErrorCode} and has ${numbers}`);
    } else {
      check(ours.length === 1, `refund ${refundId} has ${ours.length} credit memos: ${numbers}`);
    }
    if (document !== undefined) {
      const ownLinks = links.filter(({ shopifyDocumentId }) => shopifyDocumentId === refundId);
      check(
        ownLinks.length === 1 && ownLinks[0]?.documentNo === document.no,
        `refund ${refundId} has ${document.no}, and is linked to ${ownLinks.map(({ documentNo }) => documentNo).join(", ")}`,
      );
      const intent = intents.find(({ shopifyDocumentId }) => shopifyDocumentId === refundId);
      check(
        intent?.state === "created" && intent.documentNo === document.no,
        `the intent of refund ${refundId} is ${intent?.state ?? "gone"} with ${intent?.documentNo ?? "nothing"}`,
      );
      check(document.status === "released", `credit memo ${document.no} is ${document.status}`);
    }
    return {
      refundId,
      documentKind: document?.kind ?? null,
      documentTotal: document?.amountIncludingVat ?? null,
      lines: lines.filter(({ documentId }) => documentId === document?.id).length,
      errorCode: header.lastErrorCode,
    };
  });
  return { fates, said };
}
