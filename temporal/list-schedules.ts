import type { Client, ScheduleSummary } from "@temporalio/client";
import { ownerOfSchedule } from "#workflows/ids";
import { attributes } from "#workflows/search-attributes";
import { idOf, type ScheduleKey } from "./schedule-options.ts";
import { all, isOneOf, quoted } from "./visibility-query.ts";

export interface ScheduleFilter {
  /** Left out: of all shops and of none. */
  readonly shops?: readonly string[] | undefined;
  readonly report?: string | undefined;
}

/** Schedules that run reports, as Visibility lists them: a change shows within seconds. The product's own upkeep is none of them. */
export async function* scheduleSummaries(
  client: Client,
  { shops, report }: ScheduleFilter,
): AsyncGenerator<{ readonly key: ScheduleKey; readonly summary: ScheduleSummary }> {
  const query = all(
    report === undefined ? `${attributes.report.name} IS NOT NULL` : `${attributes.report.name} = ${quoted(report)}`,
    shops === undefined ? undefined : isOneOf(attributes.shopCode.name, shops),
  );
  for await (const summary of client.schedule.list({ pageSize: 1_000, query })) {
    const key = ownerOfSchedule(summary.scheduleId);
    if (key !== undefined) yield { key, summary };
  }
}

/** Sorted by their ids. */
export async function listScheduleKeys(client: Client, filter: ScheduleFilter): Promise<readonly ScheduleKey[]> {
  const keys: ScheduleKey[] = [];
  for await (const { key } of scheduleSummaries(client, filter)) keys.push(key);
  return keys.toSorted((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
}
