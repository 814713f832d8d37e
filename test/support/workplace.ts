import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "#database/connection";
import { insertShop } from "#database/shops";
import { seedLedger } from "#erp/ledger/seed";
import { BOOKS_EVERYTHING } from "#scripts/lib/demo-shop";
import { startService } from "#scripts/lib/service-process";
import type { RunningPart } from "#scripts/lib/supervisor";
import { createJobLog } from "#temporal/job-log";
import { createJobQueue, type JobQueue } from "#temporal/job-queue";
import { ensureSearchAttributes } from "#temporal/search-attributes";
import { queueWorkflowId } from "#workflows/ids";
import { queueSnapshot, type QueueSnapshot } from "#workflows/messages";
import type { TaskQueue } from "#workflows/task-queues";
import { bundleFile } from "./bundle-file.ts";
import { aDatabase } from "./database.ts";
import { aSandbox, type SandboxHandle } from "./sandbox.ts";
import { removeSystemSchedules } from "./system-schedules.ts";
import { aNamespace, type TestNamespace } from "./temporal.ts";
import { until } from "./until.ts";

const SHOP = "DEMO";
const HOST = "demo.myshopify.com";
/** Orders that were paid through it can be held. */
const SLOW_GATEWAY = "slow-bank";

/** A store with its orders, its shop and a ledger that knows its records, where worker processes of the product do the work. */
export interface Workplace {
  readonly db: Database;
  readonly client: TestNamespace["client"];
  readonly sandbox: SandboxHandle;
  readonly jobs: JobQueue;
  /** By number, in the order of their ids, which is that of their import. */
  readonly orderIds: readonly string[];
  startWorker(roles?: readonly TaskQueue[]): Promise<RunningPart>;
  start(report: string): Promise<string>;
  /** The line of the shop's jobs. */
  line(): Promise<QueueSnapshot>;
  /**
   * Holds back the transactions that store orders of the slow gateway: they add it to the shop's mappings, and somebody else is
   * just adding it. Answers what lets them go.
   */
  holdOrders(): Promise<() => Promise<void>>;
  /** Resolves when so many orders are in the database and so many more are held. */
  importStands(at: { readonly stored: number; readonly held: number }): Promise<void>;
  close(): Promise<void>;
}

/** Orders from number `slowFrom` to `slowTo` (from 0, exclusive) are those that can be held. */
export async function aWorkplace(orders: number, slowFrom: number, slowTo: number): Promise<Workplace> {
  const [database, temporal, sandbox, codePath] = await Promise.all([
    aDatabase(),
    aNamespace(),
    aSandbox(HOST),
    bundleFile(),
  ]);
  const { db } = database;
  const { client, namespace, address } = temporal;
  await ensureSearchAttributes(temporal.connection, namespace);
  const environment = {
    NODE_OPTIONS: "",
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    PUBLIC_URL: "https://sync.example.com",
    SANDBOX_HOSTS: HOST,
    SANDBOX_PORT: String(sandbox.port),
    CHAOS_BUNDLE: codePath,
  };
  const workers: RunningPart[] = [];
  const jobs = createJobQueue({ client, db, jobLog: createJobLog({ client, db }), temporalUiUrl: null });
  return {
    db,
    client,
    sandbox,
    jobs,
    orderIds: await openShop(db, sandbox, orders, slowFrom, slowTo),
    startWorker: async (roles) => {
      const worker = await startService({
        name: "worker",
        main: "test/support/chaos-worker",
        environment: { ...environment, ...(roles === undefined ? {} : { WORKER_ROLES: roles.join(",") }) },
      });
      workers.push(worker);
      return worker;
    },
    start: async (report) => {
      const { jobs: started } = await jobs.start({ report, shopCodes: [SHOP], parameters: {}, principal: "test" });
      const [job] = started;
      if (job === undefined) throw new Error("No job was started");
      return job.entryId;
    },
    line: () => client.workflow.getHandle(queueWorkflowId(HOST, "SHPFY")).query(queueSnapshot),
    holdOrders: async () => {
      const adding = await db.startTransaction().execute();
      await adding.insertInto("paymentMethodMapping").values({ shop: SHOP, gateway: SLOW_GATEWAY }).execute();
      return () => adding.rollback().execute();
    },
    importStands: async ({ stored, held }) => {
      await until(
        `${stored} orders stored, ${held} held`,
        async () => {
          const { rows } = await sql<{ stored: number; held: number }>`
          select (select count(*)::int from order_header) as stored,
                 (select count(*)::int from pg_stat_activity
                   where datname = current_database() and wait_event_type = 'Lock') as held`.execute(db);
          return rows[0]?.stored === stored && rows[0].held === held;
        },
        60_000,
      );
    },
    close: async () => {
      for (const { pid } of workers) kill(pid);
      await Promise.all(workers.map(({ ended }) => ended));
      await removeSystemSchedules(client);
      await sandbox.close();
      await temporal.close();
      await database.drop();
    },
  };
}

/** Ends a process at once, if it is still there. */
function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

async function openShop(
  db: Database,
  sandbox: SandboxHandle,
  orders: number,
  slowFrom: number,
  slowTo: number,
): Promise<readonly string[]> {
  await seedLedger(db, { products: 1, customers: 2 });
  await insertShop(db, {
    code: SHOP,
    store: HOST,
    ...BOOKS_EVERYTHING,
  });
  await sandbox.putShop({ plan: "plus", currency: "USD" });
  await sandbox.place("customers", [
    { id: "gid://shopify/Customer/71", defaultEmailAddress: { emailAddress: "customer1@example.com" } },
  ]);
  await sandbox.place("products", [
    { id: "gid://shopify/Product/401", variants: [{ id: "gid://shopify/ProductVariant/501", sku: "1000" }] },
  ]);
  const placed = await sandbox.placeOrders(
    Array.from({ length: orders }, (_, number) =>
      anOrder(number >= slowFrom && number < slowTo ? SLOW_GATEWAY : "quick-bank"),
    ),
  );
  return placed.map(({ legacyResourceId }) => legacyResourceId);
}

const anOrder = (gateway: string) => ({
  customer: { id: "gid://shopify/Customer/71" },
  lineItems: [
    {
      quantity: 1,
      variant: { id: "gid://shopify/ProductVariant/501" },
      originalUnitPriceSet: { shopMoney: { amount: "25.00", currencyCode: "USD" } },
    },
  ],
  transactions: [
    {
      kind: "SALE",
      status: "SUCCESS",
      gateway,
      amountSet: { shopMoney: { amount: "25.00", currencyCode: "USD" } },
    },
  ],
});
