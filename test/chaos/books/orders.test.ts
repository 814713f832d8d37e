import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { chaosPlan, sentenceOf } from "../../support/chaos-plan.ts";
import { runChaos, type ChaosResult } from "../../support/chaos-run.ts";
import { inTurns } from "../../support/in-turns.ts";

/** `npm run test:chaos` sets it to 50. The seeds differ in where workers die and in what Shopify does meanwhile; the orders are the same. */
const { CHAOS_SEEDS } = process.env;
/**
 * In every test run: kills between a document and its order, between a credit memo and its refund, when a credit memo is linked, and when Shopify
 * has written attributes and nobody has heard so.
 */
const SHORT_FORM = { seeds: [686, 717], orders: 60, imported: 52, processed: 46, closed: 31 };
const LONG_FORM = {
  seeds: Array.from({ length: Number(CHAOS_SEEDS ?? 0) }, (_, index) => index + 1),
  orders: 200,
  imported: 181,
  processed: 166,
  closed: 116,
};
const { seeds, orders, ...expected } = CHAOS_SEEDS === undefined ? SHORT_FORM : LONG_FORM;
/** Runs mostly wait for missed heartbeats, so some of them share the machine. */
const AT_ONCE = 3;
const LONGEST_RUN_MS = 240_000;

const plans = seeds.map(chaosPlan);
let runs: readonly Promise<ChaosResult>[] = [];
const calmRun = async (): Promise<ChaosResult> => {
  const [calm] = runs;
  if (calm === undefined) throw new Error("The run without kills has not been started");
  return calm;
};

/** How many orders and refunds a job in peace could not help. How many it reads depends on how long ago the others were written. */
const whatIsLeft = ({ report, outcome, counts: { failed, skipped } }: ChaosResult["results"][number]) => ({
  report,
  outcome,
  failed,
  skipped,
});

beforeAll(() => {
  runs = inTurns(AT_ONCE, [undefined, ...plans], (plan) => runChaos(orders, plan));
});

afterAll(async () => {
  await Promise.allSettled(runs);
}, LONGEST_RUN_MS);

test(
  "nobody killed: every order has its document and every refund its credit memo, or it says why not",
  async () => {
    const { books, deaths, results, refundsBetween } = await calmRun();

    expect(deaths).toBe(0);
    expect(books.contradictions).toEqual([]);
    expect(books.fates).toHaveLength(expected.imported);
    expect(books.fates.filter(({ processed }) => processed)).toHaveLength(expected.processed);
    expect(books.fates.filter(({ isClosedAtShopify }) => isClosedAtShopify)).toHaveLength(expected.closed);
    const { imported } = expected;
    const failed = imported - expected.processed;
    // Those that came with their order, before the first job. Of orders without a document there is nothing to credit yet.
    const early = books.refunds.slice(0, books.refunds.length - refundsBetween);
    const credited = early.filter(({ documentKind }) => documentKind === "creditMemo").length;
    const waiting = books.refunds.filter(({ errorCode }) => errorCode === "order-not-processed").length;
    expect(credited).toBeGreaterThan(0);
    expect(books.refunds.filter(({ documentKind }) => documentKind !== null).length).toBeGreaterThan(credited);
    // Orders without a counterpart are imported, and skipped when documents are made.
    expect(results[0]).toMatchObject({
      outcome: "succeededWithSkips",
      counts: {
        read: imported + early.length,
        changed: imported + credited,
        skipped: failed,
        failed: early.length - credited,
      },
    });
    expect(results.at(-1)).toMatchObject({
      outcome: "succeededWithSkips",
      counts: { read: failed + waiting, changed: 0, failed: failed + waiting },
    });
  },
  LONGEST_RUN_MS,
);

test.each(plans.map((plan, index) => ({ plan, index, what: sentenceOf(plan) })))(
  "seed $plan.seed: $what, and the books are the same",
  async ({ plan, index }) => {
    const calm = await calmRun();
    const run = await runs[index + 1];

    expect(run?.missedKills).toEqual([]);
    expect(run?.deaths).toBeGreaterThanOrEqual(plan.boundaries.length);
    expect(run?.lastWords).toEqual([]);
    expect(run?.books).toEqual(calm.books);
    expect(run?.results.slice(-2).map(whatIsLeft)).toEqual(calm.results.slice(-2).map(whatIsLeft));
    const [underFire] = run?.results ?? [];
    // Whoever was killed, the job has counted each order once.
    expect(underFire?.counts).toMatchObject(calm.results[0]?.counts ?? {});
    for (const { counts, outcome } of run?.results ?? []) {
      expect(counts.changed + counts.unchanged + counts.failed).toBe(counts.read);
      expect(outcome).toBe(counts.failed + counts.skipped === 0 ? "succeeded" : "succeededWithSkips");
    }
  },
  LONGEST_RUN_MS,
);
