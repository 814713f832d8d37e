import { getShop } from "#database/shops";
import { namesOrders } from "#domain/orders/queue-filter";
import { refreshPlanAndUnit } from "../shops/refresh-shop-settings.ts";
import { inBatch } from "./batch.ts";
import { claimMatchingOrders } from "./claim-orders.ts";
import { discoverOrders } from "./discover-orders.ts";
import { importClaimedOrders, type ImportCounts } from "./import-orders.ts";
import type { OrderActivityDeps } from "./order-activity-deps.ts";
import { readGiftCards } from "./read-gift-cards.ts";
import { requireOrderNumbers } from "./require-order-numbers.ts";
import { stageOrdersById } from "./stage-orders-by-id.ts";
import { stageOrdersByNo } from "./stage-orders-by-no.ts";
import type { SyncOrdersParameters } from "./sync-orders-parameters.ts";

/** One run of Sync Orders from Shopify for one shop. */
export interface SyncOrdersStep {
  readonly shopCode: string;
  readonly entryId: string;
  /** The same for all steps of a run, whatever is repeated: a run tries each order once. */
  readonly runId: string;
  readonly parameters: SyncOrdersParameters;
  /** Read and write orders again although nothing changed: a person asked for it. */
  readonly reread: boolean;
}

/** Steps of Sync Orders from Shopify (30104) up to the stored order. Each can be repeated. */
export const createSyncOrdersActivities = (deps: OrderActivityDeps) => ({
  /** Before any order is read: asking for staff members on a plan that was lowered would fail every order. */
  async refreshShopPlan(input: SyncOrdersStep): Promise<void> {
    await inBatch(input.entryId, (batch) => refreshPlanAndUnit(deps, input.shopCode, batch.callOptions));
  },

  /** Puts changed orders, or the named ones, into the queue. `unknown` numbers are of no order. */
  async discoverOrders(input: SyncOrdersStep): Promise<{ readonly done: boolean; readonly unknown: number }> {
    const { orderIds = [], orderNos = [] } = input.parameters;
    return inBatch(input.entryId, async (batch) => {
      if (!namesOrders(input.parameters)) return { ...(await discoverOrders(deps, input, batch)), unknown: 0 };
      await stageOrdersById(deps, { ...input, orderIds }, batch);
      return { done: true, ...(await stageOrdersByNo(deps, { ...input, orderNos }, batch)) };
    });
  },

  async claimOrders(input: SyncOrdersStep): Promise<void> {
    await inBatch(input.entryId, () => claimMatchingOrders(deps, { ...input, filters: input.parameters }));
  },

  /** The last batch of a run also reads the gift cards its orders sold. */
  async importOrders(input: SyncOrdersStep): Promise<{ readonly done: boolean; readonly counts: ImportCounts }> {
    return inBatch(input.entryId, async (batch) => {
      const { importOnly, ...filters } = input.parameters;
      const imported = await importClaimedOrders(deps, { ...input, filters, importOnly }, batch);
      if (imported.done) await readGiftCards(deps, await getShop(deps.db, input.shopCode), batch.callOptions);
      return imported;
    });
  },

  /** After the orders that were found: throws `order-not-found` when there are numbers nobody knows. */
  async requireOrderNumbers({ shopCode, entryId, parameters: { orderNos = [] } }: SyncOrdersStep): Promise<void> {
    await inBatch(entryId, (batch) => requireOrderNumbers(deps, { shopCode, orderNos }, batch));
  },
});

export type SyncOrdersActivities = ReturnType<typeof createSyncOrdersActivities>;
