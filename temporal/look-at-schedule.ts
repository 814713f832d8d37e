import { ScheduleNotFoundError, type Client, type ScheduleDescription, type ScheduleHandle } from "@temporalio/client";
import type { Database } from "#database/connection";
import { beginWatch, endWatch, findWatch, keepWatch, markMissing } from "#database/schedule-watch";
import { isFinished, type ScheduleDefinition } from "#domain/jobs/schedule-definition";
import { afterLook, type ScheduleSighting } from "#domain/jobs/schedule-watch";
import { scheduleId } from "#workflows/ids";
import type { DefinedSchedule, RunJobInput } from "#workflows/messages";
import { idOf, type ScheduleKey } from "./schedule-options.ts";

export interface LookDeps {
  readonly client: Client;
  readonly db: Database;
  readonly now: () => Date;
}

/** A schedule as it was at a look. */
export interface SeenSchedule {
  readonly key: ScheduleKey;
  readonly handle: ScheduleHandle;
  readonly description: ScheduleDescription;
  readonly definition: ScheduleDefinition;
}

/**
 * Looks at a schedule and notes what is to be expected of it. One that is gone from Temporal stays due in our record, unless its time
 * is over. Undefined: it is gone, or nothing of ours.
 */
export async function lookAtSchedule(
  { client, db, now }: LookDeps,
  key: ScheduleKey,
): Promise<SeenSchedule | undefined> {
  const id = idOf(key);
  const handle = client.schedule.getHandle(scheduleId(key.owner, key.name));
  // Read before it is looked at: what somebody else notes meanwhile comes of a look as well, and is at worst noted again.
  const before = await findWatch(db, id);
  const description = await handle.describe().catch(unlessGone);
  const at = now();
  if (description === undefined) {
    if (before === undefined) return undefined;
    if (isFinished(before.definition, at)) await endWatch(db, id);
    else await markMissing(db, id, at);
    return undefined;
  }
  const definition = definedBy(description)?.definition ?? before?.definition;
  if (definition === undefined) return undefined;
  const watch = afterLook(before, sightingOf(description, definition), at);
  await (before === undefined ? beginWatch(db, id, watch, at) : keepWatch(db, id, watch, at));
  return { key, handle, description, definition };
}

/** What a schedule was made of, which its action carries. */
export function definedBy({ action }: ScheduleDescription): DefinedSchedule | undefined {
  const [input] = (action.args ?? []) as readonly Partial<RunJobInput>[];
  return input?.schedule;
}

export function sightingOf({ info, state }: ScheduleDescription, definition: ScheduleDefinition): ScheduleSighting {
  return {
    definition,
    isPaused: state.paused,
    isRunning: info.runningActions.length > 0,
    lastRunAt: info.recentActions.reduce<Date | null>(
      (last, { scheduledAt }) => (last === null || scheduledAt > last ? scheduledAt : last),
      null,
    ),
    runsSkipped: info.numActionsSkippedOverlap,
    runsMissed: info.numActionsMissedCatchupWindow,
    createdAt: info.createdAt,
  };
}

export function unlessGone(error: unknown): undefined {
  if (!(error instanceof ScheduleNotFoundError)) throw error;
}
