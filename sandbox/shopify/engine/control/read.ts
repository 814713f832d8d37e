/** Reads JSON of control paths: what is not understood is refused with its place, never left out. */
import { unprocessable } from "../control-routes.ts";

export type Reader<T> = (value: unknown, pointer: string) => T;

/** Adds the type to a reader's failure, for example "expected a text". */
const refuse = (pointer: string, expected: string): never => {
  throw unprocessable(pointer, `expected ${expected}`);
};

export const text: Reader<string> = (value, pointer) => (typeof value === "string" ? value : refuse(pointer, "a text"));

export const number: Reader<number> = (value, pointer) =>
  typeof value === "number" && Number.isFinite(value) ? value : refuse(pointer, "a number");

export const whole: Reader<number> = (value, pointer) =>
  typeof value === "number" && Number.isInteger(value) ? value : refuse(pointer, "a whole number");

export const flag: Reader<boolean> = (value, pointer) =>
  typeof value === "boolean" ? value : refuse(pointer, "true or false");

export const anything: Reader<unknown> = (value) => value;

export const record: Reader<Readonly<Record<string, unknown>>> = (value, pointer) =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : refuse(pointer, "an object");

export const oneOf =
  <const T extends string | number>(...values: readonly T[]): Reader<T> =>
  (value, pointer) =>
    values.find((each) => each === value) ?? refuse(pointer, `one of ${values.join(", ")}`);

export const listOf =
  <T>(read: Reader<T>): Reader<readonly T[]> =>
  (value, pointer) =>
    Array.isArray(value)
      ? value.map((item, index) => read(item, `${pointer}/${String(index)}`))
      : refuse(pointer, "a list");

export const orNull =
  <T>(read: Reader<T>): Reader<T | null> =>
  (value, pointer) =>
    value === null ? null : read(value, pointer);

export type Members = Readonly<Record<string, Reader<unknown>>>;

export type Read<M extends Members> = { readonly [Name in keyof M]?: ReturnType<M[Name]> };

/** An object with these members, none of them required. */
export const members =
  <const M extends Members>(readers: M): Reader<Read<M>> =>
  (value, pointer) => {
    const object = record(value, pointer);
    const read: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(object)) {
      const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
      if (reader === undefined)
        throw unprocessable(`${pointer}/${name}`, `unknown member; known: ${Object.keys(readers).join(", ")}`);
      if (member !== undefined) read[name] = reader(member, `${pointer}/${name}`);
    }
    return read as Read<M>;
  };

/** A member that has to be there. */
export function required<T>(value: T | undefined, pointer: string): T {
  if (value === undefined) throw unprocessable(pointer, "is missing");
  return value;
}
