import { proxyActivities } from "@temporalio/workflow";
import type { ConnectActivities, ConnectStoreInput } from "#activities/shops/connect-activities";
import type { ShopActivities } from "#activities/shops/shop-activities";
import { attendedCall } from "../policies.ts";

const { exchangeAuthorizationCode, refreshShopSettings } = proxyActivities<ConnectActivities & ShopActivities>(
  attendedCall,
);

/**
 * Lets us into a store whose merchant has agreed at Shopify, then reads for each of its shops what follows from the store; started as
 * `action/{store}/connection`, because it changes the same as enabling and disabling do.
 */
export async function connectStore(input: ConnectStoreInput): Promise<void> {
  for (const shopCode of await exchangeAuthorizationCode(input)) {
    await refreshShopSettings({ shopCode, by: input.by });
  }
}
