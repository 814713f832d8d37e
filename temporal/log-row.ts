import type { Client, WorkflowExecutionInfo } from "@temporalio/client";
import type { NewJobLogRow } from "#database/job-log-copy";
import { findReport } from "#workflows/catalogue";
import { failureTypes } from "#workflows/failures";
import { entryIdOf } from "#workflows/ids";
import {
  noCounts,
  type AttemptFailure,
  type AttemptInput,
  type AttemptMemo,
  type JobParameters,
  type Outcome,
} from "#workflows/messages";
import { attributes } from "#workflows/search-attributes";
import { closingReason, startArgument } from "./edge-events.ts";
import { resetRunOf } from "./reset-run.ts";

/** The log row of a closed attempt: from its memo and search attributes, and from its history where those do not say it. */
export async function logRowOf(client: Client, execution: WorkflowExecutionInfo): Promise<NewJobLogRow> {
  const { workflowId, runId, typedSearchAttributes: found, closeTime, startTime } = execution;
  const memo = (execution.memo ?? {}) as Partial<AttemptMemo>;
  const report = found.get(attributes.report) ?? execution.type;
  const trigger = uncapitalized(found.get(attributes.trigger) ?? "Manual");
  const { outcome, failure, resetRunId = null } = await endingOf(client, execution, memo);
  const isError = outcome === "failed" || outcome === "incomplete";
  // The next slot of a schedule catches up on what was incomplete.
  const isSettledByItself = trigger === "schedule" && outcome === "incomplete";
  const hasNoRerun = (memo.rerunsLeft ?? 0) <= 0 || failure?.isPermanent === true;
  const startedAt = found.get(attributes.startedAt) ?? startTime;
  return {
    workflowId,
    runId,
    entryId: found.get(attributes.entryId) ?? entryIdOf(workflowId),
    report,
    shop: found.get(attributes.shopCode) ?? null,
    store: memo.store ?? null,
    countsInCue: findReport(report)?.countsInCue ?? false,
    trigger,
    category: found.get(attributes.category) ?? null,
    priority: memo.priority ?? 3,
    attempt: found.get(attributes.attempt) ?? 1,
    maxAttempts: memo.maxAttempts ?? 0,
    outcome,
    isFinal: isError && hasNoRerun && !isSettledByItself,
    enqueuedAt: found.get(attributes.enqueuedAt) ?? startedAt,
    startedAt,
    endedAt: closeTime ?? startedAt,
    counts: memo.result?.counts ?? memo.progress?.counts ?? noCounts,
    parameters: await parametersOf(client, execution, memo),
    errorType: isError ? (failure?.type ?? failureTypes.unexpected) : null,
    errorMessage: isError ? (failure?.message ?? null) : null,
    errorParams: isError ? (failure?.params ?? null) : null,
    errorActivity: isError ? (failure?.activity ?? null) : null,
    batchId: memo.batchId ?? null,
    rerunOf: memo.rerunOf ?? null,
    supersedes: [...(memo.supersedes ?? [])],
    requestedBy: memo.requestedBy ?? null,
    resetRunId,
  };
}

interface Ending {
  readonly outcome: Outcome;
  readonly failure: AttemptFailure | null;
  /** The run that goes on in its place. */
  readonly resetRunId?: string;
}

async function endingOf(client: Client, execution: WorkflowExecutionInfo, memo: Partial<AttemptMemo>): Promise<Ending> {
  const { status } = execution;
  if (status.name === "COMPLETED") return { outcome: memo.result?.outcome ?? "succeeded", failure: null };
  if (status.name === "CANCELLED") return { outcome: "cancelled", failure: null };
  if (status.name === "FAILED" && memo.failure !== undefined)
    return { outcome: memo.result?.outcome ?? "failed", failure: memo.failure };
  const resetRunId = status.name === "TERMINATED" ? await resetRunOf(client, execution) : undefined;
  // A person wanted it to begin anew: how the job does is told by the run that goes on.
  if (resetRunId !== undefined) return { outcome: "cancelled", failure: null, resetRunId };
  const reason = await closingReason(client, execution);
  const [type, message] =
    status.name === "TERMINATED"
      ? [failureTypes.jobTerminated, `Terminated from outside${reason === null || reason === "" ? "" : `: ${reason}`}`]
      : [failureTypes.unexpected, reason ?? "The run ended without saying why: look at its history"];
  return { outcome: "failed", failure: { type, message, isPermanent: true } };
}

async function parametersOf(
  client: Client,
  execution: WorkflowExecutionInfo,
  memo: Partial<AttemptMemo>,
): Promise<JobParameters> {
  if (memo.parameters !== undefined) return memo.parameters;
  const input = (await startArgument(client, execution)) as AttemptInput | undefined;
  return input?.parameters ?? {};
}

export const uncapitalized = (value: string): string => `${value.charAt(0).toLowerCase()}${value.slice(1)}`;
