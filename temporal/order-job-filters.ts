import type { Client } from "@temporalio/client";
import type { JobParameters } from "#workflows/messages";
import { describeSchedules, listScheduleKeys } from "./list-schedules.ts";
import { definedBy } from "./look-at-schedule.ts";
import { idOf, type ScheduleKey } from "./schedule-options.ts";

/** Lists of schedules are dear to the service, and webhooks come in hundreds. */
const KEPT_MS = 30_000;

const noFilters: JobParameters = {};

/** The filters that a shop's recurring order job has, of up to half a minute ago. */
type OrderJobFilters = (shopCode: string) => Promise<JobParameters>;

/**
 * Orders that a webhook tells of are imported as the shop's recurring order job would do it: with the filters of its schedule, if it has
 * exactly one, also while that is on hold. With none, or with several that would have to be chosen from, without filters.
 */
export function createOrderJobFilters(client: Client, keptMs = KEPT_MS): OrderJobFilters {
  const known = new Map<string, { readonly until: number; readonly filters: Promise<JobParameters> }>();
  return (shopCode) => {
    const last = known.get(shopCode);
    if (last !== undefined && last.until > Date.now()) return last.filters;
    const filters = readFilters(client, shopCode);
    known.set(shopCode, { until: Date.now() + keptMs, filters });
    filters.catch(() => known.delete(shopCode));
    return filters;
  };
}

async function readFilters(client: Client, shopCode: string): Promise<JobParameters> {
  const keys = await orderJobKeys(client, shopCode);
  if (keys.length !== 1) return noFilters;
  const [found] = await describeSchedules(client, keys);
  return (found && definedBy(found.description)?.definition.parameters) ?? noFilters;
}

const orderJobKeys = (client: Client, shopCode: string): Promise<readonly ScheduleKey[]> =>
  listScheduleKeys(client, { report: "syncOrders", shops: [shopCode] });

/** A recurring order job of a shop. */
export interface OrderJob {
  /** Id of its schedule, such as `file.demo-orders`. */
  readonly schedule: string;
  readonly filters: JobParameters;
  readonly isOnHold: boolean;
}

/** A shop's recurring order jobs, by the ids of their schedules. */
export async function listOrderJobs(client: Client, shopCode: string): Promise<readonly OrderJob[]> {
  const found = await describeSchedules(client, await orderJobKeys(client, shopCode));
  return found
    .map(({ key, description }) => ({
      schedule: idOf(key),
      filters: definedBy(description)?.definition.parameters ?? noFilters,
      isOnHold: description.state.paused,
    }))
    .toSorted((one, other) => (one.schedule < other.schedule ? -1 : 1));
}
