import type { Database } from "#database/connection";
import type { ShopifyClient } from "#shopify/client";

/** What the actions on a shop work with. */
export interface ShopActivityDeps {
  readonly db: Database;
  readonly shopify: ShopifyClient;
  /** Where Shopify reaches our API; without it there are no webhooks, and what they would tell is found by the schedules. */
  readonly publicUrl: string | undefined;
}
