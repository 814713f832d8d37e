import { findOauthRequest, insertOauthRequest, keepOauthCode } from "#database/oauth-requests";
import { findAccess, type StoredAccess } from "#database/registered-store-tokens";
import { getShop } from "#database/shops";
import { OperationalError } from "#domain/failure";
import { credentialsOf } from "#shopify/access";
import { authorizeUrl, hashOfState, newState, placeOfCode, signatureOf } from "#shopify/authorization";
import type { AppCredentials } from "#shopify/installation";
import { missingScopes, requestedScopes } from "#shopify/scopes";
import { accessStatus } from "#shopify/store-access";
import type { connectStore } from "#workflows/actions/connect-store";
import * as contract from "../contract/oauth.ts";
import type { ApiDeps } from "../deps.ts";
import { found, ok, route, type Route } from "../http/endpoint.ts";
import { Problem } from "../http/problem.ts";
import { storeOf, wayIn } from "./shops.ts";

/** Longer than a merchant needs to read what we ask for. */
const RETURN_WITHIN_MS = 30 * 60_000;

/** The way in for an administrator: needs a key, so that nobody else decides which stores we ask for. */
export const oauthStartRoutes = (deps: ApiDeps): readonly Route[] => [
  route(contract.startShopOauth, async ({ params: { code }, principal, audit }) => {
    const store = storeOf(await getShop(deps.db, code));
    const sent = await authorization(deps, store, appFor(deps, store, await findAccess(deps.db, store)), principal);
    await audit.note(deps.db, { recordId: store, shop: code });
    return sent;
  }),
];

/** Where Shopify sends browsers. They have no key, but Shopify's signature. */
export const oauthRoutes = (deps: ApiDeps): readonly Route[] => [
  route(contract.installApp, async ({ query: { shop: store }, request }) => {
    const access = await findAccess(deps.db, store);
    const app = appFor(deps, store, access);
    requireSignature(request.originalUrl, app);
    if (access === undefined) throw storeNotFound(store);
    if (access.authKind === "oauth") {
      if (accessStatus(access, new Date()) === "connected") return connected(access);
    } else if (access.accessToken !== null) throw connectedOtherwise(store);
    return authorization(deps, store, app, "shopify");
  }),

  route(contract.finishOauth, async ({ query, request, audit }) => {
    const stateHash = hashOfState(query.state);
    const sent = await findOauthRequest(deps.db, stateHash, new Date());
    if (sent === undefined) throw stateUnknown();
    const { store, requestedBy: by } = sent;
    requireSignature(request.originalUrl, appFor(deps, store, await findAccess(deps.db, store)));
    if (query.shop !== store) throw storeDiffers(store, query.shop);
    // Loading the page again is no second exchange.
    if (sent.connectedAt === null) {
      const before = await findAccess(deps.db, store);
      await keepOauthCode(deps.db, stateHash, deps.secrets.seal(query.code, placeOfCode(stateHash)));
      await deps.actions.run<typeof connectStore>({
        type: "connectStore",
        store,
        subject: "connection",
        input: { store, stateHash, by },
      });
      const after = await findAccess(deps.db, store);
      // Who was sent to Shopify is who let the app in.
      await audit.noteFor(by, deps.db, { recordId: store, shop: null, before: wayIn(before), after: wayIn(after) });
    } else await audit.note(deps.db);
    return connected((await findAccess(deps.db, store)) ?? { store, actualScope: "" });
  }),
];

/** Remembers that somebody was sent to Shopify, and sends them. */
async function authorization(deps: ApiDeps, store: string, { clientId }: AppCredentials, by: string) {
  if (deps.publicUrl === undefined) throw publicUrlMissing();
  const { state, stateHash } = newState();
  const now = new Date();
  const expiresAt = new Date(now.getTime() + RETURN_WITHIN_MS);
  const requestedScope = requestedScopes.join(",");
  await insertOauthRequest(deps.db, { stateHash, store, requestedScope, requestedBy: by, expiresAt }, now);
  const redirectUri = new URL("/shopify/oauth/callback", deps.publicUrl).href;
  const url = authorizeUrl(deps.hosts, store, { clientId, redirectUri, state });
  return found(url, { authorizeUrl: url, expiresAt });
}

function connected({ store, actualScope }: Pick<StoredAccess, "store" | "actualScope">) {
  const missing = missingScopes(actualScope, requestedScopes);
  const rest = missing.length === 0 ? "" : ` Not granted: ${missing.join(", ")}; reports that need it are refused.`;
  return {
    ...ok({ store, missingScopes: missing }),
    page: { title: "Connected", text: `Store ${store} is connected. You can close this page.${rest}` },
  };
}

/** The store's own app, else that of this installation. Throws `no-app`. */
function appFor(deps: ApiDeps, store: string, access: StoredAccess | undefined): AppCredentials {
  const app = access === undefined ? deps.appOf(store) : credentialsOf(deps, access);
  if (app !== undefined) return app;
  throw new OperationalError(
    "no-app",
    `There is no app to enter store ${store} with: set SHOPIFY_CLIENT_ID and SHOPIFY_CLIENT_SECRET, or enter client id and secret on the shop card`,
    { retryable: false, params: { store } },
  );
}

/** Throws unless Shopify has sent the browser, just now. What was sent is never repeated. */
function requireSignature(originalUrl: string, app: AppCredentials): void {
  switch (signatureOf(new URL(originalUrl, "http://localhost").searchParams, app, new Date())) {
    case "good":
      return;
    case "wrong":
      throw new Problem(
        401,
        "oauth-signature-invalid",
        "This address was not signed by Shopify for the app of this store",
      );
    case "old":
      throw new Problem(
        401,
        "oauth-link-expired",
        "Shopify signed this address more than ten minutes ago: open the app from the Shopify admin, or start connecting again from the shop card",
      );
  }
}

const stateUnknown = (): Problem =>
  new Problem(
    403,
    "oauth-state-unknown",
    "Nobody was sent to Shopify from here for this, or more than half an hour ago: start connecting again from the shop card",
  );

const storeDiffers = (store: string, returned: string): Problem =>
  new Problem(
    409,
    "oauth-store-differs",
    `The app was let into ${returned}, but the shop is set up for ${store}: change its Shopify Admin URL to https://${returned} and start again, or sign in to ${store} at Shopify`,
    { params: { store, returned } },
  );

const storeNotFound = (store: string): Problem =>
  new Problem(404, "store-not-found", `No shop is set up for store ${store}: create one with this address first`, {
    params: { store },
  });

const connectedOtherwise = (store: string): Problem =>
  new Problem(
    409,
    "store-connected-otherwise",
    `Store ${store} is accessed with credentials that were entered for it: to change that, start connecting from the shop card`,
    { params: { store } },
  );

const publicUrlMissing = (): OperationalError =>
  new OperationalError(
    "public-url-missing",
    "Shopify cannot send anybody back: set PUBLIC_URL to the address the API has on the internet, then start connecting again",
    { retryable: false },
  );
