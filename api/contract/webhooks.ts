import { z } from "zod";
import { endpoint } from "../http/endpoint.ts";

export const receiveShopifyWebhook = endpoint({
  id: "receiveShopifyWebhook",
  method: "post",
  audits: null,
  path: "/webhooks/shopify",
  tag: "Webhooks",
  summary: "For Shopify: signed by X-Shopify-Hmac-Sha256, with X-Shopify-Shop-Domain, -Topic and -Webhook-Id",
  isPublic: true,
  answers: { 200: z.strictObject({}) },
  problems: ["webhook-signature-invalid", "webhook-header-missing"],
});
