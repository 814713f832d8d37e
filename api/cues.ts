import { countOrders } from "#database/order-list";
import { countShopifyCompanies } from "#database/company-list";
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
import { danglingCompanies, danglingCustomers, danglingItems } from "./dangling-links.ts";
import type { ApiDeps } from "./deps.ts";
import { requestedByOf } from "./requested-by.ts";

export type CueKey = (typeof cueKeys)[number];

/** A figure and the list behind it: both use the same statement with the same filter, so they cannot differ. */
interface CueDefinition {
  readonly caption: string;
  /** Path of the list and the filter in its query. */
  readonly path: string;
  readonly filter: Readonly<Record<string, string>>;
  /** It counts jobs, and so can count those that one principal started. */
  readonly isOfJobs?: true;
  readonly thresholds: CueThresholds;
  /** Only what counts jobs waits for them: Temporal takes longer than the database. */
  readonly count: (
    deps: ApiDeps,
    shops: readonly string[] | undefined,
    jobs: Promise<CountedJobs>,
  ) => Promise<number | null>;
}

type CountedJobs = JobCounts & { readonly schedulesOverdue: number };

export const cueDefinitions: Readonly<Record<CueKey, CueDefinition>> = {
  unmappedCustomers: {
    caption: "Unmapped Customers",
    path: "/api/customers",
    filter: { mapped: "false" },
    thresholds: waitingRecords,
    count: async (deps, shops) =>
      countShopifyCustomers(deps.db, { shops, mapped: false, dangling: await danglingCustomers(deps) }),
  },
  unmappedCompanies: {
    caption: "Unmapped Companies",
    path: "/api/companies",
    filter: { mapped: "false" },
    thresholds: waitingRecords,
    count: async (deps, shops) =>
      countShopifyCompanies(deps.db, { shops, mapped: false, dangling: await danglingCompanies(deps) }),
  },
  unmappedProducts: {
    caption: "Unmapped Products",
    path: "/api/products",
    filter: { mapped: "false" },
    thresholds: waitingRecords,
    count: async (deps, shops) =>
      countShopifyProducts(deps.db, { shops, mapped: false, dangling: await danglingItems(deps) }),
  },
  unprocessedOrders: {
    caption: "Unprocessed Orders",
    path: "/api/orders",
    filter: { processed: "false" },
    thresholds: waitingRecords,
    count: ({ db }, shops) => countOrders(db, { shops, processed: false }),
  },
  unprocessedOrderUpdates: {
    caption: "Unprocessed Order Updates",
    path: "/api/orders",
    filter: { hasOrderStateError: "true" },
    thresholds: waitingRecords,
    count: ({ db }, shops) => countOrders(db, { shops, hasOrderStateError: true }),
  },
  synchronizationErrors: {
    caption: "Synchronization Errors",
    path: "/api/job-queue-log-entries",
    filter: { cue: "synchronizationErrors" },
    isOfJobs: true,
    thresholds: waitingRecords,
    count: async (_deps, _shops, jobs) => (await jobs).synchronizationErrors,
  },
  skippedRecords: {
    caption: "Skipped Records",
    path: "/api/skipped-records",
    filter: {},
    thresholds: anything("ambiguous"),
    count: ({ db }, shops) => countSkipped(db, defined({ shops })),
  },
  apiErrors: {
    caption: "API Errors",
    path: "/api/shopify-log-entries",
    filter: { hasError: "true" },
    thresholds: anything("unfavorable"),
    count: ({ db }, shops) => countShopifyLogEntries(db, { hasError: true, ...defined({ shops }) }),
  },
  tasksFailed: {
    caption: "Tasks Failed",
    path: "/api/job-queue-log-entries",
    filter: { cue: "tasksFailed" },
    isOfJobs: true,
    thresholds: failedTasks,
    count: async (_deps, _shops, jobs) => (await jobs).tasksFailed,
  },
  tasksInProcess: {
    caption: "Tasks In Process",
    path: "/api/job-queue-entries",
    filter: { cue: "tasksInProcess" },
    isOfJobs: true,
    thresholds: runningTasks,
    count: async (_deps, _shops, jobs) => (await jobs).tasksInProcess,
  },
  tasksInQueue: {
    caption: "Tasks In Queue",
    path: "/api/job-queue-entries",
    filter: { cue: "tasksInQueue" },
    isOfJobs: true,
    thresholds: queuedTasks,
    count: async (_deps, _shops, jobs) => (await jobs).tasksInQueue,
  },
  schedulesOverdue: {
    caption: "Schedules Overdue",
    path: "/api/schedules",
    filter: { overdue: "true" },
    thresholds: anything("unfavorable"),
    count: async (_deps, _shops, jobs) => (await jobs).schedulesOverdue,
  },
  failingNow: {
    caption: "Failing Now",
    path: "/api/job-queue-log-entries",
    filter: { cue: "failingNow" },
    isOfJobs: true,
    thresholds: anything("unfavorable"),
    count: async (_deps, _shops, jobs) => (await jobs).failingNow,
  },
};

interface CueReader {
  readonly principal: string;
  readonly shops?: readonly string[] | undefined;
  readonly named?: string | undefined;
  readonly requestedBy?: string | undefined;
}

/**
 * All cues, of these shops or of all, in the styles this person sees. `named` is the shop that was asked for, and is asked for in
 * the lists. With `requestedBy` only those on jobs: other records have nobody who started them.
 */
export async function readCues(deps: ApiDeps, { shops, named, principal, requestedBy }: CueReader) {
  const jobs = countJobs(deps, shops, requestedByOf(requestedBy, principal));
  const all = Object.entries(cueDefinitions) as readonly [CueKey, CueDefinition][];
  const shown = requestedBy === undefined ? all : all.filter(([, { isOfJobs }]) => isOfJobs === true);
  const [{ asOf, stale }, thresholds, values] = await Promise.all([
    jobs,
    readThresholds(deps.db, principal),
    Promise.all(shown.map(([, cue]) => cue.count(deps, shops, jobs))),
  ]);
  const cues = shown.map(([key, cue], index) => {
    const value = values[index] ?? null;
    return {
      key,
      caption: cue.caption,
      value,
      style: value === null ? ("none" as const) : styleOf(value, thresholds.get(key) ?? cue.thresholds),
      list: listOf(cue, { shopCode: named, requestedBy }),
    };
  });
  return { cues, asOf, stale };
}

async function countJobs(
  deps: ApiDeps,
  shops: readonly string[] | undefined,
  requestedBy: string | undefined,
): Promise<CountedJobs> {
  const [jobs, overdue] = await Promise.all([
    deps.jobs.counts(shops, requestedBy),
    deps.schedules.overdue.count(shops),
  ]);
  return { ...jobs, schedulesOverdue: overdue.count, stale: jobs.stale || overdue.stale };
}

type Asked = Readonly<Record<"shopCode" | "requestedBy", string | undefined>>;

function listOf({ path, filter }: CueDefinition, asked: Asked): string {
  const query = new URLSearchParams({ ...filter, ...defined(asked), count: "true" });
  return `${path}?${query.toString()}`;
}
