import { findShop, getShop, shopsOfStore, updateShop } from "#database/shops";
import { OperationalError } from "#domain/failure";
import type { StoreProblem } from "#domain/shops/store-facts";
import type { ExecuteOptions } from "#shopify/client";
import { AppIdDocument } from "#shopify/generated/operations";
import type { ShopActivityDeps } from "./shop-activity-deps.ts";
import { subscribe, subscriptionsOfEnabled, withdraw } from "./webhook-subscriptions.ts";

/**
 * Enters the store of a shop that is to be enabled, which fetches the access token as well. `enabled`: it is already. Throws
 * `shopify-url-missing`, or what the store has against it.
 */
export async function enterStore(
  deps: ShopActivityDeps,
  shopCode: string,
  options: ExecuteOptions,
): Promise<"entered" | "enabled"> {
  const shop = await getShop(deps.db, shopCode);
  if (shop.enabled) return "enabled";
  if (shop.store === "") throw urlMissing(shopCode);
  await deps.shopify.execute(shopCode, AppIdDocument, {}, options);
  return "entered";
}

/** Subscribes to what an enabled shop has to hear of; to nothing when Shopify cannot reach us. Safe to run twice. */
export async function subscribeToStore(
  deps: ShopActivityDeps,
  shopCode: string,
  options: ExecuteOptions,
): Promise<void> {
  if (deps.publicUrl === undefined) return;
  const shop = await getShop(deps.db, shopCode);
  for (const subscription of subscriptionsOfEnabled) await subscribe(deps, shop, subscription, options);
}

/** The last step of enabling. Safe to run twice. */
export const markEnabled = (deps: ShopActivityDeps, shopCode: string, by: string) =>
  updateShop(deps.db, shopCode, { enabled: true, enabledBy: by, enabledAt: new Date(), enablingProblem: null });

/**
 * Undoes an enabling that was broken off anywhere: the shop is disabled and says why, and nothing of it is at the store. That the
 * store does not answer is no reason to leave the shop half enabled. Safe to run twice.
 */
export async function undoEnabling(
  deps: ShopActivityDeps,
  shopCode: string,
  enablingProblem: StoreProblem | null,
  options: ExecuteOptions,
): Promise<void> {
  // Somebody may have deleted it: it is disabled until its last step.
  if ((await findShop(deps.db, shopCode)) === undefined) return;
  const shop = await updateShop(deps.db, shopCode, { enabled: false, enablingProblem });
  const others = (await shopsOfStore(deps.db, shop.store)).filter(({ code }) => code !== shopCode);
  for (const subscription of subscriptionsOfEnabled) await withdraw(deps, shop, others, subscription, options);
}

const urlMissing = (shop: string): OperationalError =>
  new OperationalError(
    "shopify-url-missing",
    `Shop ${shop} has no store: enter its Shopify Admin URL (shopifyUrl) before it is enabled`,
    { retryable: false, params: { shop } },
  );
