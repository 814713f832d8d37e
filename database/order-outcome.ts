import { sql, type RawBuilder, type Selectable } from "kysely";
import type { FailureParams } from "#domain/failure";
import type { Executor } from "./connection.ts";
import type { OrderHeaderTable, OrderTaxLineTable } from "./tables.ts";

/** Orders of a shop whose document is due since their import, oldest first. */
export async function ordersWithCreationDue(
  db: Executor,
  shop: string,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("orderHeader")
    .select("shopifyOrderId")
    .where("shop", "=", shop)
    .where("creationDue", "=", true)
    .where("shopifyOrderId", ">", after)
    .orderBy("shopifyOrderId")
    .limit(limit)
    .execute();
  return rows.map(({ shopifyOrderId }) => shopifyOrderId);
}

export interface UnprocessedOrdersFilter {
  readonly fulfillmentStatus?: readonly string[] | undefined;
  readonly financialStatus?: readonly string[] | undefined;
  readonly orderIds?: readonly string[] | undefined;
}

/** Unprocessed orders of a shop, oldest first. An empty filter selects all. */
export async function unprocessedOrders(
  db: Executor,
  shop: string,
  filter: UnprocessedOrdersFilter,
  after: string,
  limit: number,
): Promise<readonly { readonly shopifyOrderId: string; readonly shopifyOrderNo: string }[]> {
  let query = db
    .selectFrom("orderHeader")
    .select(["shopifyOrderId", "shopifyOrderNo"])
    .where("shop", "=", shop)
    .where("processed", "=", false)
    .where("shopifyOrderId", ">", after);
  if (filter.fulfillmentStatus?.length) query = query.where("fulfillmentStatus", "in", filter.fulfillmentStatus);
  if (filter.financialStatus?.length) query = query.where("financialStatus", "in", filter.financialStatus);
  if (filter.orderIds?.length) query = query.where("shopifyOrderId", "in", filter.orderIds);
  return query.orderBy("shopifyOrderId").limit(limit).execute();
}

/** In one order always, so that the same order is always planned alike. */
export const taxLinesOfOrder = (
  db: Executor,
  shopifyOrderId: string,
): Promise<readonly Selectable<OrderTaxLineTable>[]> =>
  db
    .selectFrom("orderTaxLine")
    .selectAll()
    .where("shopifyOrderId", "=", shopifyOrderId)
    .orderBy("parentKind")
    .orderBy("parentId")
    .orderBy("lineNo")
    .execute();

/** Says on an order why it has no document. Its creation is no longer due: report 30103 tries it again. */
export async function setOrderError(
  db: Executor,
  shopifyOrderId: string,
  problem: { readonly code: string; readonly message: string; readonly params: FailureParams },
): Promise<void> {
  await db
    .updateTable("orderHeader")
    .set({
      hasError: true,
      errorCode: problem.code,
      errorMessage: problem.message.slice(0, 2048),
      errorParams: JSON.stringify(problem.params),
      salesOrderNo: "",
      salesInvoiceNo: "",
      creationDue: false,
    })
    .where("shopifyOrderId", "=", shopifyOrderId)
    .where("processed", "=", false)
    .execute();
}

/** The document of a freshly imported order cannot be made yet. That is no error: somebody may map it first. */
export async function clearCreationDue(db: Executor, shopifyOrderId: string): Promise<void> {
  await db
    .updateTable("orderHeader")
    .set({ creationDue: false })
    .where("shopifyOrderId", "=", shopifyOrderId)
    .execute();
}

/** Whether orders that were to become documents did, or say why not. */
export const creationStates = (
  db: Executor,
  orderIds: readonly string[],
): Promise<readonly { readonly processed: boolean; readonly hasError: boolean }[]> =>
  orderIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom("orderHeader")
        .select(["processed", "hasError"])
        .where("shopifyOrderId", "in", [...orderIds])
        .execute();

/** Orders of a shop with something to tell Shopify, oldest first, with the number of their document. */
export async function ordersDue(
  db: Executor,
  shop: string,
  due: "writeBackDue" | "closeDue",
  after: string,
  limit: number,
): Promise<readonly Selectable<OrderHeaderTable>[]> {
  return db
    .selectFrom("orderHeader")
    .selectAll()
    .where("shop", "=", shop)
    .where(due, "=", true)
    .where("shopifyOrderId", ">", after)
    .orderBy("shopifyOrderId")
    .limit(limit)
    .execute();
}

export async function countOrdersDue(db: Executor, shop: string, due: "writeBackDue" | "closeDue"): Promise<number> {
  const row = await db
    .selectFrom("orderHeader")
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .where("shop", "=", shop)
    .where(due, "=", true)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Shopify shows the number of an order's document. Says nothing when the order has another document by now. */
export async function clearWriteBackDue(db: Executor, shopifyOrderId: string, documentNo: string): Promise<void> {
  await db
    .updateTable("orderHeader")
    .set({ writeBackDue: false, ...withoutError("write-back-refused") })
    .where("shopifyOrderId", "=", shopifyOrderId)
    .where((eb) => eb.or([eb("salesOrderNo", "=", documentNo), eb("salesInvoiceNo", "=", documentNo)]))
    .execute();
}

/** The shop does not want document numbers in Shopify any more: what was due is not due. */
export async function dropWriteBacks(db: Executor, shop: string): Promise<void> {
  await db
    .updateTable("orderHeader")
    .set({ writeBackDue: false })
    .where("shop", "=", shop)
    .where("writeBackDue", "=", true)
    .execute();
}

/**
 * Says on a processed order what Shopify refused. It stays due. On an order that was edited after processing it is said in a line below that,
 * because a person has to hear of both.
 */
export async function noteRefusal(
  db: Executor,
  shopifyOrderId: string,
  refusal: { readonly code: Refusal; readonly message: string },
): Promise<void> {
  const message = refusal.message.slice(0, 2048);
  await db
    .updateTable("orderHeader")
    .set({
      hasError: true,
      errorCode: unlessEdited("errorCode", sql`${refusal.code}`),
      errorMessage: sql<string>`case when has_order_state_error then left(${EDITION} || chr(10) || ${message}, 2048) else ${message} end`,
      errorParams: unlessEdited("errorParams", sql`'{}'::jsonb`),
    })
    .where("shopifyOrderId", "=", shopifyOrderId)
    .execute();
}

type Refusal = "write-back-refused" | "close-refused";

/** The first line of an order's error: what was edited, when there is an order state error. */
const EDITION = sql`split_part(error_message, chr(10), 1)`;

/** A member of an order's error, which stays as it is while a person has an order state error to deal with. */
export const unlessEdited = (column: string, value: RawBuilder<unknown>) =>
  sql<never>`case when has_order_state_error then ${sql.ref(column)} else ${value} end`;

/** Sets the error members of an order to none if its error is this refusal; what was edited after processing stays. */
export function withoutError(refusal: Refusal) {
  const kept = (column: string, blank: string) =>
    sql<never>`case when error_code = ${refusal} then ${sql.raw(blank)} else ${sql.ref(column)} end`;
  return {
    hasError: kept("hasError", "false"),
    errorMessage: sql<string>`case when error_code = ${refusal} then '' when has_order_state_error then ${EDITION} else error_message end`,
    errorParams: kept("errorParams", "'{}'::jsonb"),
    errorCode: kept("errorCode", "''"),
  };
}

/** Stores an attribute as Shopify has it now. */
export async function storeOrderAttribute(
  db: Executor,
  shopifyOrderId: string,
  attributeKey: string,
  attributeValue: string,
): Promise<void> {
  await db
    .insertInto("orderAttribute")
    .values({ shopifyOrderId, attributeKey, attributeValue })
    .onConflict((conflict) => conflict.columns(["shopifyOrderId", "attributeKey"]).doUpdateSet({ attributeValue }))
    .execute();
}

/** A person has dealt with the edition that came after processing, if there was one. */
export async function resolveConflict(db: Executor, shopifyOrderId: string): Promise<void> {
  await db
    .updateTable("orderHeader")
    .set({ hasOrderStateError: false, hasError: false, errorCode: "", errorMessage: "", errorParams: "{}" })
    .where("shopifyOrderId", "=", shopifyOrderId)
    .where("hasOrderStateError", "=", true)
    .execute();
}
