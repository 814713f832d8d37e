import { findBatchProgress, noteBatchProgress } from "#database/batch-progress";
import { withOrderLocks } from "#database/order-locks";
import { importStates } from "#database/order-import-states";
import { countNamedLeft, listQueue, noteQueueError, type QueuedOrder } from "#database/orders-to-import";
import { getShop } from "#database/shops";
import { namesOfOrderNo, namesOrders, orderFilter, type OrderFilters } from "#domain/orders/queue-filter";
import type { Shop } from "#domain/shops/shop";
import { concurrently } from "../concurrently.ts";
import { applyOrder, type Applied } from "./apply-order.ts";
import type { Batch } from "./batch.ts";
import { importContexts, type ContextOf } from "./import-context.ts";
import { faultOf, importFault, type ImportFault } from "./import-fault.ts";
import { importMasterData } from "./import-master-data.ts";
import { mapStoredOrder } from "./map-order.ts";
import { markOrdersToClose } from "./mark-close-due.ts";
import { namesOf, optionalFields } from "./optional-fields.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";
import { holdOrder } from "./order-batch.ts";
import type { OrderReader } from "./order-reader.ts";
import { isOfOrder } from "./order-fault.ts";
import { readOrders, type ReadOrder } from "./read-orders.ts";

/** Orders of one call; with all that nests in them it costs about 126 points, with refunds and returns 196, however many they are. */
const GROUP = 100;
/** Orders stored at the same time: a transaction of one waits for the disk while another works. */
const CONCURRENCY = 4;
const PAGE = 500;
const GROUPS_PER_BATCH = 20;

/** What a batch counts. `read` = changed + unchanged + failed. */
export interface ImportCounts {
  readonly read: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly failed: number;
  /**
   * Orders waiting in the store that no filter of this run lets through; when certain orders are asked for, those of them that another shop has
   * or another filter keeps out. Known with the last batch.
   */
  readonly notMatched: number;
}

const NOTHING_COUNTED: ImportCounts = { read: 0, changed: 0, unchanged: 0, failed: 0, notMatched: 0 };

export interface ImportOrdersInput {
  readonly shopCode: string;
  /** The same in every batch and repeat of a run: each order is tried once a run. */
  readonly runId: string;
  readonly filters: OrderFilters;
  readonly reread: boolean;
  /** No step of the run makes documents, which would map new orders first. */
  readonly importOnly?: boolean | undefined;
}

/**
 * Imports the shop's orders that pass the filters: read in groups, stored one by one. An order that fails keeps its row with the reason and
 * stops nobody; the next run tries it again. Safe to repeat: what is stored has left the queue.
 */
export async function importClaimedOrders(
  deps: OrderActivityDeps,
  input: ImportOrdersInput,
  batch: Batch,
): Promise<{ readonly done: boolean; readonly counts: ImportCounts }> {
  const shop = await getShop(deps.db, input.shopCode);
  const fields = await optionalFields(deps.db, shop);
  const tools = {
    reader: { shopify: deps.shopify, shop, fields, callOptions: batch.callOptions },
    contextOf: await importContexts(deps, shop),
  };
  const passes = orderFilter(input.filters);
  const before = await findBatchProgress<ImportCounts>(deps.db, batch.key);
  let counts = before?.counts ?? NOTHING_COUNTED;
  if (before !== undefined) {
    const outcomes = await outcomesOfInterrupted(deps, before, input.runId);
    counts = add(counts, await finishGroup(deps, shop, tools.reader, outcomes, input));
  }
  let groups = 0;
  let notMatched = 0;
  for await (const page of waiting(deps, shop, shop.code, input.runId)) {
    const matching = page.filter(passes).map(({ shopifyOrderId }) => shopifyOrderId);
    notMatched += page.length - matching.length;
    for (let start = 0; start < matching.length; start += GROUP) {
      if (groups >= GROUPS_PER_BATCH || batch.isOver()) return { done: false, counts };
      const ids = matching.slice(start, start + GROUP);
      await noteBatchProgress(deps.db, batch.key, { after: "0", counts, underWay: ids });
      counts = add(counts, await importGroup(deps, shop, tools, ids, input));
      groups += 1;
    }
  }
  if (groups > 0) await noteBatchProgress(deps.db, batch.key, { after: "0", counts, underWay: [] });
  // Who asks for certain orders has not filtered the others.
  if (namesOrders(input.filters))
    return { done: true, counts: { ...counts, notMatched: await namedLeft(deps, shop, input) } };
  for await (const page of waiting(deps, shop, null, input.runId)) notMatched += page.length;
  return { done: true, counts: { ...counts, notMatched } };
}

const namedLeft = (
  { db }: OrderActivityDeps,
  { store }: Shop,
  { runId, filters: { orderIds = [], orderNos = [] } }: ImportOrdersInput,
): Promise<number> => countNamedLeft(db, store, { orderIds, orderNos: orderNos.flatMap(namesOfOrderNo) }, runId);

const add = (left: ImportCounts, right: ImportCounts): ImportCounts => ({
  read: left.read + right.read,
  changed: left.changed + right.changed,
  unchanged: left.unchanged + right.unchanged,
  failed: left.failed + right.failed,
  notMatched: left.notMatched + right.notMatched,
});

/** Pages of the queue that this run has not tried yet. */
async function* waiting(
  { db }: OrderActivityDeps,
  { store }: Shop,
  claimedBy: string | null,
  runId: string,
): AsyncGenerator<readonly QueuedOrder[]> {
  let after = "0";
  for (;;) {
    const rows = await listQueue(db, { store, claimedBy, notTriedBy: runId, after, limit: PAGE });
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.shopifyOrderId;
  }
}

async function importGroup(
  deps: OrderActivityDeps,
  shop: Shop,
  tools: { readonly reader: OrderReader; readonly contextOf: ContextOf },
  orderIds: readonly string[],
  input: ImportOrdersInput,
): Promise<ImportCounts> {
  const orders = await readOrders(tools.reader, orderIds);
  const outcomes = new Map<string, Applied | "failed">();
  await concurrently([...orders], CONCURRENCY, async ([orderId, order]) => {
    outcomes.set(orderId, await importOrder(deps, shop, tools, orderId, order, input));
  });
  return finishGroup(deps, shop, tools.reader, outcomes, input);
}

/** What had become of the group that was under way; the orders that still wait are imported now. */
async function outcomesOfInterrupted(
  { db }: OrderActivityDeps,
  { underWay, notedAt }: { readonly underWay: readonly string[]; readonly notedAt: Date },
  runId: string,
): Promise<ReadonlyMap<string, Applied | "failed">> {
  const states = await importStates(db, underWay);
  const outcomes = new Map<string, Applied | "failed">();
  for (const { shopifyOrderId, lastRun, importedAt, creationDue } of states) {
    const isNew = importedAt !== null && importedAt >= notedAt;
    // In the queue still: tried without success, or not tried yet.
    if (lastRun === runId) outcomes.set(shopifyOrderId, "failed");
    else if (lastRun === null)
      outcomes.set(shopifyOrderId, isNew ? (creationDue ? "created" : "updated") : "unchanged");
  }
  return outcomes;
}

/** What follows the import of a group, and what it came to. Safe to repeat. */
async function finishGroup(
  deps: OrderActivityDeps,
  shop: Shop,
  reader: OrderReader,
  outcomes: ReadonlyMap<string, Applied | "failed">,
  { importOnly = false }: Pick<ImportOrdersInput, "importOnly">,
): Promise<ImportCounts> {
  const idsOf = (...wanted: readonly (Applied | "failed")[]): readonly string[] =>
    [...outcomes].filter(([, outcome]) => wanted.includes(outcome)).map(([orderId]) => orderId);
  await markOrdersToClose(deps, idsOf("created", "updated", "unchanged"));
  // An order whose document is due is mapped by the step that creates it.
  const isMappedLater = shop.autoCreateOrders && !importOnly;
  await mapImported(deps, shop, isMappedLater ? idsOf("updated") : idsOf("created", "updated"), reader);
  return {
    read: outcomes.size,
    changed: idsOf("created", "updated").length,
    unchanged: idsOf("unchanged").length,
    failed: idsOf("failed").length,
    notMatched: 0,
  };
}

async function importOrder(
  deps: OrderActivityDeps,
  shop: Shop,
  { reader, contextOf }: { readonly reader: OrderReader; readonly contextOf: ContextOf },
  orderId: string,
  order: ReadOrder,
  input: ImportOrdersInput,
): Promise<Applied | "failed"> {
  const noteFailed = async (fault: ImportFault): Promise<"failed"> => {
    await noteQueueError(deps.db, orderId, input.runId, fault);
    return "failed";
  };
  if (order.kind === "failed") return noteFailed(faultOf(order.error));
  const { node, readAt } = order;
  try {
    const toApply = { node, readAt, optionalFields: namesOf(reader.fields), reread: input.reread };
    return await applyOrder(deps, shop, toApply, await contextOf(node));
  } catch (error) {
    const fault = importFault(error, node);
    if (fault === null) throw error;
    return noteFailed(fault);
  }
}

/**
 * Maps what was imported, each order held, so that nothing a person enters meanwhile is overwritten. An order that cannot be mapped just stays
 * unprocessed: creating its document will say why.
 */
async function mapImported(
  deps: OrderActivityDeps,
  shop: Shop,
  orderIds: readonly string[],
  { callOptions }: OrderReader,
): Promise<void> {
  if (orderIds.length === 0) return;
  await importMasterData(deps, shop, orderIds, callOptions);
  await withOrderLocks(deps.db, (locks) =>
    concurrently(orderIds, CONCURRENCY, async (orderId) => {
      try {
        await holdOrder(locks, orderId, () => mapStoredOrder(deps, shop, orderId));
      } catch (error) {
        if (!isOfOrder(error)) throw error;
      }
    }),
  );
}
