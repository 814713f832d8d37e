import type { Database } from "#database/connection";
import { findAccess } from "#database/registered-store-tokens";
import { syncCursors } from "#database/sync-cursors";
import type { Shop } from "#domain/shops/shop";
import { apiVersionExpiry, apiVersionStatus, PINNED_API_VERSION } from "#shopify/api-version";
import { accessStatus } from "#shopify/store-access";

export interface ShopViewDeps {
  readonly db: Database;
  /** Overrides the end of support of the pinned API version. */
  readonly apiVersionExpiresAt?: Date | undefined;
}

/** A shop as the API shows it: settings, and what is known of its store. Never a token. */
export async function shopView({ db, apiVersionExpiresAt = apiVersionExpiry() }: ShopViewDeps, shop: Shop) {
  const [access, cursors] = await Promise.all([
    shop.store === "" ? undefined : findAccess(db, shop.store),
    syncCursors(db, shop),
  ]);
  const now = new Date();
  return {
    ...shop,
    access: access === undefined ? ("noStore" as const) : accessStatus(access, now),
    grantedScopes: (access?.actualScope ?? "").split(",").filter((scope) => scope !== ""),
    apiVersion: PINNED_API_VERSION,
    apiVersionExpiresAt,
    apiVersionStatus: apiVersionStatus(apiVersionExpiresAt, now),
    cursors: {
      orders: cursors.orders ?? null,
      products: cursors.products ?? null,
      customers: cursors.customers ?? null,
      companies: cursors.companies ?? null,
    },
  };
}
