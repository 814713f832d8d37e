import { saveGrantedScopes } from "#database/granted-scopes";
import { updateShop } from "#database/shops";
import { isAdvancedPlan } from "#domain/shops/advanced-plan";
import type { Shop } from "#domain/shops/shop";
import type { ExecuteOptions } from "#shopify/client";
import { GrantedScopesDocument, ShopPlanDocument, type WeightUnit } from "#shopify/generated/operations";
import { scopeSet } from "#shopify/scopes";
import { refreshPaymentTerms } from "./refresh-payment-terms.ts";
import type { ShopActivityDeps } from "./shop-activity-deps.ts";

const WEIGHT_UNITS = {
  GRAMS: "grams",
  KILOGRAMS: "kilograms",
  OUNCES: "ounces",
  POUNDS: "pounds",
} as const satisfies Record<WeightUnit, string>;

/** Stores what follows from the store: plan, weight unit, granted scopes, payment terms. Safe to run twice: it writes what it reads. */
export async function refreshShopSettings(
  deps: Pick<ShopActivityDeps, "db" | "shopify">,
  shopCode: string,
  options: ExecuteOptions,
): Promise<void> {
  const shop = await refreshPlanAndUnit(deps, shopCode, options);
  const granted = await refreshGrantedScopes(deps, shop, options);
  if (scopeSet(granted).has("read_payment_terms")) await refreshPaymentTerms(deps, shopCode, options);
}

/** Reads plan and weight unit and stores them. A plan that was lowered takes with it the settings it allowed. */
export async function refreshPlanAndUnit(
  deps: Pick<ShopActivityDeps, "db" | "shopify">,
  shopCode: string,
  options: ExecuteOptions,
): Promise<Shop> {
  const { data } = await deps.shopify.execute(shopCode, ShopPlanDocument, {}, options);
  const { plan, weightUnit } = data.shop;
  const advancedShopifyPlan = isAdvancedPlan(plan);
  return updateShop(deps.db, shopCode, {
    advancedShopifyPlan,
    // A value of a newer API version is no reason to fail.
    weightUnit: (WEIGHT_UNITS as Readonly<Record<string, Shop["weightUnit"]>>)[weightUnit] ?? "none",
    ...(advancedShopifyPlan ? {} : { autoCreateCatalog: false }),
  });
}

/** Reads which scopes the store has granted, stores and answers them, comma-separated. */
export async function refreshGrantedScopes(
  deps: Pick<ShopActivityDeps, "db" | "shopify">,
  shop: Pick<Shop, "code" | "store">,
  options: ExecuteOptions,
): Promise<string> {
  const { data } = await deps.shopify.execute(shop.code, GrantedScopesDocument, {}, options);
  const granted = data.currentAppInstallation.accessScopes.map((scope) => scope.handle).join(",");
  await saveGrantedScopes(deps.db, shop.store, granted);
  return granted;
}
