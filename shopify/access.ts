import { setTimeout } from "node:timers/promises";
import type { Database } from "#database/connection";
import { withLockedAccess, type SaveAccess, type StoredAccess } from "#database/registered-store-tokens";
import type { OperationalError } from "#domain/failure";
import { noAccessToken, reconnectNeeded, tokenRefused, unavailable, type CallFacts } from "./failures.ts";
import type { AppCredentials, Installation } from "./installation.ts";
import { requestToken, type TokenAnswer } from "./oauth.ts";
import type { Secrets } from "./secrets.ts";
import { placeOf } from "./store-access.ts";

export interface AccessDeps extends Installation {
  readonly db: Database;
  readonly secrets: Secrets;
  readonly now: () => Date;
  /** First pause before a token that was refused is asked for again; doubles. */
  readonly tokenRetryPauseMs: number;
  /** Renewals under way in this process, by store. */
  readonly renewals: Map<string, RenewalUnderWay>;
}

interface RenewalUnderWay {
  /** The token Shopify refused; null when one is renewed because it ends soon. */
  readonly refused: string | null;
  readonly outcome: Promise<Renewal>;
}

const CONNECT_FIRST = "connect the store on the shop card";

/** A token is renewed this long before it expires. */
const RENEW_BEFORE_MS = 5 * 60_000;
/** After Shopify refused a token a new one is asked for at most this often, by all processes together. */
const FORCED_RENEWAL_EVERY_MS = 60_000;

/** A token that does not expire and could not be exchanged is tried again after this time. */
const MIGRATION_EVERY_MS = 60 * 60_000;
const OFFLINE_TOKEN = "urn:shopify:params:oauth:token-type:offline-access-token";

/** A failure in the words of the call it meets: several calls may wait for one renewal. */
type Failure = (call: CallFacts) => OperationalError;
type Renewal = { readonly token: string | null } | { readonly failure: Failure };

/** A token that is good for the next call. Renews it when it is about to expire: one process at a time, the others take what it got. */
export async function tokenFor(deps: AccessDeps, call: CallFacts, access: StoredAccess): Promise<string> {
  const stored = openToken(deps, access);
  if (stored !== null && !expiresWithin(access, RENEW_BEFORE_MS, deps.now())) {
    return isDueForMigration(access, deps.now()) ? migratedToken(deps, call, access.store) : stored;
  }
  if (access.authKind === "static") {
    if (stored !== null) return stored;
    throw noAccessToken(call, "enter the token of the custom app on the shop card");
  }
  const renewal = await renewOnce(deps, access.store, null, async (current, save) => {
    const token = openToken(deps, current);
    if (token !== null && !expiresWithin(current, RENEW_BEFORE_MS, deps.now())) return { token };
    const grant = grantFor(deps, current);
    if ("failure" in grant) return grant;
    const answer = await requestToken(deps.hosts, current.store, grant.form);
    if (answer.kind === "granted") {
      await save(rowOfGrant(deps, current.store, answer));
      return { token: answer.accessToken };
    }
    // What it has is good for some minutes yet; the next call asks again.
    if (answer.kind === "unavailable" && token !== null && !expiresWithin(current, 0, deps.now())) return { token };
    return { failure: refusalOf(current, answer) };
  });
  const token = tokenOf(renewal, call);
  if (token === null) throw noAccessToken(call, CONNECT_FIRST);
  return token;
}

/**
 * An installation's token that does not expire is exchanged for one that does: Shopify ends the others on 2027-01-01 ("Shopify: About offline access
 * tokens"). It goes on being used when that fails. Shopify ends it with its answer, so a process that dies before the commit leaves a store that has to
 * be connected again; hence the one exchange at a time, and nothing else in its transaction.
 */
async function migratedToken(deps: AccessDeps, call: CallFacts, store: string): Promise<string> {
  const renewal = await renewOnce(deps, store, null, async (current, save) => {
    const token = openToken(deps, current);
    const app = credentialsOf(deps, current);
    if (token === null || app === undefined || !isDueForMigration(current, deps.now())) return { token };
    const answer = await requestToken(deps.hosts, store, {
      client_id: app.clientId,
      client_secret: app.clientSecret,
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: token,
      subject_token_type: OFFLINE_TOKEN,
      requested_token_type: OFFLINE_TOKEN,
      expiring: "1",
    });
    await save({
      lastMigrationAttempt: deps.now(),
      ...(answer.kind === "granted" ? rowOfGrant(deps, store, answer) : {}),
    });
    return { token: answer.kind === "granted" ? answer.accessToken : token };
  });
  const token = tokenOf(renewal, call);
  if (token === null) throw noAccessToken(call, CONNECT_FIRST);
  return token;
}

/** Only what an installation was given: tokens of custom apps cannot be exchanged. */
function isDueForMigration(access: StoredAccess, now: Date): boolean {
  return (
    access.authKind === "oauth" &&
    access.refreshToken === null &&
    access.tokenExpiresAt === null &&
    now.getTime() - (access.lastMigrationAttempt?.getTime() ?? 0) >= MIGRATION_EVERY_MS
  );
}

/**
 * Another token in place of one that Shopify refused, or null when there is none to be had now: a token of a custom app, or one that was
 * replaced less than a minute ago.
 */
export async function replaceRefusedToken(deps: AccessDeps, call: CallFacts, refused: string): Promise<string | null> {
  const renewal = await renewOnce(deps, call.store, refused, async (current, save) => {
    const token = openToken(deps, current);
    if (token !== null && token !== refused) return { token };
    const now = deps.now();
    const lastForcedAt = current.lastForceRefreshAt?.getTime() ?? 0;
    if (current.authKind === "static" || now.getTime() - lastForcedAt < FORCED_RENEWAL_EVERY_MS) {
      return { token: null };
    }
    const grant = grantFor(deps, current);
    if ("failure" in grant) return grant;
    const answer = await requestTokenPatiently(deps, current.store, grant.form);
    // An endpoint that is away has renewed nothing: the next call may try again at once.
    if (answer.kind !== "unavailable") await save({ lastForceRefreshAt: now });
    if (answer.kind !== "granted") return { failure: refusalOf(current, answer) };
    await save(rowOfGrant(deps, current.store, answer));
    return { token: answer.accessToken };
  });
  return tokenOf(renewal, call);
}

/**
 * One renewal of a store at a time: by the lock of its row among processes, and within this one by sharing the one under way. Whoever waits for the
 * lock has a connection to the database, and behind a token endpoint that hangs they would soon have all of them.
 */
async function renewOnce(
  deps: AccessDeps,
  store: string,
  refused: string | null,
  renew: (access: StoredAccess, save: SaveAccess) => Promise<Renewal>,
): Promise<Renewal> {
  for (let underWay = deps.renewals.get(store); underWay !== undefined; underWay = deps.renewals.get(store)) {
    if (underWay.refused === refused) return underWay.outcome;
    // Of another kind: what it comes to answers this call only when its own look at the row says so.
    await underWay.outcome.catch(() => undefined);
  }
  const outcome = withLockedAccess(deps.db, store, renew)
    .then((renewal) => renewal ?? { failure: (call: CallFacts) => noAccessToken(call, CONNECT_FIRST) })
    .finally(() => deps.renewals.delete(store));
  deps.renewals.set(store, { refused, outcome });
  return outcome;
}

const FORCED_RENEWAL_TRIES = 3;

async function requestTokenPatiently(
  deps: AccessDeps,
  store: string,
  form: Readonly<Record<string, string>>,
): Promise<TokenAnswer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await requestToken(deps.hosts, store, form);
    if (answer.kind !== "unavailable" || tries === FORCED_RENEWAL_TRIES) return answer;
    await setTimeout(deps.tokenRetryPauseMs * 2 ** (tries - 1));
  }
}

/** Failures leave the transaction as values, so that what it noted is kept. */
function tokenOf(renewal: Renewal, call: CallFacts): string | null {
  if ("failure" in renewal) throw renewal.failure(call);
  return renewal.token;
}

function grantFor(
  deps: AccessDeps,
  access: StoredAccess,
): { readonly form: Readonly<Record<string, string>> } | { readonly failure: Failure } {
  const app = credentialsOf(deps, access);
  if (app === undefined) {
    const advice = "enter client id and secret on the shop card, or set SHOPIFY_CLIENT_ID and SHOPIFY_CLIENT_SECRET";
    return { failure: (call) => noAccessToken(call, advice) };
  }
  const credentials = { client_id: app.clientId, client_secret: app.clientSecret };
  if (access.authKind === "client_credentials") return { form: { ...credentials, grant_type: "client_credentials" } };
  if (access.accessToken === null) return { failure: (call) => noAccessToken(call, CONNECT_FIRST) };
  if (access.refreshToken === null) {
    return { failure: (call) => reconnectNeeded(call, "The access token has expired and cannot be renewed") };
  }
  if (access.refreshTokenExpiresAt !== null && access.refreshTokenExpiresAt <= deps.now()) {
    return { failure: (call) => reconnectNeeded(call, "The permission to renew the access token has expired") };
  }
  const refreshToken = deps.secrets.open(access.refreshToken, placeOf(access.store, "refreshToken"));
  return { form: { ...credentials, grant_type: "refresh_token", refresh_token: refreshToken } };
}

/** The store's own app, or the one of this installation. */
export function credentialsOf(
  deps: Pick<AccessDeps, "secrets" | "appOf">,
  access: StoredAccess,
): AppCredentials | undefined {
  if (access.clientId === null || access.clientSecret === null) return deps.appOf(access.store);
  return {
    clientId: access.clientId,
    clientSecret: deps.secrets.open(access.clientSecret, placeOf(access.store, "clientSecret")),
  };
}

function refusalOf(access: StoredAccess, answer: Exclude<TokenAnswer, { kind: "granted" }>): Failure {
  if (answer.kind === "unavailable") {
    return (call) => unavailable(call, `no new access token, ${answer.reason}`, true);
  }
  if (access.authKind !== "oauth") return tokenRefused;
  return (call) => reconnectNeeded(call, "Shopify no longer renews the access token");
}

function openToken(deps: AccessDeps, access: StoredAccess): string | null {
  if (access.accessToken === null || access.accessToken === "") return null;
  return deps.secrets.open(access.accessToken, placeOf(access.store, "accessToken"));
}

function expiresWithin(access: StoredAccess, ms: number, now: Date): boolean {
  return access.tokenExpiresAt !== null && access.tokenExpiresAt.getTime() - now.getTime() <= ms;
}

/** What is stored of the tokens a store granted: sealed, with the moments they end. A refresh token that was not answered stays. */
export function rowOfGrant(
  deps: Pick<AccessDeps, "secrets" | "now">,
  store: string,
  answer: Extract<TokenAnswer, { kind: "granted" }>,
) {
  const now = deps.now().getTime();
  const after = (seconds: number | null): Date | null => (seconds === null ? null : new Date(now + seconds * 1000));
  return {
    accessToken: deps.secrets.seal(answer.accessToken, placeOf(store, "accessToken")),
    actualScope: answer.scope,
    tokenExpiresAt: after(answer.expiresIn),
    ...(answer.refreshToken === null
      ? {}
      : {
          refreshToken: deps.secrets.seal(answer.refreshToken, placeOf(store, "refreshToken")),
          refreshTokenExpiresAt: after(answer.refreshTokenExpiresIn),
        }),
  };
}
