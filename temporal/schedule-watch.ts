import type { Client, ScheduleSummary } from "@temporalio/client";
import type { Database } from "#database/connection";
import { endWatch, listSuspects, listWatches, watchedOfShop, type WatchRow } from "#database/schedule-watch";
import { findShop, listShops } from "#database/shops";
import { inGroups } from "#domain/in-groups";
import { isFinished } from "#domain/jobs/schedule-definition";
import type { LogState } from "./job-log.ts";
import { lookAtSchedule, type LookDeps, type SeenSchedule } from "./look-at-schedule.ts";
import { scheduleSummaries } from "./list-schedules.ts";
import { idOf, keysOf, scheduleNote, SHOP_DISABLED, shopDisabledNote, type ScheduleKey } from "./schedule-options.ts";
import { sharedFor } from "./shared-look.ts";
import { answeredWithin, isTemporalAway } from "./unavailable.ts";

const DEADLINE_MS = 5_000;
const AT_ONCE = 10;
/** Who asks again within this time gets the same answer. */
const SHARED_MS = 1_000;
/** A cue follows Temporal within five seconds. */
const SURE_FOR_MS = 5_000;
/** What gave no reason to look is looked at so often: somebody may have changed it in Temporal itself. */
const LOOK_AGAIN_MS = 300_000;

/** What the upkeep found and did. */
export interface WatchReport {
  readonly schedules: number;
  /** Those with a reason to look at them. */
  readonly looked: number;
  /** Put on hold, and made ready again, because of their shop. */
  readonly paused: number;
  readonly resumed: number;
  /** Removed because their time is over. */
  readonly removed: number;
}

type Deed = "paused" | "resumed" | "removed";

/**
 * Watches the scheduler: keeps our own record of which run of every schedule is expected next, and has schedules follow their shops
 * and their expirations. Everything is safe to repeat.
 */
export interface ScheduleWatcher {
  /** The upkeep of every minute. Calls `beat` now and then. Throws when Temporal is away. */
  lookAtAll(beat: () => void): Promise<WatchReport>;
  /**
   * Looks again at those that seem overdue, so that the record can be answered from. Never throws because Temporal is away: it then
   * says so. At most once a second; who asks meanwhile shares the answer.
   */
  refresh(): Promise<LogState>;
  /** Puts the schedules of a disabled shop on hold, and makes ready those of an enabled one that were on hold for that reason alone. */
  followShop(shopCode: string): Promise<void>;
}

export function createScheduleWatcher(given: {
  readonly client: Client;
  readonly db: Database;
  readonly now?: () => Date;
}): ScheduleWatcher {
  const deps: LookDeps = { now: () => new Date(), ...given };
  const { client, db, now } = deps;
  let lastAsOf: Date | null = null;

  const lookAgain = async (): Promise<LogState> => {
    const asOf = now();
    const suspects = await listSuspects(db, asOf, new Date(asOf.getTime() - SURE_FOR_MS));
    try {
      await client.withDeadline(Date.now() + DEADLINE_MS, async () => {
        for (const some of inGroups(keysOf(suspects), AT_ONCE))
          await Promise.all(some.map((key) => lookAtSchedule(deps, key)));
      });
      lastAsOf = asOf;
      return { asOf, stale: false };
    } catch (error) {
      if (!isTemporalAway(error)) throw error;
      return { asOf: lastAsOf, stale: true };
    }
  };

  return {
    lookAtAll: async (beat) => {
      const [rows, shops] = await Promise.all([listWatches(db), listShops(db)]);
      const enabled = new Set(shops.flatMap(({ code, enabled }) => (enabled ? [code] : [])));
      const known = new Map(rows.map((row) => [row.scheduleId, row]));
      const listed = new Map<string, ScheduleSummary>();
      for await (const { key, summary } of scheduleSummaries(client, {})) {
        listed.set(idOf(key), summary);
        beat();
      }
      const ids = [...new Set([...known.keys(), ...listed.keys()])];
      const wanted = ids.filter((id) => isWorthALook(known.get(id), listed.get(id), enabled, now()));
      const deeds: Deed[] = [];
      for (const some of inGroups(keysOf(wanted), AT_ONCE)) {
        const done = await Promise.all(some.map((key) => lookAfter(deps, key)));
        deeds.push(...done.flat());
        beat();
      }
      const count = (wanted: Deed): number => deeds.filter((deed) => deed === wanted).length;
      return {
        schedules: ids.length,
        looked: wanted.length,
        paused: count("paused"),
        resumed: count("resumed"),
        removed: count("removed"),
      };
    },

    refresh: sharedFor(SHARED_MS, lookAgain),

    followShop: (shopCode) =>
      answeredWithin(client, 2 * DEADLINE_MS, async () => {
        for (const some of inGroups(keysOf(await watchedOfShop(db, shopCode)), AT_ONCE))
          await Promise.all(
            some.map(async (key) => {
              const seen = await lookAtSchedule(deps, key);
              if (seen !== undefined) await followItsShop(deps, seen);
            }),
          );
      }),
  };
}

function isWorthALook(
  row: WatchRow | undefined,
  summary: ScheduleSummary | undefined,
  enabled: ReadonlySet<string>,
  now: Date,
): boolean {
  if (row === undefined || summary === undefined) return true;
  const { definition, checkedAt, overdueAt, isPaused } = row;
  const { paused, note = "" } = summary.state;
  const isOutOfStep =
    definition.shopCode !== null && (enabled.has(definition.shopCode) ? note.startsWith(SHOP_DISABLED) : !paused);
  // In both directions, because a clock may have been put back.
  const isOld = Math.abs(now.getTime() - checkedAt.getTime()) >= LOOK_AGAIN_MS;
  return (
    isOld ||
    isOutOfStep ||
    paused !== isPaused ||
    (overdueAt !== null && overdueAt <= now) ||
    isFinished(definition, now)
  );
}

async function lookAfter(deps: LookDeps, key: ScheduleKey): Promise<readonly Deed[]> {
  const seen = await lookAtSchedule(deps, key);
  if (seen === undefined) return [];
  const { description, definition, handle } = seen;
  const { info, state } = description;
  // Also the scheduler sees no run any more: a clock of ours that is wrong must not remove anything. What is on hold, or has failed,
  // waits for somebody; Business Central deletes an expired entry when it is due, and neither ever is.
  const isOver = isFinished(definition, deps.now()) && info.nextActionTimes.length === 0;
  if (isOver && !state.paused && info.runningActions.length === 0) {
    await endWatch(deps.db, idOf(key));
    await handle.delete();
    return ["removed"];
  }
  return followItsShop(deps, seen);
}

async function followItsShop(deps: LookDeps, { key, handle, description, definition }: SeenSchedule) {
  const { shopCode } = definition;
  const { paused, note = "" } = description.state;
  const isHeldForShop = paused && note.startsWith(SHOP_DISABLED);
  if (shopCode === null || (paused && !isHeldForShop)) return [];
  const isEnabled = (await findShop(deps.db, shopCode))?.enabled === true;
  if (isEnabled !== isHeldForShop) return [];
  if (isEnabled) await handle.unpause(scheduleNote(definition));
  else await handle.pause(shopDisabledNote(shopCode));
  await lookAtSchedule(deps, key);
  return [isEnabled ? ("resumed" as const) : ("paused" as const)];
}
