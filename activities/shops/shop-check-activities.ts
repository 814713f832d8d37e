import { databaseTime, saveShopCheck } from "#database/shop-checks";
import { findShop, listShops } from "#database/shops";
import type { StoreAnswer, StoreProblem } from "#domain/shops/store-facts";
import { attended } from "./attended.ts";
import { checkStore } from "./check-store.ts";
import type { ShopActivityDeps } from "./shop-activity-deps.ts";

export interface UnansweredCheck {
  readonly shopCode: string;
  readonly problem: StoreProblem;
}

/** What runs every day. Each is safe to run twice. */
export const createShopCheckActivities = (deps: ShopActivityDeps) => ({
  /** Codes of the enabled shops, store by store. */
  async enabledShopsByStore(): Promise<readonly (readonly string[])[]> {
    const stores = new Map<string, string[]>();
    for (const { code, store, enabled } of await listShops(deps.db))
      if (enabled) stores.set(store, [...(stores.get(store) ?? []), code]);
    return [...stores.values()];
  },

  /** Asks a store, keeps its answer, and makes subscriptions again that are gone. Throws what passes by itself. */
  checkStore: ({ shopCode }: { readonly shopCode: string }): Promise<StoreAnswer["kind"]> =>
    attended((options) => checkStore(deps, shopCode, true, options), "backfill"),

  /** Keeps that a store gave no answer. Nothing when the shop is gone. */
  async noteUnansweredCheck({ shopCode, problem }: UnansweredCheck): Promise<void> {
    const shop = await findShop(deps.db, shopCode);
    if (shop === undefined) return;
    await saveShopCheck(deps.db, shop, await databaseTime(deps.db), { kind: "refused", problem });
  },
});

export type ShopCheckActivities = ReturnType<typeof createShopCheckActivities>;
