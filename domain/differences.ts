import { canonical } from "./canonical.ts";

/** One member in which two values differ. Undefined: that side does not have it. */
export interface Difference {
  /** Its path, such as `parameters.fullyPaid`. */
  readonly member: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** Where two values differ, member by member. Lists are compared, and shown, as a whole. */
export function differencesOf(from: object, to: object): readonly Difference[] {
  const [before, after] = [from as Members, to as Members];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((member) =>
    differencesAt(member, before[member], after[member]),
  );
}

type Members = Readonly<Record<string, unknown>>;

function differencesAt(member: string, from: unknown, to: unknown): readonly Difference[] {
  if (canonical(from) === canonical(to)) return [];
  if (!hasMembers(from) || !hasMembers(to)) return [{ member, from, to }];
  return differencesOf(from, to).map((inner) => ({ ...inner, member: `${member}.${inner.member}` }));
}

const hasMembers = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
