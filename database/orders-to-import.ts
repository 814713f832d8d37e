import { sql, type RawBuilder, type Selectable } from "kysely";
import type { FailureParams } from "#domain/failure";
import type { FilteredRow } from "#domain/orders/queue-filter";
import type { OrderAttribute, QueueRow } from "#domain/orders/queue-row";
import type { Executor } from "./connection.ts";
import type { OrderWanted } from "./orders.ts";
import { storable } from "./storable.ts";
import type { OrdersToImportTable } from "./tables.ts";

/** A listed order on its way into the queue. `shop` is set when the order is stored already: it stays with its shop. */
export interface StagedRow {
  readonly row: QueueRow;
  readonly shop: string | null;
}

/**
 * Puts listed orders into the queue. A row that waits already is brought up to date; the shop that claimed it keeps it. Texts lose what
 * PostgreSQL cannot keep, or one order would stop the listing: they only serve filters, and the import says what is wrong with the order.
 * A row of another store gives way: somebody asked for the order there, but this store has it.
 */
export async function stageOrders(db: Executor, store: string, staged: readonly StagedRow[]): Promise<void> {
  if (staged.length === 0) return;
  await db
    .insertInto("ordersToImport")
    .values(staged.map((each) => inserted(store, each)))
    .onConflict((conflict) =>
      conflict.column("shopifyOrderId").doUpdateSet((eb) => ({
        store: eb.ref("excluded.store"),
        shop: ofStore(sql`coalesce(orders_to_import.shop, excluded.shop)`, sql`excluded.shop`),
        hasError: ofStore(sql`orders_to_import.has_error`, sql`false`),
        errorCode: ofStore(sql`orders_to_import.error_code`, sql`''`),
        errorMessage: ofStore(sql`orders_to_import.error_message`, sql`''`),
        errorParams: ofStore(sql`orders_to_import.error_params`, sql`'{}'::jsonb`),
        errorCallStack: ofStore(sql`orders_to_import.error_call_stack`, sql`''`),
        orderNo: eb.ref("excluded.orderNo"),
        createdAt: eb.ref("excluded.createdAt"),
        updatedAt: eb.ref("excluded.updatedAt"),
        test: eb.ref("excluded.test"),
        confirmed: eb.ref("excluded.confirmed"),
        fullyPaid: eb.ref("excluded.fullyPaid"),
        unpaid: eb.ref("excluded.unpaid"),
        closed: eb.ref("excluded.closed"),
        cancelledAt: eb.ref("excluded.cancelledAt"),
        financialStatus: eb.ref("excluded.financialStatus"),
        fulfillmentStatus: eb.ref("excluded.fulfillmentStatus"),
        returnStatus: eb.ref("excluded.returnStatus"),
        orderAmount: eb.ref("excluded.orderAmount"),
        presentmentOrderAmount: eb.ref("excluded.presentmentOrderAmount"),
        currencyCode: eb.ref("excluded.currencyCode"),
        presentmentCurrencyCode: eb.ref("excluded.presentmentCurrencyCode"),
        vatAmount: eb.ref("excluded.vatAmount"),
        presentmentVatAmount: eb.ref("excluded.presentmentVatAmount"),
        totalQuantityOfItems: eb.ref("excluded.totalQuantityOfItems"),
        channelName: eb.ref("excluded.channelName"),
        tags: eb.ref("excluded.tags"),
        attributes: eb.ref("excluded.attributes"),
        sellToCountry: eb.ref("excluded.sellToCountry"),
        shipToCountry: eb.ref("excluded.shipToCountry"),
        billToCountry: eb.ref("excluded.billToCountry"),
        purchasingEntity: eb.ref("excluded.purchasingEntity"),
        highRisk: eb.ref("excluded.highRisk"),
        channelLiableTaxes: eb.ref("excluded.channelLiableTaxes"),
        importAction: eb.ref("excluded.importAction"),
      })),
    )
    .execute();
}

/** A member of a row that waits in the store which lists its order, or of one that another store has. */
const ofStore = (kept: RawBuilder<unknown>, otherwise: RawBuilder<unknown>) =>
  sql<never>`case when orders_to_import.store = excluded.store then ${kept} else ${otherwise} end`;

const inserted = (store: string, staged: StagedRow) => {
  const { row, shop } = storable(staged);
  return Object.assign({ store, shop }, row, { attributes: JSON.stringify(row.attributes) });
};

/** Puts orders into the queue that Shopify did not list. A row that waits already stays as it is: it says more of the order. */
export async function stageUnlisted(db: Executor, store: string, staged: readonly StagedRow[]): Promise<void> {
  if (staged.length === 0) return;
  await db
    .insertInto("ordersToImport")
    .values(staged.map((each) => inserted(store, each)))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A row of the queue as filters see it. */
export type QueuedOrder = FilteredRow & { readonly shop: string | null };

/** Rows of a store that no shop has claimed, or that `shop` has, by ascending id after `after`. Rows `runId` tried are left out. */
export async function listQueue(
  db: Executor,
  where: {
    readonly store: string;
    readonly claimedBy: string | null;
    readonly notTriedBy: string;
    readonly after: string;
    readonly limit: number;
  },
): Promise<readonly QueuedOrder[]> {
  const rows = await db
    .selectFrom("ordersToImport")
    .selectAll()
    .where("store", "=", where.store)
    .where("shop", where.claimedBy === null ? "is" : "=", where.claimedBy)
    .where("lastRun", "<>", where.notTriedBy)
    .where("shopifyOrderId", ">", where.after)
    .orderBy("shopifyOrderId")
    .limit(where.limit)
    .execute();
  return rows.map(toQueuedOrder);
}

/** An order that waits in the queue, by one of these numbers or its Shopify id, and what its last import failed with (blank when it has not). */
export async function findQueuedOrder(
  db: Executor,
  store: string,
  { orderNos, orderId }: OrderWanted,
): Promise<(QueuedOrder & { readonly errorCode: string }) | undefined> {
  const row = await db
    .selectFrom("ordersToImport")
    .selectAll()
    .where("store", "=", store)
    .where((eb) => (orderId === undefined ? eb("orderNo", "in", orderNos) : eb("shopifyOrderId", "=", orderId)))
    .executeTakeFirst();
  return row && { ...toQueuedOrder(row), errorCode: row.errorCode };
}

/** How many of the orders that were asked for a run has not tried: another shop has them, or other filters keep them out. */
export async function countNamedLeft(
  db: Executor,
  store: string,
  named: { readonly orderIds: readonly string[]; readonly orderNos: readonly string[] },
  runId: string,
): Promise<number> {
  const { count } = await db
    .selectFrom("ordersToImport")
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .where("lastRun", "<>", runId)
    .where(({ and, eb, or }) =>
      or([
        eb("shopifyOrderId", "=", sql<string>`any(${named.orderIds}::bigint[])`),
        and([eb("store", "=", store), eb("orderNo", "=", sql<string>`any(${named.orderNos}::text[])`)]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Gives unclaimed rows to a shop. A row that another shop claimed first stays there. */
export async function claimOrders(db: Executor, shop: string, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  await db
    .updateTable("ordersToImport")
    .set({ shop })
    .where("shopifyOrderId", "in", orderIds)
    .where("shop", "is", null)
    .execute();
}

/** Takes an order out of the queue, and answers it as it was. Undefined when it is not there. */
export async function removeFromQueue(db: Executor, orderId: string) {
  return db
    .deleteFrom("ordersToImport")
    .where("shopifyOrderId", "=", orderId)
    .returning(["shop", "store", "orderNo", "importAction", "errorCode"])
    .executeTakeFirst();
}

/**
 * Takes an order out of the queue that was read as it was at `updatedAt`; a row for a later change stays. Either way the row is locked until the
 * transaction ends: who reads the same order at the same time waits here.
 */
export async function takeFromQueue(db: Executor, orderId: string, updatedAt: string): Promise<void> {
  await db
    .with("waiting", (query) =>
      query
        .selectFrom("ordersToImport")
        .select(["shopifyOrderId", "updatedAt"])
        .where("shopifyOrderId", "=", orderId)
        .forUpdate(),
    )
    .deleteFrom("ordersToImport")
    .using("waiting")
    .whereRef("ordersToImport.shopifyOrderId", "=", "waiting.shopifyOrderId")
    .where("waiting.updatedAt", "<=", new Date(updatedAt))
    .execute();
}

interface QueueError {
  readonly code: string;
  readonly message: string;
  readonly params: FailureParams;
  readonly callStack: string;
}

/** Notes on a row why its import failed in this run; the next run tries it again. */
export async function noteQueueError(db: Executor, orderId: string, runId: string, error: QueueError): Promise<void> {
  await db
    .updateTable("ordersToImport")
    .set({
      hasError: true,
      errorCode: error.code,
      ...storable({ errorMessage: error.message, errorCallStack: error.callStack }),
      errorParams: JSON.stringify(storable(error.params)),
      lastRun: runId,
    })
    .where("shopifyOrderId", "=", orderId)
    .execute();
}

function toQueuedOrder(row: Selectable<OrdersToImportTable>): QueuedOrder {
  const { createdAt, updatedAt, cancelledAt, attributes, importAction, ...rest } = row;
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    cancelledAt: cancelledAt?.toISOString() ?? null,
    attributes: attributes as readonly OrderAttribute[],
    importAction: importAction === "new" ? "new" : "update",
  };
}
