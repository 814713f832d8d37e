import type { Selectable } from "kysely";
import type { Executor } from "./connection.ts";
import { equalTo } from "./equal-to.ts";
import { ofShops } from "./of-shops.ts";
import type { OrdersToImportTable } from "./tables.ts";

export interface OrdersToImportFilter {
  readonly store?: string | undefined;
  /** Records of these shops only. */
  readonly shops?: readonly string[] | undefined;
  readonly hasError?: boolean | undefined;
  readonly importAction?: "new" | "update" | undefined;
  /** true: rows no shop has claimed, because no filter matched them. */
  readonly unclaimed?: boolean | undefined;
}

const filtered = (db: Executor, { unclaimed, shops, ...equal }: OrdersToImportFilter) =>
  db
    .selectFrom("ordersToImport")
    .where(equalTo<OrdersToImportTable>(equal))
    .where(ofShops(shops))
    .$if(unclaimed !== undefined, (query) => query.where("shop", unclaimed === true ? "is" : "is not", null));

/** Rows of the queue by descending Shopify id; only those below `before`. */
export async function listOrdersToImport(
  db: Executor,
  filter: OrdersToImportFilter,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<readonly Selectable<OrdersToImportTable>[]> {
  return filtered(db, filter)
    .$if(page.before !== undefined, (query) => query.where("shopifyOrderId", "<", page.before ?? ""))
    .selectAll()
    .orderBy("shopifyOrderId", "desc")
    .limit(page.limit)
    .execute();
}

/** Those of these orders that wait, of these shops. */
export async function findOrdersToImport(
  db: Executor,
  orderIds: readonly string[],
  shops: readonly string[] | undefined,
): Promise<readonly Pick<Selectable<OrdersToImportTable>, "shopifyOrderId" | "store" | "shop">[]> {
  return filtered(db, { shops })
    .select(["shopifyOrderId", "store", "shop"])
    .where("shopifyOrderId", "in", orderIds)
    .execute();
}

export async function countOrdersToImport(db: Executor, filter: OrdersToImportFilter): Promise<number> {
  const { count } = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}
