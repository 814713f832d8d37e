import type { Database } from "#database/connection";
import { insertShop } from "#database/shops";
import { seedLedger } from "#erp/ledger/seed";
import { BOOKS_EVERYTHING } from "#scripts/lib/demo-shop";
import type { ReportResult } from "#workflows/messages";
import { readBooks, type Books } from "./chaos-books.ts";
import { JOBS_UNDER_FIRE, type ChaosPlan } from "./chaos-plan.ts";
import { giveBack, planRefunds, type PlannedRefunds } from "./chaos-refunds.ts";
import { aKillStage, shoot } from "./kill-stage.ts";
import type { SandboxHandle } from "./sandbox.ts";

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
  const stage = await aKillStage([HOST], { kills: plan?.boundaries ?? [], longestJobMs: LONGEST_JOB_MS });
  const { db, sandbox } = stage;
  try {
    const { listed, refunds } = await openShop(db, sandbox, orders);
    const crew = await stage.startCrew(2);
    if (plan !== undefined) await sandbox.faults(...plan.faults);
    const results: (ReportResult & { readonly report: string })[] = [];
    const run = async (report: string): Promise<void> => {
      for (const result of await stage.run(report, [SHOP])) results.push({ report, ...result });
    };
    for (const [index, report] of JOBS_UNDER_FIRE.entries()) {
      const shots = (plan?.moments ?? []).filter(({ job }) => job === index).map((moment) => shoot(crew, moment));
      await run(report);
      await Promise.all(shots);
      if (index === 0) await giveBack(sandbox, refunds.after);
    }
    const { faults } = await sandbox.counters();
    await sandbox.clearFaults();
    for (const report of ["syncOrders", "createSalesOrders"]) await run(report);
    return {
      books: await readBooks(db, sandbox, listed),
      refundsBetween: refunds.after.length,
      results,
      missedKills: stage.missedKills(),
      deaths: crew.deaths,
      faults,
      lastWords: crew.lastWords,
      durationMs: Date.now() - startedAt,
    };
  } finally {
    await stage.close();
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
