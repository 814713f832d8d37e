/** Finding what the arguments of a mutation name. */
import { readGid, type IdType } from "../ids.ts";
import type { OrderRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";

/** The number of a GID of this type; undefined for anything else. */
export function idIn(value: unknown, type: IdType): number | undefined {
  const gid = typeof value === "string" ? readGid(value) : undefined;
  return gid?.type === type ? gid.id : undefined;
}

export function findOrder(store: ShopData, value: unknown): OrderRecord | undefined {
  const id = idIn(value, "Order");
  return id === undefined ? undefined : store.orders.get(id);
}

export const byIdIn = <R extends { readonly id: number }>(
  records: readonly R[],
  value: unknown,
  type: IdType,
): R | undefined => {
  const id = idIn(value, type);
  return id === undefined ? undefined : records.find((record) => record.id === id);
};
