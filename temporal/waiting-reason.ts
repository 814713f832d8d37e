import type { WorkflowExecutionDescription } from "@temporalio/client";
import { tsToMs } from "@temporalio/common/lib/time.js";
import { findReport } from "#workflows/catalogue";
import type { WaitingFor } from "./job-queue-entry.ts";

/** Failure type of a call that Shopify's quota left no points for. */
const THROTTLED = "shopify-throttled";

/** In words, what a job in a line waits for: `another job of SHPFY: Sync Orders from Shopify of shop DEMO`. */
export function lineReason(waiting: WaitingFor): string {
  const { category, isPaused, note, holderEntryId, holderReport, holderShopCode, holderIsPaused } = waiting;
  if (isPaused) return `the line ${category} is paused${note === null || note === "" ? "" : `: ${note}`}`;
  if (holderEntryId === null) return `its turn in the line ${category}`;
  const name = holderReport === null ? holderEntryId : (findReport(holderReport)?.caption ?? holderReport);
  const shop = holderShopCode === null ? "" : ` of shop ${holderShopCode}`;
  return `another job of ${category}: ${name}${shop}${holderIsPaused ? ", which is paused" : ""}`;
}

/** `API quota until …`, of a running attempt whose steps come back when Shopify has points for them. Null when it waits for none. */
export function quotaReason(attempt: WorkflowExecutionDescription, now: number): string | null {
  const times = (attempt.raw.pendingActivities ?? []).flatMap(
    ({ lastFailure, nextAttemptScheduleTime, scheduledTime }) => {
      const next = nextAttemptScheduleTime ?? scheduledTime;
      return lastFailure?.applicationFailureInfo?.type === THROTTLED && next != null ? [tsToMs(next)] : [];
    },
  );
  const until = Math.max(...times);
  return until > now ? `API quota until ${new Date(until).toISOString()}` : null;
}
