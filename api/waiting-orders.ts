import type { Executor } from "#database/connection";
import { countOrders, type OrderListFilter } from "#database/order-list";

/** How many orders without a document a filter has, and where they are listed. The list shows whoever asks the same orders. */
export async function waitingOrders(
  db: Executor,
  filter: Omit<OrderListFilter, "processed" | "shops">,
  { shopCode, shops }: { readonly shopCode?: string; readonly shops: readonly string[] | undefined },
): Promise<{ readonly count: number; readonly list: string }> {
  const orders = { ...filter, processed: false };
  const named = Object.entries({ ...(shopCode === undefined ? {} : { shopCode }), ...orders });
  const query = new URLSearchParams(named.map(([name, value]): [string, string] => [name, String(value)]));
  return { count: await countOrders(db, { ...orders, shops }), list: `/api/orders?${query.toString()}` };
}
