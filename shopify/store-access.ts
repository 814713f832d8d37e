import type { Executor } from "#database/connection";
import { forgetShopChecks } from "#database/shop-checks";
import { refusals, saveAccess, type Refusal, type StoredAccess } from "#database/registered-store-tokens";
import { missingScopes, requestedScopes } from "./scopes.ts";
import type { Secrets } from "./secrets.ts";

/** Where a secret of a store is kept; a sealed secret opens only there. */
export function placeOf(store: string, secret: "clientSecret" | "accessToken" | "refreshToken"): string {
  return `registered_store/${store}/${secret}`;
}

/** How a person lets us into a store. */
export type AccessSetup =
  /** An app of the merchant's own organisation; without id and secret the app of this installation. */
  | { readonly kind: "clientCredentials"; readonly app?: { readonly clientId: string; readonly clientSecret: string } }
  /** A custom app made in the store's admin; its secret signs the webhooks. */
  | {
      readonly kind: "static";
      readonly token: string;
      readonly app?: { readonly clientId: string; readonly clientSecret: string };
    };

/** Stores how a store is accessed. What was known before, tokens included, is forgotten. */
export async function setStoreAccess(db: Executor, secrets: Secrets, store: string, setup: AccessSetup): Promise<void> {
  await saveAccess(db, store, {
    authKind: setup.kind === "static" ? "static" : "client_credentials",
    clientId: setup.app?.clientId ?? null,
    clientSecret: setup.app === undefined ? null : secrets.seal(setup.app.clientSecret, placeOf(store, "clientSecret")),
    accessToken: setup.kind === "static" ? secrets.seal(setup.token, placeOf(store, "accessToken")) : null,
    refreshToken: null,
    actualScope: "",
    tokenExpiresAt: null,
    refreshTokenExpiresAt: null,
    lastForceRefreshAt: null,
    refusal: null,
  });
  await forgetShopChecks(db, store);
}

export type AccessStatus = "connected" | "noToken" | "scopeChanged" | Refusal;

/** What the shop card says about a store's access. A refresh token whose expiry is not known counts as good. */
export function accessStatus(
  access: Pick<StoredAccess, "authKind" | "accessToken" | "refreshTokenExpiresAt" | "requestedScope" | "refusal">,
  now: Date,
): AccessStatus {
  if (access.authKind !== "oauth") {
    // Client credentials fetch a token when it is needed.
    return access.authKind === "static" && access.accessToken === null ? "noToken" : refusalOf(access);
  }
  if (access.accessToken === null) return "noToken";
  if (access.refreshTokenExpiresAt !== null && access.refreshTokenExpiresAt <= now) return "reconnectNeeded";
  return missingScopes(access.requestedScope, requestedScopes).length > 0 ? "scopeChanged" : refusalOf(access);
}

/** What the store refused the last call for. A value of another release is shown as connected: the next call says what is wrong. */
const refusalOf = ({ refusal }: Pick<StoredAccess, "refusal">): Refusal | "connected" =>
  refusals.find((known) => known === refusal) ?? "connected";
