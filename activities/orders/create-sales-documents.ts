import { withOrderLocks } from "#database/order-locks";
import { creationStates, ordersWithCreationDue, unprocessedOrders } from "#database/order-outcome";
import { getShop } from "#database/shops";
import { OperationalError } from "#domain/failure";
import { matchesText, parseTextFilter } from "#domain/orders/text-filter";
import type { Shop } from "#domain/shops/shop";
import type { Batch } from "./batch.ts";
import { type CreationOutcome, createSalesDocument } from "./create-sales-document.ts";
import type { CreateSalesOrdersParameters } from "./create-sales-orders-parameters.ts";
import { erpSetup } from "./erp-setup.ts";
import { importMasterData } from "./import-master-data.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";
import {
  type Counted,
  holdOrder,
  orderBatch,
  type OrderBatchPlace,
  type OrderBatchResult,
  type OrderWork,
} from "./order-batch.ts";

/**
 * Documents made at the same time. The ERP's number series lets one at a time draw its number, so more would only wait
 * there, each with a connection of its own.
 */
const CONCURRENCY = 4;

type Order = { readonly shopifyOrderId: string };

/**
 * Makes the documents that are due since the import (shops with Auto Create Sales Documents). An order that cannot be
 * mapped yet just stays unprocessed.
 */
export async function createDueDocuments(
  deps: OrderActivityDeps,
  input: { readonly shopCode: string } & OrderBatchPlace,
  batch: Batch,
): Promise<OrderBatchResult> {
  const shop = await enabledShop(deps, input.shopCode);
  const counted: Readonly<Record<CreationOutcome, Counted>> = {
    created: "changed",
    processed: "unchanged",
    incomplete: "skipped",
    refused: "failed",
  };
  return createPages(deps, shop, batch, input, "leave", counted, async (after, limit) =>
    (await ordersWithCreationDue(deps.db, shop.code, after, limit)).map((shopifyOrderId) => ({ shopifyOrderId })),
  );
}

/** Makes the documents of unprocessed orders that pass the filters. What is missing becomes the order's error. */
export async function createSalesDocuments(
  deps: OrderActivityDeps,
  input: { readonly shopCode: string; readonly parameters: CreateSalesOrdersParameters } & OrderBatchPlace,
  batch: Batch,
): Promise<OrderBatchResult> {
  const shop = await enabledShop(deps, input.shopCode);
  const counted: Readonly<Record<CreationOutcome, Counted>> = {
    created: "changed",
    processed: "unchanged",
    incomplete: "failed",
    refused: "failed",
  };
  const passes = orderNoFilter(input.parameters.shopifyOrderNo);
  return createPages(deps, shop, batch, input, "error", counted, async (after, limit) => {
    let from = after;
    for (;;) {
      const orders = await unprocessedOrders(deps.db, shop.code, input.parameters, from, limit);
      const last = orders.at(-1);
      const passing = orders.filter(({ shopifyOrderNo }) => passes(shopifyOrderNo));
      if (passing.length > 0 || last === undefined || orders.length < limit) return passing;
      from = last.shopifyOrderId;
    }
  });
}

function createPages(
  deps: OrderActivityDeps,
  shop: Shop,
  batch: Batch,
  place: OrderBatchPlace,
  onIncomplete: "error" | "leave",
  counted: Readonly<Record<CreationOutcome, Counted>>,
  list: OrderWork<Order>["list"],
): Promise<OrderBatchResult> {
  const setup = erpSetup(deps.erp);
  return withOrderLocks(deps.db, (locks) =>
    orderBatch<Order>(deps.db, batch, place, {
      concurrency: CONCURRENCY,
      list,
      prepare: async (page) => {
        const orderIds = page.map(({ shopifyOrderId }) => shopifyOrderId);
        // Outside of the single order: a store that refuses to be read is the job's trouble, not each order's.
        await importMasterData(deps, shop, orderIds, batch.callOptions);
        return async ({ shopifyOrderId }) => {
          const create = (): Promise<CreationOutcome> =>
            createSalesDocument(deps, shop, setup, shopifyOrderId, onIncomplete);
          return counted[await holdOrder(locks, shopifyOrderId, create)];
        };
      },
      outcomesOf: async (orderIds) =>
        (await creationStates(deps.db, orderIds)).map(
          ({ processed, hasError }) => counted[processed ? "created" : hasError ? "refused" : "incomplete"],
        ),
    }),
  );
}

function orderNoFilter(expression: string | undefined): (shopifyOrderNo: string) => boolean {
  if (expression === undefined || expression === "") return () => true;
  const parsed = parseTextFilter(expression);
  if (parsed.ok) return (shopifyOrderNo) => matchesText(parsed.filter, shopifyOrderNo);
  throw new OperationalError("parameter-invalid", `shopifyOrderNo is not a filter: ${parsed.problem}`, {
    retryable: false,
    params: { parameter: "shopifyOrderNo" },
  });
}

/** A shop with its settings as they are now. Throws `shop-disabled`. */
export async function enabledShop(deps: Pick<OrderActivityDeps, "db">, shopCode: string): Promise<Shop> {
  const shop = await getShop(deps.db, shopCode);
  if (shop.enabled) return shop;
  throw new OperationalError(
    "shop-disabled",
    `Shop ${shopCode} is disabled; Enabled must be true: enable it on the shop card, then run the job again`,
    { retryable: false, params: { shop: shopCode } },
  );
}
