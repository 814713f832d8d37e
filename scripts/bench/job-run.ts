import type { Client } from "@temporalio/client";
import { tsToMs } from "@temporalio/common/lib/time.js";
import { runJobOptions } from "#workflows/job-options";
import { attemptWorkflowId, jobWorkflowId } from "#workflows/ids";
import type { ReportResult } from "#workflows/messages";
import type { Interval } from "./intervals.ts";

export interface JobRun {
  readonly result: ReportResult;
  readonly from: Interval;
  /** When at least one activity was under way; the rest of the time is Temporal's. */
  readonly activities: readonly Interval[];
  readonly historyEvents: { readonly job: number; readonly attempt: number };
}

/** Runs a report as its schedule would, and reads from its histories where the time went. */
export async function runScheduled(
  client: Client,
  shop: { readonly code: string; readonly store: string },
  report: "syncOrders" | "createSalesOrders",
  entryId: string,
): Promise<JobRun> {
  const workflowId = jobWorkflowId(entryId);
  const start = Date.now();
  const options = runJobOptions({
    report,
    shopCode: shop.code,
    store: shop.store,
    category: "SHPFY",
    priority: 3,
    trigger: "schedule",
    parameters: {},
    maxAttempts: 0,
  });
  const handle = await client.workflow.start("runJob", { ...options, workflowId });
  const result = (await handle.result()) as ReportResult;
  const end = Date.now();
  const job = await client.workflow.getHandle(workflowId).fetchHistory();
  const attempt = await client.workflow.getHandle(attemptWorkflowId(entryId, 1)).fetchHistory();
  return {
    result,
    from: { start, end },
    activities: activitiesOf(attempt),
    historyEvents: { job: job.events?.length ?? 0, attempt: attempt.events?.length ?? 0 },
  };
}

type History = Awaited<ReturnType<ReturnType<Client["workflow"]["getHandle"]>["fetchHistory"]>>;

/** From the moment a worker had it to its end. */
function activitiesOf({ events }: History): readonly Interval[] {
  const startedAt = new Map<string, number>();
  return (events ?? []).flatMap((event) => {
    const at = event.eventTime ? tsToMs(event.eventTime) : 0;
    const begun = event.activityTaskStartedEventAttributes?.scheduledEventId;
    if (begun) startedAt.set(begun.toString(), at);
    const ended =
      event.activityTaskCompletedEventAttributes?.scheduledEventId ??
      event.activityTaskFailedEventAttributes?.scheduledEventId;
    const start = ended ? startedAt.get(ended.toString()) : undefined;
    return start === undefined ? [] : [{ start, end: at }];
  });
}
