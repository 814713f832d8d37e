import { markWrittenBack } from "#database/documents";
import {
  clearWriteBackDue,
  countOrdersDue,
  dropWriteBacks,
  noteRefusal,
  ordersDue,
  storeOrderAttribute,
} from "#database/order-outcome";
import { OperationalError } from "#domain/failure";
import { attributesWithDocumentNo, BC_DOCUMENT_NO, type OrderAttribute } from "#domain/orders/bc-document-attribute";
import { orderGid } from "#domain/orders/shopify-id";
import { orderSourceKey } from "#domain/orders/source-key";
import type { Shop } from "#domain/shops/shop";
import type { ExecuteOptions } from "#shopify/client";
import { withCall } from "#shopify/failures";
import { OrderAttributesByIdDocument, SetOrderAttributesDocument } from "#shopify/generated/operations";
import type { Batch } from "./batch.ts";
import { enabledShop } from "./create-sales-documents.ts";
import { isDelivered } from "./delivered-node.ts";
import { errorsByIndex } from "./node-errors.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";
import {
  type Counted,
  NOTHING_COUNTED,
  orderBatch,
  type OrderBatchPlace,
  type OrderBatchResult,
} from "./order-batch.ts";

/** Writes under way at a time: enough to use a store's quota at Shopify's latency, which the client shares out. */
const CONCURRENCY = 8;

type Order = Awaited<ReturnType<typeof ordersDue>>[number];

/**
 * Writes the numbers of new documents to their Shopify orders, beside the attributes these have. Safe to repeat: setting the
 * same attributes again changes nothing. With data sync off the orders stay due and are counted as blocked.
 */
export async function writeBackDocumentNumbers(
  deps: OrderActivityDeps,
  input: { readonly shopCode: string } & OrderBatchPlace,
  batch: Batch,
): Promise<OrderBatchResult> {
  const shop = await enabledShop(deps, input.shopCode);
  if (!shop.orderAttributesToShopify) await dropWriteBacks(deps.db, shop.code);
  if (!shop.allowOutgoingRequests) return blocked(deps, shop, "writeBackDue", input.after);
  const list = (after: string, limit: number): Promise<readonly Order[]> =>
    ordersDue(deps.db, shop.code, "writeBackDue", after, limit);
  return orderBatch<Order>(deps.db, batch, input, {
    concurrency: CONCURRENCY,
    list,
    prepare: async (page) => {
      const attributes = await readAttributes(deps, shop, page, batch.callOptions);
      return (order) =>
        orBlocked(writeBack(deps, shop, order, attributes.get(order.shopifyOrderId), batch.callOptions));
    },
    outcomesOf: (orderIds) => Promise.resolve(orderIds.map(() => "changed")),
  });
}

/** What stays due because the shop's setting forbids writing to the store. */
export async function blocked(
  deps: Pick<OrderActivityDeps, "db">,
  shop: Shop,
  due: "writeBackDue" | "closeDue",
  after: string,
): Promise<OrderBatchResult> {
  const blockedBySetting = await countOrdersDue(deps.db, shop.code, due);
  return { done: true, after, counts: { ...NOTHING_COUNTED, read: blockedBySetting, blockedBySetting } };
}

/** The setting may be turned off while a batch runs: from then on the client refuses, and the rest stays due. */
export async function orBlocked(write: Promise<Counted>): Promise<Counted> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof OperationalError && error.type === "data-sync-disabled") return "blockedBySetting";
    throw error;
  }
}

/** What an order shows at Shopify, or why Shopify cannot say. */
type Present = { readonly attributes: readonly OrderAttribute[] } | { readonly refusal: string };

/**
 * The attributes of a group as Shopify has them now: another app may have set some since the import. An order Shopify no longer has is left
 * out; one it cannot deliver keeps nobody else waiting.
 */
async function readAttributes(
  deps: OrderActivityDeps,
  shop: Shop,
  orders: readonly Order[],
  options: ExecuteOptions,
): Promise<ReadonlyMap<string, Present>> {
  const ids = orders.map(({ shopifyOrderId }) => orderGid(shopifyOrderId));
  const answer = await deps.shopify.execute(
    shop.code,
    OrderAttributesByIdDocument,
    { ids },
    { ...options, acceptPartial: true },
  );
  const call = { shop: shop.code, store: shop.store, operation: "OrderAttributesById", requestId: answer.requestId };
  const errors = errorsByIndex(answer.errors, call);
  const present = new Map<string, Present>();
  for (const [index, { shopifyOrderId }] of orders.entries()) {
    const node = answer.data.nodes[index];
    const error = errors.get(index);
    if (error !== undefined) present.set(shopifyOrderId, { refusal: withCall(error.message, call) });
    else if (isDelivered(node)) present.set(shopifyOrderId, { attributes: node.customAttributes });
  }
  return present;
}

async function writeBack(
  deps: OrderActivityDeps,
  shop: Shop,
  order: Order,
  present: Present | undefined,
  options: ExecuteOptions,
): Promise<Counted> {
  const { shopifyOrderId } = order;
  const documentNo = order.salesOrderNo || order.salesInvoiceNo;
  const refuse = async (reason: string): Promise<Counted> => {
    const message = `Shopify refused the attribute ${BC_DOCUMENT_NO}, which is written again in the next run: ${reason}`;
    await noteRefusal(deps.db, shopifyOrderId, { code: "write-back-refused", message });
    return "failed";
  };
  if (present !== undefined && "refusal" in present) return refuse(present.refusal);
  // An order that Shopify no longer has is nobody's to write to.
  const attributes = present === undefined ? null : attributesWithDocumentNo(present.attributes, documentNo);
  const refusal = attributes === null ? null : await setAttributes(deps, shop, shopifyOrderId, attributes, options);
  if (refusal !== null) return refuse(refusal);
  await deps.boundary?.("attributes-written");
  await deps.db.transaction().execute(async (transaction) => {
    await storeOrderAttribute(transaction, shopifyOrderId, BC_DOCUMENT_NO, documentNo);
    await clearWriteBackDue(transaction, shopifyOrderId, documentNo);
    await markWrittenBack(transaction, order.store, orderSourceKey(shopifyOrderId, order.documentRound));
  });
  await deps.boundary?.("write-back-marked");
  return attributes === null ? "unchanged" : "changed";
}

/** Null when Shopify took it, else what it said. */
async function setAttributes(
  deps: OrderActivityDeps,
  shop: Shop,
  shopifyOrderId: string,
  customAttributes: readonly { readonly key: string; readonly value: string }[],
  options: ExecuteOptions,
): Promise<string | null> {
  const input = { id: orderGid(shopifyOrderId), customAttributes: [...customAttributes] };
  return refusalOf("SetOrderAttributes", async () => {
    const { data, requestId } = await deps.shopify.execute(
      shop.code,
      SetOrderAttributesDocument,
      { input },
      { ...options, repeatable: true },
    );
    return { userErrors: data.orderUpdate?.userErrors ?? [], requestId };
  });
}

interface Written {
  readonly userErrors: readonly { readonly message: string }[];
  readonly requestId: string | null;
}

/** What Shopify says against a write to one order, null for nothing. An order it does not accept at all keeps nobody else waiting. */
export async function refusalOf(operation: string, write: () => Promise<Written>): Promise<string | null> {
  try {
    const { userErrors, requestId } = await write();
    const reason = userErrors.map(({ message }) => message).join(" ");
    return userErrors.length === 0 ? null : withCall(reason, { operation, requestId });
  } catch (error) {
    if (error instanceof OperationalError && error.type === "graphql-request-invalid") return error.message;
    throw error;
  }
}
