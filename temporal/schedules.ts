import { setTimeout as sleep } from "node:timers/promises";
import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleDescription,
  type ScheduleHandle,
} from "@temporalio/client";
import { listShops } from "#database/shops";
import { OperationalError } from "#domain/failure";
import { initialRunTime } from "#domain/jobs/run-times";
import { startWindowOf, type ScheduleDefinition } from "#domain/jobs/schedule-definition";
import { isInsideWindow } from "#domain/jobs/start-window";
import { ownerOfSchedule, scheduleId } from "#workflows/ids";
import { attributes } from "#workflows/search-attributes";
import { temporalUrl } from "./entry-views.ts";
import type { FindEntryDeps } from "./find-entry.ts";
import type { JobQueueDeps } from "./job-queue.ts";
import { compileSchedule, driftOf, hashOf, scheduleNote, type ScheduleKey } from "./schedule-options.ts";
import { definedBy, HOLD, scheduleView, type Schedule } from "./schedule-view.ts";
import { answeredWithin } from "./unavailable.ts";
import { all, quoted } from "./visibility-query.ts";

const DEADLINE_MS = 10_000;
const DESCRIBED_AT_ONCE = 10;

export interface ScheduleFilter {
  readonly shopCode?: string;
  readonly report?: string;
}

/**
 * Recurring jobs: schedules of Temporal, which are the only record of them. Every call throws `temporal-unavailable` or
 * `temporal-busy` when the service does not answer in time, and `schedule-not-found` for an unknown one.
 */
export interface Schedules {
  /** In the order of their ids, `limit` at most, after the given one; `next` is where another page begins. A new one is listed within seconds. */
  list(
    filter: ScheduleFilter,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<{ readonly items: readonly Schedule[]; readonly total: number; readonly next: string | null }>;
  get(key: ScheduleKey): Promise<Schedule>;
  /** Makes or replaces a schedule, built anew as a whole. One that is there already has to be on hold: `schedule-not-on-hold`. */
  put(
    key: ScheduleKey,
    definition: ScheduleDefinition,
    store: string | null,
  ): Promise<"created" | "updated" | "unchanged">;
  /** Puts it on hold: a run goes on, and none follows. */
  pause(key: ScheduleKey, reason: string): Promise<void>;
  /** Makes it ready again, and runs it at once when today and now are allowed. Nothing, if it is ready. */
  unpause(key: ScheduleKey): Promise<void>;
  /** The same also for a schedule that is ready. */
  restart(key: ScheduleKey): Promise<void>;
  /** One run now, also on hold; `schedule-running`, `outside-window`. */
  trigger(key: ScheduleKey): Promise<void>;
  /** Throws `schedule-running`. */
  remove(key: ScheduleKey): Promise<void>;
}

export function createSchedules({ client, db, jobLog, temporalUiUrl }: JobQueueDeps): Schedules {
  const deps: FindEntryDeps = { client, db, jobLog, urlOf: temporalUrl(temporalUiUrl, client.options.namespace) };
  const answered = <R>(fn: () => Promise<R>): Promise<R> => answeredWithin(client, DEADLINE_MS, fn);

  /** A schedule as it is now, with what may be done to it. */
  const found = async (key: ScheduleKey) => {
    const handle = client.schedule.getHandle(scheduleId(key.owner, key.name));
    const description = await describe(handle, key);
    return { handle, description, defined: definedBy(description) };
  };

  const views = async (
    some: readonly { readonly key: ScheduleKey; readonly description: ScheduleDescription }[],
  ): Promise<readonly Schedule[]> => {
    const stores = new Map((await listShops(db)).map(({ code, store }) => [code, store]));
    return Promise.all(some.map((facts) => scheduleView(deps, { ...facts, stores, temporalUiUrl })));
  };

  const makeReady = async (key: ScheduleKey, handle: ScheduleHandle, definition: ScheduleDefinition | undefined) => {
    await handle.unpause(definition === undefined ? `${key.owner}.${key.name}` : scheduleNote(definition));
    const now = new Date();
    // Temporal waits for the next time that is due; a job queue entry made ready starts when it may.
    if (definition !== undefined && initialRunTime(definition, now) <= now) await runNow(handle);
  };

  return {
    list: (filter, page) =>
      answered(async () => {
        const keys = await listKeys(client, filter);
        const left = keys.filter((key) => idOf(key) > (page.after ?? ""));
        const shown = left.slice(0, page.limit);
        const items: Schedule[] = [];
        for (let index = 0; index < shown.length; index += DESCRIBED_AT_ONCE)
          items.push(...(await views(await describeAll(client, shown.slice(index, index + DESCRIBED_AT_ONCE)))));
        const last = left.length > page.limit ? shown.at(-1) : undefined;
        return { items, total: keys.length, next: last === undefined ? null : idOf(last) };
      }),

    get: (key) =>
      answered(async () => {
        const [view] = await views([{ key, description: (await found(key)).description }]);
        if (view === undefined) throw scheduleNotFound(key);
        return view;
      }),

    put: (key, definition, store) =>
      answered(async () => {
        const compiled = compileSchedule(key, definition, store);
        const note = scheduleNote(definition);
        try {
          await client.schedule.create({ ...compiled, state: { note } });
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
        return "updated";
      }),

    pause: (key, reason) =>
      answered(async () => {
        const { handle } = await found(key);
        await handle.pause(`${HOLD}${reason}`);
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
        const window = defined === undefined ? null : startWindowOf(defined.definition);
        if (window !== null && !isInsideWindow(window, new Date())) throw outsideWindow(key);
        await runNow(handle);
      }),

    remove: (key) =>
      answered(async () => {
        const { handle, description } = await found(key);
        if (description.info.runningActions.length > 0) throw running(key);
        await handle.delete();
      }),
  };
}

const idOf = ({ owner, name }: ScheduleKey): string => `${owner}.${name}`;

/** Those that run reports, sorted. The product's own upkeep is none of them. */
async function listKeys(client: Client, { shopCode, report }: ScheduleFilter): Promise<readonly ScheduleKey[]> {
  const query = all(
    report === undefined ? `${attributes.report.name} IS NOT NULL` : `${attributes.report.name} = ${quoted(report)}`,
    shopCode === undefined ? undefined : `${attributes.shopCode.name} = ${quoted(shopCode)}`,
  );
  const keys: ScheduleKey[] = [];
  for await (const { scheduleId } of client.schedule.list({ pageSize: 1_000, query })) {
    const key = ownerOfSchedule(scheduleId);
    if (key !== undefined) keys.push(key);
  }
  return keys.toSorted((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
}

/** Those that are still there. */
async function describeAll(client: Client, keys: readonly ScheduleKey[]) {
  const found = await Promise.all(
    keys.map(async (key) => {
      const description = await client.schedule.getHandle(scheduleId(key.owner, key.name)).describe().catch(unlessGone);
      return description === undefined ? [] : [{ key, description }];
    }),
  );
  return found.flat();
}

async function describe(handle: ScheduleHandle, key: ScheduleKey): Promise<ScheduleDescription> {
  const description = await handle.describe().catch(unlessGone);
  if (description === undefined) throw scheduleNotFound(key);
  return description;
}

export function unlessGone(error: unknown): undefined {
  if (!(error instanceof ScheduleNotFoundError)) throw error;
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

const outsideWindow = (key: ScheduleKey): OperationalError =>
  failure(
    "outside-window",
    "The schedule may not start a run at this time of day: start the report as a job of its own to run it anyway",
    key,
  );
