import type { Request } from "express";
import { findAccess } from "#database/registered-store-tokens";
import { receiveWebhook, type NewWebhook } from "#database/webhook-inbox";
import { placeOf } from "#shopify/store-access";
import { isSignedByShopify } from "#shopify/webhooks/verify";
import * as contract from "../contract/webhooks.ts";
import type { ApiDeps } from "../deps.ts";
import { ok, route, type Route } from "../http/endpoint.ts";
import { Problem } from "../http/problem.ts";

const STORE = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/**
 * Webhooks have no key, but a signature over the raw body with the secret of the store that the header names. One is accepted as soon as
 * it is written down. It is handed over to a job right then, but nobody waits for that: Shopify gives up after five seconds, repeats what
 * was not answered, and in the end removes the subscription ("Shopify: troubleshooting webhooks"). The upkeep of every minute hands over
 * what could not be. Only ids are kept, never the content.
 */
export const webhookRoutes = (deps: ApiDeps): readonly Route[] => [
  route(contract.receiveShopifyWebhook, async ({ request }) => {
    const body: unknown = request.body;
    const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const store = (request.get("x-shopify-shop-domain") ?? "").toLowerCase();
    const secrets = STORE.test(store) ? await secretsOf(deps, store) : [];
    if (!isSignedByShopify(raw, request.get("x-shopify-hmac-sha256"), secrets)) {
      throw new Problem(401, "webhook-signature-invalid", "The signature does not belong to this body and store");
    }
    const webhook = {
      webhookId: header(request, "x-shopify-webhook-id"),
      store,
      topic: header(request, "x-shopify-topic"),
      subjectId: subjectOf(raw),
      triggeredAt: momentOf(request.get("x-shopify-triggered-at")),
    };
    if (await receiveWebhook(deps.db, webhook)) void handOver(deps, webhook);
    return ok({});
  }),
];

/** The store's own secret, else that of this installation. A store we do not know has none. */
async function secretsOf(deps: ApiDeps, store: string): Promise<readonly string[]> {
  const access = await findAccess(deps.db, store);
  if (access === undefined) return [];
  if (access.clientSecret !== null) return [deps.secrets.open(access.clientSecret, placeOf(store, "clientSecret"))];
  const app = deps.appOf(store);
  return app === undefined ? [] : [app.clientSecret];
}

/** Never throws. */
async function handOver({ webhooks, log }: ApiDeps, webhook: NewWebhook): Promise<void> {
  try {
    await webhooks.handOver(webhook);
  } catch (error) {
    const { webhookId, store, topic } = webhook;
    log.warn({ webhookId, store, topic, err: error }, "webhook waits to be handed over");
  }
}

function header(request: Request, name: string): string {
  const value = request.get(name) ?? "";
  if (value !== "" && value.length <= 200) return value;
  throw new Problem(400, "webhook-header-missing", `The header ${name} is missing or too long`, { params: { name } });
}

/** Id of what the webhook is about; null when it does not say. */
function subjectOf(raw: Buffer): string | null {
  try {
    const content: unknown = JSON.parse(raw.toString());
    if (typeof content !== "object" || content === null || !("admin_graphql_api_id" in content)) return null;
    const gid = content.admin_graphql_api_id;
    return typeof gid === "string" ? (/\/(\d{1,18})$/.exec(gid)?.[1] ?? null) : null;
  } catch {
    return null;
  }
}

function momentOf(text: string | undefined): Date | null {
  const moment = new Date(text ?? "");
  return Number.isNaN(moment.getTime()) ? null : moment;
}
