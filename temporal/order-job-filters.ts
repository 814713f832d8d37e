import type { Client } from "@temporalio/client";
import type { JobParameters } from "#workflows/messages";
import { describeSchedules, listScheduleKeys } from "./list-schedules.ts";
import { definedBy } from "./look-at-schedule.ts";

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
  const [key, ...others] = await listScheduleKeys(client, { report: "syncOrders", shops: [shopCode] });
  if (key === undefined || others.length > 0) return noFilters;
  const [found] = await describeSchedules(client, [key]);
  return (found && definedBy(found.description)?.definition.parameters) ?? noFilters;
}
