import { type Selectable, sql } from "kysely";
import type { ConflictFacts, ConflictLine, IncomingFacts } from "#domain/orders/conflict";
import { withExchangeTaxes } from "#domain/orders/exchanged-value";
import type { OrderRows } from "#domain/orders/import-order";
import type { OrderProblem } from "#domain/orders/order-problem";
import type { KnownOfOrder } from "#domain/orders/refunds-of-order";
import type { Executor } from "./connection.ts";
import { taxLinesOfOrder } from "./order-outcome.ts";
import { consideredRefunds, knownRefunds } from "./refunds.ts";
import type { OrderHeaderTable } from "./tables.ts";

/** What a listing has to know of an order that is stored already. */
export interface KnownOrder {
  readonly shopifyOrderId: string;
  readonly shopifyOrderNo: string;
  readonly shop: string;
  readonly updatedAt: Date;
  readonly readAt: Date;
}

/** Those of a store's orders that are stored, by id. */
export async function knownOrders(
  db: Executor,
  store: string,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, KnownOrder>> {
  if (orderIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("orderHeader")
    .select(["shopifyOrderId", "shopifyOrderNo", "shop", "updatedAt", "readAt"])
    .where("store", "=", store)
    .where("shopifyOrderId", "in", orderIds)
    .execute();
  return new Map(rows.map((row) => [row.shopifyOrderId, row]));
}

/** An order a person means: by its Shopify id, or else by one of these numbers. */
export interface OrderWanted {
  readonly orderNos: readonly string[];
  readonly orderId: string | undefined;
}

/** An imported order of the store, and the shop it is imported for. */
export async function findImportedOrder(
  db: Executor,
  store: string,
  { orderNos, orderId }: OrderWanted,
): Promise<{ readonly shopifyOrderId: string; readonly shop: string } | undefined> {
  return db
    .selectFrom("orderHeader")
    .select(["shopifyOrderId", "shop"])
    .where("store", "=", store)
    .where((eb) => (orderId === undefined ? eb("shopifyOrderNo", "in", orderNos) : eb("shopifyOrderId", "=", orderId)))
    .executeTakeFirst();
}

/** The header of a stored order, which no import changes until the transaction ends. */
export const lockOrderHeader = (db: Executor, orderId: string): Promise<Selectable<OrderHeaderTable>> =>
  db.selectFrom("orderHeader").selectAll().where("shopifyOrderId", "=", orderId).forUpdate().executeTakeFirstOrThrow();

/** What an import compares a stored order with. */
export interface StoredOrder extends ConflictFacts {
  readonly store: string;
  readonly shop: string;
  readonly updatedAt: Date;
  readonly readAt: Date;
  readonly processed: boolean;
  readonly hasOrderStateError: boolean;
  readonly errorCode: string;
  readonly importHash: string;
  readonly lines: readonly ConflictLine[];
  readonly known: KnownOfOrder;
}

/** The stored order, locked until the transaction ends; undefined when it is new. */
export async function lockStoredOrder(db: Executor, orderId: string): Promise<StoredOrder | undefined> {
  const header = await db
    .selectFrom("orderHeader")
    .select([
      "store",
      "shop",
      "updatedAt",
      "readAt",
      "processed",
      "hasOrderStateError",
      "errorCode",
      "currentTotalItemsQuantity",
      "lineItemsRedundancyCode",
      "rawShippingChargesAmount",
      "shippingChargesAmount",
      "cancelledAt",
      "totalAmount",
      "presentmentTotalAmount",
      "vatIncluded",
      "paymentRoundingAmount",
      "presentmentPaymentRoundingAmount",
      "importHash",
      "refundsConsidered",
    ])
    .where("shopifyOrderId", "=", orderId)
    .forUpdate()
    .executeTakeFirst();
  if (header === undefined) return undefined;
  const lines = await storedLines(db, orderId);
  const exchangeLineIds = new Set(lines.filter(({ isExchangeItem }) => isExchangeItem).map(({ lineId }) => lineId));
  const considered = header.processed && header.refundsConsidered ? await consideredRefunds(db, orderId) : null;
  return {
    ...header,
    lines,
    known: { exchangeLineIds, considered, ...(await knownRefunds(db, header.store, orderId)) },
  };
}

async function storedLines(db: Executor, orderId: string): Promise<readonly ConflictLine[]> {
  const lines = await db
    .selectFrom("orderLine")
    .select([
      "lineId",
      "quantity",
      "unitPrice",
      "presentmentUnitPrice",
      "discountAmount",
      "presentmentDiscountAmount",
      "isExchangeItem",
    ])
    .where("shopifyOrderId", "=", orderId)
    .execute();
  const hasExchanges = lines.some(({ isExchangeItem }) => isExchangeItem);
  return withExchangeTaxes(lines, hasExchanges ? await taxLinesOfOrder(db, orderId) : []);
}

/** What is stored of an order at this moment, to be compared with what its document was planned from. */
export async function orderToCompare(db: Executor, orderId: string): Promise<IncomingFacts> {
  const facts = await db
    .selectFrom("orderHeader")
    .select(["currentTotalItemsQuantity", "lineItemsRedundancyCode", "rawShippingChargesAmount"])
    .select(["shippingChargesAmount", "cancelledAt", "totalAmount", "presentmentTotalAmount", "vatIncluded"])
    .select(["paymentRoundingAmount", "presentmentPaymentRoundingAmount"])
    .where("shopifyOrderId", "=", orderId)
    .executeTakeFirstOrThrow();
  const refunded = await db
    .selectFrom("refundLine")
    .select("lineId")
    .distinct()
    .where("shopifyOrderId", "=", orderId)
    .execute();
  return {
    ...facts,
    lines: await storedLines(db, orderId),
    refundedLineIds: new Set(refunded.map(({ lineId }) => lineId)),
  };
}

/** When and what was read of an order. */
export interface OrderReading {
  readonly importHash: string;
  readonly readAt: string;
}

/** Stores the header of an order that is new. `creationDue` asks for its sales document, in this run or a later one. */
export async function insertOrder(
  db: Executor,
  owner: { readonly store: string; readonly shop: string },
  rows: OrderRows,
  reading: OrderReading & { readonly creationDue: boolean },
): Promise<void> {
  await db
    .insertInto("orderHeader")
    .values({
      shopifyOrderId: rows.shopifyOrderId,
      ...owner,
      ...rows.fixed,
      paymentTermsType: "",
      paymentTermsName: "",
      ...rows.editable,
      ...reading,
      importedAt: sql<Date>`now()`,
    })
    .execute();
}

/** Brings the header up to date: what was fixed at first import, the mapping and the outcome stay. */
export async function updateOrder(db: Executor, rows: OrderRows, reading: OrderReading): Promise<void> {
  await db
    .updateTable("orderHeader")
    .set({ ...rows.editable, ...reading, importedAt: sql<Date>`now()` })
    .where("shopifyOrderId", "=", rows.shopifyOrderId)
    .execute();
}

/** Notes that an order was read again and holds nothing new. */
export async function noteOrderUnchanged(
  db: Executor,
  orderId: string,
  updatedAt: string,
  readAt: string,
): Promise<void> {
  await db.updateTable("orderHeader").set({ updatedAt, readAt }).where("shopifyOrderId", "=", orderId).execute();
}

/**
 * Marks a processed order as edited in a way its documents do not follow. A person resolves it, and hears of both when it was edited before: in
 * one line, because what Shopify refuses is said in a line below.
 */
export async function noteOrderStateError(db: Executor, orderId: string, error: OrderProblem): Promise<void> {
  await db
    .updateTable("orderHeader")
    .set({
      hasOrderStateError: true,
      hasError: true,
      errorCode: error.code,
      errorMessage: sql<string>`left(
        case when has_order_state_error then split_part(error_message, chr(10), 1) || '. ' else '' end || ${error.message}, 2048)`,
      errorParams: JSON.stringify(error.params),
    })
    .where("shopifyOrderId", "=", orderId)
    .execute();
}
