import { countOrders } from "#database/order-list";
import { countShopifyCustomers, countShopifyProducts } from "#database/mapped-records";
import { countShopifyLogEntries } from "#database/shopify-log";
import { countSkipped } from "#database/skipped-records";
import { defined } from "#database/defined";
import type { JobCounts } from "#temporal/job-counts";
import type { cueKeys } from "./contract/cues.ts";
import {
  anything,
  failedTasks,
  queuedTasks,
  runningTasks,
  styleOf,
  waitingRecords,
  type CueThresholds,
} from "./cue-style.ts";
import { readThresholds } from "./cue-thresholds.ts";
import { danglingCustomers, danglingItems } from "./dangling-links.ts";
import type { ApiDeps } from "./deps.ts";

export type CueKey = (typeof cueKeys)[number];

/** A figure and the list behind it: both use the same statement with the same filter, so they cannot differ. */
interface CueDefinition {
  readonly caption: string;
  /** Path of the list and the filter in its query. */
  readonly path: string;
  readonly filter: Readonly<Record<string, string>>;
  readonly thresholds: CueThresholds;
  readonly count: (deps: ApiDeps, shop: string | undefined, jobs: JobCounts) => Promise<number | null> | number | null;
}

export const cueDefinitions: Readonly<Record<CueKey, CueDefinition>> = {
  unmappedCustomers: {
    caption: "Unmapped Customers",
    path: "/api/customers",
    filter: { mapped: "false" },
    thresholds: waitingRecords,
    count: async (deps, shop) =>
      countShopifyCustomers(deps.db, { shop, mapped: false, dangling: await danglingCustomers(deps) }),
  },
  unmappedProducts: {
    caption: "Unmapped Products",
    path: "/api/products",
    filter: { mapped: "false" },
    thresholds: waitingRecords,
    count: async (deps, shop) =>
      countShopifyProducts(deps.db, { shop, mapped: false, dangling: await danglingItems(deps) }),
  },
  unprocessedOrders: {
    caption: "Unprocessed Orders",
    path: "/api/orders",
    filter: { processed: "false" },
    thresholds: waitingRecords,
    count: ({ db }, shop) => countOrders(db, { shop, processed: false }),
  },
  unprocessedOrderUpdates: {
    caption: "Unprocessed Order Updates",
    path: "/api/orders",
    filter: { hasOrderStateError: "true" },
    thresholds: waitingRecords,
    count: ({ db }, shop) => countOrders(db, { shop, hasOrderStateError: true }),
  },
  synchronizationErrors: {
    caption: "Synchronization Errors",
    path: "/api/job-queue-log-entries",
    filter: { cue: "synchronizationErrors" },
    thresholds: waitingRecords,
    count: (_deps, _shop, jobs) => jobs.synchronizationErrors,
  },
  skippedRecords: {
    caption: "Skipped Records",
    path: "/api/skipped-records",
    filter: {},
    thresholds: anything("ambiguous"),
    count: ({ db }, shop) => countSkipped(db, defined({ shopCode: shop })),
  },
  apiErrors: {
    caption: "API Errors",
    path: "/api/shopify-log-entries",
    filter: { hasError: "true" },
    thresholds: anything("unfavorable"),
    count: ({ db }, shop) => countShopifyLogEntries(db, { hasError: true, ...defined({ shop }) }),
  },
  tasksFailed: {
    caption: "Tasks Failed",
    path: "/api/job-queue-log-entries",
    filter: { cue: "tasksFailed" },
    thresholds: failedTasks,
    count: (_deps, _shop, jobs) => jobs.tasksFailed,
  },
  tasksInProcess: {
    caption: "Tasks In Process",
    path: "/api/job-queue-entries",
    filter: { cue: "tasksInProcess" },
    thresholds: runningTasks,
    count: (_deps, _shop, jobs) => jobs.tasksInProcess,
  },
  tasksInQueue: {
    caption: "Tasks In Queue",
    path: "/api/job-queue-entries",
    filter: { cue: "tasksInQueue" },
    thresholds: queuedTasks,
    count: (_deps, _shop, jobs) => jobs.tasksInQueue,
  },
  failingNow: {
    caption: "Failing Now",
    path: "/api/job-queue-log-entries",
    filter: { cue: "failingNow" },
    thresholds: anything("unfavorable"),
    count: (_deps, _shop, jobs) => jobs.failingNow,
  },
};

/** All cues, of one shop or of all, in the styles this person sees. */
export async function readCues(deps: ApiDeps, shop: string | undefined, principal: string) {
  const [jobs, thresholds] = await Promise.all([deps.jobs.counts(shop), readThresholds(deps.db, principal)]);
  const cues = await Promise.all(
    (Object.entries(cueDefinitions) as [CueKey, CueDefinition][]).map(async ([key, cue]) => {
      const value = await cue.count(deps, shop, jobs);
      return {
        key,
        caption: cue.caption,
        value,
        style: value === null ? ("none" as const) : styleOf(value, thresholds.get(key) ?? cue.thresholds),
        list: listOf(cue, shop),
      };
    }),
  );
  return { cues, asOf: jobs.asOf, stale: jobs.stale };
}

function listOf({ path, filter }: CueDefinition, shop: string | undefined): string {
  const query = new URLSearchParams({ ...filter, ...defined({ shopCode: shop }), count: "true" });
  return `${path}?${query.toString()}`;
}
