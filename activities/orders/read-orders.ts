import { OperationalError } from "#domain/failure";
import type { OrderNode } from "#domain/orders/order-node";
import { legacyId, orderGid } from "#domain/orders/shopify-id";
import type { GraphqlError } from "#shopify/client";
import { withCall, type CallFacts } from "#shopify/failures";
import { AppIdDocument, OrderNodesDocument } from "#shopify/generated/operations";
import { completeOrder, type FirstPages } from "./complete-order.ts";
import { isDelivered } from "./delivered-node.ts";
import { errorsByIndex } from "./node-errors.ts";
import type { OrderReader } from "./order-reader.ts";

/** What reading one order of a group came to. */
export type ReadOrder =
  | { readonly kind: "read"; readonly node: OrderNode; readonly readAt: string }
  | { readonly kind: "failed"; readonly error: Error };

/**
 * Reads a group of orders completely, each one read or failed for itself. A group that Shopify fails on (time-out, trouble of its own, cost)
 * is halved until the order it chokes on is alone. Throws what concerns all orders: quota, access, token.
 */
export async function readOrders(
  reader: OrderReader,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, ReadOrder>> {
  try {
    return await readGroup(reader, orderIds);
  } catch (error) {
    await throwUnlessOrders(reader, error);
    const [only] = orderIds;
    if (orderIds.length === 1 && only !== undefined) return new Map([[only, failed(error)]]);
    const half = Math.ceil(orderIds.length / 2);
    const first = await readOrders(reader, orderIds.slice(0, half));
    const second = await readOrders(reader, orderIds.slice(half));
    return new Map([...first, ...second]);
  }
}

async function readGroup(reader: OrderReader, orderIds: readonly string[]): Promise<ReadonlyMap<string, ReadOrder>> {
  const answer = await reader.shopify.execute(
    reader.shop.code,
    OrderNodesDocument,
    { ids: orderIds.map(orderGid), ...reader.fields },
    { ...reader.callOptions, acceptPartial: true },
  );
  const call = {
    shop: reader.shop.code,
    store: reader.shop.store,
    operation: "OrderNodes",
    requestId: answer.requestId,
  };
  const errors = errorsByIndex(answer.errors, call);
  const orders = new Map<string, ReadOrder>();
  for (const [index, orderId] of orderIds.entries()) {
    const node = answer.data.nodes[index];
    const error = errors.get(index);
    if (error !== undefined) orders.set(orderId, { kind: "failed", error: unreadable(orderId, error, call) });
    else if (isDelivered(node)) orders.set(orderId, await completed(reader, node, answer.answeredAt));
    else orders.set(orderId, { kind: "failed", error: notFound(orderId, call) });
  }
  return orders;
}

/** The order with all its pages. When it changed between two of them it is read once more as a whole. */
async function completed(reader: OrderReader, first: FirstPages, readAt: string): Promise<ReadOrder> {
  try {
    const node = await completeOrder(reader, first);
    if (node !== undefined) return { kind: "read", node, readAt };
    const again = await reader.shopify.execute(
      reader.shop.code,
      OrderNodesDocument,
      { ids: [first.id], ...reader.fields },
      reader.callOptions,
    );
    const fresh = again.data.nodes[0];
    const reread = isDelivered(fresh) ? await completeOrder(reader, fresh) : undefined;
    if (reread !== undefined) return { kind: "read", node: reread, readAt: again.answeredAt };
    return { kind: "failed", error: changedWhileReading(legacyId(first.id)) };
  } catch (error) {
    await throwUnlessOrders(reader, error);
    return failed(error);
  }
}

/**
 * Throws again what fewer orders in the call would not help: quota, access, and Shopify being away, which a call that costs nothing tells
 * from Shopify choking on these orders. Otherwise an outage would be written on every order.
 */
async function throwUnlessOrders(reader: OrderReader, error: unknown): Promise<void> {
  if (!(error instanceof OperationalError)) throw error;
  if (String(error.params["codes"]).includes("MAX_COST_EXCEEDED")) return;
  if (error.type !== "shopify-unavailable" && error.type !== "invalid-response") throw error;
  await reader.shopify.execute(reader.shop.code, AppIdDocument, {}, reader.callOptions);
}

const failed = (error: unknown): ReadOrder => ({
  kind: "failed",
  error: error instanceof Error ? error : new Error(String(error)),
});

const requestOf = ({ requestId }: CallFacts): { readonly requestId?: string } =>
  requestId === null ? {} : { requestId };

const unreadable = (orderId: string, error: GraphqlError, call: CallFacts): OperationalError =>
  new OperationalError(
    "order-unreadable",
    withCall(
      `Shopify cannot deliver this order: ${error.message}. It is tried again in the next run; if it stays, ask Shopify's support`,
      call,
    ),
    { retryable: true, params: { orderId, ...requestOf(call) } },
  );

const notFound = (orderId: string, call: CallFacts): OperationalError =>
  new OperationalError(
    "order-not-found",
    withCall(
      `Shopify does not know order ${orderId} (any more): remove it from the orders to import, or check that the app may read all orders`,
      call,
    ),
    { retryable: false, params: { orderId, ...requestOf(call) } },
  );

const changedWhileReading = (orderId: string): OperationalError =>
  new OperationalError(
    "order-changed-while-reading",
    `Order ${orderId} changed while it was read; the next run reads it again`,
    {
      retryable: true,
      params: { orderId },
    },
  );
