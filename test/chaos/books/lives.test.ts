import { beforeAll, expect, test } from "@jest/globals";
import { isLongForm, tell } from "../../support/chaos-form.ts";
import { livesPlan } from "../../support/lives/lives-plan.ts";
import { runLives, type LivesResult } from "../../support/lives/lives-run.ts";

/** `npm run test:chaos` is the long form. `LIVES_SEED` is another run, and `LIVES_ORDER` only one order of it: the one that failed. */
const { LIVES_SEED, LIVES_ORDER } = process.env;
/** The first seed whose few orders live through everything, and whose worker dies between a document and its order. */
const SHORT_FORM = { seed: 646, workers: 1, orders: 36, rounds: 3, boundaryKills: 1, momentKills: 0 };
const LONG_FORM = { seed: 5, workers: 2, orders: 500, rounds: 8, boundaryKills: 7, momentKills: 8 };
const form = isLongForm ? LONG_FORM : SHORT_FORM;
const plan = livesPlan({
  ...form,
  ...(LIVES_SEED === undefined ? {} : { seed: Number(LIVES_SEED) }),
  ...(LIVES_ORDER === undefined ? {} : { onlyOrder: Number(LIVES_ORDER), boundaryKills: 0, momentKills: 0 }),
});
const LONGEST_RUN_MS = isLongForm ? 1_800_000 : 240_000;
/** Or the books would say nothing. */
const LEAST_BALANCED = 0.8;
/** Each of them has to be done, also in the short form. */
const STEPS = [
  "markAsPaid",
  "capture",
  "fulfil",
  "edit",
  "refund",
  "goodwill",
  "openReturn",
  "processReturn",
  "cancel",
  "settle",
] as const;

let result: LivesResult;

beforeAll(async () => {
  result = await runLives(plan);
  const { accounts, repaired, ...figures } = result;
  const explained = accounts.filter(({ verdict }) => verdict === "explained");
  const codes = explained.map(({ reasons }) => [...new Set(reasons.map(({ code }) => code))].toSorted().join(" + "));
  tell({
    ...figures,
    orders: accounts.length,
    balanced: accounts.filter(({ verdict }) => verdict === "balanced").length,
    repaired: repaired.length,
    explained: Object.fromEntries(
      [...new Set(codes)].map((code) => [code, codes.filter((each) => each === code).length]),
    ),
  });
}, LONGEST_RUN_MS);

test("whatever an order lives through: its documents less its credit memos are what Shopify has, or it says why not", () => {
  // With the sums, and with the life that led to them.
  expect(result.accounts.filter(({ verdict }) => verdict === "wrong")).toEqual([]);
});

(LIVES_ORDER === undefined ? test : test.skip)("nearly all orders are booked, and everything happens to some", () => {
  const balanced = result.accounts.filter(({ verdict }) => verdict === "balanced");

  expect(balanced.length).toBeGreaterThanOrEqual(result.accounts.length * LEAST_BALANCED);
  expect(STEPS.filter((step) => (result.steps[step]?.done ?? 0) === 0)).toEqual([]);
});

test("an order that was edited after it had its document is right again when a person has done what it asks for", () => {
  if (LIVES_ORDER === undefined) expect(result.repaired).not.toEqual([]);
  expect(
    result.repaired.filter(
      ({ verdict, reasons }) =>
        verdict === "wrong" || reasons.some(({ code }) => code === "order-edited-after-processing"),
    ),
  ).toEqual([]);
});

test("workers died meanwhile, and only those that were killed", () => {
  expect(result.missedKills).toEqual([]);
  expect(result.deaths).toBeGreaterThanOrEqual(plan.boundaries.length);
  expect(result.lastWords).toEqual([]);
});
