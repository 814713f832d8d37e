import { proxyActivities } from "@temporalio/workflow";
import type { ConnectionReport, ShopActionInput, ShopActivities } from "#activities/shops/shop-activities";
import { attendedCall } from "../policies.ts";

const shops = proxyActivities<ShopActivities>(attendedCall);

/** Asks the store who we are; started as `action/{store}/test-connection/{shop}`. */
export async function testShopConnection(input: ShopActionInput): Promise<ConnectionReport> {
  return shops.testShopConnection(input);
}

/** Asks the store what the shop's set-up is compared with, and keeps the answer; started as `action/{store}/preflight/{shop}`. */
export async function askStore(input: ShopActionInput): Promise<void> {
  await shops.askStore(input);
}

/** Reads plan, weight unit and granted scopes; started as `action/{store}/refresh-settings/{shop}`. */
export async function refreshShopSettings(input: ShopActionInput): Promise<void> {
  await shops.refreshShopSettings(input);
}

/** Disables a shop; started as `action/{store}/connection`, as enabling is. */
export async function disableShop(input: ShopActionInput): Promise<void> {
  await shops.disableShop(input);
}

/** Turns Auto Sync Orders on or off; started as `action/{store}/connection`. */
export async function setOrderWebhook(input: ShopActionInput & { readonly on: boolean }): Promise<void> {
  await shops.setOrderWebhook(input);
}
