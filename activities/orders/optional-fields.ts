import { grantedScopesOf } from "#database/granted-scopes";
import type { Shop } from "#domain/shops/shop";
import { scopeSet } from "#shopify/scopes";
import type { OrderActivityDeps } from "./order-activity-deps.ts";

/** Which fields of an order may be asked for. One that is not stays unknown; it never empties what is stored. */
export interface OptionalFields {
  readonly withStaff: boolean;
  readonly withCompany: boolean;
  readonly withPaymentTerms: boolean;
  readonly withRefunds: boolean;
  readonly withReturns: boolean;
}

/**
 * Follows the store's plan and the scopes it granted ("Shopify: API access scopes"); StaffMember needs an advanced plan besides its scope.
 * Refunds and returns are read only when the shop's Process Type wants them: they make a group of orders half as dear again.
 */
export async function optionalFields(db: OrderActivityDeps["db"], shop: Shop): Promise<OptionalFields> {
  const scopes = scopeSet(await grantedScopesOf(db, shop.store));
  const withRefunds = shop.returnAndRefundProcess !== "none";
  return {
    withStaff: shop.advancedShopifyPlan && scopes.has("read_users"),
    withCompany: scopes.has("read_companies") || scopes.has("read_customers"),
    withPaymentTerms: scopes.has("read_payment_terms"),
    withRefunds,
    withReturns: withRefunds && scopes.has("read_returns"),
  };
}

/** Names of the fields that are asked for: they are part of what an import depends on. */
export const namesOf = (fields: OptionalFields): readonly string[] =>
  Object.entries(fields)
    .filter(([, asked]) => asked)
    .map(([name]) => name);
