import { sql, type Selectable, type SqlBool } from "kysely";
import type { Executor } from "./connection.ts";
import { equalTo } from "./equal-to.ts";
import type { DocumentLinkTable, RefundHeaderTable } from "./tables.ts";

/** What is not given does not filter. */
export interface RefundListFilter {
  /** Refunds of these shops only. */
  readonly shops?: readonly string[] | undefined;
  readonly hasError?: boolean | undefined;
  readonly errorCode?: string | undefined;
  readonly shopifyOrderId?: string | undefined;
  /** false: refunds without a credit memo or return order. */
  readonly hasDocument?: boolean | undefined;
}

/** A refund, which belongs to the shop of its order. */
export interface RefundOfShop extends Selectable<RefundHeaderTable> {
  readonly store: string;
  readonly shop: string;
  readonly shopifyOrderNo: string;
}

const DOCUMENTED = sql<SqlBool>`exists (
  select from document_link link
   where link.store = header.store and link.shopify_document_type = 'refund' and link.shopify_document_id = refund.refund_id)`;

const filtered = (db: Executor, { shops, hasDocument, hasError, errorCode, shopifyOrderId }: RefundListFilter) =>
  db
    .selectFrom("refundHeader as refund")
    .innerJoin("orderHeader as header", "header.shopifyOrderId", "refund.shopifyOrderId")
    .where(
      equalTo<Record<string, unknown>>({
        "refund.hasProcessingError": hasError,
        "refund.lastErrorCode": errorCode,
        "refund.shopifyOrderId": shopifyOrderId,
      }),
    )
    .$if(shops !== undefined, (query) => query.where("header.shop", "in", [...(shops ?? [])]))
    .$if(hasDocument !== undefined, (query) =>
      query.where(hasDocument === true ? DOCUMENTED : sql<SqlBool>`not ${DOCUMENTED}`),
    );

/** Refunds by descending Shopify id, which is newest first; only those below `before`. */
export const listRefunds = (
  db: Executor,
  filter: RefundListFilter,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<readonly RefundOfShop[]> =>
  filtered(db, filter)
    .$if(page.before !== undefined, (query) => query.where("refund.refundId", "<", page.before ?? ""))
    .selectAll("refund")
    .select(["header.store", "header.shop", "header.shopifyOrderNo"])
    .orderBy("refund.refundId", "desc")
    .limit(page.limit)
    .execute();

export async function countRefunds(db: Executor, filter: RefundListFilter): Promise<number> {
  const { count } = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** A refund with its shop, and the documents it is linked to; undefined when there is none. */
export async function findRefundCard(db: Executor, refundId: string) {
  const header = await filtered(db, {})
    .selectAll("refund")
    .select(["header.store", "header.shop", "header.shopifyOrderNo"])
    .where("refund.refundId", "=", refundId)
    .executeTakeFirst();
  if (header === undefined) return undefined;
  const [lines, shippingLines, documents] = await Promise.all([
    db
      .selectFrom("refundLine")
      .selectAll()
      .where("refundId", "=", refundId)
      .orderBy("isExchangeItem")
      .orderBy("refundLineId")
      .execute(),
    db
      .selectFrom("refundShippingLine")
      .selectAll()
      .where("refundId", "=", refundId)
      .orderBy("refundShippingLineId")
      .execute(),
    documentsOfRefunds(db, header.store, [refundId]),
  ]);
  return { header, lines, shippingLines, documents };
}

/** Links of refunds to their documents, the first first. */
export const documentsOfRefunds = (
  db: Executor,
  store: string,
  refundIds: readonly string[],
): Promise<readonly Selectable<DocumentLinkTable>[]> =>
  db
    .selectFrom("documentLink")
    .selectAll()
    .where("store", "=", store)
    .where("shopifyDocumentType", "=", "refund")
    .where("shopifyDocumentId", "in", refundIds)
    .orderBy("createdAt")
    .orderBy("documentNo")
    .execute();
