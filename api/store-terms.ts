import type { Database } from "#database/connection";
import { findAccess, type StoredAccess } from "#database/registered-store-tokens";
import { servedVersion } from "#database/served-version";
import type { AccessFacts } from "#domain/shops/preflight";
import type { ApiVersionState, StoreTerms } from "#domain/shops/preflight-store";
import { apiVersionExpiry, apiVersionStatus, PINNED_API_VERSION } from "#shopify/api-version";
import type { Installation } from "#shopify/installation";
import { missingScopes, reportScopes } from "#shopify/scopes";
import { accessStatus } from "#shopify/store-access";

export interface StoreDeps {
  readonly db: Database;
  readonly appOf: Installation["appOf"];
  /** Overrides the end of support of the pinned API version. */
  readonly apiVersionExpiresAt?: Date | undefined;
}

export interface StoredStore {
  readonly access: AccessFacts;
  readonly grantedScopes: readonly string[];
  /** The version Shopify answered with last; null before. */
  readonly servedApiVersion: string | null;
  /** What a check of the store is judged by. */
  readonly terms: StoreTerms;
}

/** What is known here of a shop's store without asking it. */
export async function storedStore(deps: StoreDeps, store: string): Promise<StoredStore> {
  const { db, apiVersionExpiresAt = apiVersionExpiry() } = deps;
  const [access, served] = await Promise.all([
    store === "" ? undefined : findAccess(db, store),
    servedVersion(db, store, PINNED_API_VERSION),
  ]);
  const now = new Date();
  return {
    access: access === undefined ? noStore : accessFacts(deps, access, now),
    grantedScopes: (access?.actualScope ?? "").split(",").filter((scope) => scope !== ""),
    servedApiVersion: served,
    terms: {
      apiVersion: PINNED_API_VERSION,
      apiVersionState: versionState(apiVersionExpiresAt, served, now),
      apiVersionExpiresAt,
      scopes: Object.entries(reportScopes).map(([report, scopes]) => ({ report, ...scopes })),
      missing: (granted, wanted) => missingScopes(granted.join(","), wanted),
      now,
    },
  };
}

const noStore: AccessFacts = { state: "noStore", renewableUntil: null, isEndless: false };

/** A store that is entered with an app's id and secret cannot be entered without an app. */
function accessFacts({ appOf }: StoreDeps, access: StoredAccess, now: Date): AccessFacts {
  const needsApp =
    access.authKind === "client_credentials" && (access.clientId === null || access.clientSecret === null);
  const isOauth = access.authKind === "oauth";
  return {
    state: needsApp && appOf(access.store) === undefined ? "noApp" : accessStatus(access, now),
    renewableUntil: isOauth && access.refreshToken !== null ? access.refreshTokenExpiresAt : null,
    isEndless: isOauth && access.refreshToken === null && access.tokenExpiresAt === null,
  };
}

function versionState(expiresAt: Date, served: string | null, now: Date): ApiVersionState {
  const state = apiVersionStatus(expiresAt, now);
  return state !== "expired" && served !== null && served !== PINNED_API_VERSION ? "mismatch" : state;
}
