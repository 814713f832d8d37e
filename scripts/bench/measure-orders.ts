import type { Database } from "#database/connection";
import { insertShop } from "#database/shops";
import { seedLedger } from "#erp/ledger/seed";
import { BOOKS_EVERYTHING } from "../lib/demo-shop.ts";
import { covered } from "./intervals.ts";
import { runScheduled, type JobRun } from "./job-run.ts";
import { PLANS, type Setting } from "./options.ts";
import { processorSeconds, watchMemory, watchPostgres } from "./probes.ts";
import { tallyRequests, type Tally } from "./request-tally.ts";
import { openStage, STORE, type Stage } from "./stage.ts";

const SHOP = { code: "BENCH", store: STORE };

/** Where the time of a job went: shares of its wall time in which something was under way there. They overlap. */
export interface Shares {
  readonly shopify: number;
  readonly postgres: number;
  readonly temporal: number;
}

export interface MeasuredJob {
  readonly outcome: string;
  readonly counts: JobRun["result"]["counts"];
  readonly wallMs: number;
  readonly floorMs: number;
  readonly points: Tally["points"];
  readonly calls: number;
  readonly throttled: number;
  readonly shares: Shares;
  readonly historyEvents: JobRun["historyEvents"];
}

export interface Measurement {
  readonly setting: Setting;
  /** Orders the first run imports; it lists open ones. */
  readonly imported: number;
  readonly documents: number;
  /** First run: everything is new. */
  readonly first: MeasuredJob;
  /** The run after it: what the write-backs changed is listed and read once more, done orders are closed. */
  readonly second: MeasuredJob;
  readonly peakWorkerBytes: number;
  /** Processor seconds of the first run; null where the system does not tell. */
  readonly processor: Readonly<Record<"workers" | "postgres" | "temporal" | "sandbox", number>> | null;
}

/** Measures one setting on servers of its own. `say` tells how far it is. */
export async function measureOrders(setting: Setting, say: (line: string) => void): Promise<Measurement> {
  const stage = await openStage();
  try {
    await openShop(stage, setting);
    const workers = await stage.startWorkers(setting.workers);
    const memory = watchMemory(workers);
    const postgres = watchPostgres(stage.db);
    const tally = tallyRequests(stage);
    const progress = setInterval(() => void tellProgress(stage.db, say).catch(() => undefined), 15_000);
    const probes = { postgres, tally };
    const processes = {
      workers,
      postgres: [stage.pids.postgres],
      temporal: [stage.pids.temporal],
      sandbox: [stage.pids.sandbox],
    };
    try {
      const before = usedBy(processes);
      const first = await measureJob(stage, setting, "first", probes);
      const after = usedBy(processes);
      const second = await measureJob(stage, setting, "second", probes);
      return {
        setting,
        imported: await count(stage.db, "orderHeader"),
        documents: await count(stage.db, "ledger.salesHeader"),
        first,
        second,
        peakWorkerBytes: memory.peakBytes(),
        processor: before && after && difference(after, before),
      };
    } finally {
      clearInterval(progress);
      for (const probe of [memory, postgres, tally]) probe.stop();
    }
  } finally {
    await stage.close();
  }
}

/** A store with generated orders, a shop that takes them all, and a ledger that knows most of what is in them. */
async function openShop(stage: Stage, { orders, plan, latencyMs, listCost }: Setting): Promise<void> {
  await stage.control("PUT", "shop", { plan, latency: latencyMs, listCost });
  const records = (await stage.control("POST", "seed", { orders })) as { products: number; customers: number };
  await seedLedger(stage.db, records);
  await insertShop(stage.db, {
    ...SHOP,
    ...BOOKS_EVERYTHING,
  });
}

async function measureJob(
  stage: Stage,
  { plan }: Setting,
  entryId: "first" | "second",
  { postgres, tally }: Probes,
): Promise<MeasuredJob> {
  await tally.take();
  postgres.take();
  const available = await pointsAvailable(stage, PLANS[plan]);
  const run = await runScheduled(stage.client, SHOP, "syncOrders", entryId);
  const { points, calls, throttled, busy } = await tally.take();
  const wallMs = run.from.end - run.from.start;
  const spent = Object.values(points).reduce((sum, each) => sum + each, 0);
  return {
    outcome: run.result.outcome,
    counts: run.result.counts,
    wallMs,
    floorMs: (Math.max(0, spent - available) / PLANS[plan].restoreRate) * 1000,
    points,
    calls,
    throttled,
    shares: {
      shopify: covered(busy, run.from) / wallMs,
      postgres: postgres.take(),
      temporal: 1 - covered(run.activities, run.from) / wallMs,
    },
    historyEvents: run.historyEvents,
  };
}

interface Probes {
  readonly postgres: ReturnType<typeof watchPostgres>;
  readonly tally: ReturnType<typeof tallyRequests>;
}

/** What the bucket holds by our own books: it is full before the first call. */
async function pointsAvailable(
  { db }: Stage,
  plan: { readonly capacity: number; readonly restoreRate: number },
): Promise<number> {
  const bucket = await db.selectFrom("shopifyBucket").selectAll().where("store", "=", STORE).executeTakeFirst();
  if (bucket === undefined) return plan.capacity;
  const restored = ((Date.now() - bucket.levelAt.getTime()) / 1000) * plan.restoreRate;
  return Math.min(plan.capacity, bucket.level + restored);
}

async function count(db: Database, table: "orderHeader" | "ledger.salesHeader"): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

async function tellProgress(db: Database, say: (line: string) => void): Promise<void> {
  const [orders, documents] = [await count(db, "orderHeader"), await count(db, "ledger.salesHeader")];
  const due = await db
    .selectFrom("orderHeader")
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .where("writeBackDue", "=", true)
    .executeTakeFirstOrThrow();
  say(`${orders} orders imported, ${documents} documents, ${due.count} numbers to be written to Shopify`);
}

type Processes = Readonly<Record<"workers" | "postgres" | "temporal" | "sandbox", readonly number[]>>;
type Seconds = Readonly<Record<keyof Processes, number>>;

function usedBy(processes: Processes): Seconds | null {
  const [workers, postgres, temporal, sandbox] = [
    processorSeconds(processes.workers),
    processorSeconds(processes.postgres),
    processorSeconds(processes.temporal),
    processorSeconds(processes.sandbox),
  ];
  if (workers === null || postgres === null || temporal === null || sandbox === null) return null;
  return { workers, postgres, temporal, sandbox };
}

const difference = (after: Seconds, before: Seconds): Seconds => ({
  workers: after.workers - before.workers,
  postgres: after.postgres - before.postgres,
  temporal: after.temporal - before.temporal,
  sandbox: after.sandbox - before.sandbox,
});
