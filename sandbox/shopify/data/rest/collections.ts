/** `orders.json`, `customers.json`, `products.json`. */
import type { RestCollection, RestRecord } from "../../engine/contract.ts";
import { isShownTo } from "../order-window.ts";
import type { OrderRecord } from "../records/order.ts";
import type { ShopData } from "../store.ts";
import type { Timed } from "../table.ts";
import { restOrder } from "./rest-order.ts";
import { restCustomer, restProduct } from "./rest-records.ts";

type Test<R> = (record: R) => boolean;

const BOUNDS = [
  ["created_at_min", (time: number, bound: number) => time >= bound, "createdAt"],
  ["created_at_max", (time: number, bound: number) => time <= bound, "createdAt"],
  ["updated_at_min", (time: number, bound: number) => time >= bound, "updatedAt"],
  ["updated_at_max", (time: number, bound: number) => time <= bound, "updatedAt"],
] as const;

function commonTests(filters: URLSearchParams): Test<Timed>[] {
  const tests: Test<Timed>[] = [];
  const ids = filters.get("ids");
  if (ids !== null) {
    const wanted = new Set(ids.split(",").map(Number));
    tests.push((record) => wanted.has(record.id));
  }
  for (const [name, holds, member] of BOUNDS) {
    const bound = Date.parse(filters.get(name) ?? "");
    if (!Number.isNaN(bound)) tests.push((record) => holds(record[member], bound));
  }
  return tests;
}

/** [D] without `status`, only open orders are listed. */
function statusTest(filters: URLSearchParams): Test<OrderRecord> {
  switch (filters.get("status") ?? "open") {
    case "any":
      return () => true;
    case "closed":
      return (order) => order.closedAt !== null;
    case "cancelled":
      return (order) => order.cancelledAt !== null;
    default:
      return (order) => order.closedAt === null && order.cancelledAt === null;
  }
}

const listed = <R extends Timed>(
  records: readonly R[],
  tests: readonly Test<R>[],
  toJson: (record: R) => Readonly<Record<string, unknown>>,
): readonly RestRecord[] =>
  records
    .filter((record) => tests.every((test) => test(record)))
    .toReversed()
    .map((record) => ({ id: record.id, toJson: () => toJson(record) }));

export const createRestCollections = (
  data: ShopData,
): Readonly<Record<"orders" | "products" | "customers", RestCollection>> => ({
  orders: {
    list: (filters, viewer) =>
      listed(
        data.orders.byId.all(),
        [...commonTests(filters), statusTest(filters), (order) => isShownTo(viewer, order)],
        (order) => restOrder(data, order),
      ),
  },
  customers: {
    list: (filters) => listed(data.customers.byId.all(), commonTests(filters), (each) => restCustomer(data, each)),
  },
  products: {
    list: (filters) => listed(data.products.byId.all(), commonTests(filters), (each) => restProduct(data, each)),
  },
});
