import type { Database } from "#database/connection";
import {
  advanceOrderListing,
  beginOrderListing,
  endOrderListing,
  findOrderCursor,
  findOrderListing,
  type OrderListing,
} from "#database/order-cursor";
import { stageOrders } from "#database/orders-to-import";
import { knownOrders } from "#database/orders";
import { getShop } from "#database/shops";
import { OperationalError } from "#domain/failure";
import type { ListedOrder } from "#domain/orders/queue-row";
import { legacyId } from "#domain/orders/shopify-id";
import type { Answer } from "#shopify/client";
import { OrdersToImportDocument, type OrdersToImportQuery } from "#shopify/generated/operations";
import type { Batch } from "./batch.ts";
import { markOrdersToClose } from "./mark-close-due.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";
import { planStaging } from "./plan-staging.ts";

/** Stands for "never": the time Business Central's connector starts from. */
const NEVER = new Date("2004-01-01T00:00:00Z");
/** The search index may lag behind an order's own time. */
const OVERLAP_MS = 120_000;
const PAGES_PER_BATCH = 20;
/** A connection ends after 25,000 objects ("Shopify: pagination with GraphQL"). */
const LONGEST_LISTING = 25_000;

/**
 * Lists what changed in the store since its cursor and puts it into the queue, a page at a time. Each page is committed together with the
 * place it reached, so a repeat goes on from there; with the last page the cursor becomes the time the listing started. A batch, or a crash,
 * starts a new search at that place, which also keeps every search far from the 25,000 objects Shopify answers at most.
 */
export async function discoverOrders(
  deps: OrderActivityDeps,
  input: { readonly shopCode: string; readonly reread: boolean },
  batch: Batch,
): Promise<{ readonly done: boolean }> {
  const { store } = await getShop(deps.db, input.shopCode);
  const underWay = await findOrderListing(deps.db, store);
  const filter = underWay ?? (await newFilter(deps.db, store));
  const query = `${filter.openOnly ? "status:open " : ""}updated_at:>='${toSecond(filter.position)}'`;
  let after: string | null = null;
  for (let page = 1; ; page += 1) {
    const answer: Answer<OrdersToImportQuery> = await deps.shopify.execute(
      input.shopCode,
      OrdersToImportDocument,
      { query, after },
      batch.callOptions,
    );
    const { nodes, pageInfo } = answer.data.orders;
    const reached = new Date(nodes.at(-1)?.updatedAt ?? filter.position);
    const known = await knownOrders(deps.db, store, idsOf(nodes));
    await deps.db.transaction().execute(async (transaction) => {
      if (page === 1 && underWay === undefined) {
        await beginOrderListing(transaction, store, { ...filter, startedAt: new Date(answer.answeredAt) });
      }
      await stageOrders(transaction, store, planStaging(nodes, known, { unchanged: input.reread, closed: false }));
      await advanceOrderListing(transaction, store, reached);
      if (!pageInfo.hasNextPage) await endOrderListing(transaction, store);
    });
    await markOrdersToClose(deps, [...known.keys()]);
    if (!pageInfo.hasNextPage) return { done: true };
    // Orders of one second cannot be told apart by a search, so it goes on until the second is over.
    const isFurther = toSecond(reached) > toSecond(filter.position);
    if (isFurther && (page >= PAGES_PER_BATCH || batch.isOver())) return { done: false };
    if (page * nodes.length >= LONGEST_LISTING) throw tooManyAtOnce(store, toSecond(reached));
    after = pageInfo.endCursor;
  }
}

async function newFilter(db: Database, store: string): Promise<Omit<OrderListing, "startedAt">> {
  const cursor = await findOrderCursor(db, store);
  const lowerBound = cursor === undefined ? NEVER : new Date(cursor.getTime() - OVERLAP_MS);
  return { lowerBound, position: lowerBound, openOnly: cursor === undefined };
}

/** Shopify's search knows whole seconds; the bound is inclusive. */
const toSecond = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`;

const idsOf = (orders: readonly ListedOrder[]): readonly string[] => orders.map(({ id }) => legacyId(id));

const tooManyAtOnce = (store: string, second: string): OperationalError =>
  new OperationalError(
    "orders-not-listable",
    `More than ${LONGEST_LISTING} orders of ${store} changed in the second ${second}, more than Shopify lists: reset the orders cursor to a later time and import the rest by their ids`,
    { retryable: false, params: { store, second } },
  );
