import type { Selectable } from "kysely";
import type { Executor } from "./connection.ts";
import { equalTo } from "./equal-to.ts";
import { countsByShop, type CountsByShop } from "./counts-by-shop.ts";
import { ofShops } from "./of-shops.ts";
import type { OrderHeaderTable } from "./tables.ts";

/** What is not given does not filter. */
export interface OrderListFilter {
  /** Records of these shops only. */
  readonly shops?: readonly string[] | undefined;
  readonly processed?: boolean | undefined;
  readonly hasError?: boolean | undefined;
  readonly errorCode?: string | undefined;
  readonly hasOrderStateError?: boolean | undefined;
  readonly financialStatus?: string | undefined;
  readonly fulfillmentStatus?: string | undefined;
  readonly shopifyOrderNo?: string | undefined;
  readonly salesOrderNo?: string | undefined;
  readonly salesInvoiceNo?: string | undefined;
  readonly customerId?: string | undefined;
}

const filtered = (db: Executor, { shops, ...equal }: OrderListFilter) =>
  db.selectFrom("orderHeader").where(equalTo<OrderHeaderTable>(equal)).where(ofShops(shops));

/** Orders by descending Shopify id, which is newest first; only those below `before`. */
export async function listOrders(
  db: Executor,
  filter: OrderListFilter,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<readonly Selectable<OrderHeaderTable>[]> {
  return filtered(db, filter)
    .$if(page.before !== undefined, (query) => query.where("shopifyOrderId", "<", page.before ?? ""))
    .selectAll()
    .orderBy("shopifyOrderId", "desc")
    .limit(page.limit)
    .execute();
}

export async function countOrders(db: Executor, filter: OrderListFilter): Promise<number> {
  const { count } = await filtered(db, filter)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export const countOrdersByShop = (db: Executor, filter: OrderListFilter): Promise<CountsByShop> =>
  countsByShop(filtered(db, filter));

/** An order with everything that is stored of it. */
export async function findOrderCard(db: Executor, shopifyOrderId: string) {
  const of = { shopifyOrderId };
  const header = await db
    .selectFrom("orderHeader")
    .selectAll()
    .where((eb) => eb.and(of))
    .executeTakeFirst();
  if (header === undefined) return undefined;
  const [lines, lineAttributes, taxLines, shippingCharges, transactions, attributes, tags, risks, links] =
    await Promise.all([
      db
        .selectFrom("orderLine")
        .selectAll()
        .where((eb) => eb.and(of))
        .orderBy("lineId")
        .execute(),
      db
        .selectFrom("orderLineAttribute")
        .selectAll()
        .where((eb) => eb.and(of))
        .orderBy("attributeKey")
        .execute(),
      db
        .selectFrom("orderTaxLine")
        .selectAll()
        .where((eb) => eb.and(of))
        .orderBy("parentId")
        .orderBy("lineNo")
        .execute(),
      db
        .selectFrom("orderShippingCharge")
        .selectAll()
        .where((eb) => eb.and(of))
        .orderBy("shippingLineId")
        .execute(),
      db
        .selectFrom("orderTransaction")
        .selectAll()
        .where((eb) => eb.and(of))
        .orderBy("transactionId")
        .execute(),
      db
        .selectFrom("orderAttribute")
        .selectAll()
        .where((eb) => eb.and(of))
        .orderBy("attributeKey")
        .execute(),
      db
        .selectFrom("orderTag")
        .select("tag")
        .where((eb) => eb.and(of))
        .orderBy("tag")
        .execute(),
      db
        .selectFrom("orderRisk")
        .selectAll()
        .where((eb) => eb.and(of))
        .orderBy("lineNo")
        .execute(),
      db
        .selectFrom("documentLink")
        .select(["documentType", "documentNo", "createdAt"])
        .where("store", "=", header.store)
        .where("shopifyOrderId", "=", shopifyOrderId)
        .orderBy("createdAt")
        .execute(),
    ]);
  return {
    header,
    lines,
    lineAttributes,
    taxLines,
    shippingCharges,
    transactions,
    attributes,
    tags: tags.map(({ tag }) => tag),
    risks,
    links,
  };
}

export type OrderCard = NonNullable<Awaited<ReturnType<typeof findOrderCard>>>;
