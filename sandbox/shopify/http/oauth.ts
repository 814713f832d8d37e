/** Tokens by the four ways apps have ("Shopify: Authentication and authorization"). */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { ShopPart } from "../engine/contract.ts";
import type { AppCredentials, Shop } from "../engine/shop/shop.ts";
import type { Grant } from "../engine/shop/tokens.ts";
import { unauthorized, type HttpAnswer } from "./answer.ts";
import { parseForm, type HttpRequest } from "./request.ts";

const refusal = (error: string, description: string, status = 400): HttpAnswer => ({
  status,
  body: { error, error_description: description },
});

/** POST /admin/oauth/access_token */
export function answerTokenRequest<D extends ShopPart>(
  shop: Shop<D>,
  request: HttpRequest,
  app: AppCredentials,
): HttpAnswer {
  const form = parseForm(request);
  if (form["client_id"] !== app.clientId)
    return refusal("application_cannot_be_found", "The application could not be found.");
  if (form["client_secret"] !== app.clientSecret)
    return refusal("invalid_client", "The client secret is not valid.", 401);
  const grant = grantFor(shop, form, app);
  return "error" in grant ? refusal(grant.error, grant.description) : { status: 200, body: grant };
}

const OFFLINE_TOKEN = "urn:shopify:params:oauth:token-type:offline-access-token";

interface Refused {
  readonly error: string;
  readonly description: string;
}

function grantFor<D extends ShopPart>(
  shop: Shop<D>,
  form: Readonly<Record<string, string>>,
  app: AppCredentials,
): Grant | Refused {
  const { tokens, grantedScopes } = shop;
  const isExpiring = form["expiring"] === "1" || form["expiring"] === "true";
  switch (form["grant_type"]) {
    case "client_credentials":
      return tokens.grantForApp(app.clientId, grantedScopes);
    case "refresh_token":
      return (
        tokens.refresh(app.clientId, form["refresh_token"] ?? "") ?? {
          error: "invalid_grant",
          description: "The refresh token is not valid.",
        }
      );
    case "urn:ietf:params:oauth:grant-type:token-exchange": {
      if (form["subject_token_type"] === OFFLINE_TOKEN) {
        const expiring = isExpiring ? tokens.migrate(app.clientId, form["subject_token"] ?? "") : undefined;
        return expiring ?? { error: "invalid_subject_token", description: "The token cannot be migrated." };
      }
      const problem = problemOfSessionToken(form["subject_token"] ?? "", shop.host, app);
      if (problem !== null) return { error: "invalid_subject_token", description: problem };
      return isExpiring
        ? tokens.grantExpiring(app.clientId, grantedScopes)
        : tokens.grantOffline(app.clientId, grantedScopes);
    }
    case undefined:
    case "authorization_code": {
      const authorized = tokens.takeCode(form["code"] ?? "");
      if (authorized === undefined)
        return {
          error: "invalid_request",
          description: "The authorization code was not found or was already used",
        };
      return isExpiring
        ? tokens.grantExpiring(authorized.app, authorized.scopes)
        : tokens.grantOffline(authorized.app, authorized.scopes);
    }
    default:
      return { error: "unsupported_grant_type", description: "The grant type is not supported." };
  }
}

/** A session token is a JWT of the app for this shop, signed with its secret; null when it is good. */
function problemOfSessionToken(token: string, host: string, app: AppCredentials): string | null {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const expected = createHmac("sha256", app.clientSecret).update(`${header}.${payload}`).digest();
  const given = Buffer.from(signature, "base64url");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return "The signature is not valid.";
  const { aud, dest, exp } = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
  if (aud !== app.clientId || dest !== `https://${host}`) return "The token is for another app or shop.";
  return typeof exp === "number" && exp * 1000 > Date.now() ? null : "The token has expired.";
}

/** GET /admin/oauth/authorize: the merchant agrees at once and is sent back with a code. */
export function answerAuthorize<D extends ShopPart>(
  shop: Shop<D>,
  request: HttpRequest,
  app: AppCredentials,
): HttpAnswer {
  const redirect = request.query.get("redirect_uri") ?? "";
  if (request.query.get("client_id") !== app.clientId || !URL.canParse(redirect))
    return refusal("invalid_request", "client_id or redirect_uri is not valid");
  const asked = (request.query.get("scope") ?? "").split(",").filter((scope) => scope !== "");
  const code = shop.tokens.authorize(app.clientId, asked.length === 0 ? shop.grantedScopes : asked);
  const back = new URL(redirect);
  const answer = {
    code,
    shop: shop.host,
    state: request.query.get("state") ?? "",
    timestamp: String(Math.floor(Date.now() / 1000)),
  };
  for (const [name, value] of Object.entries(answer).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    back.searchParams.set(name, value);
  const message = Object.entries(answer)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  back.searchParams.set("hmac", createHmac("sha256", app.clientSecret).update(message).digest("hex"));
  return { status: 302, headers: { Location: back.href } };
}

/** GET /admin/oauth/access_scopes.json */
export function answerScopes<D extends ShopPart>(shop: Shop<D>, request: HttpRequest): HttpAnswer {
  const token = shop.tokens.find(request.header("x-shopify-access-token"));
  if (token === undefined) return unauthorized;
  return { status: 200, body: { access_scopes: token.scopeList.map((handle) => ({ handle })) } };
}
