import type { StoreProblem } from "#domain/shops/store-facts";
import { attended } from "./attended.ts";
import { enterStore, markEnabled, subscribeToStore, undoEnabling } from "./enable-shop.ts";
import type { ShopActionDeps, ShopActionInput } from "./shop-activities.ts";
import { syncCountries } from "./sync-countries.ts";

export interface UndoEnablingInput {
  readonly shopCode: string;
  /** Why the shop could not be enabled. */
  readonly problem: StoreProblem;
}

/** The steps of enabling a shop that are not actions of their own. Each is safe to run twice. */
export const createEnableActivities = (deps: ShopActionDeps) => ({
  enterStore: ({ shopCode }: ShopActionInput): Promise<"entered" | "enabled"> =>
    attended((options) => enterStore(deps, shopCode, options)),

  subscribeToStore: ({ shopCode }: ShopActionInput): Promise<void> =>
    attended((options) => subscribeToStore(deps, shopCode, options)),

  syncShipToCountriesOfShop: ({ shopCode }: ShopActionInput): Promise<void> =>
    attended(async (options) => {
      await syncCountries(deps, shopCode, options);
    }),

  async markEnabled({ shopCode, by }: ShopActionInput): Promise<void> {
    await markEnabled(deps, shopCode, by);
  },

  /** Lets the recurring jobs of an enabled shop go on. */
  followEnabledShop: ({ shopCode }: ShopActionInput): Promise<void> => deps.schedules.followShop(shopCode),

  undoEnabling: ({ shopCode, problem }: UndoEnablingInput): Promise<void> =>
    attended((options) => undoEnabling(deps, shopCode, problem, options)),
});

export type EnableActivities = ReturnType<typeof createEnableActivities>;
