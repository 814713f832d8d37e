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
import { enterStore, markEnabled, subscribeToStore, undoEnabling } from "./enable-shop.ts";
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

export interface ShopActionDeps extends ShopActivityDeps {
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

  /** All steps of enabling in one, for those that began before each was an activity of its own. */
  enableShop: ({ shopCode, by }: ShopActionInput): Promise<void> =>
    attended(async (options) => {
      if ((await enterStore(deps, shopCode, options)) === "entered") {
        try {
          await subscribeToStore(deps, shopCode, options);
          await refreshShopSettings(deps, shopCode, options);
          await syncCountries(deps, shopCode, options);
          await markEnabled(deps, shopCode, by);
        } catch (error) {
          // Also when it was cancelled: then nobody comes back to undo it.
          const { signal: _cancelled, ...undoing } = options;
          await undoEnabling(deps, shopCode, null, undoing);
          throw error;
        }
      }
      // Also when an earlier try got no further than this.
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
