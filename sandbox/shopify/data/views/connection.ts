/** A connection over the records below one object. */
import { listConnection, type Connection } from "../../engine/connection.ts";
import type { Arguments } from "../../engine/contract.ts";

export const connectionOf = <R extends { readonly id: number }>(
  records: readonly R[],
  args: Arguments,
  toView: (record: R) => object,
): Connection => listConnection(args, records, (record) => record.id, toView);
