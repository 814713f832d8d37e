import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { Worker } from "@temporalio/worker";
import type { Client } from "@temporalio/client";
import { createJobSteps } from "#activities/jobs/job-steps";
import { createQueueActivities } from "#activities/jobs/queue-activities";
import { createRetentionActivities } from "#activities/jobs/retention-activities";
import { createScheduleWatchActivities } from "#activities/jobs/schedule-watch-activities";
import { createUpkeepActivities } from "#activities/jobs/upkeep-activities";
import { createDeliveryActivities } from "#activities/notifications/delivery-activities";
import { createOccasionActivities } from "#activities/notifications/occasion-activities";
import type { MailServer } from "#activities/notifications/send-mail";
import type { Database } from "#database/connection";
import { listLogRows, type JobLogRow } from "#database/job-log";
import { insertShop, updateShop } from "#database/shops";
import type { QueueScopeSetting } from "#domain/jobs/queue-scope";
import { createSecrets, type Secrets } from "#shopify/secrets";
import { createJobLog, type JobLog } from "#temporal/job-log";
import { createJobQueue, type JobQueue } from "#temporal/job-queue";
import { createScheduleWatcher } from "#temporal/schedule-watch";
import type { StartRequest } from "#temporal/start-jobs";
import { ensureSearchAttributes } from "#temporal/search-attributes";
import { createWebhookHandover, type WebhookHandover } from "#temporal/webhook-handover";
import type { Catalogue } from "#workflows/catalogue";
import type { JobTiming } from "#workflows/policies";
import { taskQueues, type TaskQueue } from "#workflows/task-queues";
import { createWorkers } from "#worker/workers";
import { bundledOnce } from "./bundle-file.ts";
import { aDatabase } from "./database.ts";
import { aNamespace, type TestNamespace } from "./temporal.ts";
import { until } from "./until.ts";
import type { BatchInput, BatchResult, ScriptedActivities } from "./workflows/scripted-report.ts";

/** What a report does in a batch. */
export type Script = (input: BatchInput) => Promise<BatchResult> | BatchResult;

export interface RunningWorkers {
  stop(): Promise<void>;
}

export interface WorkerSettings {
  readonly queueScope?: QueueScopeSetting;
  /** Left out: no mail goes out. */
  readonly mailServer?: MailServer;
}

export interface JobSystem {
  readonly client: Client;
  readonly temporal: TestNamespace;
  readonly db: Database;
  readonly jobLog: JobLog;
  readonly webhooks: WebhookHandover;
  readonly queue: JobQueue;
  readonly secrets: Secrets;
  /** Replaces what reports do from now on. */
  script(script: Script): void;
  /** Starts a job of one shop, with quick timing unless the request says otherwise; answers its entry id. */
  start(shopCode: string, request?: Partial<StartRequest>): Promise<string>;
  /** The rows of an entry in the order they ended, once there are so many. */
  rowsOf(entryId: string, atLeast?: number): Promise<readonly JobLogRow[]>;
  startWorkers(roles?: readonly TaskQueue[], options?: WorkerSettings): Promise<RunningWorkers>;
  /** An enabled shop of the store `{code}.myshopify.com`, or of the named one. */
  aShop(
    code: string,
    changes?: {
      readonly store?: string;
      readonly allowBackgroundSyncs?: boolean;
      readonly orderCreatedWebhooks?: boolean;
    },
  ): Promise<string>;
  close(): Promise<void>;
}

/** The jobs with scripted reports. */
const scriptedBundle = (): Promise<string> =>
  bundledOnce("scripted-workflows", fileURLToPath(import.meta.resolve("./workflows/index.ts")));

/** Delays of seconds and minutes as milliseconds. */
export const quick: Partial<JobTiming> = {
  extraDelaysMs: [1],
  minimumRerunDelayMs: 10,
  rejoinMs: 2_000,
  queue: { idleMs: 1_500 },
};

/** Jobs on a namespace and a database of the caller's own, on the shared Temporal server unless another is named. */
export async function aJobSystem(
  options: { readonly catalogue?: Catalogue; readonly temporalAddress?: string } = {},
): Promise<JobSystem> {
  const [temporal, database, codePath] = await Promise.all([
    aNamespace(options.temporalAddress),
    aDatabase(),
    scriptedBundle(),
  ]);
  await ensureSearchAttributes(temporal.connection, temporal.namespace);
  const { client } = temporal;
  const { db } = database;
  const jobLog = createJobLog({ client, db });
  const webhooks = createWebhookHandover({ client, db });
  const secrets = createSecrets([randomBytes(32).toString("base64")]);
  const running = new Set<RunningWorkers>();
  let current: Script = () => ({ done: true });

  const startWorkers: JobSystem["startWorkers"] = async (
    roles = Object.values(taskQueues),
    { queueScope = "store", mailServer } = {},
  ) => {
    const workers = await createWorkers({
      connection: await temporal.nativeConnection(),
      namespace: temporal.namespace,
      roles,
      workflows: { workflowBundle: { codePath } },
      activities: {
        sync: createJobSteps({ client, db, queueScope }),
        shopify: { runBatch: async (input: BatchInput) => current(input) } satisfies ScriptedActivities,
        erp: { runBatch: async (input: BatchInput) => current(input) } satisfies ScriptedActivities,
        "job-queue": {
          ...createQueueActivities({ client }),
          ...createRetentionActivities({ db }),
          ...createScheduleWatchActivities({ schedules: createScheduleWatcher({ client, db }) }),
          ...createUpkeepActivities({ db, jobLog, webhooks }),
          ...createOccasionActivities({ db, jobLog }),
          ...createDeliveryActivities({
            db,
            client,
            secrets,
            publicUrl: "https://sync.example.com",
            webhookHosts: ["127.0.0.1"],
            mailServer,
            firstDelayMs: 10,
          }),
        },
      },
    });
    const ended = Promise.all(workers.map((worker: Worker) => worker.run()));
    const handle: RunningWorkers = {
      stop: async () => {
        running.delete(handle);
        for (const worker of workers) if (worker.getState() === "RUNNING") worker.shutdown();
        await ended;
      },
    };
    running.add(handle);
    return handle;
  };

  const queue = createJobQueue({ client, db, jobLog, temporalUiUrl: null, ...options });
  return {
    client,
    temporal,
    db,
    jobLog,
    webhooks,
    queue,
    secrets,
    start: async (shopCode, request = {}) => {
      const { jobs } = await queue.start({
        report: "syncOrders",
        parameters: {},
        principal: "test",
        shopCodes: [shopCode],
        timing: quick,
        ...request,
      });
      const [job] = jobs;
      if (job === undefined) throw new Error("No job was started");
      return job.entryId;
    },
    rowsOf: async (entryId, atLeast = 1) =>
      until(`${atLeast} log rows of ${entryId}`, async () => {
        // A log of its own: not bound to one look a second.
        await createJobLog({ client, db }).refresh();
        const rows = await listLogRows(db, { entryId }, { limit: 100 });
        return rows.length >= atLeast && rows.toReversed();
      }),
    script: (script) => {
      current = script;
    },
    startWorkers,
    aShop: async (code, { store = `${code.toLowerCase()}.myshopify.com`, ...changes } = {}) => {
      await insertShop(db, { code, store });
      await updateShop(db, code, { enabled: true, ...changes });
      return code;
    },
    close: async () => {
      await Promise.all([...running].map((workers) => workers.stop()));
      await temporal.close();
      await database.drop();
    },
  };
}
