import type { Client, WorkflowExecutionInfo } from "@temporalio/client";
import type { Database } from "#database/connection";
import {
  addLogRows,
  endedBeforeRerun,
  loggedExecutions,
  markFinal,
  moveWatermark,
  readWatermark,
  settleSuperseded,
  type EndedJob,
  type LoggedExecution,
  type NewJobLogRow,
} from "#database/job-log-copy";
import { lookBack } from "#domain/jobs/look-back";
import { entryIdOf } from "#workflows/ids";
import { logRowOf } from "./log-row.ts";
import { resetRunOf } from "./reset-run.ts";
import { sharedFor } from "./shared-look.ts";
import { isOfTemporal, isTemporalAway } from "./unavailable.ts";
import { all } from "./visibility-query.ts";

/** Cues and lists ask often; Visibility allows ten calls a second for everybody together. */
const MINIMUM_INTERVAL_MS = 1_000;
const DEADLINE_MS = 5_000;
/** The first look reads everything there is. */
const FIRST_DEADLINE_MS = 60_000;
const ROWS_AT_ONCE = 100;
const JOB = "runJob";
/** Attempts that had their slot and are over, and jobs that somebody ended by force: they may leave an attempt that nothing follows. */
const ENDED = all(
  `((JobAttempt > 0 AND JobStartedAt IS NOT NULL) OR (WorkflowType = '${JOB}' AND ExecutionStatus = 'Terminated'))`,
  "ExecutionStatus != 'Running'",
  "ExecutionStatus != 'ContinuedAsNew'",
);

/** How far an answer from the log can be trusted. */
export interface LogState {
  /** When the log was last compared with Temporal; null: never. */
  readonly asOf: Date | null;
  /** Temporal did not answer: what is known is what was known then. */
  readonly stale: boolean;
}

export interface JobLogDeps {
  readonly client: Client;
  readonly db: Database;
  /** Hears of executions that have no row because theirs could not be made or kept, once each. */
  readonly log?: { readonly warn: (facts: object, message: string) => void };
}

export interface JobLog {
  /**
   * Brings the log up to date with the executions that closed since the last look. At most once a second, and concurrent callers
   * share one look. Never throws because Temporal is away: it then says so. An execution whose row cannot be kept is left out.
   */
  refresh(): Promise<LogState>;
}

/** The log of attempts: a copy of what Temporal knows, made when somebody looks. An execution that is gone there keeps its row. */
export function createJobLog(deps: JobLogDeps): JobLog {
  const leftOut = new Set<string>();
  let listed: Listed | undefined;

  /** A number costs the server as much as one execution does, and most looks find nothing new. */
  const isAsListed = async (since: Date | null): Promise<boolean> =>
    listed !== undefined &&
    listed.since.getTime() === since?.getTime() &&
    (await deps.client.workflow.count(endedSince(since))).count === listed.count;

  const follow = async (since: Date | null, isThorough: boolean): Promise<Copied> => {
    if (!isThorough && (await isAsListed(since))) return { closedUntil: null, added: 0, count: 0 };
    const copied = await copyClosed(deps, leftOut, since);
    listed = since === null ? undefined : { since, count: copied.count };
    return copied;
  };

  const look = async (): Promise<LogState> => {
    const watermark = await readWatermark(deps.db);
    const asOf = new Date();
    const { since, isThorough } = lookBack(watermark, asOf);
    try {
      // The first look may take its time to read, but not to find out that nobody answers.
      if (since === null)
        await deps.client.withDeadline(Date.now() + DEADLINE_MS, () => deps.client.workflow.count(ENDED));
      const deadline = Date.now() + (since === null ? FIRST_DEADLINE_MS : DEADLINE_MS);
      const found = await deps.client.withDeadline(deadline, () => follow(since, isThorough));
      // Also without new rows now and then: a look may have ended between adding them and this.
      if (found.added > 0 || isThorough) await settleSuperseded(deps.db);
      await moveWatermark(deps.db, {
        closedUntil: found.closedUntil ?? watermark.closedUntil ?? asOf,
        asOf,
        isThorough,
      });
      return { asOf, stale: false };
    } catch (error) {
      if (!isTemporalAway(error)) throw error;
      return { asOf: watermark.asOf, stale: true };
    }
  };

  return { refresh: sharedFor(MINIMUM_INTERVAL_MS, look) };
}

const endedSince = (since: Date | null): string =>
  all(ENDED, since === null ? undefined : `CloseTime >= '${since.toISOString()}'`);

/** What a look has gone over. */
interface Listed {
  readonly since: Date;
  readonly count: number;
}

interface Copied {
  /** End of the last execution; null: there was none. */
  readonly closedUntil: Date | null;
  /** Rows that were missing. */
  readonly added: number;
  /** Executions listed. */
  readonly count: number;
}

/** Writes the missing rows, page by page. */
async function copyClosed(deps: JobLogDeps, leftOut: Set<string>, since: Date | null): Promise<Copied> {
  const leaveOut = (execution: LoggedExecution, error: unknown): void => {
    leftOut.add(execution.runId);
    const { workflowId, runId } = execution;
    deps.log?.warn({ workflowId, runId, err: error }, "attempt left out of the job log");
  };
  const rowOf = async (execution: WorkflowExecutionInfo): Promise<readonly NewJobLogRow[]> => {
    try {
      return [await logRowOf(deps.client, execution)];
    } catch (error) {
      // The service's troubles pass, and the row is made at the next look; an execution nobody can read stays as it is.
      if (isOfTemporal(error)) throw error;
      leaveOut(execution, error);
      return [];
    }
  };
  let latest: Date | null = null;
  let added = 0;
  let count = 0;
  let page: WorkflowExecutionInfo[] = [];
  const terminated: EndedJob[] = [];
  const flush = async (): Promise<void> => {
    const known = await loggedExecutions(deps.db, page);
    const missing = page.filter(({ runId }) => !known.has(runId) && !leftOut.has(runId));
    const rows = await Promise.all(missing.map(rowOf));
    for (const { row, error } of await addLogRows(deps.db, rows.flat())) leaveOut(row, error);
    added += missing.length;
    page = [];
  };
  for await (const execution of deps.client.workflow.list({ query: endedSince(since), pageSize: 1_000 })) {
    count += 1;
    const { closeTime, workflowId, runId } = execution;
    if (closeTime !== undefined && (latest === null || closeTime > latest)) latest = closeTime;
    if (execution.type === JOB)
      terminated.push({ workflowId, runId, entryId: entryIdOf(workflowId), endedAt: closeTime ?? new Date() });
    else page.push(execution);
    if (page.length >= ROWS_AT_ONCE) await flush();
  }
  await flush();
  await markFinal(deps.db, await endedForGood(deps, terminated));
  return { closedUntil: latest, added, count };
}

/** Those of the jobs whose announced rerun will not come: not one that was reset, whose new run makes it. */
async function endedForGood({ client, db }: JobLogDeps, terminated: readonly EndedJob[]): Promise<readonly EndedJob[]> {
  const ended = await endedBeforeRerun(db, terminated);
  const resetRuns = await Promise.all(ended.map((job) => resetRunOf(client, job)));
  return ended.filter((_job, index) => resetRuns[index] === undefined);
}
