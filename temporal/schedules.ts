import { setTimeout as sleep } from "node:timers/promises";
import {
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  type ScheduleDescription,
  type ScheduleHandle,
} from "@temporalio/client";
import { endWatch, findWatch, findWatches } from "#database/schedule-watch";
import { findShop, listShops } from "#database/shops";
import { OperationalError } from "#domain/failure";
import { inGroups } from "#domain/in-groups";
import { initialRunTime } from "#domain/jobs/run-times";
import { startWindowOf, type ScheduleDefinition } from "#domain/jobs/schedule-definition";
import { isInsideWindow } from "#domain/jobs/start-window";
import { scheduleId } from "#workflows/ids";
import { temporalUrl } from "./entry-views.ts";
import type { FindEntryDeps } from "./find-entry.ts";
import type { JobQueueDeps } from "./job-queue.ts";
import { describeSchedules, DESCRIBED_AT_ONCE, type DescribedSchedule, type ScheduleFilter } from "./list-schedules.ts";
import { definedBy, lookAtSchedule, unlessGone } from "./look-at-schedule.ts";
import { listOrderJobs, type OrderJob } from "./order-job-filters.ts";
import { createOverdueSchedules, type OverdueSchedules, type SchedulePage } from "./overdue-schedules.ts";
import { compileSchedule, driftOf, HOLD, hashOf, idOf, scheduleNote, type ScheduleKey } from "./schedule-options.ts";
import { createScheduleKeys } from "./schedule-keys.ts";
import { recordedSchedule, scheduleViews, type Schedule } from "./schedule-view.ts";
import { createScheduleWatcher } from "./schedule-watch.ts";
import { answeredWithin } from "./unavailable.ts";

const DEADLINE_MS = 10_000;
/** The group that is asked for last has the rest of the deadline. */
const PAGE_TIME_MS = 4_000;

/**
 * Recurring jobs: schedules of Temporal, which are the only record of them. Every call throws `temporal-unavailable` or
 * `temporal-busy` when the service does not answer in time, and `schedule-not-found` for an unknown one.
 */
export interface Schedules {
  /**
   * In the order of their ids, `limit` at most, after the given one; `next` is where another page begins. While the service is slow a page has fewer,
   * so that it is answered in time. A new one is listed at once, one that was made in Temporal itself within seconds.
   */
  list(filter: ScheduleFilter, page: { readonly limit: number; readonly after?: string }): Promise<SchedulePage>;
  readonly overdue: OverdueSchedules;
  /** Those that import the orders of a shop, with their filters. */
  orderJobs(shopCode: string): Promise<readonly OrderJob[]>;
  /** Also one that is gone from Temporal, and not by us. */
  get(key: ScheduleKey): Promise<Schedule>;
  /** Makes or replaces a schedule, built anew as a whole. One that is there already has to be on hold: `schedule-not-on-hold`. */
  put(
    key: ScheduleKey,
    definition: ScheduleDefinition,
    store: string | null,
  ): Promise<"created" | "updated" | "unchanged">;
  /** Puts it on hold: a run goes on, and none follows. */
  pause(key: ScheduleKey, reason: string): Promise<void>;
  /** Makes it ready again, and runs it at once when today and now are allowed. Nothing, if it is ready. Throws `shop-disabled`. */
  unpause(key: ScheduleKey): Promise<void>;
  /** The same also for a schedule that is ready. */
  restart(key: ScheduleKey): Promise<void>;
  /** One run now, also on hold; `schedule-running`, `outside-window`, `shop-disabled`. */
  trigger(key: ScheduleKey): Promise<void>;
  /** Removes it, also from our record when it is gone from Temporal. Throws `schedule-running`. */
  remove(key: ScheduleKey): Promise<void>;
}

export interface SchedulesDeps extends JobQueueDeps {
  /** Whose clock says what is overdue; left out: this process's. */
  readonly now?: () => Date;
  /** After how many milliseconds a page of schedules ends with what it has. */
  readonly pageTimeMs?: number;
}

export function createSchedules(given: SchedulesDeps): Schedules {
  const { client, db, jobLog, temporalUiUrl, now, pageTimeMs } = {
    now: () => new Date(),
    pageTimeMs: PAGE_TIME_MS,
    ...given,
  };
  const deps: FindEntryDeps = { client, db, jobLog, urlOf: temporalUrl(temporalUiUrl, client.options.namespace) };
  const answered = <R>(fn: () => Promise<R>): Promise<R> => answeredWithin(client, DEADLINE_MS, fn);

  /** A schedule as it is now, with what may be done to it. */
  const found = async (key: ScheduleKey) => {
    const handle = client.schedule.getHandle(scheduleId(key.owner, key.name));
    const description = await describe(handle, key);
    return { handle, description, defined: definedBy(description) };
  };

  const views = async (some: readonly DescribedSchedule[]): Promise<readonly Schedule[]> => {
    const [shops, watches] = await Promise.all([
      listShops(db),
      findWatches(
        db,
        some.map(({ key }) => idOf(key)),
      ),
    ]);
    const shared = { shops: new Map(shops.map((shop) => [shop.code, shop])), temporalUiUrl, now: now() };
    const watchOf = new Map(watches.map((watch) => [watch.scheduleId, watch]));
    return scheduleViews(
      deps,
      some.map((facts) => ({ ...facts, ...shared, watch: watchOf.get(idOf(facts.key)) })),
    );
  };
  const keyPage = createScheduleKeys({ client, db, now });
  const overdue = createOverdueSchedules({
    db,
    watcher: createScheduleWatcher({ client, db, now }),
    now,
    describe: (keys) => describeSchedules(client, keys),
    view: views,
  });

  /** Notes what is to be expected of it from now on. */
  const noteChange = (key: ScheduleKey) => lookAtSchedule({ client, db, now }, key);

  const requireEnabledShop = async ({ shopCode }: Pick<ScheduleDefinition, "shopCode">): Promise<void> => {
    if (shopCode !== null && (await findShop(db, shopCode))?.enabled !== true) throw shopDisabled(shopCode);
  };

  const makeReady = async (key: ScheduleKey, handle: ScheduleHandle, definition: ScheduleDefinition | undefined) => {
    if (definition !== undefined) await requireEnabledShop(definition);
    await handle.unpause(definition === undefined ? idOf(key) : scheduleNote(definition));
    await noteChange(key);
    const at = new Date();
    // Temporal waits for the next time that is due; a job queue entry made ready starts when it may.
    if (definition !== undefined && initialRunTime(definition, at) <= at) await runNow(handle);
  };

  return {
    list: (filter, page) =>
      answered(async () => {
        const { keys, total, hasMore } = await keyPage(filter, page);
        const enoughAt = performance.now() + pageTimeMs;
        const items: Schedule[] = [];
        let next = hasMore ? keys.at(-1) : undefined;
        for (const some of inGroups(keys, DESCRIBED_AT_ONCE)) {
          const described = await describeSchedules(client, some);
          items.push(...(await views(described)));
          // Somebody deleted it in Temporal itself: noted, it is not counted any more.
          const present = new Set(described.map(({ key }) => key));
          await Promise.all(some.filter((key) => !present.has(key)).map(noteChange));
          const last = some.at(-1);
          if (last === keys.at(-1) || performance.now() < enoughAt) continue;
          next = last;
          break;
        }
        return { items, total, next: next === undefined ? null : idOf(next) };
      }),

    overdue,

    orderJobs: (shopCode) => answered(() => listOrderJobs(client, shopCode)),

    get: (key) =>
      answered(async () => {
        const [view] = await views(await describeSchedules(client, [key]));
        if (view !== undefined) return view;
        const row = await findWatch(db, idOf(key));
        if (row === undefined) throw scheduleNotFound(key);
        const at = now();
        return recordedSchedule({ key, row: { ...row, missingSince: row.missingSince ?? at }, now: at });
      }),

    put: (key, definition, store) =>
      answered(async () => {
        const compiled = compileSchedule(key, definition, store);
        const note = scheduleNote(definition);
        try {
          await client.schedule.create({ ...compiled, state: { note } });
          await noteChange(key);
          return "created";
        } catch (error) {
          if (!(error instanceof ScheduleAlreadyRunning)) throw scheduleRefused(error) ?? error;
        }
        const { handle, description, defined } = await found(key);
        if (defined?.hash === hashOf(definition) && driftOf(compiled, description).length === 0) return "unchanged";
        if (!description.state.paused) throw notOnHold(key);
        const { scheduleId: _id, ...replaced } = compiled;
        try {
          // An update replaces everything: only whether it is paused, and why, is left to people.
          await handle.update(({ state }) => ({ ...replaced, state }));
        } catch (error) {
          throw scheduleRefused(error) ?? error;
        }
        await noteChange(key);
        return "updated";
      }),

    pause: (key, reason) =>
      answered(async () => {
        const { handle } = await found(key);
        await handle.pause(`${HOLD}${reason}`);
        await noteChange(key);
      }),

    unpause: (key) =>
      answered(async () => {
        const { handle, description, defined } = await found(key);
        if (description.state.paused) await makeReady(key, handle, defined?.definition);
      }),

    restart: (key) =>
      answered(async () => {
        const { handle, defined } = await found(key);
        await makeReady(key, handle, defined?.definition);
      }),

    trigger: (key) =>
      answered(async () => {
        const { handle, description, defined } = await found(key);
        if (description.info.runningActions.length > 0) throw running(key);
        if (defined !== undefined) await requireEnabledShop(defined.definition);
        const window = defined === undefined ? null : startWindowOf(defined.definition);
        if (window !== null && !isInsideWindow(window, new Date())) throw outsideWindow(key);
        await runNow(handle);
      }),

    remove: (key) =>
      answered(async () => {
        const isGone = (await describeSchedules(client, [key])).length === 0;
        if (isGone && (await endWatch(db, idOf(key)))) return;
        const { handle, description } = await found(key);
        if (description.info.runningActions.length > 0) throw running(key);
        // Our record first: if only that succeeds the next look finds the schedule again, and nobody is alarmed by what was meant.
        await endWatch(db, idOf(key));
        await handle.delete();
      }),
  };
}

async function describe(handle: ScheduleHandle, key: ScheduleKey): Promise<ScheduleDescription> {
  const description = await handle.describe().catch(unlessGone);
  if (description === undefined) throw scheduleNotFound(key);
  return description;
}

const TAKEN_WITHIN_MS = 2_000;

/** Starts a run unless one is under way, and waits a moment until it is seen. */
async function runNow(handle: ScheduleHandle): Promise<void> {
  const { info } = await handle.describe();
  await handle.trigger(ScheduleOverlapPolicy.SKIP);
  const seen = info.numActionsTaken + info.numActionsSkippedOverlap;
  for (const end = Date.now() + TAKEN_WITHIN_MS; Date.now() < end; await sleep(50)) {
    const { numActionsTaken, numActionsSkippedOverlap } = (await handle.describe()).info;
    if (numActionsTaken + numActionsSkippedOverlap > seen) return;
  }
}

/**
 * A definition that is well-formed and still nothing the server can follow, e.g. a time zone it does not have: the client makes a
 * `TypeError` of its INVALID_ARGUMENT.
 */
export function scheduleRefused(error: unknown): OperationalError | undefined {
  if (!(error instanceof TypeError)) return undefined;
  return new OperationalError("schedule-refused", `Temporal does not take this schedule: ${error.message}`, {
    retryable: false,
    cause: error,
  });
}

const failure = (type: string, message: string, key: ScheduleKey): OperationalError =>
  new OperationalError(type, message, { retryable: false, params: { schedule: idOf(key) } });

const scheduleNotFound = (key: ScheduleKey): OperationalError =>
  failure("schedule-not-found", `There is no schedule ${idOf(key)}`, key);

const notOnHold = (key: ScheduleKey): OperationalError =>
  failure("schedule-not-on-hold", "Put the schedule on hold before you change it, as a job queue entry", key);

const running = (key: ScheduleKey): OperationalError =>
  failure("schedule-running", "A run of this schedule waits or is in process: let it end, or cancel it first", key);

const shopDisabled = (shop: string): OperationalError =>
  new OperationalError("shop-disabled", `Shop ${shop} is disabled: enable it, and its schedules go on`, {
    retryable: false,
    params: { shop },
  });

const outsideWindow = (key: ScheduleKey): OperationalError =>
  failure(
    "outside-window",
    "The schedule may not start a run at this time of day: start the report as a job of its own to run it anyway",
    key,
  );
