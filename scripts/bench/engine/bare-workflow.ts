import { proxyActivities } from "@temporalio/workflow";
import type { BareActivities } from "./bare-worker.ts";

const { nothing } = proxyActivities<BareActivities>({ startToCloseTimeout: "1 minute" });

/** What every workflow costs: one activity that does nothing. */
export async function bareJob(): Promise<void> {
  await nothing();
}
