/** Faults that change a finished answer. */
import type { EffectOf } from "./effects.ts";

type Body = Record<string, unknown>;
type Corruption = Extract<EffectOf<"after">, { kind: "corruptField" }>;
type Blank = Extract<EffectOf<"after">, { kind: "partialData" }>;

/** Changes the body in place; `body.data` is the answer's own copy. */
export function changeAnswer(body: Body, effects: readonly EffectOf<"after">[], requestId: string): void {
  for (const effect of effects) {
    if (effect.kind === "corruptField") corrupt(body["data"], effect);
    else if (effect.kind === "partialData") blank(body, effect, requestId);
  }
}

function corrupt(value: unknown, fault: Corruption): void {
  if (typeof value !== "object" || value === null) return;
  if ("id" in value && value.id === fault.id) put(value, fault.path, fault.value);
  for (const member of Object.values(value)) corrupt(member, fault);
}

function blank(body: Body, fault: Blank, requestId: string): void {
  const data = body["data"];
  const path = fault.path ?? Object.keys(typeof data === "object" && data !== null ? data : {}).slice(0, 1);
  if (!put(data, path, null)) return;
  const errors = Array.isArray(body["errors"]) ? (body["errors"] as unknown[]) : [];
  const message =
    fault.message ??
    `Internal error. Looks like something went wrong on our end.\nRequest ID: ${requestId} (include this in support requests).`;
  body["errors"] = [
    ...errors,
    { message, path, extensions: { code: fault.code ?? "INTERNAL_SERVER_ERROR", requestId } },
  ];
}

/** False when there is no such place. */
function put(value: unknown, path: readonly (string | number)[], replacement: unknown): boolean {
  const [step, ...rest] = path;
  if (typeof value !== "object" || value === null || step === undefined || !(step in value)) return false;
  const holder = value as Record<string | number, unknown>;
  if (rest.length > 0) return put(holder[step], rest, replacement);
  holder[step] = replacement;
  return true;
}
