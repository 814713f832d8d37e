import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";
import { moment, shopCode } from "./shared.ts";

const tag = "Shops";
const text = z.string().min(1).max(2_000);

/** Members Shopify signs; it adds others, such as `host`, from time to time. */
const signed = {
  shop: z
    .string()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/),
  timestamp: z.string().regex(/^\d{1,12}$/),
  hmac: z.string().regex(/^[0-9a-f]{64}$/i),
};

const authorization = z.strictObject({
  authorizeUrl: z.url().describe("Where the merchant agrees; also in Location"),
  expiresAt: moment.describe("The merchant has to come back until then"),
});

const connectedStore = z.strictObject({
  store: z.string(),
  missingScopes: z.array(z.string()).describe("What was asked for and is not granted"),
});

export const startShopOauth = endpoint({
  id: "startShopOauth",
  method: "get",
  audits: "store",
  scope: "admin",
  reach: "store",
  path: "/api/shops/{code}/oauth/start",
  tag,
  summary: "Sends a browser to Shopify, where the merchant lets the app into the shop's store",
  params: z.strictObject({ code: shopCode }),
  answers: { 302: authorization },
  problems: ["shop-not-found", "shopify-url-missing", "public-url-missing", "no-app"],
});

export const installApp = endpoint({
  id: "installApp",
  method: "get",
  path: "/shopify/install",
  tag,
  summary: "For browsers that Shopify sends (the App URL): on to the page where the merchant agrees, if there is need",
  isPublic: true,
  isPage: true,
  query: z.object(signed).catchall(text),
  answers: { 200: connectedStore, 302: authorization },
  problems: [
    "oauth-signature-invalid",
    "oauth-link-expired",
    "store-not-found",
    "store-connected-otherwise",
    "public-url-missing",
    "no-app",
  ],
});

export const finishOauth = endpoint({
  id: "finishOauth",
  method: "get",
  audits: "store",
  path: "/shopify/oauth/callback",
  tag,
  summary: "For browsers that come back from Shopify after the merchant has agreed: connects the store",
  isPublic: true,
  isPage: true,
  query: z.object({ ...signed, code: text, state: text }).catchall(text),
  answers: { 200: connectedStore },
  problems: [
    "oauth-signature-invalid",
    "oauth-link-expired",
    "oauth-state-unknown",
    "oauth-store-differs",
    "oauth-code-refused",
    "action-running",
    "action-not-finished",
  ],
});
