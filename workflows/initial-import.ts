import { ChildWorkflowFailure, CancelledFailure } from "@temporalio/common";
import {
  CancellationScope,
  executeChild,
  isCancellation,
  ParentClosePolicy,
  setHandler,
  upsertMemo,
  uuid4,
  workflowInfo,
} from "@temporalio/workflow";
import { failureOfChild, failureTypes } from "./failures.ts";
import { jobWorkflowId } from "./ids.ts";
import { errorOfResult, linesBefore, withLine } from "./initial-import-lines.ts";
import { runJobOptions } from "./job-options.ts";
import {
  initialImportLines,
  type ImportLine,
  type ImportLineStatus,
  type InitialImportInput,
  type InitialImportMemo,
  type InitialImportResult,
  type PlannedImportLine,
} from "./initial-import-messages.ts";
import type { runJob } from "./run-job.ts";

/** As a job that a person starts. */
const MAX_ATTEMPTS = 5;

/**
 * The initial import of a shop: a job for each line, those that depend on another one after it. Whatever becomes of the jobs it comes
 * to its end: what depends on a line that did not succeed is blocked. Cancelling it cancels the jobs that wait or run.
 */
export async function initialImport(input: InitialImportInput): Promise<InitialImportResult> {
  let lines = linesBefore(input.lines);
  setHandler(initialImportLines, () => lines);
  const show = (line: PlannedImportLine, change: Partial<ImportLine>): void => {
    lines = withLine(lines, line.name, change);
    upsertMemo({ lines } satisfies Partial<InitialImportMemo>);
  };
  const endings = new Map<string, Promise<ImportLineStatus>>();

  const run = async (line: PlannedImportLine): Promise<ImportLineStatus> => {
    const end = (status: ImportLineStatus, change: Partial<ImportLine> = {}): ImportLineStatus => {
      show(line, { ...change, status });
      return status;
    };
    if (!line.isAvailable) return end("notAvailable");
    const before = line.dependsOn === null ? "success" : await endings.get(line.dependsOn);
    if (before !== "success") return end("blocked");
    const entryId = uuid4();
    show(line, { status: "inProcess", entryId });
    const error = await errorOfJob(input, line, entryId);
    return error === null ? end("success") : end("error", { error });
  };

  for (const line of input.lines) endings.set(line.name, run(line));
  await Promise.all(endings.values());
  // Only now: the jobs have ended as well.
  if (CancellationScope.current().consideredCancelled) throw new CancelledFailure("The initial import was cancelled");
  return { lines };
}

/** Runs the job of a line to its end; null when it succeeded. */
async function errorOfJob(
  input: InitialImportInput,
  line: PlannedImportLine,
  entryId: string,
): Promise<ImportLine["error"]> {
  const { shopCode, store, requestedBy, timing } = input;
  try {
    const result = await executeChild<typeof runJob>("runJob", {
      ...runJobOptions({
        report: line.report,
        shopCode,
        store,
        category: line.category,
        priority: 3,
        trigger: "initialImport",
        parameters: line.parameters,
        maxAttempts: MAX_ATTEMPTS,
        batchId: workflowInfo().firstExecutionRunId,
        requestedBy,
        ...(timing === undefined ? {} : { timing }),
      }),
      workflowId: jobWorkflowId(entryId),
      // When the import is terminated its jobs end in peace, each with its row in the log.
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
    });
    return errorOfResult(result);
  } catch (error) {
    if (isCancellation(error)) return cancelled;
    if (!(error instanceof ChildWorkflowFailure)) throw error;
    const { type, message } = failureOfChild(error).failure;
    return { type, message };
  }
}

const cancelled = {
  type: failureTypes.jobCancelled,
  message: "The job was cancelled: start the import again if it is still wanted",
} as const;
