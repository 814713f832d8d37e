import { unprocessable } from "../control-routes.ts";
import {
  anything,
  flag,
  listOf,
  members,
  number,
  oneOf,
  orNull,
  record,
  required,
  text,
  whole,
  type Members,
  type Reader,
} from "../control/read.ts";
import type { EffectGroups, FaultEffect } from "./effects.ts";

const path: Reader<readonly (string | number)[]> = listOf((value, pointer) => {
  if (typeof value === "string" || typeof value === "number") return value;
  throw unprocessable(pointer, "expected a text or a number");
});

const userError: Reader<object> = (value, pointer) => {
  const error = members({ field: orNull(listOf(text)), message: text, code: text })(value, pointer);
  return { ...error, field: error.field ?? null, message: required(error.message, `${pointer}/message`) };
};

interface Spec {
  readonly group: keyof EffectGroups;
  readonly members: Members;
  readonly required: readonly string[];
}

const spec = (group: keyof EffectGroups, readers: Members = {}, ...needed: readonly string[]): Spec => ({
  group,
  members: readers,
  required: needed,
});

const SPECS: Readonly<Record<FaultEffect["kind"], Spec>> = {
  throttled: spec("before"),
  tooManyRequests: spec("before", { status: oneOf(429, 430), retryAfter: text }),
  unauthorized: spec("before", { forGood: flag }),
  shopUnavailable: spec("before", { status: oneOf(200, 402, 403, 404, 423) }),
  serverError: spec("before", { status: oneOf(500, 502, 503, 504) }),
  internalError: spec("before"),
  noAnswer: spec("before"),
  resetBefore: spec("before"),
  tokenExpiry: spec("beside"),
  missingScope: spec("during", { scope: text }, "scope"),
  userErrors: spec("during", { errors: listOf(userError), list: text }, "errors"),
  staleChangeFromQuantity: spec("during", { lines: listOf(whole) }, "lines"),
  idempotencyConcurrentRequest: spec("during"),
  indexLag: spec("during", { ms: number }, "ms"),
  nodeError: spec("during", { id: text, code: text, message: text }, "id"),
  truncatedJson: spec("after"),
  resetAfter: spec("after"),
  partialData: spec("after", { path, code: text, message: text }),
  corruptField: spec("after", { id: text, path, value: anything }, "id", "path", "value"),
  versionFallForward: spec("after", { version: text }, "version"),
  slow: spec("beside", { ms: number }, "ms"),
  planChange: spec("beside", { plan: oneOf("basic", "grow", "advanced", "plus", "development") }, "plan"),
  webhookLost: spec("webhook"),
  webhookDoubled: spec("webhook"),
  webhookLate: spec("webhook", { ms: number }, "ms"),
  webhookReordered: spec("webhook"),
  webhookWrongSignature: spec("webhook"),
  webhookReplayed: spec("webhook", { ms: number }, "ms"),
};

export const groupOf = (effect: FaultEffect): keyof EffectGroups => SPECS[effect.kind].group;

export const readEffect: Reader<FaultEffect> = (value, pointer) => {
  const { kind, ...rest } = record(value, pointer);
  if (typeof kind !== "string" || !Object.hasOwn(SPECS, kind))
    throw unprocessable(`${pointer}/kind`, `expected one of ${Object.keys(SPECS).join(", ")}`);
  const { members: readers, required: needed } = SPECS[kind as FaultEffect["kind"]];
  const read = members(readers)(rest, pointer);
  for (const name of needed) required(rest[name], `${pointer}/${name}`);
  return { kind, ...read } as FaultEffect;
};
