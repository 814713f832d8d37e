import type { Executor } from "#database/connection";
import { defined } from "#database/defined";
import { countOrders, type OrderListFilter } from "#database/order-list";

/** Which orders wait for something. */
export type WaitingFilter = Omit<OrderListFilter, "orderIds" | "processed" | "shops">;

/**
 * How many orders without a document a filter has, where they are listed, and how they are tried again. The list shows whoever asks the
 * same orders.
 */
export async function waitingOrders(
  db: Executor,
  filter: WaitingFilter,
  { shopCode, shops }: { readonly shopCode?: string; readonly shops: readonly string[] | undefined },
) {
  const retry = { filter: defined({ shopCode, ...filter }) };
  const named = Object.entries({ ...retry.filter, processed: false });
  const query = new URLSearchParams(named.map(([name, value]): [string, string] => [name, String(value)]));
  return {
    count: await countOrders(db, { ...filter, processed: false, shops }),
    list: `/api/orders?${query.toString()}`,
    retry,
  };
}
