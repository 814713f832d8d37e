/** The faults planned for a shop. */
import type { EffectGroups, EffectOf, FaultEffect } from "./effects.ts";
import { groupOf } from "./read-effect.ts";
import { seededRandom } from "../random.ts";
import type { FaultRule } from "./rule.ts";

/** A call or delivery as rules see it. */
interface Occasion {
  readonly operation: string | null;
  readonly kind: "query" | "mutation" | "webhook";
  readonly variables: unknown;
  readonly topic?: string;
}

export interface StruckFault {
  readonly rule: string;
  readonly effect: FaultEffect;
}

export interface FaultDesk {
  add(rule: FaultRule): string;
  clear(): void;
  list(): readonly (FaultRule & { readonly id: string; readonly seen: number; readonly struck: number })[];
  /** Looks which rules mean an occasion. */
  meet(occasion: Occasion): Meeting;
}

/** The rules that mean one occasion. Each strikes only when its effect is taken: a call that does not get that far uses nothing up. */
export interface Meeting {
  /** Takes effects of a group one by one, in the order of their rules. */
  take<G extends keyof EffectGroups>(group: G): Generator<EffectOf<G>>;
  /** What was taken so far. */
  readonly struck: readonly StruckFault[];
}

interface Planned {
  readonly id: string;
  readonly rule: FaultRule;
  readonly random: () => number;
  seen: number;
  struck: number;
}

export function createFaultDesk(): FaultDesk {
  let planned: readonly Planned[] = [];
  let lastId = 0;

  const isUsedUp = ({ rule, struck }: Planned): boolean => rule.count !== null && struck >= rule.count;

  const means = (fault: Planned, occasion: Occasion): boolean => {
    const { rule } = fault;
    if (isUsedUp(fault) || !matches(rule, occasion)) return false;
    fault.seen += 1;
    if (rule.match.nth !== undefined && fault.seen < rule.match.nth) return false;
    return rule.match.probability === undefined || fault.random() < rule.match.probability;
  };

  return {
    add(rule) {
      lastId += 1;
      const id = `fault-${String(lastId)}`;
      planned = [...planned, { id, rule, random: seededRandom(rule.match.seed ?? 1), seen: 0, struck: 0 }];
      return id;
    },
    clear() {
      planned = [];
    },
    list: () => planned.map(({ id, rule, seen, struck }) => ({ id, ...rule, seen, struck })),
    meet(occasion) {
      const meant = planned.filter((fault) => means(fault, occasion));
      const struck: StruckFault[] = [];
      return {
        struck,
        *take<G extends keyof EffectGroups>(group: G) {
          for (const fault of meant) {
            const { effect } = fault.rule;
            // Another call may have used it up since.
            if (groupOf(effect) !== group || isUsedUp(fault)) continue;
            fault.struck += 1;
            struck.push({ rule: fault.id, effect });
            yield effect as EffectOf<G>;
          }
        },
      };
    },
  };
}

function matches({ match, effect }: FaultRule, occasion: Occasion): boolean {
  if ((groupOf(effect) === "webhook") !== (occasion.kind === "webhook")) return false;
  if (match.operation !== undefined && match.operation !== occasion.operation) return false;
  if (match.kind !== undefined && match.kind !== occasion.kind) return false;
  if (match.topic !== undefined && match.topic !== occasion.topic) return false;
  return (match.variables ?? []).every((test) => {
    const value = valueAt(occasion.variables, test.path.split("."));
    if ("equals" in test) return JSON.stringify(value) === JSON.stringify(test.equals);
    if ("contains" in test) return contains(value, test.contains);
    return value !== undefined;
  });
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, name)
        ? (at as Readonly<Record<string, unknown>>)[name]
        : undefined,
    value,
  );
}

function contains(value: unknown, part: unknown): boolean {
  if (typeof value === "string") return value.includes(String(part));
  return Array.isArray(value) && value.some((item) => JSON.stringify(item) === JSON.stringify(part));
}
