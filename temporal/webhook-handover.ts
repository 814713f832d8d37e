import { type Client, WorkflowIdReusePolicy } from "@temporalio/client";
import pLimit from "p-limit";
import type { Database } from "#database/connection";
import { shopsOfStore } from "#database/shops";
import { forgetUninstalledApp } from "#database/uninstalled-app";
import { forgetOldWebhooks, listWaitingWebhooks, markHandedOver, type ReceivedWebhook } from "#database/webhook-inbox";
import type { OperationalError } from "#domain/failure";
import { jobWorkflowId, webhookEntryId } from "#workflows/ids";
import { runAgain, type JobParameters } from "#workflows/messages";
import { runJobOptions } from "#workflows/job-options";
import { createOrderJobFilters } from "./order-job-filters.ts";
import { takenTogether } from "./taken-together.ts";
import { failureOfTemporal } from "./unavailable.ts";

const DEADLINE_MS = 2_000;
/** As every question to a service that is away takes until its deadline. */
const AWAY_FOR_MS = 1_000;
/** Stores: each takes a connection to the database now and then, and never all of the pool may be taken. */
const HANDED_OVER_AT_ONCE = 4;
/** Longer than the process that received it may still be at it. */
const RESEND_AFTER_MS = 30_000;
const RESEND_AT_ONCE = 200;
const KEEP_DAYS = 7;
const DEFAULT_ATTEMPTS = 5;

export interface WebhookHandover {
  /**
   * Makes sure that an order job runs after this moment for each enabled shop of the store that wants webhooks. However many come,
   * a shop has at most one such job running and one pending, and is asked to have it by one call at a time. A store whose merchant removed
   * the app is left alone from now on. Throws `temporal-unavailable`, for a second also without asking again; the webhook then stays in the inbox.
   */
  handOver(webhook: ReceivedWebhook): Promise<void>;
  /** Hands over what was not. */
  resend(): Promise<void>;
  /** When nothing is being handed over any more. Never throws. */
  settled(): Promise<void>;
}

export interface WebhookHandoverDeps {
  readonly client: Client;
  readonly db: Database;
  /** For how many milliseconds Temporal is not asked again when it was found to be away. */
  readonly awayForMs?: number;
}

export function createWebhookHandover({ awayForMs = AWAY_FOR_MS, ...deps }: WebhookHandoverDeps): WebhookHandover {
  const filtersOf = createOrderJobFilters(deps.client);
  const atOnce = pLimit(HANDED_OVER_AT_ONCE);
  const ofStore = new Map<string, (webhook: ReceivedWebhook) => Promise<void>>();
  const underWay = new Set<Promise<void>>();
  let away: { readonly failure: OperationalError; readonly until: number } | undefined;

  const wakeShops = async (store: string): Promise<void> => {
    const shops = (await shopsOfStore(deps.db, store)).filter((shop) => shop.enabled && shop.orderCreatedWebhooks);
    if (shops.length === 0) return;
    if (away !== undefined && performance.now() < away.until) throw away.failure;
    try {
      await deps.client.withDeadline(Date.now() + DEADLINE_MS, async () => {
        for (const { code } of shops) await wake(deps.client, code, store, await filtersOf(code));
      });
    } catch (error) {
      const failure = failureOfTemporal(error);
      if (failure === undefined) throw error;
      away = { failure, until: performance.now() + awayForMs };
      throw failure;
    }
  };
  const handOver = async (webhooks: readonly ReceivedWebhook[]): Promise<void> => {
    const stores = new Set(webhooks.filter(({ topic }) => topic === "orders/create").map(({ store }) => store));
    for (const { store, topic, triggeredAt } of webhooks)
      if (topic === "app/uninstalled") await forgetUninstalledApp(deps.db, store, triggeredAt ?? new Date());
    for (const store of stores) await wakeShops(store);
    await markHandedOver(
      deps.db,
      webhooks.map(({ webhookId }) => webhookId),
    );
  };
  /** Of one store one after the other: a signal to its jobs covers all that came before it. */
  const handOverOf = (store: string) => {
    const known = ofStore.get(store);
    if (known !== undefined) return known;
    const made = takenTogether<ReceivedWebhook>((webhooks) => atOnce(() => handOver(webhooks)));
    ofStore.set(store, made);
    return made;
  };
  return {
    handOver: async (webhook) => {
      const done = handOverOf(webhook.store)(webhook);
      underWay.add(done);
      try {
        await done;
      } finally {
        underWay.delete(done);
      }
    },
    resend: async () => {
      await handOver(await listWaitingWebhooks(deps.db, RESEND_AFTER_MS, RESEND_AT_ONCE));
      await forgetOldWebhooks(deps.db, KEEP_DAYS);
    },
    settled: async () => {
      while (underWay.size > 0) await Promise.allSettled(underWay);
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
