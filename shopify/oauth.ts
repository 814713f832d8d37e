import { post, type HostMap } from "./transport.ts";

/** What the token endpoint answered. */
export type TokenAnswer =
  | {
      readonly kind: "granted";
      readonly accessToken: string;
      readonly scope: string;
      /** Seconds; null for a token that does not expire. */
      readonly expiresIn: number | null;
      readonly refreshToken: string | null;
      readonly refreshTokenExpiresIn: number | null;
    }
  /** Asking again changes nothing. */
  | { readonly kind: "refused"; readonly status: number; readonly detail: string }
  | { readonly kind: "unavailable"; readonly reason: string };

const TOKEN_TIMEOUT_MS = 10_000;

/** Posts a grant to a store's token endpoint. What is sent and answered holds secrets and is never logged. */
export async function requestToken(
  hosts: HostMap,
  store: string,
  grant: Readonly<Record<string, string>>,
): Promise<TokenAnswer> {
  const exchange = await post(hosts, {
    store,
    path: "/admin/oauth/access_token",
    headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
    body: new URLSearchParams(grant).toString(),
    timeoutMs: TOKEN_TIMEOUT_MS,
  });
  if (exchange.kind === "unanswered") return { kind: "unavailable", reason: exchange.reason };
  const { status } = exchange;
  if (status >= 500 || status === 429 || status === 430) return { kind: "unavailable", reason: `status ${status}` };
  const answer = parseObject(exchange.body);
  const { access_token: accessToken, scope, expires_in, refresh_token, refresh_token_expires_in } = answer;
  if (status !== 200 || typeof accessToken !== "string" || accessToken === "") {
    const detail = [answer["error"], answer["error_description"], answer["errors"]].filter(
      (part) => typeof part === "string",
    );
    return { kind: "refused", status, detail: detail.join(": ") };
  }
  return {
    kind: "granted",
    accessToken,
    scope: typeof scope === "string" ? scope : "",
    expiresIn: typeof expires_in === "number" ? expires_in : null,
    refreshToken: typeof refresh_token === "string" ? refresh_token : null,
    refreshTokenExpiresIn: typeof refresh_token_expires_in === "number" ? refresh_token_expires_in : null,
  };
}

function parseObject(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
