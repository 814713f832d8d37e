import { executeChild, proxyActivities, workflowInfo } from "@temporalio/workflow";
import { childOfBare } from "./bare-ids.ts";
import type { BareActivities } from "./bare-worker.ts";

const { nothing } = proxyActivities<BareActivities>({ startToCloseTimeout: "1 minute" });

/** What every workflow costs: one activity that does nothing. */
export async function bareJob(): Promise<void> {
  await nothing();
}

/** What a job is made of, with nothing in it: a workflow that has another one do the work. */
export async function bareParent(): Promise<void> {
  await executeChild(bareJob, { workflowId: childOfBare(workflowInfo().workflowId) });
}
