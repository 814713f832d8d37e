import { inBatch } from "../orders/batch.ts";
import type { ShopActivityDeps } from "./shop-activity-deps.ts";
import { syncCountries } from "./sync-countries.ts";

export interface SyncCountriesInput {
  readonly shopCode: string;
  readonly entryId: string;
}

/** Sync Countries (30110) in one step, which can be repeated. */
export const createSyncCountriesActivities = (deps: Pick<ShopActivityDeps, "db" | "shopify">) => ({
  /** What an earlier try has added counts as unchanged. */
  async syncShipToCountries({ shopCode, entryId }: SyncCountriesInput): Promise<{
    readonly read: number;
    readonly changed: number;
    readonly unchanged: number;
  }> {
    return inBatch(entryId, async (batch) => {
      const { read, added } = await syncCountries(deps, shopCode, batch.callOptions);
      return { read, changed: added, unchanged: read - added };
    });
  },
});

export type SyncCountriesActivities = ReturnType<typeof createSyncCountriesActivities>;
