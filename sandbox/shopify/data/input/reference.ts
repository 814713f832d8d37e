/** A member that names another record: `{ id }` of one the shop has, or the record itself, which is then added. */
import { unprocessable } from "../../engine/control-routes.ts";
import type { IdType } from "../ids.ts";
import type { Reader } from "./reader.ts";

export interface Referable<R> {
  readonly type: IdType;
  find(id: number): R | undefined;
  /** Adds the record that was given inline. */
  add(reader: Reader): R;
}

/** Undefined: not given; null: given as null. */
export function readReference<R>(owner: Reader, name: string, target: Referable<R>): R | null | undefined {
  const reader = owner.node(name);
  if (reader === undefined || reader === null) return reader;
  const id = reader.id("id", target.type) ?? reader.id("legacyResourceId", target.type);
  const known = id === undefined ? undefined : target.find(id);
  if (known !== undefined) return known;
  const isOnlyAnId = reader.rest(undefined) === undefined;
  if (isOnlyAnId)
    throw unprocessable(
      `${reader.pointer}/id`,
      `the shop has no ${target.type} ${id ?? ""}: add it first, or give more than its id to add it here`,
    );
  return target.add(reader);
}
