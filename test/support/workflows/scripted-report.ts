import { proxyActivities } from "@temporalio/workflow";
import { attempt } from "#workflows/attempt";
import type { AttemptInput, Counts, ReportResult } from "#workflows/messages";
import { taskQueues } from "#workflows/task-queues";

export interface BatchInput {
  readonly report: string;
  readonly entryId: string;
  readonly shopCode: string | null;
  readonly attempt: number;
  /** From 0 over all executions of the attempt. */
  readonly batch: number;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface BatchResult {
  readonly done: boolean;
  readonly counts?: Partial<Counts>;
  /** Reported as a temporary obstacle; the batches go on. */
  readonly incomplete?: { readonly type: string; readonly message: string };
}

export interface ScriptedActivities {
  runBatch(input: BatchInput): Promise<BatchResult>;
}

/** `tries`: how often an activity that fails is tried before the attempt fails. */
const batches = (tries: number) =>
  proxyActivities<ScriptedActivities>({
    taskQueue: taskQueues.shopify,
    startToCloseTimeout: "1 minute",
    heartbeatTimeout: "2 seconds",
    retry: { initialInterval: "50 milliseconds", maximumInterval: "500 milliseconds", maximumAttempts: tries },
  });

/** A report whose batches are what a test says. */
export async function scriptedReport(
  report: string,
  input: AttemptInput<Readonly<Record<string, unknown>>, string | null>,
): Promise<ReportResult> {
  return attempt(input, async (job) => {
    const { entryId, shopCode, attempt: number, parameters } = input;
    const { runBatch } = batches((parameters["tries"] as number | undefined) ?? 20);
    for (let batch = (job.carry as number | undefined) ?? 0; ; batch += 1) {
      job.phase(`Batch ${batch}`);
      const result = await runBatch({ report, entryId, shopCode, attempt: number, batch, parameters });
      job.add(result.counts ?? {});
      if (result.incomplete !== undefined) job.incomplete(result.incomplete);
      if (result.done) return;
      job.carry = batch + 1;
      await job.betweenBatches();
    }
  });
}
