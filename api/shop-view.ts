import { lastShopCheck } from "#database/shop-checks";
import { syncCursors } from "#database/sync-cursors";
import { bySeverity } from "#domain/shops/finding";
import { findingsOfStore } from "#domain/shops/preflight-store";
import type { Shop } from "#domain/shops/shop";
import { storedStore, type StoreDeps } from "./store-terms.ts";

/** A shop as the API shows it: settings, and what is known of its store. Never a token. */
export async function shopView(deps: StoreDeps, shop: Shop) {
  const [{ access, grantedScopes, servedApiVersion, terms }, cursors, check] = await Promise.all([
    storedStore(deps, shop.store),
    syncCursors(deps.db, shop),
    lastShopCheck(deps.db, shop),
  ]);
  return {
    ...shop,
    access: access.state,
    grantedScopes,
    apiVersion: terms.apiVersion,
    apiVersionExpiresAt: terms.apiVersionExpiresAt,
    servedApiVersion,
    apiVersionStatus: terms.apiVersionState,
    cursors: {
      orders: cursors.orders ?? null,
      products: cursors.products ?? null,
      customers: cursors.customers ?? null,
      companies: cursors.companies ?? null,
    },
    lastCheck: check === null ? null : { at: check.at, findings: bySeverity(findingsOfStore(shop, check, terms)) },
  };
}
