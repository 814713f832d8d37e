import { grantedScopesOf } from "#database/granted-scopes";
import type { Batch } from "./batch.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";
import { refreshGrantedScopes, refreshPlanAndUnit } from "../shops/refresh-shop-settings.ts";

/**
 * Reads plan and weight unit of the store and stores them, before any order is read: asking for staff members on a plan that was lowered
 * would fail every order. For a token given by hand the granted scopes are read as well, because nobody told us them.
 */
export async function refreshPlan(
  deps: OrderActivityDeps,
  shopCode: string,
  options: Batch<never>["callOptions"],
): Promise<void> {
  const shop = await refreshPlanAndUnit(deps, shopCode, options);
  if ((await grantedScopesOf(deps.db, shop.store)) === "") await refreshGrantedScopes(deps, shop, options);
}
