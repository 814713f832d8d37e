import type { Insertable, Selectable } from "kysely";
import type { Database, Executor } from "./connection.ts";
import { countsByShop, type CountsByShop } from "./counts-by-shop.ts";
import { ofShops } from "./of-shops.ts";
import type { ShopifyLogEntryTable } from "./tables.ts";

export type ShopifyLogEntry = Selectable<ShopifyLogEntryTable>;

/** Adds an entry on a connection of its own: it stays when the work around it fails. */
export async function insertShopifyLogEntry(db: Database, entry: Insertable<ShopifyLogEntryTable>): Promise<void> {
  await db.insertInto("shopifyLogEntry").values(entry).execute();
}

export interface ShopifyLogFilter {
  /** Entries of these shops only. */
  readonly shops?: readonly string[];
  readonly hasError?: boolean;
}

/** Entries without their bodies, newest first, from before `beforeEntryNo`. */
export async function listShopifyLogEntries(
  db: Executor,
  filter: ShopifyLogFilter,
  page: { readonly beforeEntryNo?: string; readonly limit: number },
): Promise<readonly Omit<ShopifyLogEntry, "request" | "response">[]> {
  return filtered(db, filter)
    .$if(page.beforeEntryNo !== undefined, (query) => query.where("entryNo", "<", page.beforeEntryNo ?? ""))
    .select([
      "entryNo",
      "createdAt",
      "shop",
      "store",
      "operation",
      "url",
      "method",
      "statusCode",
      "statusDescription",
      "hasError",
      "requestId",
      "retryCount",
      "queryCost",
      "durationMs",
      "requestPreview",
      "responsePreview",
      "jobEntryId",
    ])
    .orderBy("entryNo", "desc")
    .limit(page.limit)
    .execute();
}

export async function countShopifyLogEntries(db: Executor, filter: ShopifyLogFilter): Promise<number> {
  const { count } = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export const countShopifyLogEntriesByShop = (db: Executor, filter: ShopifyLogFilter): Promise<CountsByShop> =>
  countsByShop(filtered(db, filter));

export async function findShopifyLogEntry(db: Executor, entryNo: string): Promise<ShopifyLogEntry | undefined> {
  return db.selectFrom("shopifyLogEntry").selectAll().where("entryNo", "=", entryNo).executeTakeFirst();
}

/** Deletes entries made before `before`, or all of them; answers how many there were. */
export async function deleteShopifyLogEntries(db: Executor, before: Date | null): Promise<number> {
  const result = await db
    .deleteFrom("shopifyLogEntry")
    .$if(before !== null, (query) => query.where("createdAt", "<", before ?? new Date(0)))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

function filtered(db: Executor, filter: ShopifyLogFilter) {
  return db
    .selectFrom("shopifyLogEntry")
    .where(ofShops(filter.shops))
    .$if(filter.hasError !== undefined, (query) => query.where("hasError", "=", filter.hasError ?? false));
}
