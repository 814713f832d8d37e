import type { Selectable } from "kysely";
import type { Executor } from "./connection.ts";
import { defined } from "./defined.ts";
import { ofShops } from "./of-shops.ts";
import type { DocumentLinkTable } from "./tables.ts";

export interface DocumentLinkFilter {
  /** Records of these shops only. */
  readonly shops?: readonly string[] | undefined;
  readonly shopifyOrderId?: string | undefined;
  readonly documentType?: string | undefined;
  readonly documentNo?: string | undefined;
}

/** Place in the list: all of the key, so that it is unique. */
export type DocumentLinkKey = readonly [
  orderId: string,
  store: string,
  shopifyType: string,
  shopifyId: string,
  type: string,
  no: string,
];

const filtered = (db: Executor, { shops, ...equal }: DocumentLinkFilter) =>
  db
    .selectFrom("documentLink")
    .where((eb) => eb.and(defined(equal)))
    .where(ofShops(shops));

/** Links of the newest orders first; only what comes after `after`. */
export async function listDocumentLinks(
  db: Executor,
  filter: DocumentLinkFilter,
  page: { readonly after: DocumentLinkKey | undefined; readonly limit: number },
): Promise<readonly Selectable<DocumentLinkTable>[]> {
  let query = filtered(db, filter).selectAll();
  const { after } = page;
  if (after !== undefined) {
    const [orderId, store, shopifyType, shopifyId, type, no] = after;
    query = query.where((eb) =>
      eb.or([
        eb("shopifyOrderId", "<", orderId),
        eb.and([
          eb("shopifyOrderId", "=", orderId),
          eb(
            eb.refTuple("store", "shopifyDocumentType", "shopifyDocumentId", "documentType", "documentNo"),
            ">",
            eb.tuple(store, shopifyType, shopifyId, type, no),
          ),
        ]),
      ]),
    );
  }
  return query
    .orderBy("shopifyOrderId", "desc")
    .orderBy("store")
    .orderBy("shopifyDocumentType")
    .orderBy("shopifyDocumentId")
    .orderBy("documentType")
    .orderBy("documentNo")
    .limit(page.limit)
    .execute();
}

export async function countDocumentLinks(db: Executor, filter: DocumentLinkFilter): Promise<number> {
  const { count } = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}
