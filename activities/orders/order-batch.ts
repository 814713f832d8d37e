import { findBatchProgress, noteBatchProgress } from "#database/batch-progress";
import type { Database } from "#database/connection";
import type { OrderLocks } from "#database/order-locks";
import { OperationalError } from "#domain/failure";
import { concurrently } from "../concurrently.ts";
import type { Batch } from "./batch.ts";

/** What a batch counts; the words of a job's result. */
interface OrderCounts {
  readonly read: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly failed: number;
  readonly blockedBySetting: number;
}

export const NOTHING_COUNTED: OrderCounts = {
  read: 0,
  changed: 0,
  unchanged: 0,
  skipped: 0,
  failed: 0,
  blockedBySetting: 0,
};

/** What became of one order in a batch. */
export type Counted = Exclude<keyof OrderCounts, "read">;

/** Result of a batch: `after` is where the next one goes on. */
export interface OrderBatchResult {
  readonly done: boolean;
  readonly after: string;
  readonly counts: OrderCounts;
}

/** Where a batch begins, and after how many pages of 100 orders it ends at the latest. */
export interface OrderBatchPlace {
  readonly after: string;
  readonly pages?: number;
}

const PAGE = 100;
const PAGES_PER_BATCH = 20;

/** How a batch finds its records, orders or refunds, and works on them. */
interface RecordWork<R> {
  /** Records worked on at the same time. */
  readonly concurrency: number;
  /** Shopify's id, which they are listed by. */
  idOf(record: R): string;
  /** The next records by id that are to be done. */
  list(after: string, limit: number): Promise<readonly R[]>;
  /** Prepares a page and answers what does one record of it. */
  prepare(page: readonly R[]): Promise<(record: R) => Promise<Counted>>;
  /** What became of records that are not to be done any more, by what is stored of them. */
  outcomesOf(ids: readonly string[]): Promise<readonly Counted[]>;
}

export type OrderWork<O> = Omit<RecordWork<O>, "idOf">;

/** As `recordBatch`, with orders. */
export const orderBatch = <O extends { readonly shopifyOrderId: string }>(
  db: Database,
  batch: Batch,
  place: OrderBatchPlace,
  work: OrderWork<O>,
): Promise<OrderBatchResult> =>
  recordBatch<O>(db, batch, place, { ...work, idOf: ({ shopifyOrderId }) => shopifyOrderId });

/**
 * Goes through records page by page, some at a time, until all are done or the batch has lasted long enough. What is done is in the
 * database, so an attempt after a crash or an outage finds less to do; it counts what the one before it had done, each once.
 */
export async function recordBatch<R>(
  db: Database,
  batch: Batch,
  { after: start, pages = PAGES_PER_BATCH }: OrderBatchPlace,
  work: RecordWork<R>,
): Promise<OrderBatchResult> {
  const before = await findBatchProgress<OrderCounts>(db, batch.key);
  let { after, counts } = before ?? { after: start, counts: NOTHING_COUNTED };
  counts = withAll(counts, await outcomesOfInterrupted(work, after, before?.underWay ?? []));
  let done = false;
  for (let page = 0; page < pages && !done && !batch.isOver(); page += 1) {
    const records = await work.list(after, PAGE);
    const ids = records.map((record) => work.idOf(record));
    const last = ids.at(-1);
    done = last === undefined;
    if (last === undefined) break;
    await noteBatchProgress(db, batch.key, { after, counts, underWay: ids });
    const doOne = await work.prepare(records);
    const outcomes: Counted[] = [];
    await concurrently(records, work.concurrency, async (record) => void outcomes.push(await doOne(record)));
    counts = withAll(counts, outcomes);
    after = last;
  }
  if (before !== undefined || after !== start) await noteBatchProgress(db, batch.key, { after, counts, underWay: [] });
  return { done, after, counts };
}

/** What the interrupted page had come to: its records that are not listed any more. The others are done now. */
async function outcomesOfInterrupted<R>(
  work: RecordWork<R>,
  after: string,
  underWay: readonly string[],
): Promise<readonly Counted[]> {
  if (underWay.length === 0) return [];
  const open = new Set((await work.list(after, PAGE)).map((record) => work.idOf(record)));
  return work.outcomesOf(underWay.filter((id) => !open.has(id)));
}

function withAll(counts: OrderCounts, outcomes: readonly Counted[]): OrderCounts {
  const sum = { ...counts };
  for (const outcome of outcomes) {
    sum.read += 1;
    sum[outcome] += 1;
  }
  return sum;
}

const LOCK_TRIES = 100;
const LOCK_PAUSE_MS = 200;

/** Waits for an order that somebody else works on, as a person's action may. Throws `order-busy` after twenty seconds. */
export async function holdOrder<R>(locks: OrderLocks, orderId: string, work: () => Promise<R>): Promise<R> {
  for (let tries = 0; tries < LOCK_TRIES; tries += 1) {
    const result = await locks.holding(orderId, async () => ({ result: await work() }));
    if (result !== "busy") return result.result;
    await new Promise((resolve) => setTimeout(resolve, LOCK_PAUSE_MS));
  }
  throw orderBusy(orderId);
}

const orderBusy = (orderId: string): OperationalError =>
  new OperationalError("order-busy", `Order ${orderId} is being worked on: try again in a moment`, {
    retryable: true,
    params: { orderId },
  });
