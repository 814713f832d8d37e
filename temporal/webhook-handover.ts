import { type Client, WorkflowIdReusePolicy } from "@temporalio/client";
import type { Database } from "#database/connection";
import { shopsOfStore } from "#database/shops";
import { forgetUninstalledApp } from "#database/uninstalled-app";
import { forgetOldWebhooks, listWaitingWebhooks, markHandedOver, type ReceivedWebhook } from "#database/webhook-inbox";
import { jobWorkflowId, webhookEntryId } from "#workflows/ids";
import { runAgain, type JobParameters } from "#workflows/messages";
import { runJobOptions } from "#workflows/job-options";
import { createOrderJobFilters } from "./order-job-filters.ts";
import { answeredWithin } from "./unavailable.ts";

const DEADLINE_MS = 2_000;
/** Longer than the request that received it may still be at it. */
const RESEND_AFTER_MS = 30_000;
const RESEND_AT_ONCE = 200;
const KEEP_DAYS = 7;
const DEFAULT_ATTEMPTS = 5;

export interface WebhookHandover {
  /**
   * Makes sure that an order job runs after this moment for each enabled shop of the store that wants webhooks. However many come,
   * a shop has at most one such job running and one pending. A store whose merchant removed the app is left alone from now on.
   * Throws `temporal-unavailable`; the webhook then stays in the inbox.
   */
  handOver(webhook: ReceivedWebhook): Promise<void>;
  /** Hands over what was not. */
  resend(): Promise<void>;
}

export function createWebhookHandover(deps: { readonly client: Client; readonly db: Database }): WebhookHandover {
  const filtersOf = createOrderJobFilters(deps.client);
  const wakeShops = async (store: string): Promise<void> => {
    const shops = await shopsOfStore(deps.db, store);
    for (const shop of shops) {
      if (shop.enabled && shop.orderCreatedWebhooks)
        await wake(deps.client, shop.code, store, await filtersOf(shop.code));
    }
  };
  const handOver = async (webhooks: readonly ReceivedWebhook[]): Promise<void> => {
    const stores = new Set(webhooks.filter(({ topic }) => topic === "orders/create").map(({ store }) => store));
    for (const { store, topic, triggeredAt } of webhooks)
      if (topic === "app/uninstalled") await forgetUninstalledApp(deps.db, store, triggeredAt ?? new Date());
    for (const store of stores) await answeredWithin(deps.client, DEADLINE_MS, () => wakeShops(store));
    await markHandedOver(
      deps.db,
      webhooks.map(({ webhookId }) => webhookId),
    );
  };
  return {
    handOver: (webhook) => handOver([webhook]),
    resend: async () => {
      await handOver(await listWaitingWebhooks(deps.db, RESEND_AFTER_MS, RESEND_AT_ONCE));
      await forgetOldWebhooks(deps.db, KEEP_DAYS);
    },
  };
}

/**
 * Starts the shop's webhook job, or lets it run once more: then with the filters it was started with. The job folds any number of wishes
 * into one further attempt.
 */
async function wake(client: Client, shopCode: string, store: string, parameters: JobParameters): Promise<void> {
  const options = runJobOptions({
    report: "syncOrders",
    shopCode,
    store,
    category: "SHPFY",
    priority: 3,
    trigger: "webhook",
    parameters,
    maxAttempts: DEFAULT_ATTEMPTS,
  });
  await client.workflow.signalWithStart("runJob", {
    ...options,
    workflowId: jobWorkflowId(webhookEntryId(shopCode)),
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    signal: runAgain,
    signalArgs: [],
  });
}
