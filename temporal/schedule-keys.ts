import { defined } from "#database/defined";
import { countWatched, listWatched } from "#database/schedule-watch";
import { inGroups } from "#domain/in-groups";
import { countSchedules, DESCRIBED_AT_ONCE, listScheduleKeys, type ScheduleFilter } from "./list-schedules.ts";
import { lookAtSchedule, type LookDeps } from "./look-at-schedule.ts";
import { idOf, keysOf, type ScheduleKey } from "./schedule-options.ts";

/** Our record was complete so long ago at most; whoever changes something in Temporal itself sees it in lists as late anyway. */
const SURE_FOR_MS = 1_000;

/** Some of the schedules, in the order of their ids. */
interface KeyPage {
  readonly keys: readonly ScheduleKey[];
  /** How many the filter matches. */
  readonly total: number;
  readonly hasMore: boolean;
}

interface PageWish {
  readonly limit: number;
  /** The id it begins after. */
  readonly after?: string;
}

/**
 * Which schedules there are. The service lists them in an order of its own, and 2,000 of them in half a second: so the record that the watch
 * over schedules keeps is answered from, as long as it has as many as the service counts. What was made or removed here is in it at once.
 */
export function createScheduleKeys(deps: LookDeps): (filter: ScheduleFilter, page: PageWish) => Promise<KeyPage> {
  const { client, db } = deps;
  let agreed = { count: 0, until: 0 };

  const isComplete = async (): Promise<boolean> => {
    const watched = await countWatched(db, {});
    if (agreed.count === watched && Date.now() < agreed.until) return true;
    const listed = await countSchedules(client);
    agreed = { count: watched, until: listed === watched ? Date.now() + SURE_FOR_MS : 0 };
    return listed === watched;
  };

  /**
   * Those that the service lists, and those that it does not list yet and still has; what is gone is noted. One that nobody watches is
   * left to the upkeep: somebody may be removing it just now, and would hear later that it is missing.
   */
  const listAll = async (filter: ScheduleFilter): Promise<readonly ScheduleKey[]> => {
    const [listed, watched] = await Promise.all([listScheduleKeys(client, filter), listWatched(db, filter)]);
    const present = new Set(listed.map(idOf));
    const unlisted = watched.filter((id) => !present.has(id));
    for (const some of inGroups(keysOf(unlisted), DESCRIBED_AT_ONCE)) {
      const seen = await Promise.all(some.map((key) => lookAtSchedule(deps, key)));
      for (const schedule of seen) if (schedule !== undefined) present.add(idOf(schedule.key));
    }
    return keysOf([...present].toSorted());
  };

  return async (filter, { limit, after }) => {
    if (await isComplete()) {
      const [ids, total] = await Promise.all([
        // One more than shown tells whether there is a next page.
        listWatched(db, filter, { limit: limit + 1, ...defined({ after }) }),
        countWatched(db, filter),
      ]);
      return { keys: keysOf(ids.slice(0, limit)), total, hasMore: ids.length > limit };
    }
    const all = await listAll(filter);
    const left = all.filter((key) => idOf(key) > (after ?? ""));
    return { keys: left.slice(0, limit), total: all.length, hasMore: left.length > limit };
  };
}
