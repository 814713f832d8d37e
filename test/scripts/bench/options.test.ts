import { expect, test } from "@jest/globals";
import { readSettings } from "#scripts/bench/options";

test("every combination is a measurement; sizes of one kind stand side by side", () => {
  const settings = readSettings([
    "orders",
    "--orders",
    "1000,10000",
    "--plans",
    "plus",
    "--latency",
    "0,250",
    "--list-cost",
    "pooled",
  ]);

  expect(settings).toEqual([
    { orders: 1000, plan: "plus", latencyMs: 0, listCost: "pooled", workers: 2 },
    { orders: 10000, plan: "plus", latencyMs: 0, listCost: "pooled", workers: 2 },
    { orders: 1000, plan: "plus", latencyMs: 250, listCost: "pooled", workers: 2 },
    { orders: 10000, plan: "plus", latencyMs: 250, listCost: "pooled", workers: 2 },
  ]);
});

test("without options it is 10,000 orders on three plans, two latencies and both costs of lists", () => {
  expect(readSettings(["orders"])).toHaveLength(12);
});

test.each([
  [["orders", "--plans", "gold"], "--plans: gold is none of basic, advanced, plus"],
  [["orders", "--orders", "0"], "--orders: 0 is not a whole number from 1 to 100000"],
  [["orders", "--orders", "1e3,"], "--orders:  is not a whole number"],
  [["orders", "--speed", "9"], "Unknown option '--speed'"],
  [["products"], "npm run bench -- orders"],
  [[], "npm run bench -- orders"],
])("%j is refused with what is allowed", (args, sentence) => {
  expect(() => readSettings(args)).toThrow(sentence);
});
