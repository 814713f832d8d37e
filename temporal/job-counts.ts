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

/** Null: Temporal does not answer, so nobody knows. */
export interface JobCounts extends LogState, Readonly<Record<JobCue, number>> {
  readonly tasksInProcess: number | null;
  readonly tasksInQueue: number | null;
}

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
  const counted = new Map<string, { readonly at: number; readonly open: Promise<OpenCounts> }>();
  const countedOpen = (shops: readonly string[] | undefined, requestedBy?: string): Promise<OpenCounts> => {
    const now = Date.now();
    for (const [which, { at }] of counted) if (now - at >= SHARED_MS) counted.delete(which);
    const key = JSON.stringify([shops, requestedBy]);
    const known = counted.get(key);
    if (known !== undefined) return known.open;
    const open = countOpen(deps.client, shops, requestedBy);
    counted.set(key, { at: now, open });
    return open;
  };
  return async (shops, requestedBy) => {
    const [state, open] = await Promise.all([deps.jobLog.refresh(), countedOpen(shops, requestedBy)]);
    const cues = await countJobCues(deps.db, shops, requestedBy);
    return { ...cues, ...state, ...open, stale: state.stale || open.tasksInProcess === null };
  };
}

type OpenCounts = Pick<JobCounts, "tasksInProcess" | "tasksInQueue">;

/** Both or none: half of what is known would look like all of it. */
async function countOpen(
  client: Client,
  shops: readonly string[] | undefined,
  requestedBy: string | undefined,
): Promise<OpenCounts> {
  const count = async (...statuses: readonly string[]): Promise<number> => {
    const query = all(
      "ExecutionStatus = 'Running'",
      isOneOf("JobStatus", statuses),
      shops && isOneOf("ShopCode", shops),
    );
    if (requestedBy === undefined) return (await client.workflow.count(query)).count;
    // Who started a job may be a person's name, and so is no search attribute: the server does not encrypt those.
    const found = await listExecutions(client, query);
    return found.filter(({ memo }) => memo?.["requestedBy"] === requestedBy).length;
  };
  try {
    const [tasksInProcess, tasksInQueue] = await client.withDeadline(Date.now() + DEADLINE_MS, () =>
      Promise.all([count("InProcess", "Paused"), count("Ready", "Waiting", "Retrying")]),
    );
    return { tasksInProcess, tasksInQueue };
  } catch (error) {
    if (isTemporalAway(error)) return { tasksInProcess: null, tasksInQueue: null };
    throw error;
  }
}
