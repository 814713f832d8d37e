/** A row of the selection. */
export interface SelectedOrder {
  readonly shopifyOrderId: string;
  readonly store: string;
  /** Null: no shop has claimed it yet. */
  readonly shop: string | null;
}

export type SelectedImportPlan =
  | {
      readonly kind: "planned";
      /** One for each shop of the selection. */
      readonly imports: readonly { readonly shopCode: string; readonly orderIds: readonly string[] }[];
    }
  /** Orders that no shop has claimed, of stores where more than one shop could, or none. */
  | { readonly kind: "undecided"; readonly orderIds: readonly string[] };

/**
 * Decides which shop imports which of the selected orders. A claimed one stays with its shop; an unclaimed one goes to the shop that was
 * chosen, when it is of the order's store, else to the only enabled shop of the store.
 */
export function planSelectedImport(
  orders: readonly SelectedOrder[],
  enabledShops: readonly { readonly code: string; readonly store: string }[],
  chosen: string | undefined,
): SelectedImportPlan {
  const shopOf = ({ shop, store }: SelectedOrder): string | undefined => {
    if (shop !== null) return shop;
    const possible = enabledShops.filter((one) => one.store === store);
    const wanted = chosen === undefined ? possible : possible.filter(({ code }) => code === chosen);
    return wanted.length === 1 ? wanted[0]?.code : undefined;
  };
  const undecided = orders.filter((order) => shopOf(order) === undefined);
  if (undecided.length > 0)
    return { kind: "undecided", orderIds: undecided.map(({ shopifyOrderId }) => shopifyOrderId) };
  const byShop = new Map<string, string[]>();
  for (const order of orders) {
    const shop = shopOf(order) ?? "";
    byShop.set(shop, [...(byShop.get(shop) ?? []), order.shopifyOrderId]);
  }
  return { kind: "planned", imports: [...byShop].map(([shopCode, orderIds]) => ({ shopCode, orderIds })) };
}
