import type { Client } from "@temporalio/client";
import type { Database } from "#database/connection";
import type { CountsByShop } from "#database/counts-by-shop";
import { countJobCuesByShop, type JobCue } from "#database/job-log";
import { attributes } from "#workflows/search-attributes";
import { countOpenJobs, type OpenCounts } from "./job-counts.ts";
import type { JobLog, LogState } from "./job-log.ts";
import { listExecutions } from "./open-executions.ts";

export interface JobCountsByShop extends LogState, Readonly<Record<JobCue, CountsByShop>>, OpenCounts<CountsByShop> {}

/** The counts of the cues on jobs, of every shop at once. Never throws because Temporal is away: it then says so. */
export async function countJobsByShop(deps: {
  readonly client: Client;
  readonly db: Database;
  readonly jobLog: JobLog;
}): Promise<JobCountsByShop> {
  const [state, open] = await Promise.all([
    deps.jobLog.refresh(),
    countOpenJobs(deps.client, (query) => countListed(deps.client, query)),
  ]);
  const cues = await countJobCuesByShop(deps.db);
  return { ...cues, ...state, ...open, stale: state.stale || open.tasksInProcess === null };
}

/** Visibility groups by nothing but the state of an execution, and to have it count for every shop would soon be too much. */
async function countListed(client: Client, query: string): Promise<CountsByShop> {
  const counts = new Map<string | null, number>();
  for (const { typedSearchAttributes } of await listExecutions(client, query)) {
    const shop = typedSearchAttributes.get(attributes.shopCode) ?? null;
    counts.set(shop, (counts.get(shop) ?? 0) + 1);
  }
  return counts;
}
