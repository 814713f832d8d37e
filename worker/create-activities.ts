import { log } from "@temporalio/activity";
import type { Client } from "@temporalio/client";
import type { WorkerOptions } from "@temporalio/worker";
import { createJobSteps } from "#activities/jobs/job-steps";
import { createQueueActivities } from "#activities/jobs/queue-activities";
import { createRetentionActivities } from "#activities/jobs/retention-activities";
import { createScheduleWatchActivities } from "#activities/jobs/schedule-watch-activities";
import { createUpkeepActivities } from "#activities/jobs/upkeep-activities";
import { createDeliveryActivities } from "#activities/notifications/delivery-activities";
import { createOccasionActivities } from "#activities/notifications/occasion-activities";
import type { MailServer } from "#activities/notifications/send-mail";
import { createSalesOrdersActivities } from "#activities/orders/create-sales-orders-activities";
import { createOrderActionActivities } from "#activities/orders/order-action-activities";
import type { OrderActivityDeps } from "#activities/orders/order-activity-deps";
import { createSyncOrdersActivities } from "#activities/orders/sync-orders-activities";
import { createRefundActionActivities } from "#activities/refunds/refund-action-activities";
import { createConnectActivities } from "#activities/shops/connect-activities";
import { createEnableActivities } from "#activities/shops/enable-activities";
import { createShopCheckActivities } from "#activities/shops/shop-check-activities";
import { createShopActivities } from "#activities/shops/shop-activities";
import { createSyncCountriesActivities } from "#activities/shops/sync-countries-activities";
import type { QueueScopeSetting } from "#domain/jobs/queue-scope";
import type { ConnectDeps } from "#shopify/connect-store";
import { createJobLog } from "#temporal/job-log";
import { createScheduleWatcher } from "#temporal/schedule-watch";
import { createWebhookHandover } from "#temporal/webhook-handover";
import type { TaskQueue } from "#workflows/task-queues";

export interface ActivitiesDeps extends OrderActivityDeps {
  readonly client: Client;
  readonly queueScope: QueueScopeSetting;
  /** How stores are entered. */
  readonly access: Pick<ConnectDeps, "hosts" | "appOf" | "secrets">;
  /** Where Shopify reaches our API; undefined: nowhere. */
  readonly publicUrl: string | undefined;
  /** Hosts that webhooks of notifications may also reach by http or in a private network. */
  readonly webhookHosts: readonly string[];
  /** Where mail goes out; undefined: nowhere. */
  readonly mailServer: MailServer | undefined;
}

/** Every activity, by the task queue that runs it. */
export function createActivities(
  deps: ActivitiesDeps,
): Readonly<Record<TaskQueue, NonNullable<WorkerOptions["activities"]>>> {
  const { client, db } = deps;
  const jobLog = createJobLog({ client, db, log: { warn: (facts, message) => void log.warn(message, { ...facts }) } });
  const schedules = createScheduleWatcher({ client, db });
  return {
    sync: createJobSteps(deps),
    shopify: {
      ...createSyncOrdersActivities(deps),
      ...createSalesOrdersActivities(deps),
      ...createOrderActionActivities(deps),
      ...createShopActivities({ ...deps, schedules }),
      ...createEnableActivities({ ...deps, schedules }),
      ...createShopCheckActivities(deps),
      ...createSyncCountriesActivities(deps),
      ...createConnectActivities({ db, ...deps.access }),
    },
    erp: { ...createSalesOrdersActivities(deps), ...createRefundActionActivities(deps) },
    "job-queue": {
      ...createQueueActivities({ client }),
      ...createRetentionActivities({ db }),
      ...createScheduleWatchActivities({ schedules }),
      ...createUpkeepActivities({
        db,
        jobLog,
        webhooks: createWebhookHandover({ client, db }),
      }),
      ...createOccasionActivities({ db, jobLog }),
      ...createDeliveryActivities({ ...deps, secrets: deps.access.secrets }),
    },
  };
}
