import { grantedScopesOf } from "#database/granted-scopes";
import { getShop } from "#database/shops";
import { OperationalError } from "#domain/failure";
import type { ExecuteOptions } from "#shopify/client";
import { missingScopes, reportScopes } from "#shopify/scopes";
import { refreshGrantedScopes } from "./refresh-shop-settings.ts";
import type { ShopActivityDeps } from "./shop-activity-deps.ts";

/**
 * Refuses a report that the store has not granted what it needs: Shopify would leave out what it may not tell, without an error
 * for the whole ("Shopify: API access scopes"). Asks the store again before it refuses, and where nobody told us, as with a token
 * given by hand. Throws `scope-missing`.
 */
export async function requireScopes(
  deps: Pick<ShopActivityDeps, "db" | "shopify">,
  shopCode: string,
  report: keyof typeof reportScopes,
  options: ExecuteOptions,
): Promise<void> {
  const shop = await getShop(deps.db, shopCode);
  const { required } = reportScopes[report];
  const known = await grantedScopesOf(deps.db, shop.store);
  if (known !== "" && missingScopes(known, required).length === 0) return;
  const missing = missingScopes(await refreshGrantedScopes(deps, shop, options), required);
  if (missing.length === 0) return;
  const scopes = missing.join(", ");
  throw new OperationalError(
    "scope-missing",
    `Store ${shop.store} has not granted ${scopes}: grant the app ${missing.length === 1 ? "this scope" : "these scopes"}, then run the job again`,
    { retryable: false, params: { shop: shopCode, store: shop.store, report, missing: missing.join(",") } },
  );
}
