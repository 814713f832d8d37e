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

/** How far a batch is: the last order that is done, and what was counted. */
export interface OrderProgress {
  readonly after: string;
  readonly counts: OrderCounts;
}

/** Result of a batch: `after` is where the next one goes on. */
export interface OrderBatchResult extends OrderProgress {
  readonly done: boolean;
}

/** Where a batch begins, and after how many pages of 100 orders it ends at the latest. */
export interface OrderBatchPlace {
  readonly after: string;
  readonly pages?: number;
}

const PAGE = 100;
const PAGES_PER_BATCH = 20;

/**
 * Goes through orders page by page, some at a time, until all are done or the batch has lasted long enough. `list` answers
 * the next orders by id; what is done is in the database, so a repeat of the batch finds less to do.
 */
export async function orderBatch<O extends { readonly shopifyOrderId: string }>(
  batch: Batch<OrderProgress>,
  { after, pages = PAGES_PER_BATCH }: OrderBatchPlace,
  concurrency: number,
  list: (after: string, limit: number) => Promise<readonly O[]>,
  prepare: (page: readonly O[]) => Promise<(order: O) => Promise<Counted>>,
): Promise<OrderBatchResult> {
  let progress = batch.before ?? { after, counts: NOTHING_COUNTED };
  for (let done = 0; done < pages && !batch.isOver(); done += 1) {
    const page = await list(progress.after, PAGE);
    const last = page.at(-1);
    if (last === undefined) return { done: true, ...progress };
    const work = await prepare(page);
    const counts = { ...progress.counts };
    await concurrently(page, concurrency, async (order) => {
      const counted = await work(order);
      counts.read += 1;
      counts[counted] += 1;
    });
    progress = { after: last.shopifyOrderId, counts };
    batch.report(progress);
  }
  return { done: false, ...progress };
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
