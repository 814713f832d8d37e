import { ensurePaymentMethods, ensureShipmentMethods, ensureStaff } from "#database/mappings";
import { captureOrder } from "#database/data-captures";
import { ensureGiftCards } from "#database/gift-cards";
import { replaceOrderLines } from "#database/order-lines";
import { replaceOrderRelated } from "#database/order-related";
import { clearErrorsOfConsideredRefunds } from "#database/refund-documents";
import { documentedRefunds, storeRefunds, storeReturns } from "#database/refunds";
import {
  insertOrder,
  lockStoredOrder,
  noteOrderStateError,
  noteOrderUnchanged,
  updateOrder,
  type StoredOrder,
} from "#database/orders";
import { takeFromQueue } from "#database/orders-to-import";
import type { Executor } from "#database/connection";
import { OperationalError } from "#domain/failure";
import { changedRefunds } from "#domain/orders/changed-refunds";
import { conflictOf, conflictProblem, EDITED_AFTER_PROCESSING } from "#domain/orders/conflict";
import type { ImportContext } from "#domain/orders/header-fields";
import { importFingerprint } from "#domain/orders/import-hash";
import { incomingFacts, orderRows, type OrderRows } from "#domain/orders/import-order";
import { orderCaptures } from "#domain/orders/order-captures";
import type { OrderNode } from "#domain/orders/order-node";
import { NOTHING_KNOWN, type RefundRows } from "#domain/orders/refunds-of-order";
import { legacyId } from "#domain/orders/shopify-id";
import type { TransactionRow } from "#domain/orders/transaction-rows";
import { refundEdited } from "#domain/refunds/refund-problem";
import type { Shop } from "#domain/shops/shop";
import { sha256 } from "./import-context.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";

/** A complete order and how it was read. */
export interface OrderToApply {
  readonly node: OrderNode;
  readonly readAt: string;
  /** Names of the optional fields that were asked for. */
  readonly optionalFields: readonly string[];
  /** Write it even when it holds nothing new. */
  readonly reread: boolean;
}

/** What an import came to. */
export type Applied = "created" | "updated" | "unchanged";

/**
 * Stores an order with everything that belongs to it, and takes it out of the queue, in one transaction: all of it or nothing. Safe to repeat:
 * rows are brought up to date by Shopify's ids, and an attempt that was thought dead changes nothing that was read after it. A new order of a
 * shop that creates sales documents by itself is marked for creation.
 */
export async function applyOrder(
  { db }: Pick<OrderActivityDeps, "db">,
  shop: Shop,
  order: OrderToApply,
  context: ImportContext,
): Promise<Applied> {
  const orderId = legacyId(order.node.id);
  const importHash = sha256(
    importFingerprint(order.node, { processType: shop.returnAndRefundProcess, optionalFields: order.optionalFields }),
  );
  return db.transaction().execute(async (transaction) => {
    await takeFromQueue(transaction, orderId, order.node.updatedAt);
    const stored = await lockStoredOrder(transaction, orderId);
    if (stored !== undefined && stored.store !== shop.store) throw anotherStore(orderId, stored.store);
    if (stored !== undefined && isOlder(order, stored)) return "unchanged";
    if (stored?.importHash === importHash && !order.reread) {
      await noteOrderUnchanged(transaction, orderId, order.node.updatedAt, order.readAt);
      return "unchanged";
    }
    const rows = orderRows(order.node, stored?.known ?? NOTHING_KNOWN, context);
    const reading = { importHash, readAt: order.readAt };
    if (stored === undefined) {
      const creationDue = shop.autoCreateOrders;
      await insertOrder(transaction, { store: shop.store, shop: shop.code }, rows, { ...reading, creationDue });
    } else {
      await updateOrder(transaction, rows, reading);
      await noteConflict(transaction, stored, rows);
    }
    await replaceOrderLines(transaction, orderId, rows.lines, rows.lineAttributes);
    await replaceOrderRelated(transaction, rows);
    await ensureGiftCards(transaction, orderId, rows.giftCards);
    if (rows.returns !== null) await storeReturns(transaction, orderId, rows.returns);
    if (rows.refunds !== null) {
      const { refunds } = rows;
      const returnsRead = { withExchanges: rows.returns !== null };
      if (stored !== undefined) await noteChangedRefunds(transaction, stored, orderId, refunds, returnsRead);
      await storeRefunds(transaction, orderId, refunds, returnsRead);
      await clearErrorsOfConsideredRefunds(transaction, orderId);
    }
    const owner = stored?.shop ?? shop.code;
    await captureOrder(
      transaction,
      { shopifyOrderId: orderId, shop: owner, isNew: stored === undefined },
      orderCaptures(order.node, rows).map((capture) => ({ ...capture, hash: sha256(capture.json) })),
    );
    await addMappingsToFill(transaction, owner, rows);
    return stored === undefined ? "created" : "updated";
  });
}

/** Whether what is stored was read later. Shopify's clock tells seconds only; within one the order's own time decides. */
function isOlder({ node, readAt }: OrderToApply, stored: StoredOrder): boolean {
  const readLater = stored.readAt.getTime() - Date.parse(readAt);
  return readLater === 0 ? stored.updatedAt.getTime() > Date.parse(node.updatedAt) : readLater > 0;
}

/** An order that was processed and edited afterwards: our copy follows, its document does not, and a person is told of the first edition. */
async function noteConflict(db: Executor, stored: StoredOrder, rows: OrderRows): Promise<void> {
  const isTold = stored.hasOrderStateError && stored.errorCode === EDITED_AFTER_PROCESSING;
  if (!stored.processed || isTold) return;
  const conflict = conflictOf(stored, incomingFacts(rows));
  if (conflict !== null) await noteOrderStateError(db, rows.shopifyOrderId, conflictProblem(conflict));
}

/** A refund that changed after its credit memo was made: our copy follows, the credit memo does not, and a person is told. */
async function noteChangedRefunds(
  db: Executor,
  { store, known }: StoredOrder,
  orderId: string,
  refunds: RefundRows,
  reading: { readonly withExchanges: boolean },
): Promise<void> {
  const before = await documentedRefunds(db, store, [...known.documented.refundIds]);
  for (const refundId of changedRefunds(before, refunds, reading)) {
    const document = before.documents.find((each) => each.refundId === refundId);
    if (document === undefined) continue;
    const kind = document.isReturnOrder ? "returnOrder" : "creditMemo";
    await noteOrderStateError(db, orderId, refundEdited(refundId, { kind, no: document.documentNo }));
  }
}

/**
 * Titles, gateways and members of the staff that are new to the shop appear in its mappings, for a person to fill in. They are added in one
 * order everywhere, so that orders stored at the same time do not wait for each other in a circle.
 */
async function addMappingsToFill(db: Executor, shopCode: string, rows: OrderRows): Promise<void> {
  await ensureShipmentMethods(db, shopCode, rows.shippingCharges.map(({ title }) => title).toSorted());
  await ensurePaymentMethods(db, shopCode, rows.transactions.toSorted(byGateway));
  const { staffMemberId } = rows.fixed;
  if (staffMemberId !== null) await ensureStaff(db, shopCode, staffMemberId);
}

const byGateway = (a: TransactionRow, b: TransactionRow): number =>
  `${a.gateway} ${a.creditCardCompany}` < `${b.gateway} ${b.creditCardCompany}` ? -1 : 1;

const anotherStore = (orderId: string, store: string): OperationalError =>
  new OperationalError("order-of-another-store", `Order ${orderId} is stored for store ${store} already`, {
    retryable: false,
    params: { orderId, store },
  });
