import { createHash } from "node:crypto";
import {
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  type Client,
  type WorkflowHandle,
} from "@temporalio/client";
import { ActivityFailure, ApplicationFailure, rootCause } from "@temporalio/common";
import { canonical } from "#domain/canonical";
import { OperationalError } from "#domain/failure";
import { answeredWithin } from "#temporal/unavailable";
import type { OperationalDetails } from "#workflows/failures";
import { actionWorkflowId } from "#workflows/ids";
import { taskQueues } from "#workflows/task-queues";
import { Problem } from "./http/problem.ts";

const WAIT_MS = 20_000;
const START_MS = 5_000;

export interface Action<Flow extends ShortWorkflow> {
  /** Name of the workflow. */
  readonly type: string;
  readonly store: string;
  /** What is done to what: `test-connection/DEMO`. Asking twice at once is asking once, asking for something else is refused. */
  readonly subject: string;
  readonly input: Parameters<Flow>[0];
  /** It minds the time itself: what it has begun must be finished or undone, so no time-out ends it. */
  readonly mindsTime?: true;
}

type ShortWorkflow = (input: never) => Promise<unknown>;
type ResultOf<Flow> = Flow extends (input: never) => Promise<infer Result> ? Result : never;

/** Starts a short workflow and waits for its result: whatever talks to Shopify runs in a worker, not here. */
export interface Actions {
  /** Throws what the workflow failed with, `action-running`, `action-not-finished` after 20 s, or that Temporal is away. */
  run<Flow extends ShortWorkflow>(action: Action<Flow>): Promise<ResultOf<Flow>>;
}

export const createActions = (client: Client, waitMs = WAIT_MS): Actions => ({
  async run<Flow extends ShortWorkflow>(action: Action<Flow>): Promise<ResultOf<Flow>> {
    const until = Date.now() + waitMs;
    const handle = await answeredWithin(client, START_MS, () => startOrJoin(client, action));
    try {
      return (await client.withDeadline(until, () => handle.result())) as ResultOf<Flow>;
    } catch (error) {
      throw outcomeOf(error, action.subject);
    }
  },
});

/** Waits for an action. One that goes on when nobody waits any longer was asked for all the same, and is noted as that. */
export async function awaited<R>(action: Promise<R>, noteAsked: () => Promise<void>): Promise<R> {
  try {
    return await action;
  } catch (error) {
    if (error instanceof Problem && error.code === "action-not-finished") await noteAsked();
    throw error;
  }
}

async function startOrJoin(client: Client, action: Action<ShortWorkflow>): Promise<WorkflowHandle> {
  const { type, store, subject, input, mindsTime } = action;
  const workflowId = actionWorkflowId(store, subject);
  const wish = wishOf(action);
  for (;;) {
    try {
      return await client.workflow.start(type, {
        taskQueue: taskQueues.sync,
        workflowId,
        workflowIdConflictPolicy: "FAIL",
        // Nobody waits longer, and what is done late would surprise.
        ...(mindsTime === true ? {} : { workflowExecutionTimeout: "2 minutes" }),
        memo: { wish },
        args: [input],
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
    const running = client.workflow.getHandle(workflowId);
    const { status, memo, runId } = await running.describe();
    if (memo?.["wish"] === wish) return client.workflow.getHandle(workflowId, runId);
    // Otherwise it ended just now, and the next try starts.
    if (status.name === "RUNNING") throw actionRunning(store, subject);
  }
}

/** The same for everybody who wants the same. */
function wishOf({ type, input }: Action<ShortWorkflow>): string {
  const { by: _whoever, ...what } = input as { readonly by?: string };
  return createHash("sha256")
    .update(canonical([type, what]))
    .digest("hex");
}

const actionRunning = (store: string, subject: string): Problem =>
  new Problem(
    409,
    "action-running",
    `Another change of ${subject} of store ${store} is under way: try again when it is done`,
    {
      params: { subject },
      headers: { "retry-after": "5" },
    },
  );

function outcomeOf(error: unknown, subject: string): unknown {
  if (error instanceof WorkflowFailedError) return failureOf(error);
  if (isDeadline(error)) {
    return new Problem(
      503,
      "action-not-finished",
      `${subject} is not finished after ${WAIT_MS / 1000} s and goes on: look again in a while, and whether a worker runs`,
      { params: { subject }, headers: { "retry-after": "10" } },
    );
  }
  return error;
}

const DEADLINE_EXCEEDED = 4;

function isDeadline(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (!isGrpcServiceError(cause)) continue;
    const code: number = cause.code;
    return code === DEADLINE_EXCEEDED;
  }
  return false;
}

/** What the activity threw, as it was thrown there: the first application failure below the wrappers. */
function failureOf(error: WorkflowFailedError): OperationalError {
  let cause: unknown = error.cause;
  while (cause instanceof ActivityFailure) cause = cause.cause;
  if (!(cause instanceof ApplicationFailure)) {
    return new OperationalError("action-failed", `It did not work: ${rootCause(error) ?? error.message}`, {
      retryable: false,
      cause: error,
    });
  }
  const details = (cause.details?.[0] ?? {}) as Partial<OperationalDetails>;
  return new OperationalError(cause.type ?? "action-failed", cause.message, {
    retryable: details.isTemporary ?? false,
    params: details.params ?? {},
    cause: error,
  });
}
