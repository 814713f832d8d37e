import type { Client, ScheduleDescription, ScheduleSummary } from "@temporalio/client";
import { inGroups } from "#domain/in-groups";
import { ownerOfSchedule, scheduleId } from "#workflows/ids";
import { attributes } from "#workflows/search-attributes";
import { grpcCodes, hasGrpcCode } from "./grpc-code.ts";
import { unlessGone } from "./look-at-schedule.ts";
import type { ScheduleKey } from "./schedule-options.ts";
import { all, isOneOf, quoted } from "./visibility-query.ts";

/** A description is a query to the schedule's own workflow: the service answers 20 at once hardly later than 10. */
export const DESCRIBED_AT_ONCE = 20;
/** Of every schedule that runs a report. */
const RUNS_REPORTS = `${attributes.report.name} IS NOT NULL`;

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
    report === undefined ? RUNS_REPORTS : `${attributes.report.name} = ${quoted(report)}`,
    shops === undefined ? undefined : isOneOf(attributes.shopCode.name, shops),
  );
  for await (const summary of client.schedule.list({ pageSize: 1_000, query })) {
    const key = ownerOfSchedule(summary.scheduleId);
    if (key !== undefined) yield { key, summary };
  }
}

/** How many `scheduleSummaries` lists without a filter. Undefined: this service cannot count schedules, as those before 1.30. */
export async function countSchedules(client: Client): Promise<number | undefined> {
  const { namespace } = client.options;
  try {
    const { count } = await client.workflowService.countSchedules({ namespace, query: RUNS_REPORTS });
    return Number(count);
  } catch (error) {
    if (hasGrpcCode(error, grpcCodes.unimplemented)) return undefined;
    throw error;
  }
}

/** In an order of the service's own. */
export async function listScheduleKeys(client: Client, filter: ScheduleFilter): Promise<readonly ScheduleKey[]> {
  const keys: ScheduleKey[] = [];
  for await (const { key } of scheduleSummaries(client, filter)) keys.push(key);
  return keys;
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
