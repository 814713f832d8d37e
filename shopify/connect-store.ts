import type { Database } from "#database/connection";
import { findOauthRequest, noteOauthConnected } from "#database/oauth-requests";
import { forgetShopChecks } from "#database/shop-checks";
import { withLockedAccess, type StoredAccess } from "#database/registered-store-tokens";
import { OperationalError } from "#domain/failure";
import { credentialsOf, rowOfGrant } from "./access.ts";
import { placeOfCode } from "./authorization.ts";
import type { Installation } from "./installation.ts";
import { requestToken } from "./oauth.ts";
import type { Secrets } from "./secrets.ts";

export interface ConnectDeps extends Installation {
  readonly db: Database;
  readonly secrets: Secrets;
  /** Default: the clock of this process. */
  readonly now?: () => Date;
}

/**
 * Exchanges the code a merchant came back with for the store's tokens, and stores them. Safe to run twice: a code that was exchanged is not sent again.
 * Only when a process dies between Shopify's answer and the commit is the code used up for nothing; then the merchant has to agree once more, and what the
 * store had before stays. Throws `oauth-code-refused`, or `shopify-unavailable` when Shopify does not answer.
 */
export async function connectStore(deps: ConnectDeps, store: string, stateHash: string): Promise<void> {
  const failure = await withLockedAccess(deps.db, store, async (access, save, transaction) => {
    const now = deps.now?.() ?? new Date();
    const request = await findOauthRequest(transaction, stateHash, now);
    if (request?.connectedAt != null) return undefined;
    const form = request === undefined ? undefined : formOf(deps, access, stateHash, request.code);
    if (request === undefined || form === undefined) return codeRefused(store, "it is not known here any more");
    const answer = await requestToken(deps.hosts, store, form);
    switch (answer.kind) {
      case "unavailable":
        return noAnswer(store, answer.reason);
      case "refused":
        return codeRefused(store, answer.detail === "" ? `status ${answer.status}` : answer.detail);
      case "granted":
        await save({
          authKind: "oauth",
          requestedScope: request.requestedScope,
          // A token that does not expire has none, and one of an earlier connection would be the wrong one.
          refreshToken: null,
          refreshTokenExpiresAt: null,
          ...rowOfGrant({ secrets: deps.secrets, now: () => now }, store, answer),
          lastForceRefreshAt: null,
          lastMigrationAttempt: null,
          refusal: null,
        });
        await noteOauthConnected(transaction, stateHash, now);
        await forgetShopChecks(transaction, store);
        return undefined;
    }
  });
  if (failure !== undefined) throw failure;
}

/** `expiring` asks for a token of an hour with the right to renew it; others end on 2027-01-01 ("Shopify: About offline access tokens"). */
function formOf(
  deps: ConnectDeps,
  access: StoredAccess,
  stateHash: string,
  code: string | null,
): Readonly<Record<string, string>> | undefined {
  const app = credentialsOf(deps, access);
  if (code === null || app === undefined) return undefined;
  return {
    client_id: app.clientId,
    client_secret: app.clientSecret,
    code: deps.secrets.open(code, placeOfCode(stateHash)),
    expiring: "1",
  };
}

const codeRefused = (store: string, detail: string): OperationalError =>
  new OperationalError(
    "oauth-code-refused",
    `Shopify did not accept the authorization of store ${store} (${detail}): start connecting again from the shop card`,
    { retryable: false, params: { store } },
  );

const noAnswer = (store: string, reason: string): OperationalError =>
  new OperationalError(
    "shopify-unavailable",
    `Store ${store} gives no access token now, ${reason}: load this page again in a minute`,
    { retryable: true, params: { store } },
  );
