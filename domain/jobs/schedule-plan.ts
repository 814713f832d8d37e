import { differencesOf, type Difference } from "../differences.ts";
import { isFinished, type ScheduleDefinition } from "./schedule-definition.ts";

/** A schedule as the schedules file wants it. */
export interface WantedSchedule {
  readonly name: string;
  readonly definition: ScheduleDefinition;
  /** Host name of the shop's store; null for a report of the whole company. */
  readonly store: string | null;
  /** Its shop is disabled: it is made on hold, and enabling the shop makes it ready. */
  readonly awaitsShop: boolean;
}

/** A schedule of the file as Temporal has it. */
export interface FoundSchedule {
  readonly name: string;
  /** Null: somebody replaced the schedule's arguments in Temporal. */
  readonly definition: ScheduleDefinition | null;
  /** What somebody changed in Temporal itself: from what the definition means to what is there. */
  readonly drift: readonly Difference[];
  /** Why it is paused; null: it is not. */
  readonly hold: string | null;
}

export type ScheduleStep =
  | { readonly kind: "create"; readonly wanted: WantedSchedule }
  | {
      readonly kind: "change";
      readonly wanted: WantedSchedule;
      readonly found: FoundSchedule;
      readonly changes: readonly Difference[];
    }
  | { readonly kind: "delete"; readonly found: FoundSchedule }
  | { readonly kind: "keep"; readonly found: FoundSchedule }
  /** Its expiration has passed, and it is gone. */
  | { readonly kind: "over"; readonly wanted: WantedSchedule };

export interface PlanContext {
  /** Names that are in the file and cannot be judged yet: what Temporal has of them stays. */
  readonly leftOut: readonly string[];
  readonly now: Date;
}

/** What makes Temporal as the file says: in the order of the file, then what is in Temporal alone. */
export function planSchedules(
  wanted: readonly WantedSchedule[],
  found: readonly FoundSchedule[],
  { leftOut, now }: PlanContext,
): readonly ScheduleStep[] {
  const named = new Set([...wanted.map(({ name }) => name), ...leftOut]);
  const foundOf = new Map(found.map((each) => [each.name, each]));
  return [
    ...wanted.map((each) => stepOf(each, foundOf.get(each.name), now)),
    ...found
      .filter(({ name }) => !named.has(name))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .map((each) => ({ kind: "delete", found: each }) as const),
  ];
}

function stepOf(wanted: WantedSchedule, found: FoundSchedule | undefined, now: Date): ScheduleStep {
  if (found === undefined) return { kind: isFinished(wanted.definition, now) ? "over" : "create", wanted };
  const changes = found.definition === null ? [] : differencesOf(found.definition, wanted.definition);
  return changes.length === 0 && found.drift.length === 0
    ? { kind: "keep", found }
    : { kind: "change", wanted, found, changes };
}
