import type { Database } from "#database/connection";
import { findAccess, type StoredAccess } from "#database/registered-store-tokens";
import { servedVersion } from "#database/served-version";
import { syncCursors } from "#database/sync-cursors";
import type { Shop } from "#domain/shops/shop";
import { apiVersionExpiry, apiVersionStatus, PINNED_API_VERSION, type ApiVersionStatus } from "#shopify/api-version";
import type { Installation } from "#shopify/installation";
import { accessStatus } from "#shopify/store-access";

export interface ShopViewDeps {
  readonly db: Database;
  readonly appOf: Installation["appOf"];
  /** Overrides the end of support of the pinned API version. */
  readonly apiVersionExpiresAt?: Date | undefined;
}

/** A shop as the API shows it: settings, and what is known of its store. Never a token. */
export async function shopView(deps: ShopViewDeps, shop: Shop) {
  const { db, apiVersionExpiresAt = apiVersionExpiry() } = deps;
  const [access, served, cursors] = await Promise.all([
    shop.store === "" ? undefined : findAccess(db, shop.store),
    servedVersion(db, shop.store, PINNED_API_VERSION),
    syncCursors(db, shop),
  ]);
  const now = new Date();
  return {
    ...shop,
    access: access === undefined ? ("noStore" as const) : accessOf(deps, access, now),
    grantedScopes: (access?.actualScope ?? "").split(",").filter((scope) => scope !== ""),
    apiVersion: PINNED_API_VERSION,
    apiVersionExpiresAt,
    servedApiVersion: served,
    apiVersionStatus: versionStatus(apiVersionStatus(apiVersionExpiresAt, now), served),
    cursors: {
      orders: cursors.orders ?? null,
      products: cursors.products ?? null,
      customers: cursors.customers ?? null,
      companies: cursors.companies ?? null,
    },
  };
}

/** A store that is entered with an app's id and secret cannot be entered without an app. */
function accessOf({ appOf }: ShopViewDeps, access: StoredAccess, now: Date) {
  const needsApp =
    access.authKind === "client_credentials" && (access.clientId === null || access.clientSecret === null);
  return needsApp && appOf(access.store) === undefined ? ("noApp" as const) : accessStatus(access, now);
}

const versionStatus = (status: ApiVersionStatus, served: string | null) =>
  status !== "expired" && served !== null && served !== PINNED_API_VERSION ? ("mismatch" as const) : status;
