import { isCancellation, proxyActivities } from "@temporalio/workflow";
import type { ShopCheckActivities } from "#activities/shops/shop-check-activities";
import { diagnose } from "./failures.ts";
import { upkeepCall } from "./policies.ts";

const { enabledShopsByStore, checkStore, noteUnansweredCheck } = proxyActivities<ShopCheckActivities>(upkeepCall);

/** Stores checked at the same time. */
const AT_ONCE = 5;

/** How many shops were checked, by what came of it. */
export interface ShopChecks {
  readonly told: number;
  readonly refused: number;
  readonly unanswered: number;
}

/**
 * Every day: asks the store of each enabled shop whether everything is still there, and puts right what can be. No shop waits for another one's trouble,
 * except that shops of one store come one after the other: they share their webhooks.
 */
export async function checkShops(): Promise<ShopChecks> {
  const counts = { told: 0, refused: 0, unanswered: 0 };
  const stores = await enabledShopsByStore();
  for (let from = 0; from < stores.length; from += AT_ONCE) {
    await Promise.all(
      stores.slice(from, from + AT_ONCE).map(async (shops) => {
        for (const shopCode of shops) counts[await checkShop(shopCode)] += 1;
      }),
    );
  }
  return counts;
}

async function checkShop(shopCode: string): Promise<keyof ShopChecks> {
  try {
    return await checkStore({ shopCode });
  } catch (error) {
    if (isCancellation(error)) throw error;
    const { type: code, message, params = {} } = diagnose(error);
    await noteUnansweredCheck({ shopCode, problem: { code, message, params } });
    return "unanswered";
  }
}
