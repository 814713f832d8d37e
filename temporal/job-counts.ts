import type { Client } from "@temporalio/client";
import type { Database } from "#database/connection";
import { countJobCues, type JobCue } from "#database/job-log";
import type { JobLog, LogState } from "./job-log.ts";
import { isTemporalAway } from "./unavailable.ts";
import { all, isOneOf, quoted } from "./visibility-query.ts";

const DEADLINE_MS = 3_000;

/** Null: Temporal does not answer, so nobody knows. */
export interface JobCounts extends LogState, Readonly<Record<JobCue, number>> {
  readonly tasksInProcess: number | null;
  readonly tasksInQueue: number | null;
}

/** The cues on jobs. Errors are counted where their lists are read; what runs and waits is counted by Temporal. */
export async function countJobs(
  deps: { readonly client: Client; readonly db: Database; readonly jobLog: JobLog },
  shopCode: string | undefined,
): Promise<JobCounts> {
  const [state, tasksInProcess, tasksInQueue] = await Promise.all([
    deps.jobLog.refresh(),
    countOpen(deps.client, ["InProcess", "Paused"], shopCode),
    countOpen(deps.client, ["Ready", "Waiting", "Retrying"], shopCode),
  ]);
  const cues = await countJobCues(deps.db, shopCode);
  return { ...cues, ...state, stale: state.stale || tasksInProcess === null, tasksInProcess, tasksInQueue };
}

async function countOpen(
  client: Client,
  statuses: readonly string[],
  shopCode: string | undefined,
): Promise<number | null> {
  const query = all(
    "ExecutionStatus = 'Running'",
    isOneOf("JobStatus", statuses),
    shopCode === undefined ? undefined : `ShopCode = ${quoted(shopCode)}`,
  );
  try {
    const { count } = await client.withDeadline(Date.now() + DEADLINE_MS, () => client.workflow.count(query));
    return count;
  } catch (error) {
    if (isTemporalAway(error)) return null;
    throw error;
  }
}
