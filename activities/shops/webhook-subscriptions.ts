import { OperationalError } from "#domain/failure";
import { shopsOfStore, updateShop } from "#database/shops";
import type { Shop } from "#domain/shops/shop";
import type { ExecuteOptions } from "#shopify/client";
import { withCall } from "#shopify/failures";
import {
  WebhookSubscriptionCreateDocument,
  WebhookSubscriptionDeleteDocument,
  WebhookSubscriptionsDocument,
  type WebhookSubscriptionTopic,
} from "#shopify/generated/operations";
import type { ShopActivityDeps } from "./shop-activity-deps.ts";

/** A topic we subscribe to, and the setting of a shop that keeps the subscription's id. */
export interface KeptSubscription {
  readonly topic: WebhookSubscriptionTopic;
  readonly idSetting: "orderCreatedWebhookId" | "bulkOperationWebhookId" | "appUninstalledWebhookId";
  /** Whether a shop as it is has to have one. */
  readonly isWanted: (shop: Shop) => boolean;
}

export const orderCreated: KeptSubscription = {
  topic: "ORDERS_CREATE",
  idSetting: "orderCreatedWebhookId",
  isWanted: ({ enabled, orderCreatedWebhooks }) => enabled && orderCreatedWebhooks,
};
export const bulkOperationFinished: KeptSubscription = {
  topic: "BULK_OPERATIONS_FINISH",
  idSetting: "bulkOperationWebhookId",
  isWanted: ({ enabled }) => enabled,
};
export const appUninstalled: KeptSubscription = {
  topic: "APP_UNINSTALLED",
  idSetting: "appUninstalledWebhookId",
  isWanted: ({ enabled }) => enabled,
};
export const keptSubscriptions: readonly KeptSubscription[] = [orderCreated, bulkOperationFinished, appUninstalled];
/** Those that come and go with enabling and disabling. */
export const subscriptionsOfEnabled: readonly KeptSubscription[] = [bulkOperationFinished, appUninstalled];

/** Where Shopify delivers to: the same address for all stores. */
export const addressOf = (publicUrl: string): string => new URL("/webhooks/shopify", publicUrl).href;

/** Throws `public-url-missing` when there is no address to deliver to. */
function deliveryUri(deps: ShopActivityDeps, shop: Shop): string {
  if (deps.publicUrl === undefined) {
    throw new OperationalError(
      "public-url-missing",
      "Shopify cannot reach this installation: set PUBLIC_URL to the address the API has on the internet, then turn the setting on again",
      { retryable: false, params: { shop: shop.code } },
    );
  }
  return addressOf(deps.publicUrl);
}

/** Ids of the subscriptions to a topic that deliver to us, as Shopify has them. */
export async function subscriptionsAtShopify(
  deps: ShopActivityDeps,
  shop: Shop,
  { topic }: KeptSubscription,
  options: ExecuteOptions,
): Promise<readonly string[]> {
  const variables = { topics: [topic], uri: deliveryUri(deps, shop) };
  const { data } = await deps.shopify.execute(shop.code, WebhookSubscriptionsDocument, variables, options);
  return data.webhookSubscriptions.nodes.map((subscription) => subscription.id);
}

/**
 * Subscribes to a topic anew: what delivers to us already is deleted first, because it may belong to an older secret or format. There is one
 * subscription per store; every shop that uses it gets the new id. Answers the id. Safe to run twice.
 */
export async function subscribe(
  deps: ShopActivityDeps,
  shop: Shop,
  subscription: KeptSubscription,
  options: ExecuteOptions,
): Promise<string> {
  for (const id of await subscriptionsAtShopify(deps, shop, subscription, options)) {
    await deps.shopify.execute(shop.code, WebhookSubscriptionDeleteDocument, { id }, { ...options, repeatable: true });
  }
  const uri = deliveryUri(deps, shop);
  const { data, requestId } = await deps.shopify.execute(
    shop.code,
    WebhookSubscriptionCreateDocument,
    { topic: subscription.topic, webhookSubscription: { uri, format: "JSON" } },
    options,
  );
  const { webhookSubscription: created, userErrors } = data.webhookSubscriptionCreate ?? { userErrors: [] };
  if (!created) {
    throw notRegistered(shop, subscription, userErrors.map((error) => error.message).join("; "), requestId);
  }
  const id = legacyId(created.id);
  const sharing = await shopsOfStore(deps.db, shop.store);
  for (const other of sharing.filter(
    ({ code, [subscription.idSetting]: known }) => code === shop.code || known !== "",
  )) {
    await updateShop(deps.db, other.code, { [subscription.idSetting]: id });
  }
  return id;
}

/**
 * Forgets a shop's subscription, and deletes it at Shopify when no other shop of the store uses it. That Shopify cannot be reached is no reason to
 * keep a shop connected: the deletion is tried once.
 */
export async function unsubscribe(
  deps: ShopActivityDeps,
  shop: Shop,
  { idSetting }: KeptSubscription,
  options: ExecuteOptions,
): Promise<void> {
  const known = shop[idSetting];
  if (known === "") return;
  await updateShop(deps.db, shop.code, { [idSetting]: "" });
  const others = await shopsOfStore(deps.db, shop.store);
  if (others.some((other) => other[idSetting] === known)) return;
  try {
    const id = `gid://shopify/WebhookSubscription/${known}`;
    await deps.shopify.execute(shop.code, WebhookSubscriptionDeleteDocument, { id }, options);
  } catch (error) {
    // Shopify deletes a subscription by itself after eight failed deliveries.
    if (!(error instanceof OperationalError)) throw error;
  }
}

/**
 * Takes back a subscribing that may have been broken off anywhere, so by what is at Shopify and not by what the shop knows of it. `others` are
 * the other shops of its store: when one of them wants the subscription, it has one afterwards, as subscribing may have replaced its own.
 * That Shopify cannot be reached is no reason to fail: what is left there is replaced by the next subscribing.
 */
export async function withdraw(
  deps: ShopActivityDeps,
  shop: Shop,
  others: readonly Shop[],
  subscription: KeptSubscription,
  options: ExecuteOptions,
): Promise<void> {
  const { idSetting } = subscription;
  await updateShop(deps.db, shop.code, { [idSetting]: "" });
  if (deps.publicUrl === undefined) return;
  const other = others.find(subscription.isWanted);
  try {
    const living = await subscriptionsAtShopify(deps, shop, subscription, options);
    if (other === undefined) {
      for (const id of living)
        await deps.shopify.execute(
          shop.code,
          WebhookSubscriptionDeleteDocument,
          { id },
          { ...options, repeatable: true },
        );
    } else if (!living.some((id) => legacyId(id) === other[idSetting])) {
      await subscribe(deps, other, subscription, options);
    }
  } catch (error) {
    if (!(error instanceof OperationalError)) throw error;
  }
}

/** The number at the end of a global id, without what may follow it. */
export const legacyId = (gid: string): string => /\/(\d+)(?:\?.*)?$/.exec(gid)?.[1] ?? "";

const notRegistered = (
  shop: Shop,
  { topic }: KeptSubscription,
  reason: string,
  requestId: string | null,
): OperationalError =>
  new OperationalError(
    "webhook-not-registered",
    withCall(
      `Failed to register webhook ${topic} with Shopify${reason === "" ? "" : `: ${reason}`}. Check PUBLIC_URL, then try again`,
      { operation: "WebhookSubscriptionCreate", requestId },
    ),
    { retryable: false, params: { shop: shop.code, topic } },
  );
