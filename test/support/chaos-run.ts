import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "#database/connection";
import { insertShop } from "#database/shops";
import { seedLedger } from "#erp/ledger/seed";
import { BOOKS_EVERYTHING } from "#scripts/lib/demo-shop";
import { createJobLog } from "#temporal/job-log";
import { createJobQueue, type JobQueue } from "#temporal/job-queue";
import { ensureSearchAttributes } from "#temporal/search-attributes";
import type { ReportResult } from "#workflows/messages";
import { bundleFile } from "./bundle-file.ts";
import { readBooks, type Books } from "./chaos-books.ts";
import { aCrew, type Crew } from "./chaos-crew.ts";
import { JOBS_UNDER_FIRE, type ChaosPlan } from "./chaos-plan.ts";
import { giveBack, planRefunds, type PlannedRefunds } from "./chaos-refunds.ts";
import { aDatabase } from "./database.ts";
import { aSandbox, type SandboxHandle } from "./sandbox.ts";
import { removeSystemSchedules } from "./system-schedules.ts";
import { aNamespace } from "./temporal.ts";

const SHOP = "CHAOS";
const HOST = "chaos.myshopify.com";
/** The same in every run, so that every run has the same orders. */
const NOW = "2026-03-02T10:00:00Z";
/** A killed worker's step is taken up ten seconds later; with several kills some of that adds up. */
const LONGEST_JOB_MS = 110_000;

export interface ChaosResult {
  readonly books: Books;
  /** How many refunds came after the first job: the last ones by their ids. */
  readonly refundsBetween: number;
  /** Of each job, in order. */
  readonly results: readonly (ReportResult & { readonly report: string })[];
  /** Planned kills that did not happen: the run proves nothing about them. */
  readonly missedKills: readonly string[];
  readonly deaths: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly lastWords: readonly string[];
  readonly durationMs: number;
}

/**
 * Brings the orders of a store of its own through both order reports by two worker processes, while the plan's kills and faults happen, and
 * once more in peace. Without a plan nothing happens: that is what all other runs have to come to.
 */
export async function runChaos(orders: number, plan: ChaosPlan | undefined): Promise<ChaosResult> {
  const startedAt = Date.now();
  const [codePath, database, temporal, sandbox] = await Promise.all([
    bundleFile(),
    aDatabase(),
    aNamespace(),
    aSandbox(HOST),
  ]);
  const folder = mkdtempSync(join(tmpdir(), "chaos-"));
  const { client, namespace, address } = temporal;
  await ensureSearchAttributes(temporal.connection, namespace);
  const { listed, refunds } = await openShop(database.db, sandbox, orders);
  const crew = await aCrew(2, {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    SANDBOX_HOSTS: HOST,
    SANDBOX_PORT: String(sandbox.port),
    CHAOS_BUNDLE: codePath,
    CHAOS_FOLDER: folder,
    CHAOS_KILLS: JSON.stringify(plan?.boundaries ?? []),
  });
  try {
    const jobs = createJobQueue({
      client,
      db: database.db,
      jobLog: createJobLog({ client, db: database.db }),
      temporalUiUrl: null,
    });
    if (plan !== undefined) await sandbox.faults(...plan.faults);
    const results: (ReportResult & { readonly report: string })[] = [];
    for (const [index, report] of JOBS_UNDER_FIRE.entries()) {
      const shots = (plan?.moments ?? []).filter(({ job }) => job === index).map((moment) => shoot(crew, moment));
      results.push({ report, ...(await runJob(jobs, report)) });
      await Promise.all(shots);
      if (index === 0) await giveBack(sandbox, refunds.after);
    }
    const { faults } = await sandbox.counters();
    await sandbox.clearFaults();
    for (const report of ["syncOrders", "createSalesOrders"] as const) {
      results.push({ report, ...(await runJob(jobs, report)) });
    }
    return {
      books: await readBooks(database.db, sandbox, listed),
      refundsBetween: refunds.after.length,
      results,
      missedKills: (plan?.boundaries ?? [])
        .filter((_kill, index) => !existsSync(join(folder, `kill-${index}`)))
        .map(({ boundary, occurrence }) => `${boundary} ${occurrence}`),
      deaths: crew.deaths,
      faults,
      lastWords: crew.lastWords,
      durationMs: Date.now() - startedAt,
    };
  } finally {
    await crew.stop();
    // Nobody would do the upkeep of this namespace, which goes on piling up for as long as the server lives.
    await removeSystemSchedules(client);
    await sandbox.close();
    await temporal.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A store with orders, its shop, and a ledger that knows most of what they are about. Answers the orders that have to be imported, and what of
 * their money is given back later.
 */
async function openShop(
  db: Database,
  sandbox: SandboxHandle,
  wanted: number,
): Promise<{ readonly listed: readonly string[]; readonly refunds: PlannedRefunds }> {
  await sandbox.putShop({ plan: "plus" });
  await sandbox.clock({ set: NOW, freeze: true });
  const { products = 0, customers = 0 } = await sandbox.seed({ orders: wanted });
  const refunds = await planRefunds(sandbox);
  await giveBack(sandbox, refunds.before);
  await sandbox.clock({ freeze: false });
  await seedLedger(db, { products, customers });
  await insertShop(db, {
    code: SHOP,
    store: HOST,
    ...BOOKS_EVERYTHING,
    returnAndRefundProcess: "autoCreateSalesDocument",
  });
  const { orders } = await sandbox.snapshot(["orders"]);
  // The first sync lists open orders.
  const listed = (orders as readonly { readonly id: number; readonly closed_at: string | null }[])
    .filter(({ closed_at }) => closed_at === null)
    .map(({ id }) => String(id));
  return { listed, refunds };
}

async function shoot(crew: Crew, { afterMs, worker }: ChaosPlan["moments"][number]): Promise<void> {
  await sleep(afterMs);
  crew.kill(worker);
}

/** Starts a job and waits for its end. Throws when it fails: nothing that happens here needs a person. */
async function runJob(jobs: JobQueue, report: string): Promise<ReportResult> {
  const { jobs: started } = await jobs.start({ report, shopCodes: [SHOP], parameters: {}, principal: "test" });
  const ids = started.map(({ entryId }) => entryId);
  const [entryId = ""] = ids;
  const hasEnded = await jobs.waitForEnd(ids, LONGEST_JOB_MS);
  const entry = await jobs.get(entryId);
  if (!hasEnded || entry.result === null || entry.status !== "finished") {
    const steps = await jobs.history(entryId);
    throw new Error(`${report} is ${entry.status}: ${JSON.stringify({ entry, steps: steps.slice(-8) }, null, 2)}`);
  }
  return entry.result;
}
