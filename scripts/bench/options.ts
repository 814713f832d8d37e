import { OperatorError } from "../lib/operator-error.ts";
import { parseOptions, wholeNumber } from "./arguments.ts";

/** Plans of Shopify, with what their bucket holds and restores a second ("Shopify: API rate limits"). */
export const PLANS = {
  basic: { capacity: 2_000, restoreRate: 100 },
  advanced: { capacity: 4_000, restoreRate: 200 },
  plus: { capacity: 20_000, restoreRate: 1_000 },
} as const;
export type PlanName = keyof typeof PLANS;

/** How the actual cost of a plain list counts; Shopify does not publish it. */
const LIST_COSTS = ["dearest", "pooled", "perElement"] as const;
export type ListCost = (typeof LIST_COSTS)[number];

/** One measurement. */
export interface Setting {
  readonly orders: number;
  readonly plan: PlanName;
  readonly latencyMs: number;
  readonly listCost: ListCost;
  readonly workers: number;
}

export const USAGE = `npm run bench -- orders [--orders 10000] [--plans basic,advanced,plus] [--latency 0,250] [--list-cost pooled,dearest] [--workers 2]

Brings the orders of a sandbox store into the ledger and prints what it cost. Every value may be a list; each combination is measured on
servers of its own. At 100 points a second (basic) an order takes about 0.12 s, so 10,000 orders take 20 minutes there.`;

/** The measurements asked for, in the order given. Throws an `OperatorError` that says what is allowed. */
export function readSettings(args: readonly string[]): readonly Setting[] {
  const { values, positionals } = parse(args);
  if (positionals[0] !== "orders" || positionals.length > 1) throw new OperatorError(USAGE);
  const lists = {
    orders: numbers("orders", values.orders, 1, 100_000),
    plans: words("plans", values.plans, Object.keys(PLANS) as PlanName[]),
    latencies: numbers("latency", values.latency, 0, 10_000),
    listCosts: words("list-cost", values["list-cost"], LIST_COSTS),
    workers: numbers("workers", values.workers, 1, 16),
  };
  return lists.plans.flatMap((plan) =>
    lists.listCosts.flatMap((listCost) =>
      lists.latencies.flatMap((latencyMs) =>
        lists.workers.flatMap((workers) =>
          lists.orders.map((orders) => ({ orders, plan, latencyMs, listCost, workers })),
        ),
      ),
    ),
  );
}

const parse = (args: readonly string[]) =>
  parseOptions(USAGE, args, {
    orders: { type: "string", default: "10000" },
    plans: { type: "string", default: "basic,advanced,plus" },
    latency: { type: "string", default: "0,250" },
    "list-cost": { type: "string", default: "pooled,dearest" },
    workers: { type: "string", default: "2" },
  });

const partsOf = (list: string): readonly string[] => list.split(",").map((part) => part.trim());

function numbers(name: string, list: string, least: number, most: number): readonly number[] {
  return partsOf(list).map((part) => wholeNumber(USAGE, name, part, { least, most }));
}

function words<W extends string>(name: string, list: string, allowed: readonly W[]): readonly W[] {
  return partsOf(list).map((part) => {
    const word = allowed.find((each) => each === part);
    if (word === undefined) throw new OperatorError(`--${name}: ${part} is none of ${allowed.join(", ")}\n\n${USAGE}`);
    return word;
  });
}
