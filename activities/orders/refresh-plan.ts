import { grantedScopesOf, saveGrantedScopes } from "#database/granted-scopes";
import { getShop, updateShop } from "#database/shops";
import { isAdvancedPlan } from "#domain/shops/advanced-plan";
import { GrantedScopesDocument, ShopPlanDocument, type WeightUnit } from "#shopify/generated/operations";
import type { Batch } from "./batch.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";

const WEIGHT_UNITS = {
  GRAMS: "grams",
  KILOGRAMS: "kilograms",
  OUNCES: "ounces",
  POUNDS: "pounds",
} as const satisfies Record<WeightUnit, string>;

/**
 * Reads plan and weight unit of the store and stores them, before any order is read: asking for staff members on a plan that was lowered
 * would fail every order. For a token given by hand the granted scopes are read as well, because nobody told us them.
 */
export async function refreshPlan(
  deps: OrderActivityDeps,
  shopCode: string,
  options: Batch<never>["callOptions"],
): Promise<void> {
  const { data } = await deps.shopify.execute(shopCode, ShopPlanDocument, {}, options);
  const { plan, weightUnit } = data.shop;
  await updateShop(deps.db, shopCode, {
    advancedShopifyPlan: isAdvancedPlan(plan),
    weightUnit: WEIGHT_UNITS[weightUnit],
  });
  const { store } = await getShop(deps.db, shopCode);
  if ((await grantedScopesOf(deps.db, store)) !== "") return;
  const granted = await deps.shopify.execute(shopCode, GrantedScopesDocument, {}, options);
  await saveGrantedScopes(
    deps.db,
    store,
    granted.data.currentAppInstallation.accessScopes.map(({ handle }) => handle).join(","),
  );
}
