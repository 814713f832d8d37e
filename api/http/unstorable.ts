import { isStorable } from "#database/storable";
import { pointerOf, type InvalidValue } from "./problem.ts";

/** No request of the contract comes near; what parsers and the stack bear is far more. */
const MAX_DEPTH = 50;

/** What of a request nothing can keep: texts PostgreSQL refuses, wherever they are, and values nested beyond all measure. */
export function unstorableValues(
  value: unknown,
  where: InvalidValue["in"],
  path: readonly string[] = [],
): readonly InvalidValue[] {
  const refused = (code: string, detail: string) => [{ in: where, pointer: pointerOf(path), code, detail }];
  if (typeof value === "string") return isStorable(value) ? [] : refused("text-not-storable", TEXT);
  if (typeof value !== "object" || value === null) return [];
  if (path.length >= MAX_DEPTH) return refused("nested-too-deep", `Values are nested up to ${MAX_DEPTH} levels`);
  return Object.entries(value).flatMap(([name, member]) =>
    isStorable(name) ? unstorableValues(member, where, [...path, name]) : refused("text-not-storable", TEXT),
  );
}

const TEXT = "A text has a zero byte or half of a surrogate pair, which cannot be kept";
