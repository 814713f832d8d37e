/**
 * How a record looks through the schema: an object whose prototype computes each field when it is read, so that a field nobody
 * selects costs nothing, and a field that is not simulated is simply not there.
 */
import { getNamedType, isObjectType } from "graphql";
import type { Arguments, Viewer } from "../../engine/contract.ts";
import { executableSchema } from "../../engine/schema.ts";
import type { Given } from "../records/given.ts";
import type { ShopData } from "../store.ts";
import { connectionOf } from "./connection.ts";

export interface ViewSpec<R> {
  /** Values given from outside, which stand above computed ones; the record's own member `given` unless said here. */
  readonly given?: (record: R) => Given | undefined;
  /** Fields that are the record's member of the same name. */
  readonly same?: readonly (keyof R & string)[];
  /** Fields of things that do not occur in a sandbox shop. */
  readonly nulls?: readonly string[];
  readonly fields?: Readonly<Record<string, (record: R, data: ShopData) => unknown>>;
  /** Fields with arguments, or whose value depends on who asks. */
  readonly calls?: Readonly<Record<string, (record: R, data: ShopData, args: Arguments, viewer: Viewer) => unknown>>;
}

/** The engine reads `__typename` of a view to resolve interfaces and unions. */
export interface View {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

export type MakeView<R> = (record: R, data: ShopData) => View;

const RECORD = Symbol("record");
const DATA = Symbol("data");

interface Bound<R> {
  readonly [RECORD]: R;
  readonly [DATA]: ShopData;
}

/** Makes the view of a type. */
export function defineView<R extends object>(typename: string, spec: ViewSpec<R>): MakeView<R> {
  const prototype: object = {};
  const define = (name: string, read: (record: R, data: ShopData) => unknown) =>
    Object.defineProperty(prototype, name, {
      enumerable: true,
      get(this: Bound<R>) {
        return read(this[RECORD], this[DATA]);
      },
    });
  define("__typename", () => typename);
  for (const name of spec.nulls ?? []) define(name, () => null);
  for (const name of spec.same ?? []) define(name, (record) => record[name]);
  for (const [name, read] of Object.entries(spec.fields ?? {})) define(name, read);
  for (const [name, call] of Object.entries(spec.calls ?? {}))
    define(name, (record, data) => (args: Arguments, viewer: Viewer) => call(record, data, args, viewer));

  const givenOf = spec.given ?? ((record: R) => ("given" in record ? (record.given as Given | undefined) : undefined));

  return (record, data) => {
    const view = Object.create(prototype, { [RECORD]: { value: record }, [DATA]: { value: data } }) as View;
    const given = givenOf(record);
    if (given !== undefined)
      for (const [name, value] of Object.entries(given))
        Object.defineProperty(view, name, { enumerable: true, value: shaped(typename, name, value) });
    return view;
  };
}

/** A given list stands for a connection where the schema has one. */
function shaped(typename: string, name: string, value: unknown): unknown {
  if (!Array.isArray(value) || !isConnection(typename, name)) return value;
  const elements = (value as readonly object[]).map((element, id) => ({ id, element }));
  return (args: Arguments) => connectionOf(elements, args, ({ element }) => element);
}

function isConnection(typename: string, name: string): boolean {
  const type = executableSchema().getType(typename);
  const field = isObjectType(type) ? type.getFields()[name] : undefined;
  return field !== undefined && getNamedType(field.type).name.endsWith("Connection");
}

/** `DateTime` as Shopify writes it: whole seconds, UTC [M]. */
export const timeText = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

export const timeTextOrNull = (milliseconds: number | null): string | null =>
  milliseconds === null ? null : timeText(milliseconds);
