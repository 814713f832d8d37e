/** A fault rule: when it strikes, what it does, how often. */
import { unprocessable } from "../control-routes.ts";
import {
  anything,
  listOf,
  members,
  number,
  oneOf,
  orNull,
  required,
  text,
  whole,
  type Reader,
} from "../control/read.ts";
import { readEffect } from "./read-effect.ts";
import type { FaultEffect } from "./effects.ts";

/** All given conditions have to hold. */
interface FaultMatch {
  readonly operation?: string;
  readonly kind?: "query" | "mutation";
  /** Values at paths such as `ids.3` or `input.id`; `contains` looks into texts and lists. */
  readonly variables?: readonly { readonly path: string; readonly equals?: unknown; readonly contains?: unknown }[];
  /** Webhooks. */
  readonly topic?: string;
  /** Strikes from the nth matching call on (1 is the first). */
  readonly nth?: number;
  /** Strikes a matching call with this probability, drawn from `seed`. */
  readonly probability?: number;
  readonly seed?: number;
}

export interface FaultRule {
  readonly match: FaultMatch;
  readonly effect: FaultEffect;
  /** How many times it strikes; null: until it is removed. Default 1. */
  readonly count: number | null;
}

const readMatch = members({
  operation: text,
  kind: oneOf("query", "mutation"),
  variables: listOf((value: unknown, pointer: string) => {
    const { path, ...test } = members({ path: text, equals: anything, contains: anything })(value, pointer);
    return { path: required(path, `${pointer}/path`), ...test };
  }),
  topic: text,
  nth: whole,
  probability: number,
  seed: whole,
});

export const readRule: Reader<FaultRule> = (value, pointer) => {
  const { match, effect, count } = members({ match: readMatch, effect: readEffect, count: orNull(whole) })(
    value,
    pointer,
  );
  if (match?.probability !== undefined && (match.probability < 0 || match.probability > 1))
    throw unprocessable(`${pointer}/match/probability`, "expected a number from 0 to 1");
  return {
    match: match ?? {},
    effect: required(effect, `${pointer}/effect`),
    count: count === undefined ? 1 : count,
  };
};
