/** Access tokens of a shop, and how apps get them ("Shopify: Access tokens"). */
import { createHash, randomBytes } from "node:crypto";
import { createScopeSet, type ScopeSet } from "../access.ts";
import type { Clock } from "../clock.ts";

export interface Token {
  readonly value: string;
  readonly scopes: ScopeSet;
  readonly scopeList: readonly string[];
  /** Whose quota it uses: tokens of one app share a bucket. */
  readonly app: string;
}

interface Issued extends Token {
  /** Business time; null: never. */
  readonly expiresAt: number | null;
  /** The refresh token this one was bought with; it ends when this token is first used. */
  readonly boughtWith: string | null;
}

export interface Grant {
  readonly access_token: string;
  readonly scope: string;
  readonly expires_in?: number;
  readonly refresh_token?: string;
  readonly refresh_token_expires_in?: number;
}

export interface TokenStore {
  /** The first token of `grantForApp` is good already: a shop at Shopify does not forget its tokens when its server restarts. */
  knowApp(app: string, scopes: readonly string[]): void;
  /** A token made in the shop's admin: does not expire. Replaces one with the same value. */
  addStatic(value: string, scopes: readonly string[]): void;
  find(value: string | undefined): Token | undefined;
  /** A day's token for the app itself (client credentials). A shop that was started again gives the same ones in the same order. */
  grantForApp(app: string, scopes: readonly string[]): Grant;
  /** An hour's token with a refresh token of 90 days. */
  grantExpiring(app: string, scopes: readonly string[]): Grant;
  /** A token that does not expire (authorization code without `expiring`). */
  grantOffline(app: string, scopes: readonly string[]): Grant;
  /** A new pair; undefined when the refresh token is not known or used up. */
  refresh(app: string, refreshToken: string): Grant | undefined;
  /** An expiring token in place of one of the app that does not expire, which ends; undefined when it is none. */
  migrate(app: string, value: string): Grant | undefined;
  revoke(value: string): void;
  /** Ends all tokens that can expire. */
  expireAll(): void;
  authorize(app: string, scopes: readonly string[]): string;
  /** What was authorized under a code; it works once. */
  takeCode(code: string): { readonly app: string; readonly scopes: readonly string[] } | undefined;
}

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
const REFRESH_S = 90 * DAY_S;

export function createTokenStore(clock: Clock, host: string): TokenStore {
  const tokens = new Map<string, Issued>();
  const refreshTokens = new Map<
    string,
    { readonly app: string; readonly scopes: readonly string[]; readonly expiresAt: number }
  >();
  const codes = new Map<string, { readonly app: string; readonly scopes: readonly string[] }>();

  const issue = (
    app: string,
    scopes: readonly string[],
    expiresInS: number | null,
    boughtWith: string | null = null,
    value = `shpat_${randomBytes(16).toString("hex")}`,
  ): string => {
    const expiresAt = expiresInS === null ? null : clock.now() + expiresInS * 1000;
    tokens.set(value, { value, scopes: createScopeSet(scopes), scopeList: scopes, app, expiresAt, boughtWith });
    return value;
  };
  const grantExpiring = (app: string, scopes: readonly string[], boughtWith: string | null = null): Grant => {
    const refreshToken = `shprt_${randomBytes(16).toString("hex")}`;
    refreshTokens.set(refreshToken, { app, scopes, expiresAt: clock.now() + REFRESH_S * 1000 });
    return {
      access_token: issue(app, scopes, HOUR_S, boughtWith),
      scope: scopes.join(","),
      expires_in: HOUR_S,
      refresh_token: refreshToken,
      refresh_token_expires_in: REFRESH_S,
    };
  };

  let grantsForApps = 0;
  const issueForApp = (app: string, scopes: readonly string[], number: number): string => {
    const digest = createHash("sha256")
      .update(`${host} ${app} ${String(number)}`)
      .digest("hex");
    return issue(app, scopes, DAY_S, null, `shpat_${digest.slice(0, 32)}`);
  };

  return {
    knowApp: (app, scopes) => void issueForApp(app, scopes, 1),
    addStatic(value, scopes) {
      tokens.set(value, {
        value,
        scopes: createScopeSet(scopes),
        scopeList: scopes,
        app: value,
        expiresAt: null,
        boughtWith: null,
      });
    },
    find(value) {
      const token = value === undefined ? undefined : tokens.get(value);
      if (token === undefined || (token.expiresAt !== null && token.expiresAt <= clock.now())) return undefined;
      if (token.boughtWith !== null) refreshTokens.delete(token.boughtWith);
      return token;
    },
    grantForApp: (app, scopes) => ({
      access_token: issueForApp(app, scopes, (grantsForApps += 1)),
      scope: scopes.join(","),
      expires_in: DAY_S - 1,
    }),
    grantExpiring: (app, scopes) => grantExpiring(app, scopes),
    grantOffline: (app, scopes) => ({ access_token: issue(app, scopes, null), scope: scopes.join(",") }),
    refresh(app, refreshToken) {
      const known = refreshTokens.get(refreshToken);
      if (known === undefined || known.app !== app || known.expiresAt <= clock.now()) return undefined;
      return grantExpiring(app, known.scopes, refreshToken);
    },
    migrate(app, value) {
      const token = tokens.get(value);
      if (token === undefined || token.app !== app || token.expiresAt !== null) return undefined;
      tokens.delete(value);
      return grantExpiring(app, token.scopeList);
    },
    revoke: (value) => void tokens.delete(value),
    expireAll() {
      for (const [value, token] of tokens) if (token.expiresAt !== null) tokens.delete(value);
    },
    authorize(app, scopes) {
      const code = randomBytes(16).toString("hex");
      codes.set(code, { app, scopes });
      return code;
    },
    takeCode(code) {
      const authorized = codes.get(code);
      codes.delete(code);
      return authorized;
    },
  };
}
