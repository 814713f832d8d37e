import { countShopifyCompaniesByShop } from "#database/company-list";
import { countOrdersByShop } from "#database/order-list";
import type { CountsByShop } from "#database/counts-by-shop";
import { countShopifyCustomersByShop, countShopifyProductsByShop } from "#database/mapped-records";
import { countShopifyLogEntriesByShop } from "#database/shopify-log";
import { listShops } from "#database/shops";
import { countSkippedByShop } from "#database/skipped-records";
import type { LogState } from "#temporal/job-log";
import type { CueKey } from "./cues.ts";
import { danglingCompanies, danglingCustomers, danglingItems } from "./dangling-links.ts";
import type { ApiDeps } from "./deps.ts";

type CueDeps = Pick<ApiDeps, "db" | "erp" | "jobs" | "schedules">;

type JobCueKey =
  "synchronizationErrors" | "tasksFailed" | "tasksInProcess" | "tasksInQueue" | "schedulesOverdue" | "failingNow";
type RecordCueKey = Exclude<CueKey, JobCueKey>;

const recordCues: Readonly<Record<RecordCueKey, (deps: CueDeps) => Promise<CountsByShop>>> = {
  unmappedCustomers: async (deps) =>
    countShopifyCustomersByShop(deps.db, { mapped: false, dangling: await danglingCustomers(deps) }),
  unmappedCompanies: async (deps) =>
    countShopifyCompaniesByShop(deps.db, { mapped: false, dangling: await danglingCompanies(deps) }),
  unmappedProducts: async (deps) =>
    countShopifyProductsByShop(deps.db, { mapped: false, dangling: await danglingItems(deps) }),
  unprocessedOrders: ({ db }) => countOrdersByShop(db, { processed: false }),
  unprocessedOrderUpdates: ({ db }) => countOrdersByShop(db, { hasOrderStateError: true }),
  skippedRecords: ({ db }) => countSkippedByShop(db, {}),
  apiErrors: ({ db }) => countShopifyLogEntriesByShop(db, { hasError: true }),
};

/** The cues on records: every shop has a figure. */
export async function readRecordCues(deps: CueDeps): Promise<ReadonlyMap<CueKey, CountsByShop>> {
  const found = new Map<CueKey, CountsByShop>();
  const none = await noneOfShops(deps);
  // One after the other: whoever asks for these figures again and again leaves the other connections to people.
  for (const [key, count] of Object.entries(recordCues) as [RecordCueKey, (typeof recordCues)[RecordCueKey]][])
    found.set(key, new Map([...none, ...(await count(deps))]));
  return found;
}

interface JobCues extends LogState {
  /** Null: not known while Temporal is away. */
  readonly counts: ReadonlyMap<CueKey, CountsByShop | null>;
}

/** The cues on jobs and schedules: every shop has a figure, and under null the company, whose jobs belong to no shop. */
export async function readJobCues(deps: CueDeps): Promise<JobCues> {
  const [jobs, overdue] = await Promise.all([deps.jobs.countsByShop(), deps.schedules.overdue.countByShop()]);
  const none = [...(await noneOfShops(deps)), [null, 0] as const];
  const found = {
    synchronizationErrors: jobs.synchronizationErrors,
    tasksFailed: jobs.tasksFailed,
    tasksInProcess: jobs.tasksInProcess,
    tasksInQueue: jobs.tasksInQueue,
    schedulesOverdue: overdue.counts,
    failingNow: jobs.failingNow,
  } satisfies Record<JobCueKey, CountsByShop | null>;
  const complete = (counts: CountsByShop | null) => counts && new Map([...none, ...counts]);
  return {
    counts: new Map(Object.entries(found).map(([key, counts]) => [key as JobCueKey, complete(counts)])),
    asOf: jobs.asOf,
    stale: jobs.stale || overdue.stale,
  };
}

const noneOfShops = async ({ db }: CueDeps): Promise<readonly (readonly [string, 0])[]> =>
  (await listShops(db)).map(({ code }) => [code, 0]);
