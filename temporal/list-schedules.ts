import type { Client, ScheduleDescription, ScheduleSummary } from "@temporalio/client";
import { inGroups } from "#domain/in-groups";
import { ownerOfSchedule, scheduleId } from "#workflows/ids";
import { attributes } from "#workflows/search-attributes";
import { unlessGone } from "./look-at-schedule.ts";
import { idOf, type ScheduleKey } from "./schedule-options.ts";
import { all, isOneOf, quoted } from "./visibility-query.ts";

const DESCRIBED_AT_ONCE = 10;

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

/** A schedule as Temporal has it. */
export interface DescribedSchedule {
  readonly key: ScheduleKey;
  readonly description: ScheduleDescription;
}

/** Those that are still there. */
export async function describeSchedules(
  client: Client,
  keys: readonly ScheduleKey[],
): Promise<readonly DescribedSchedule[]> {
  const found: DescribedSchedule[] = [];
  for (const some of inGroups(keys, DESCRIBED_AT_ONCE)) {
    const described = await Promise.all(
      some.map(async (key) => {
        const handle = client.schedule.getHandle(scheduleId(key.owner, key.name));
        const description = await handle.describe().catch(unlessGone);
        return description === undefined ? [] : [{ key, description }];
      }),
    );
    found.push(...described.flat());
  }
  return found;
}
