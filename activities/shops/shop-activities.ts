import type { ExecuteOptions } from "#shopify/client";
import { missingScopes, reportScopes } from "#shopify/scopes";
import { AppIdDocument } from "#shopify/generated/operations";
import { getShop, updateShop } from "#database/shops";
import { OperationalError } from "#domain/failure";
import type { Shop } from "#domain/shops/shop";
import type { StoreAnswer } from "#domain/shops/store-facts";
import type { ScheduleWatcher } from "#temporal/schedule-watch";
import { attended } from "./attended.ts";
import { checkStore } from "./check-store.ts";
import { refreshGrantedScopes, refreshShopSettings } from "./refresh-shop-settings.ts";
import type { ShopActivityDeps } from "./shop-activity-deps.ts";
import { syncCountries } from "./sync-countries.ts";
import {
  legacyId,
  orderCreated,
  subscribe,
  subscriptionsOfEnabled,
  subscriptionsAtShopify,
  unsubscribe,
} from "./webhook-subscriptions.ts";

export interface ShopActionInput {
  readonly shopCode: string;
  /** Who asked for it. */
  readonly by: string;
}

interface ShopActionDeps extends ShopActivityDeps {
  readonly schedules: Pick<ScheduleWatcher, "followShop">;
}

export interface ConnectionReport {
  readonly connected: true;
  /** Whether the subscription to new orders is the one the shop knows. Misconfigured: turn Auto Sync Orders off and on. */
  readonly orderWebhook: "notUsed" | "fine" | "misconfigured";
  /** Scopes the store has not granted, by report; such a report is refused, the others run. */
  readonly missingScopes: Readonly<Record<string, readonly string[]>>;
}

/** The actions on a shop that talk to its store. Each is safe to run twice: it writes what it finds, and ends where it would have ended. */
export const createShopActivities = (deps: ShopActionDeps) => ({
  /** Throws what is wrong with the connection; its message says what to do. */
  testShopConnection: ({ shopCode }: ShopActionInput): Promise<ConnectionReport> =>
    attended(async (options) => {
      const shop = await getShop(deps.db, shopCode);
      await deps.shopify.execute(shopCode, AppIdDocument, {}, options);
      const granted = await refreshGrantedScopes(deps, shop, options);
      const missing = Object.entries(reportScopes).map(
        ([report, scopes]) => [report, missingScopes(granted, scopes.required)] as const,
      );
      return {
        connected: true,
        orderWebhook: shop.orderCreatedWebhooks ? await checkOrderWebhook(deps, shop, options) : "notUsed",
        missingScopes: Object.fromEntries(missing.filter(([, scopes]) => scopes.length > 0)),
      };
    }),

  /** Asks the store what the shop's set-up is compared with; the answer is kept. */
  askStore: ({ shopCode }: ShopActionInput): Promise<StoreAnswer["kind"]> =>
    attended((options) => checkStore(deps, shopCode, false, options)),

  /** Plan, weight unit and granted scopes, as the store has them now. */
  refreshShopSettings: ({ shopCode }: ShopActionInput): Promise<void> =>
    attended(async (options) => {
      await refreshShopSettings(deps, shopCode, options);
    }),

  /** Enables a shop when everything it needs from its store is there; otherwise it stays disabled, and nothing of it at the store. */
  enableShop: ({ shopCode, by }: ShopActionInput): Promise<void> =>
    attended(async (options) => {
      const shop = await getShop(deps.db, shopCode);
      // Also when an earlier try got no further than this.
      if (shop.enabled) return deps.schedules.followShop(shopCode);
      if (shop.store === "") throw urlMissing(shopCode);
      // Fetches the access token as well.
      await deps.shopify.execute(shopCode, AppIdDocument, {}, options);
      try {
        if (deps.publicUrl !== undefined)
          for (const subscription of subscriptionsOfEnabled) await subscribe(deps, shop, subscription, options);
        await refreshShopSettings(deps, shopCode, options);
        await syncCountries(deps, shopCode, options);
        await updateShop(deps.db, shopCode, { enabled: true, enabledBy: by, enabledAt: new Date() });
      } catch (error) {
        // Also when it was cancelled: then nobody comes back to undo it.
        const { signal: _cancelled, ...undoing } = options;
        for (const subscription of subscriptionsOfEnabled)
          await unsubscribe(deps, await getShop(deps.db, shopCode), subscription, undoing);
        throw error;
      }
      await deps.schedules.followShop(shopCode);
    }),

  /**
   * Disables a shop, whatever its store says to it; settings and imported data stay, and its recurring jobs are on hold until it is
   * enabled. Those first, because a run that fails for a disabled shop would stop its schedule for good.
   */
  disableShop: ({ shopCode }: ShopActionInput): Promise<void> =>
    attended(async (options) => {
      const shop = await updateShop(deps.db, shopCode, { enabled: false, orderCreatedWebhooks: false });
      await deps.schedules.followShop(shopCode);
      await unsubscribe(deps, shop, orderCreated, options);
      for (const subscription of subscriptionsOfEnabled) await unsubscribe(deps, shop, subscription, options);
    }),

  /** Auto Sync Orders: Shopify tells us of new orders. Turned on only for an enabled shop, because the jobs of another are refused. */
  setOrderWebhook: ({ shopCode, by, on }: ShopActionInput & { readonly on: boolean }): Promise<void> =>
    attended(async (options) => {
      const shop = await getShop(deps.db, shopCode);
      if (on && !shop.enabled) throw shopDisabled(shopCode);
      if (on) await subscribe(deps, shop, orderCreated, options);
      else await unsubscribe(deps, shop, orderCreated, options);
      await updateShop(deps.db, shopCode, { orderCreatedWebhooks: on, orderCreatedWebhookUserId: on ? by : "" });
    }),
});

const urlMissing = (shop: string): OperationalError =>
  new OperationalError(
    "shopify-url-missing",
    `Shop ${shop} has no store: enter its Shopify Admin URL (shopifyUrl) before it is enabled`,
    { retryable: false, params: { shop } },
  );

const shopDisabled = (shop: string): OperationalError =>
  new OperationalError(
    "shop-disabled",
    `Shop ${shop} is disabled; Enabled must be true: enable it on the shop card, then turn Auto Sync Orders on`,
    { retryable: false, params: { shop } },
  );

export type ShopActivities = ReturnType<typeof createShopActivities>;

async function checkOrderWebhook(
  deps: ShopActivityDeps,
  shop: Shop,
  options: ExecuteOptions,
): Promise<"fine" | "misconfigured"> {
  if (deps.publicUrl === undefined) return "misconfigured";
  const known = await subscriptionsAtShopify(deps, shop, orderCreated, options);
  return known.some((id) => legacyId(id) === shop.orderCreatedWebhookId) ? "fine" : "misconfigured";
}
