import type { Database } from "#database/connection";
import type { CountsByShop } from "#database/counts-by-shop";
import {
  countOverdue,
  countOverdueByShop,
  listOverdue,
  type WatchFilter,
  type WatchRow,
} from "#database/schedule-watch";
import type { LogState } from "./job-log.ts";
import type { DescribedSchedule } from "./list-schedules.ts";
import { idOf, keysOf, type ScheduleKey } from "./schedule-options.ts";
import { recordedSchedule, type Schedule } from "./schedule-view.ts";
import type { ScheduleWatcher } from "./schedule-watch.ts";
import { isTemporalAway } from "./unavailable.ts";

export interface SchedulePage {
  readonly items: readonly Schedule[];
  readonly total: number;
  /** Where another page begins; null: nowhere. */
  readonly next: string | null;
}

/** What our own record says is overdue, after those that seem so were looked at. Never throws because Temporal is away. */
export interface OverdueSchedules {
  /** In the order of their ids, also those that are gone from Temporal. */
  list(
    filter: WatchFilter,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<SchedulePage & LogState>;
  count(shops: readonly string[] | undefined): Promise<{ readonly count: number } & LogState>;
  countByShop(): Promise<{ readonly counts: CountsByShop } & LogState>;
}

export interface OverdueDeps {
  readonly db: Database;
  readonly watcher: Pick<ScheduleWatcher, "refresh">;
  readonly now: () => Date;
  /** What Temporal says of schedules; those that are gone are left out. */
  readonly describe: (keys: readonly ScheduleKey[]) => Promise<readonly DescribedSchedule[]>;
  readonly view: (some: readonly DescribedSchedule[]) => Promise<readonly Schedule[]>;
}

export function createOverdueSchedules(deps: OverdueDeps): OverdueSchedules {
  const { db, watcher, now } = deps;

  /** As Temporal has them, and as we remember those it does not know, or all of them while it does not answer. */
  const viewsOf = async (rows: readonly WatchRow[], stale: boolean): Promise<readonly Schedule[]> => {
    const shown = new Map<string, Schedule>();
    if (!stale) {
      try {
        const some = await deps.describe(keysOf(rows.map(({ scheduleId }) => scheduleId)));
        for (const schedule of await deps.view(some)) shown.set(schedule.id, schedule);
      } catch (error) {
        if (!isTemporalAway(error)) throw error;
      }
    }
    return rows.flatMap((row) =>
      keysOf([row.scheduleId]).map((key) => {
        const since = recordedSchedule({ key, row, now: now() });
        // A run that comes while we look does not empty a list whose total is told.
        const current = shown.get(idOf(key));
        return current === undefined ? since : { ...current, overdueSince: since.overdueSince };
      }),
    );
  };

  return {
    list: async (filter, { limit, ...page }) => {
      const state = await watcher.refresh();
      const at = now();
      const [rows, total] = await Promise.all([
        // One more than shown tells whether there is a next page.
        listOverdue(db, filter, at, { limit: limit + 1, ...page }),
        countOverdue(db, filter, at),
      ]);
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      const items = await viewsOf(rows.slice(0, limit), state.stale);
      return { ...state, items, total, next: last?.scheduleId ?? null };
    },
    count: async (shops) => {
      const state = await watcher.refresh();
      return { ...state, count: await countOverdue(db, { shops }, now()) };
    },
    countByShop: async () => {
      const state = await watcher.refresh();
      return { ...state, counts: await countOverdueByShop(db, now()) };
    },
  };
}
