import { createHash } from "node:crypto";
import { ScheduleOverlapPolicy, type ScheduleDescription, type ScheduleOptions } from "@temporalio/client";
import { TypedSearchAttributes } from "@temporalio/common";
import { canonical } from "#domain/canonical";
import { differencesOf, type Difference } from "#domain/differences";
import { MINUTES_OF_A_DAY } from "#domain/jobs/recurrence";
import { startWindowOf, type ScheduleDefinition } from "#domain/jobs/schedule-definition";
import { scheduleTimes } from "#domain/jobs/schedule-spec";
import { recurrenceText } from "#domain/jobs/schedule-text";
import { findReport } from "#workflows/catalogue";
import { jobWorkflowId, ownerOfSchedule, scheduleId, type ScheduleOwner } from "#workflows/ids";
import type { RunJobInput } from "#workflows/messages";
import { attributes } from "#workflows/search-attributes";
import { priorityNumbers } from "./job-queue-entry.ts";
import { runJobOptions } from "#workflows/job-options";

const MINUTE_MS = 60_000;
const LEAST_CATCH_UP_MINUTES = 10;

/** Beginnings of notes: why somebody, or the shop, put a schedule on hold. */
export const HOLD = "hold: ";
export const SHOP_DISABLED = "shop-disabled: ";

/** Says for which shop a schedule is on hold. */
export const shopDisabledNote = (shopCode: string): string =>
  `${SHOP_DISABLED}Shop ${shopCode} is disabled; when it is enabled this goes on`;

export interface ScheduleKey {
  readonly owner: ScheduleOwner;
  readonly name: string;
}

/** As people know it, and as its runs begin: `api.orders`. */
export const idOf = ({ owner, name }: ScheduleKey): string => `${owner}.${name}`;

export const keysOf = (ids: readonly string[]): readonly ScheduleKey[] =>
  ids.flatMap((id) => ownerOfSchedule(jobWorkflowId(id)) ?? []);

/** Everything of a schedule but its state and memo: what an update replaces. */
export type CompiledSchedule = Pick<ScheduleOptions, "scheduleId" | "spec" | "action" | "typedSearchAttributes"> & {
  readonly policies: {
    readonly overlap: ScheduleOverlapPolicy;
    readonly pauseOnFailure: boolean;
    readonly catchupWindow: number;
  };
};

/** The schedule a definition means. Its action starts the job itself, so overlap and failures are those of the job. */
export function compileSchedule(
  key: ScheduleKey,
  definition: ScheduleDefinition,
  store: string | null,
): CompiledSchedule {
  const { earliestStartDateTime, expirationDateTime, timeZone, jitterSec } = definition;
  return {
    scheduleId: scheduleId(key.owner, key.name),
    spec: {
      ...scheduleTimes(definition),
      timezone: timeZone,
      jitter: jitterSec * 1_000,
      ...(earliestStartDateTime === null ? {} : { startAt: new Date(earliestStartDateTime) }),
      ...(expirationDateTime === null ? {} : { endAt: new Date(expirationDateTime) }),
    },
    action: {
      type: "startWorkflow",
      workflowType: "runJob",
      // The server appends the time of the run.
      workflowId: jobWorkflowId(idOf(key)),
      ...runJobOptions(jobOf(definition, store)),
    },
    policies: {
      overlap: ScheduleOverlapPolicy.SKIP,
      pauseOnFailure: true,
      catchupWindow: catchUpMinutes(definition) * MINUTE_MS,
    },
    typedSearchAttributes: new TypedSearchAttributes([
      { key: attributes.report, value: definition.report },
      ...(definition.shopCode === null ? [] : [{ key: attributes.shopCode, value: definition.shopCode }]),
      ...(definition.category === null ? [] : [{ key: attributes.category, value: definition.category }]),
    ]),
  };
}

/** Says in the Temporal Web UI what the schedule does, while nobody has paused it. */
export function scheduleNote(definition: ScheduleDefinition): string {
  const { report, shopCode, description } = definition;
  const caption = findReport(report)?.caption ?? report;
  const what = shopCode === null ? caption : `${caption} for ${shopCode}`;
  return `${description === "" ? "" : `${description}: `}${what}, ${recurrenceText(definition)}`;
}

/** The same for the same definition, in whatever order its members come. */
export const hashOf = (definition: ScheduleDefinition): string =>
  createHash("sha256").update(canonical(definition)).digest("hex");

function jobOf(definition: ScheduleDefinition, store: string | null): RunJobInput {
  const { report, shopCode, parameters, category, maxAttempts, rerunDelaySec, jobTimeoutSec } = definition;
  const window = startWindowOf(definition);
  return {
    report,
    shopCode,
    store,
    category,
    priority: priorityNumbers[definition.priority],
    trigger: "schedule",
    parameters,
    maxAttempts,
    rerunDelaySec,
    ...(jobTimeoutSec === null ? {} : { jobTimeoutSec }),
    ...(window === null ? {} : { window }),
    ...(definition.expirationDateTime === null ? {} : { expiresAt: definition.expirationDateTime }),
    schedule: { definition, hash: hashOf(definition) },
  };
}

/** Business Central makes up for an outage by one late run; the server's own default of a year would make up for all of them. */
function catchUpMinutes({
  catchUpMinutes: wanted,
  nextRunDateFormula,
  minutesBetweenRuns,
}: ScheduleDefinition): number {
  if (wanted !== null) return wanted;
  const interval = nextRunDateFormula === null ? minutesBetweenRuns : MINUTES_OF_A_DAY;
  return Math.min(Math.max(interval, LEAST_CATCH_UP_MINUTES), MINUTES_OF_A_DAY);
}

/** What somebody changed of a schedule in Temporal itself: from what it was compiled to, to what is there. */
export function driftOf(
  { spec, action, policies }: CompiledSchedule,
  found: ScheduleDescription,
): readonly Difference[] {
  const foundArgs: readonly unknown[] = found.action.args ?? [];
  const expected = {
    calendars: spec.calendars,
    intervals: spec.intervals,
    skip: spec.skip,
    startAt: spec.startAt,
    endAt: spec.endAt,
    jitter: spec.jitter,
    timezone: spec.timezone,
    ...policies,
    workflowType: action.workflowType,
    workflowId: action.workflowId,
    taskQueue: action.taskQueue,
    arguments: (action.args as readonly unknown[] | undefined)?.[0],
  };
  const actual: Readonly<Record<keyof typeof expected, unknown>> = {
    calendars: found.spec.calendars?.map(withoutComment) ?? [],
    intervals: found.spec.intervals ?? [],
    skip: found.spec.skip?.map(withoutComment) ?? [],
    startAt: found.spec.startAt,
    endAt: found.spec.endAt,
    jitter: found.spec.jitter ?? 0,
    timezone: found.spec.timezone,
    overlap: found.policies.overlap,
    pauseOnFailure: found.policies.pauseOnFailure,
    catchupWindow: found.policies.catchupWindow,
    workflowType: found.action.workflowType,
    workflowId: found.action.workflowId,
    taskQueue: found.action.taskQueue,
    arguments: foundArgs.length === 1 ? foundArgs[0] : foundArgs,
  };
  return differencesOf(expected, actual);
}

/** The parts of a schedule that drift is about. */
export const partsOf = (drift: readonly Difference[]): readonly string[] => [
  ...new Set(drift.map(({ member }) => member.split(".", 1)[0] ?? member)),
];

const withoutComment = <C extends { readonly comment?: string }>({ comment: _comment, ...calendar }: C) => calendar;
