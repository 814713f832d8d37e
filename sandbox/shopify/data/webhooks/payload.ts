/** What of a payload a subscription wants, and whether it wants the event at all. */
import { compileSearch } from "../../engine/search/compile.ts";
import type { SearchValue } from "../../engine/search/values.ts";

export type Payload = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Payload =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** [D: `includeFields`] only the named members; a dot reaches into an object or every element of a list. */
export function pickFields(payload: Payload, fields: readonly string[]): Payload {
  if (fields.length === 0) return payload;
  const picked: Record<string, unknown> = {};
  for (const field of fields) {
    const [name = field, ...inner] = field.split(".");
    if (!(name in payload)) continue;
    picked[name] = inner.length === 0 ? payload[name] : merge(picked[name], pickInside(payload[name], inner.join(".")));
  }
  return picked;
}

const pickInside = (value: unknown, field: string): unknown => {
  if (Array.isArray(value)) return value.map((element: unknown) => pickInside(element, field));
  return isObject(value) ? pickFields(value, [field]) : value;
};

const merge = (before: unknown, after: unknown): unknown => {
  if (Array.isArray(before) && Array.isArray(after))
    return before.map((element: unknown, index) => merge(element, after[index]));
  return isObject(before) && isObject(after) ? { ...before, ...after } : after;
};

const ANY_FIELD = { "{a}": { type: "string" }, "{a}.{b}": { type: "string" }, "{a}.{b}.{c}": { type: "string" } };

const valuesAt = (value: unknown, path: readonly string[]): SearchValue[] => {
  if (Array.isArray(value)) return value.flatMap((element: unknown) => valuesAt(element, path));
  const [name, ...rest] = path;
  if (name !== undefined) return isObject(value) ? valuesAt(value[name], rest) : [];
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? [String(value)] : [];
};

const lookUp = (payload: Payload, name: string): SearchValue[] => valuesAt(payload, name.split("."));

const FIELDS = Object.fromEntries(Object.keys(ANY_FIELD).map((pattern) => [pattern, lookUp]));

/** [D: `filter`] search syntax over the members of the payload; `id:*` means every event. */
export const passesFilter = (payload: Payload, filter: string | null): boolean =>
  filter === null ||
  filter.trim() === "" ||
  (compileSearch(filter, ANY_FIELD, FIELDS, "filter").test?.(payload) ?? true);
