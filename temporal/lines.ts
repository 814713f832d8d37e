import {
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
} from "@temporalio/client";
import { OperationalError } from "#domain/failure";
import { entryIdOf, queueWorkflowId } from "#workflows/ids";
import {
  queueSnapshot,
  setJobPriority,
  setQueuePaused,
  type JobQueueInput,
  type Priority,
  type QueueSnapshot,
} from "#workflows/messages";
import { attributes } from "#workflows/search-attributes";
import { taskQueues } from "#workflows/task-queues";
import type { WaitingFor } from "./job-queue-entry.ts";
import { describeOr, type ExecutionFacts } from "./open-executions.ts";
import { answeredWithin } from "./unavailable.ts";

const QUERY_DEADLINE_MS = 2_000;
const UPDATE_DEADLINE_MS = 5_000;

interface Line {
  readonly scope: string;
  readonly category: string;
}

/** The line an attempt waits in; undefined while it has not joined yet. */
function lineOf(attempt: ExecutionFacts): Line | undefined {
  const scope = attempt.typedSearchAttributes.get(attributes.scope);
  const category = attempt.typedSearchAttributes.get(attributes.category);
  return scope === undefined || category === undefined ? undefined : { scope, category };
}

/**
 * What waiting attempts wait for, by their workflow id; each line is asked once. Missing when it cannot be told: the attempt has
 * not joined yet, or there is no worker to ask.
 */
export async function placesInLine(
  client: Client,
  attempts: readonly ExecutionFacts[],
): Promise<ReadonlyMap<string, WaitingFor>> {
  const lines = new Map<string, Promise<LineFacts | undefined>>();
  const places = new Map<string, WaitingFor>();
  for (const attempt of attempts) {
    const line = lineOf(attempt);
    if (line === undefined) continue;
    const queueId = queueWorkflowId(line.scope, line.category);
    const asked = lines.get(queueId) ?? factsOf(client, line);
    lines.set(queueId, asked);
    const facts = await asked;
    if (facts === undefined) continue;
    const place = facts.waiting.findIndex(({ workflowId }) => workflowId === attempt.workflowId);
    places.set(attempt.workflowId, {
      ...line,
      holderEntryId: facts.holder === null ? null : entryIdOf(facts.holder.workflowId),
      holderReport: facts.holderReport,
      holderShopCode: facts.holderShopCode,
      holderIsPaused: facts.holderIsPaused,
      isPaused: facts.isPaused,
      note: facts.note ?? null,
      place: place === -1 ? null : place + 1,
    });
  }
  return places;
}

interface LineFacts extends QueueSnapshot {
  readonly holderIsPaused: boolean;
  readonly holderReport: string | null;
  readonly holderShopCode: string | null;
}

async function factsOf(client: Client, line: Line): Promise<LineFacts | undefined> {
  const snapshot = await snapshotOf(client, line);
  if (snapshot === undefined) return undefined;
  const { holder } = snapshot;
  const running = holder && (await describeOr(client.workflow.getHandle(holder.workflowId).describe()));
  const found = running?.typedSearchAttributes;
  return {
    ...snapshot,
    holderIsPaused: found?.get(attributes.status) === "Paused",
    holderReport: found?.get(attributes.report) ?? null,
    holderShopCode: found?.get(attributes.shopCode) ?? null,
  };
}

async function snapshotOf(client: Client, { scope, category }: Line): Promise<QueueSnapshot | undefined> {
  try {
    return await client.withDeadline(Date.now() + QUERY_DEADLINE_MS, () =>
      client.workflow.getHandle(queueWorkflowId(scope, category)).query(queueSnapshot),
    );
  } catch {
    return undefined;
  }
}

/** Gives a waiting attempt another priority. Throws `job-not-waiting` when its turn has come. */
export async function prioritizeInLine(
  client: Client,
  attempt: ExecutionFacts,
  firstRunId: string,
  priority: Priority,
): Promise<void> {
  const line = lineOf(attempt);
  // It has not joined yet: it will, with the priority it has been told.
  if (line === undefined) return;
  const queue = client.workflow.getHandle(queueWorkflowId(line.scope, line.category));
  try {
    await answeredWithin(client, UPDATE_DEADLINE_MS, () =>
      queue.executeUpdate(setJobPriority, { args: [{ firstRunId, priority }] }),
    );
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError || error instanceof WorkflowNotFoundError) throw jobNotWaiting();
    throw error;
  }
}

export const jobNotWaiting = (): OperationalError =>
  new OperationalError("job-not-waiting", "The job runs already: its priority matters only while it waits", {
    retryable: false,
  });

/** Stops granting in a line, or resumes it. A line where nobody waits has no execution, so one is started. */
export async function setLinePaused(
  client: Client,
  line: Line,
  wanted: { readonly isPaused: boolean; readonly note?: string },
): Promise<void> {
  const startWorkflowOperation = new WithStartWorkflowOperation("jobQueue", {
    workflowId: queueWorkflowId(line.scope, line.category),
    taskQueue: taskQueues.jobQueue,
    args: [{ ...line } satisfies JobQueueInput],
    workflowIdConflictPolicy: "USE_EXISTING",
    staticSummary: `${line.category} of ${line.scope}`,
  });
  await answeredWithin(client, UPDATE_DEADLINE_MS, () =>
    client.workflow.executeUpdateWithStart(setQueuePaused, { startWorkflowOperation, args: [wanted] }),
  );
}
