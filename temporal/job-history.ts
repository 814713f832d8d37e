import type { Client, WorkflowExecutionDescription } from "@temporalio/client";
import { tsToMs } from "@temporalio/common/lib/time.js";
import { jobWorkflowId } from "#workflows/ids";
import { isGone } from "./edge-events.ts";
import { jobNotFound } from "./find-entry.ts";
import { describeOr } from "./open-executions.ts";

/** One thing that happened to a job, as people read it. */
export interface HistoryStep {
  readonly at: string;
  readonly endedAt: string | null;
  readonly kind: "job" | "attempt" | "activity" | "wait" | "signal";
  /** What it was: the name of the activity or signal, or what the job did. */
  readonly title: string;
  /** Null: of the job itself. */
  readonly attempt: number | null;
  readonly status: "running" | "completed" | "failed" | "cancelled";
  /** How often an activity was tried. */
  readonly tries: number | null;
  /** Why it failed, or failed last. */
  readonly failure: string | null;
}

type History = Awaited<ReturnType<ReturnType<Client["workflow"]["getHandle"]>["fetchHistory"]>>;
type Event = NonNullable<History["events"]>[number];

/** The steps of a job and of its attempts, from their histories. Throws `job-not-found` also when Temporal has forgotten it. */
export async function jobHistory(client: Client, entryId: string): Promise<readonly HistoryStep[]> {
  const events = await eventsOf(client, jobWorkflowId(entryId));
  if (events === undefined) throw jobNotFound(entryId);
  const attempts = events.flatMap((event) => {
    const started = event.childWorkflowExecutionStartedEventAttributes?.workflowExecution;
    return started?.workflowId && started.runId ? [{ workflowId: started.workflowId, runId: started.runId }] : [];
  });
  const ofAttempts = await Promise.all(attempts.map((one) => attemptSteps(client, one)));
  return [...stepsOf(events, null, undefined), ...ofAttempts.flat()].toSorted((a, b) => a.at.localeCompare(b.at));
}

async function attemptSteps(
  client: Client,
  { workflowId, runId }: { readonly workflowId: string; readonly runId: string },
): Promise<readonly HistoryStep[]> {
  const number = Number(workflowId.slice(workflowId.lastIndexOf("/") + 1));
  const [events, description] = await Promise.all([
    eventsOf(client, workflowId, runId),
    describeOr(client.workflow.getHandle(workflowId, runId).describe()),
  ]);
  return stepsOf(events ?? [], number, description);
}

async function eventsOf(client: Client, workflowId: string, runId?: string): Promise<readonly Event[] | undefined> {
  try {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    return events ?? [];
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** Keeps what is open until the event that ends it. */
function stepsOf(
  events: readonly Event[],
  attempt: number | null,
  description: WorkflowExecutionDescription | undefined,
): readonly HistoryStep[] {
  const steps: HistoryStep[] = [];
  const open = new Map<string, number>();
  const begin = (key: string, step: Pick<HistoryStep, "kind" | "title">, event: Event): void => {
    open.set(key, steps.length);
    steps.push({
      ...step,
      at: timeOf(event),
      endedAt: null,
      attempt,
      status: "running",
      tries: null,
      failure: null,
    });
  };
  const change = (key: string, changes: Partial<HistoryStep>): void => {
    const index = open.get(key);
    const step = index === undefined ? undefined : steps[index];
    if (index !== undefined && step !== undefined) steps[index] = { ...step, ...changes };
  };
  const end = (key: string, event: Event, status: HistoryStep["status"], failure?: string | null): void =>
    change(key, { endedAt: timeOf(event), status, ...(failure == null ? {} : { failure }) });

  for (const event of events) read(event, attempt, { begin, change, end });
  for (const pending of description?.raw.pendingActivities ?? [])
    change(`activity ${pending.activityId}`, {
      tries: pending.attempt ?? 1,
      failure: pending.lastFailure?.message ?? null,
    });
  return steps;
}

interface Steps {
  begin(key: string, step: Pick<HistoryStep, "kind" | "title">, event: Event): void;
  change(key: string, changes: Partial<HistoryStep>): void;
  end(key: string, event: Event, status: HistoryStep["status"], failure?: string | null): void;
}

function read(event: Event, attempt: number | null, { begin, change, end }: Steps): void {
  const self = "execution";
  if (event.workflowExecutionStartedEventAttributes)
    begin(self, { kind: attempt === null ? "job" : "attempt", title: nameOf(event) }, event);
  else if (event.workflowExecutionCompletedEventAttributes || event.workflowExecutionContinuedAsNewEventAttributes)
    end(self, event, "completed");
  else if (event.workflowExecutionFailedEventAttributes)
    end(self, event, "failed", event.workflowExecutionFailedEventAttributes.failure?.message);
  else if (event.workflowExecutionTerminatedEventAttributes)
    end(self, event, "failed", event.workflowExecutionTerminatedEventAttributes.reason ?? "terminated");
  else if (event.workflowExecutionCanceledEventAttributes) end(self, event, "cancelled");
  else if (event.workflowExecutionSignaledEventAttributes) {
    const key = `signal ${String(event.eventId)}`;
    begin(key, { kind: "signal", title: event.workflowExecutionSignaledEventAttributes.signalName ?? "" }, event);
    end(key, event, "completed");
  } else if (event.timerStartedEventAttributes)
    begin(`timer ${event.timerStartedEventAttributes.timerId}`, { kind: "wait", title: waitOf(event) }, event);
  else if (event.timerFiredEventAttributes) end(`timer ${event.timerFiredEventAttributes.timerId}`, event, "completed");
  else if (event.timerCanceledEventAttributes)
    end(`timer ${event.timerCanceledEventAttributes.timerId}`, event, "cancelled");
  else readActivity(event, { begin, change, end });
}

/** Later events name an activity by the event that scheduled it. */
function readActivity(event: Event, { begin, change, end }: Steps): void {
  const scheduled = event.activityTaskScheduledEventAttributes;
  const started = event.activityTaskStartedEventAttributes;
  const { activityTaskCompletedEventAttributes: completed, activityTaskFailedEventAttributes: failed } = event;
  const { activityTaskTimedOutEventAttributes: timedOut, activityTaskCanceledEventAttributes: cancelled } = event;
  const keyOf = (id: unknown): string => `activity ${String(id)}`;
  if (scheduled) begin(keyOf(event.eventId), { kind: "activity", title: scheduled.activityType?.name ?? "" }, event);
  else if (started)
    change(keyOf(started.scheduledEventId), {
      tries: started.attempt ?? 1,
      failure: started.lastFailure?.message ?? null,
    });
  else if (completed) end(keyOf(completed.scheduledEventId), event, "completed");
  else if (failed) end(keyOf(failed.scheduledEventId), event, "failed", failed.failure?.message);
  else if (timedOut) end(keyOf(timedOut.scheduledEventId), event, "failed", timedOut.failure?.message);
  else if (cancelled) end(keyOf(cancelled.scheduledEventId), event, "cancelled");
}

const timeOf = (event: Event): string => new Date(event.eventTime ? tsToMs(event.eventTime) : 0).toISOString();

const nameOf = (event: Event): string => event.workflowExecutionStartedEventAttributes?.workflowType?.name ?? "";

const waitOf = (event: Event): string => {
  const timeout = event.timerStartedEventAttributes?.startToFireTimeout;
  return `wait ${timeout ? Math.round(tsToMs(timeout) / 100) / 10 : 0} s`;
};
