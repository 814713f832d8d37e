import type { Client, WorkflowExecutionInfo } from "@temporalio/client";
import { tsToMs } from "@temporalio/common/lib/time.js";
import type { ReportResult } from "#workflows/messages";
import { attributes } from "#workflows/search-attributes";
import type { Span } from "./day-slots.ts";

export const jobCueKeys = [
  "tasksInProcess",
  "tasksInQueue",
  "synchronizationErrors",
  "tasksFailed",
  "failingNow",
] as const;
export type JobCueKey = (typeof jobCueKeys)[number];

/** What a figure was over time. */
export interface Timeline {
  /** All that somebody may have been told who learns of everything within this time, in words when it is not `value`. */
  contradiction(value: number | null | undefined, known: Span): string | undefined;
}

/** Time in one status. `to` is infinite for one that goes on. */
export interface StatusSpan extends Span {
  readonly status: string;
  readonly shop: string;
}

export interface ClosedAttempt {
  readonly workflowId: string;
  readonly runId: string;
  readonly report: string;
  readonly shop: string;
  readonly closedAt: number;
  readonly outcome: ReportResult["outcome"];
}

/** What Temporal itself knows when all is over. */
export interface Truth {
  readonly spans: readonly StatusSpan[];
  readonly attempts: readonly ClosedAttempt[];
}

const READ_AT_ONCE = 8;

/** Reads every history of jobs and attempts. */
export async function readTruth(client: Client): Promise<Truth> {
  const executions: WorkflowExecutionInfo[] = [];
  for await (const one of client.workflow.list({ query: "WorkflowType = 'runJob' OR JobAttempt > 0" }))
    executions.push(one);
  const spans: StatusSpan[] = [];
  const left = [...executions];
  const read = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) spans.push(...(await spansOf(client, one)));
  };
  await Promise.all(Array.from({ length: READ_AT_ONCE }, read));
  const attempts = executions.flatMap((execution): readonly ClosedAttempt[] => {
    const { typedSearchAttributes: told, closeTime, workflowId, runId, memo } = execution;
    if (told.get(attributes.attempt) === undefined || told.get(attributes.startedAt) === undefined || !closeTime)
      return [];
    // One that somebody ended from outside could not say how.
    const outcome = (memo?.["result"] as ReportResult | undefined)?.outcome ?? "failed";
    const [report = "", shop = ""] = [told.get(attributes.report), told.get(attributes.shopCode)];
    return [{ workflowId, runId, report, shop, closedAt: closeTime.getTime(), outcome }];
  });
  return { spans, attempts };
}

/** How long an execution had which status, by the events of its history. */
async function spansOf(client: Client, execution: WorkflowExecutionInfo): Promise<readonly StatusSpan[]> {
  const { workflowId, runId, closeTime, typedSearchAttributes } = execution;
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const shop = typedSearchAttributes.get(attributes.shopCode) ?? "";
  const spans: StatusSpan[] = [];
  let current: { readonly status: string; readonly from: number } | undefined;
  const end = (at: number): void => {
    if (current !== undefined) spans.push({ ...current, to: at, shop });
    current = undefined;
  };
  for (const event of events ?? []) {
    const fields =
      event.workflowExecutionStartedEventAttributes?.searchAttributes?.indexedFields ??
      event.upsertWorkflowSearchAttributesEventAttributes?.searchAttributes?.indexedFields;
    const payload = fields?.[attributes.status.name];
    if (payload === undefined) continue;
    const at = event.eventTime ? tsToMs(event.eventTime) : 0;
    end(at);
    const text = Buffer.from(payload.data ?? []).toString();
    const status: unknown = text === "" ? null : JSON.parse(text);
    if (typeof status === "string") current = { status, from: at };
  }
  end(closeTime?.getTime() ?? Number.POSITIVE_INFINITY);
  return spans;
}

/** When a person took note of an error, by the run of the attempt. */
export type Acknowledged = ReadonlyMap<string, number>;

/** Each figure over time, of one shop or of all, derived from the histories alone and from what people did. */
export function timelinesOf(
  { spans, attempts }: Truth,
  acknowledged: Acknowledged,
  shop: string | undefined,
): Readonly<Record<JobCueKey, Timeline>> {
  const own = <T extends { readonly shop: string }>(list: readonly T[]): readonly T[] =>
    shop === undefined ? list : list.filter((one) => one.shop === shop);
  const statusOf = (...statuses: readonly string[]): Timeline => {
    const some = own(spans).filter(({ status }) => statuses.includes(status));
    return {
      // Of every execution Temporal's lists know what it was a moment ago, but not of all what they were at the same moment.
      contradiction: (value, known) => {
        const least = some.filter(({ from, to }) => from <= known.from && known.to < to).length;
        const most = some.filter(({ from, to }) => from <= known.to && known.from < to).length;
        return typeof value === "number" && least <= value && value <= most
          ? undefined
          : `${value}, not from ${least} to ${most}`;
      },
    };
  };
  const closed = own(attempts);
  const errors = closed.filter(({ outcome }) => outcome === "failed" || outcome === "incomplete");
  const isOpen = ({ closedAt, runId }: ClosedAttempt, moment: number): boolean =>
    closedAt <= moment && !((acknowledged.get(runId) ?? Number.POSITIVE_INFINITY) <= moment);
  const changes = ascending([...closed.map(({ closedAt }) => closedAt), ...acknowledged.values()]);
  const countAt = (at: (moment: number) => number): Timeline => ({
    contradiction: (value, known) => {
      const moments = [known.from, ...changes.filter((moment) => known.from < moment && moment <= known.to)];
      const right = new Set<unknown>(moments.map(at));
      return right.has(value) ? undefined : `${value}, not ${[...right].join(" or ")}`;
    },
  });
  const open = (counts: (error: ClosedAttempt) => boolean): Timeline =>
    countAt((moment) => errors.filter((error) => counts(error) && isOpen(error, moment)).length);
  return {
    tasksInProcess: statusOf("InProcess", "Paused"),
    tasksInQueue: statusOf("Ready", "Waiting", "Retrying"),
    synchronizationErrors: open(({ report }) => report === "syncOrders"),
    // A scheduled job that is incomplete needs nobody: the next slot catches up.
    tasksFailed: open(({ outcome }) => outcome === "failed"),
    failingNow: countAt((moment) => {
      const failing = errors.filter(
        (error) =>
          isOpen(error, moment) &&
          !closed.some(
            (later) =>
              later.report === error.report &&
              later.shop === error.shop &&
              later.outcome.startsWith("succeeded") &&
              error.closedAt <= later.closedAt &&
              later.closedAt <= moment,
          ),
      );
      return new Set(failing.map(({ report, shop: of }) => `${report} ${of}`)).size;
    }),
  };
}

const ascending = (moments: readonly number[]): readonly number[] => moments.toSorted((one, other) => one - other);
