import { ScheduleAlreadyRunning, type Client, type ScheduleDescription } from "@temporalio/client";
import { endWatch } from "#database/schedule-watch";
import { listShops } from "#database/shops";
import type { Database } from "#database/connection";
import { inGroups } from "#domain/in-groups";
import type { FoundSchedule, WantedSchedule } from "#domain/jobs/schedule-plan";
import { ownerOfSchedule, scheduleId } from "#workflows/ids";
import { describeSchedules } from "./list-schedules.ts";
import { definedBy, lookAtSchedule, unlessGone } from "./look-at-schedule.ts";
import { compileSchedule, driftOf, hashOf, idOf, scheduleNote, shopDisabledNote } from "./schedule-options.ts";
import { scheduleRefused } from "./schedules.ts";
import { answeredWithin } from "./unavailable.ts";

const DEADLINE_MS = 10_000;
const DESCRIBED_AT_ONCE = 10;

/**
 * The schedules that belong to the schedules file; no others are seen or touched. Every call throws `temporal-unavailable` or
 * `temporal-busy` when the service does not answer in time.
 */
export interface FileSchedules {
  /** All there are. Of those with the given names also what was made just now; others are found within seconds. */
  find(names: readonly string[]): Promise<readonly FoundSchedule[]>;
  /**
   * Makes it, or builds it anew as a whole; safe to repeat. A hold and its reason stay, and a run that is under way goes on. Throws
   * `schedule-refused` for one that Temporal does not take.
   */
  put(wanted: WantedSchedule): Promise<void>;
  /** Removes it; a run that is under way goes on. Nothing when it is gone already. */
  remove(name: string): Promise<void>;
}

export function createFileSchedules({ client, db }: { readonly client: Client; readonly db: Database }): FileSchedules {
  const answered = <R>(fn: () => Promise<R>): Promise<R> => answeredWithin(client, DEADLINE_MS, fn);
  const keyOf = (name: string) => ({ owner: "file", name }) as const;
  const handleOf = (name: string) => client.schedule.getHandle(scheduleId("file", name));
  /** Notes what is to be expected of it from now on. */
  const noteChange = (name: string) => lookAtSchedule({ client, db, now: () => new Date() }, keyOf(name));

  return {
    find: async (names) => {
      const stores = new Map((await listShops(db)).map(({ code, store }) => [code, store]));
      const all = [...new Set([...names, ...(await answered(() => listNames(client)))])];
      const found: FoundSchedule[] = [];
      for (const some of inGroups(all, DESCRIBED_AT_ONCE)) {
        const described = await answered(() => describeSchedules(client, some.map(keyOf)));
        found.push(...described.map(({ key, description }) => foundSchedule(key.name, description, stores)));
      }
      return found;
    },

    put: ({ name, definition, store, awaitsShop }) =>
      answered(async () => {
        const compiled = compileSchedule(keyOf(name), definition, store);
        const note = scheduleNote(definition);
        try {
          await client.schedule.create({
            ...compiled,
            state: awaitsShop ? { paused: true, note: shopDisabledNote(definition.shopCode ?? "") } : { note },
          });
          await noteChange(name);
          return;
        } catch (error) {
          if (!(error instanceof ScheduleAlreadyRunning)) throw scheduleRefused(error) ?? error;
        }
        const { scheduleId: _id, ...replaced } = compiled;
        try {
          await handleOf(name).update(({ state }) => ({
            ...replaced,
            // While it is paused its note says why.
            state: state.paused ? state : { ...state, note },
          }));
          await noteChange(name);
        } catch (error) {
          throw scheduleRefused(error) ?? error;
        }
      }),

    remove: (name) =>
      answered(async () => {
        // Our record first, as what is removed on purpose is not missed.
        await endWatch(db, idOf(keyOf(name)));
        await handleOf(name).delete().catch(unlessGone);
      }),
  };
}

async function listNames(client: Client): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const summary of client.schedule.list({ pageSize: 1_000 })) {
    const key = ownerOfSchedule(summary.scheduleId);
    if (key?.owner === "file") names.push(key.name);
  }
  return names;
}

function foundSchedule(
  name: string,
  description: ScheduleDescription,
  stores: ReadonlyMap<string, string>,
): FoundSchedule {
  const { state } = description;
  const hold = state.paused ? (state.note ?? "") : null;
  const defined = definedBy(description);
  // A definition that is not the one it was made of is nothing to compare with, and may be nothing to compile.
  if (defined === undefined || defined.hash !== hashOf(defined.definition)) {
    const drift = [{ member: "arguments", from: undefined, to: description.action.args }];
    return { name, definition: null, drift, hold };
  }
  const { definition } = defined;
  const store = definition.shopCode === null ? null : (stores.get(definition.shopCode) ?? null);
  const compiled = compileSchedule({ owner: "file", name }, definition, store);
  return { name, definition, drift: driftOf(compiled, description), hold };
}
