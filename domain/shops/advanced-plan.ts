/** A store's plan as Shopify names it. */
export interface ShopifyPlan {
  readonly publicDisplayName: string;
  readonly shopifyPlus: boolean;
}

const ADVANCED = new Set(["Plus Trial", "Development", "Advanced"]);

/** Whether the plan gives apps staff members and B2B catalogs; on others Shopify refuses a query that asks for them. */
export const isAdvancedPlan = (plan: ShopifyPlan): boolean => plan.shopifyPlus || ADVANCED.has(plan.publicDisplayName);
