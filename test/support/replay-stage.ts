import { WorkflowFailedError, WorkflowNotFoundError, type WorkflowHandle } from "@temporalio/client";
import type { History } from "@temporalio/common/lib/proto-utils.js";
import { insertShop } from "#database/shops";
import { BOOKS_EVERYTHING } from "#scripts/lib/demo-shop";
import { resetRunOf } from "#temporal/reset-run";
import { runJobOptions } from "#workflows/job-options";
import { attemptWorkflowId, jobWorkflowId, queueWorkflowId } from "#workflows/ids";
import {
  FOLLOW_ATTEMPT,
  jobState,
  queueSnapshot,
  type JobState,
  type QueueSnapshot,
  type RunJobInput,
} from "#workflows/messages";
import type { JobTiming } from "#workflows/policies";
import { attributes, type JobStatus } from "#workflows/search-attributes";
import type { Stop } from "./replay-cues.ts";
import { fixtureText, parsed, partOf, readable, startOf, type HistoryJson } from "./replay-history.ts";
import type { ReplayWorld } from "./replay-world.ts";
import { resetExecution } from "./reset-execution.ts";
import type { SandboxShop } from "./sandbox.ts";
import { until } from "./until.ts";

/** How an execution is to end, so that no scene records something else than it is named after. */
export type End = "completed" | "failed" | "canceled" | "terminated";

/** Something that happens to workflows, of which some histories are kept. */
export interface Scene {
  /** Entries of its jobs begin with it. */
  readonly name: string;
  readonly play: (stage: Stage) => Promise<void>;
}

/** A history to be written: `runJob/success`. */
export interface Recording {
  readonly path: string;
  readonly text: string;
}

/** Delays that let a scene end soon. */
export const quick: Partial<JobTiming> = { extraDelaysMs: [1], minimumRerunDelayMs: 50, queue: { idleMs: 400 } };

/** One scene's shop and jobs. */
export interface Stage {
  readonly world: ReplayWorld;
  readonly shop: SandboxShop;
  readonly shopCode: string;
  readonly queueId: string;
  /** Opens the shop of the scene, with so many orders in its store. */
  open(setting?: { readonly orders?: number; readonly makesDocuments?: boolean }): Promise<void>;
  /** Starts a job of the shop; answers its entry id. */
  start(request?: Partial<RunJobInput>): Promise<string>;
  job(entryId: string): WorkflowHandle;
  attempt(entryId: string, number?: number): WorkflowHandle;
  line(): WorkflowHandle;
  /** Where the next such activity of this shop, or with a matching input, waits. */
  stopAt(activity: string, matches?: (input: never) => boolean): Stop;
  fail(activity: string, failure: Error, matches?: (input: never) => boolean): void;
  /** Starts a job that keeps its slot until it is told to go on. */
  holdSlot(): Promise<{ readonly entryId: string; release(): void }>;
  /** Resets a job whose attempt runs, and waits until its new run follows that. */
  resetJob(entryId: string): Promise<void>;
  /** Starts a job and waits until it is in the line. */
  startWaiting(request?: Partial<RunJobInput>): Promise<string>;
  snapshot(): Promise<QueueSnapshot>;
  isInLine(entryId: string): Promise<void>;
  phaseBecomes(entryId: string, phase: JobState["phase"]): Promise<void>;
  statusBecomes(execution: WorkflowHandle, status: JobStatus): Promise<void>;
  /** Resolves when this execution, and those that go on with it, have closed. */
  ended(execution: WorkflowHandle): Promise<void>;
  /**
   * Keeps the history of an execution once it has closed, under the type of its workflow. One that went on in new executions is kept
   * whole, as is one that was reset: `path-1`, `path-2`, … `says` has to be in its last event.
   */
  keep(path: string, execution: WorkflowHandle, end: End, says?: string): Promise<void>;
}

export interface StageOptions {
  readonly scene: string;
  readonly shopCode: string;
  readonly shop: SandboxShop;
  readonly keep: (recording: Recording) => void;
}

export function aStage(world: ReplayWorld, { scene, shopCode, shop, keep }: StageOptions): Stage {
  const { client, cues, db } = world;
  const queueId = queueWorkflowId(shop.host, "SHPFY");
  const handle = (workflowId: string, runId?: string): WorkflowHandle => client.workflow.getHandle(workflowId, runId);
  const ofShop = (input: { readonly shopCode?: string } | undefined): boolean => input?.shopCode === shopCode;
  let started = 0;

  const stage: Stage = {
    world,
    shop,
    shopCode,
    queueId,
    open: async ({ orders = 0, makesDocuments = true } = {}) => {
      await shop.putShop({ plan: "plus" });
      if (orders > 0) await shop.seed({ orders });
      await insertShop(db, {
        code: shopCode,
        store: shop.host,
        ...BOOKS_EVERYTHING,
        autoCreateOrders: makesDocuments,
      });
    },
    start: async ({ timing, ...request } = {}) => {
      started += 1;
      const entryId = started === 1 ? scene : `${scene}-${started}`;
      const options = runJobOptions({
        report: "syncOrders",
        shopCode,
        store: shop.host,
        category: "SHPFY",
        priority: 3,
        trigger: "manual",
        parameters: {},
        maxAttempts: 0,
        ...request,
        timing: { ...quick, ...timing },
      });
      await client.workflow.start("runJob", { ...options, workflowId: jobWorkflowId(entryId) });
      return entryId;
    },
    job: (entryId) => handle(jobWorkflowId(entryId)),
    attempt: (entryId, number = 1) => handle(attemptWorkflowId(entryId, number)),
    line: () => handle(queueId),
    stopAt: (activity, matches = ofShop) => cues.stop(activity, matches),
    fail: (activity, failure, matches = ofShop) => cues.fail(activity, matches, failure),
    holdSlot: async () => {
      const stop = stage.stopAt("requireScopes");
      const entryId = await stage.start();
      await stop.reached;
      return { entryId, release: stop.go };
    },
    resetJob: async (entryId) => {
      await resetExecution(world.temporal, jobWorkflowId(entryId));
      await until(`${entryId} follows its attempt`, async () => {
        const { raw } = await stage.job(entryId).describe();
        return raw.pendingActivities?.some(({ activityType }) => activityType?.name === FOLLOW_ATTEMPT);
      });
    },
    startWaiting: async (request) => {
      const entryId = await stage.start(request);
      await stage.isInLine(entryId);
      return entryId;
    },
    snapshot: () => handle(queueId).query(queueSnapshot),
    isInLine: async (entryId) => {
      await until(`${entryId} waits in the line`, async () => {
        const { waiting } = await stage.snapshot();
        return waiting.some(({ workflowId }) => workflowId.startsWith(`${jobWorkflowId(entryId)}/`));
      });
    },
    phaseBecomes: async (entryId, phase) => {
      await until(`${entryId} is ${phase}`, async () => (await stage.job(entryId).query(jobState)).phase === phase);
    },
    statusBecomes: async (execution, status) => {
      await until(`${execution.workflowId} is ${status}`, async () => {
        const { typedSearchAttributes } = await execution.describe();
        return typedSearchAttributes.get(attributes.status) === status;
      });
    },
    ended: async (execution) => {
      await until(`${execution.workflowId} has begun`, () => hasBegun(execution));
      try {
        await execution.result();
      } catch (error) {
        if (!(error instanceof WorkflowFailedError)) throw error;
      }
    },
    keep: async (path, execution, end, says = "") => {
      await stage.ended(execution);
      // The execution may be the last of several: the first one is where it all begins.
      const { workflowId, firstExecutionRunId } = startOf(parsed(await execution.fetchHistory()));
      const runs: History[] = [];
      for (let runId: string | undefined = firstExecutionRunId; runId !== undefined;) {
        const history = await handle(workflowId, runId).fetchHistory();
        runs.push(history);
        runId = nextRunOf(parsed(history)) ?? (await resetRunOf(client, { workflowId, runId }));
      }
      const last = runs.at(-1);
      if (last !== undefined) expectEnd(`${path} of ${scene}`, parsed(last), end, says);
      for (const [index, run] of runs.entries()) {
        const type = startOf(parsed(run)).workflowType.name;
        keep({ path: `${type}/${runs.length === 1 ? path : `${path}-${index + 1}`}`, text: fixtureText(run) });
      }
    },
  };
  return stage;
}

async function hasBegun(execution: WorkflowHandle): Promise<boolean> {
  try {
    await execution.describe();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

const nextRunOf = ({ events }: HistoryJson): string | undefined => {
  const last = events.at(-1);
  return last && (partOf(last, "workflowExecutionContinuedAsNew")?.["newExecutionRunId"] as string | undefined);
};

function expectEnd(what: string, { events }: HistoryJson, end: End, says: string): void {
  const last = events.at(-1);
  const told = readable(JSON.stringify(last));
  if (last?.eventType === `EVENT_TYPE_WORKFLOW_EXECUTION_${end.toUpperCase()}` && told.includes(says)) return;
  throw new Error(`${what} had to be ${end} ${says}, and ends with ${told}`);
}
