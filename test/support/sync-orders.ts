import { randomUUID } from "node:crypto";
import { MockActivityEnvironment } from "@temporalio/testing";
import type { ImportCounts } from "#activities/orders/import-orders";
import { createSyncOrdersActivities, type SyncOrdersStep } from "#activities/orders/sync-orders-activities";
import type { SyncOrdersParameters } from "#activities/orders/sync-orders-parameters";
import type { OrderDesk } from "./order-desk.ts";

/** Runs 30104 of a shop up to the stored orders, as its workflow does. */
export async function syncOrders(
  desk: OrderDesk,
  parameters: SyncOrdersParameters = {},
  { reread = false, shopCode = "DEMO" }: { readonly reread?: boolean; readonly shopCode?: string } = {},
): Promise<ImportCounts> {
  const run = { shopCode, entryId: "e", runId: randomUUID(), parameters, reread };
  const { refreshShopPlan, discoverOrders, claimOrders, importOrders } = createSyncOrdersActivities(desk);
  // Each call is an activity of its own.
  const step = <R>(work: (input: SyncOrdersStep) => Promise<R>): Promise<R> =>
    new MockActivityEnvironment({ activityId: randomUUID() }).run<[SyncOrdersStep], R, typeof work>(work, run);
  await step(refreshShopPlan);
  while (!(await step(discoverOrders)).done);
  await step(claimOrders);
  for (;;) {
    const { done, counts } = await step(importOrders);
    if (done) return counts;
  }
}
