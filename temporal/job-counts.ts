import type { Client } from "@temporalio/client";
import type { Database } from "#database/connection";
import { countJobCues, type JobCue } from "#database/job-log";
import type { JobLog, LogState } from "./job-log.ts";
import { listExecutions } from "./open-executions.ts";
import { isTemporalAway } from "./unavailable.ts";
import { all, isOneOf } from "./visibility-query.ts";

const DEADLINE_MS = 3_000;
/** Visibility allows ten calls a second for everybody together. */
const SHARED_MS = 1_000;
const IN_PROCESS = all("ExecutionStatus = 'Running'", isOneOf("JobStatus", ["InProcess", "Paused"]));
const IN_QUEUE = all("ExecutionStatus = 'Running'", isOneOf("JobStatus", ["Ready", "Waiting", "Retrying"]));

export interface JobCounts extends LogState, Readonly<Record<JobCue, number>>, OpenCounts<number> {}

/** Counts for the cues on jobs, of these shops or of all, and of those one principal started or of all. */
export type JobCounter = (shops: readonly string[] | undefined, requestedBy?: string) => Promise<JobCounts>;

/**
 * Errors are counted where their lists are read; what runs and waits is counted by Temporal, at most once a second for the same
 * jobs, and who asks meanwhile shares the answer.
 */
export function createJobCounter(deps: {
  readonly client: Client;
  readonly db: Database;
  readonly jobLog: JobLog;
}): JobCounter {
  const counted = new Map<string, { readonly at: number; readonly open: Promise<OpenCounts<number>> }>();
  const countedOpen = (shops: readonly string[] | undefined, requestedBy?: string): Promise<OpenCounts<number>> => {
    const now = Date.now();
    for (const [which, { at }] of counted) if (now - at >= SHARED_MS) counted.delete(which);
    const key = JSON.stringify([shops, requestedBy]);
    const known = counted.get(key);
    if (known !== undefined) return known.open;
    const open = countOpenJobs(deps.client, (query) =>
      countExecutions(deps.client, all(query, shops && isOneOf("ShopCode", shops)), requestedBy),
    );
    counted.set(key, { at: now, open });
    return open;
  };
  return async (shops, requestedBy) => {
    const [state, open] = await Promise.all([deps.jobLog.refresh(), countedOpen(shops, requestedBy)]);
    const cues = await countJobCues(deps.db, shops, requestedBy);
    return { ...cues, ...state, ...open, stale: state.stale || open.tasksInProcess === null };
  };
}

/** Null: Temporal does not answer, so nobody knows. */
export interface OpenCounts<Count> {
  readonly tasksInProcess: Count | null;
  readonly tasksInQueue: Count | null;
}

/** Counts what Visibility finds by these queries. Both or none: half of what is known would look like all of it. */
export async function countOpenJobs<Count>(
  client: Client,
  count: (query: string) => Promise<Count>,
): Promise<OpenCounts<Count>> {
  try {
    const [tasksInProcess, tasksInQueue] = await client.withDeadline(Date.now() + DEADLINE_MS, () =>
      Promise.all([count(IN_PROCESS), count(IN_QUEUE)]),
    );
    return { tasksInProcess, tasksInQueue };
  } catch (error) {
    if (isTemporalAway(error)) return { tasksInProcess: null, tasksInQueue: null };
    throw error;
  }
}

async function countExecutions(client: Client, query: string, requestedBy: string | undefined): Promise<number> {
  if (requestedBy === undefined) return (await client.workflow.count(query)).count;
  // Who started a job may be a person's name, and so is no search attribute: the server does not encrypt those.
  const found = await listExecutions(client, query);
  return found.filter(({ memo }) => memo?.["requestedBy"] === requestedBy).length;
}
