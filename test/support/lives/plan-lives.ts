import { randomOf } from "../random.ts";
import type { EditChange, LifeStep, LineOfLife, MoneyBack, OrderLife } from "./order-life.ts";

/** Variants the ledger has items for; the ones after them are unknown to it. */
export const KNOWN_SKUS = 12;
export const UNKNOWN_SKUS = 3;
export const CUSTOMERS = 12;

/** VAT of a customer, in percent; the ledger's customers are in groups that pay the same. */
export const taxPercentOf = (customer: number): number => [0, 20, 24][customer % 3] ?? 0;

/** Orders are placed in the first of these rounds only, so that each has some life before it. */
const LAST_BIRTH = 0.5;
/** An order with a line that has no item stays without a document. */
const UNMAPPED = 0.06;
/** Once it has its document an order should not be edited; it happens. */
const LATE_EDIT = 0.01;

/** Lives of orders: the same for the same seed, and each order's the same whatever the number of orders. */
export const planLives = (seed: number, orders: number, rounds: number): readonly OrderLife[] =>
  Array.from({ length: orders }, (_, index) => planLife(seed, index + 1, rounds));

/** The life of one order. Pure. */
export function planLife(seed: number, no: number, rounds: number): OrderLife {
  const dice = diceOf(seed * 100_003 + no);
  const store = dice.chance(0.5) ? "gross" : "net";
  const customer = 1 + dice.below(CUSTOMERS);
  const payment = dice.weighted({ card: 66, partly: 8, cash: 8, authorized: 8, none: 10 });
  // Cash is handed over in the store's currency.
  const presentment = payment === "cash" ? "USD" : dice.weighted({ USD: 70, EUR: 20, JPY: 10 });
  const born = dice.chance(0.7) ? 0 : dice.below(Math.max(1, Math.floor(rounds * LAST_BIRTH)));
  return {
    no,
    seed,
    name: `#${seed}-${no}`,
    store,
    customer,
    taxPercent: taxPercentOf(customer),
    presentment,
    lines: linesOf(dice),
    shipping: shippingOf(dice),
    payment,
    born,
    rounds: withSettlements(
      dice,
      Array.from({ length: rounds - born }, (_, round) =>
        round === 0 ? firstSteps(dice, payment) : laterSteps(dice, payment),
      ),
    ),
  };
}

function linesOf(dice: Dice): readonly LineOfLife[] {
  const wholeOrder = dice.chance(0.3) ? dice.pick([5, 10, 15, 33]) : 0;
  const isUnmapped = dice.chance(UNMAPPED);
  const count = 1 + dice.below(4);
  const lines = Array.from({ length: count }, (_, index): LineOfLife => {
    const quantity = 1 + dice.below(dice.chance(0.2) ? 7 : 3);
    const price = dice.chance(0.03) ? 0 : 100 + dice.below(20_000);
    const own = dice.chance(0.25) ? Math.floor((price * quantity * dice.pick([3, 10, 50])) / 100) : 0;
    const share = Math.round(((price * quantity - own) * wholeOrder) / 100);
    const isUnknown = isUnmapped && index === 0;
    return {
      sku: isUnknown ? KNOWN_SKUS + dice.below(UNKNOWN_SKUS) : dice.below(KNOWN_SKUS),
      quantity,
      price,
      discounts: [own, share].filter((amount) => amount > 0),
    };
  });
  const tip: readonly LineOfLife[] = dice.chance(0.1)
    ? [{ sku: null, quantity: 1, price: 50 + dice.below(1_000), discounts: [] }]
    : [];
  return [...lines, ...tip];
}

function shippingOf(dice: Dice): OrderLife["shipping"] {
  const count = { none: 0, one: 1, two: 2 }[dice.weighted({ none: 25, one: 65, two: 10 })];
  return Array.from({ length: count }, (_, index) => {
    const price = dice.chance(0.1) ? 0 : 100 + dice.below(2_500);
    return {
      title: index === 0 ? "Standard" : "Express",
      price,
      discount: dice.chance(0.15) ? Math.floor(price * dice.pick([0.1, 0.5, 1])) : 0,
    };
  });
}

/** Before the order is imported for the first time it may change as it likes. */
function firstSteps(dice: Dice, payment: OrderLife["payment"]): readonly LifeStep[] {
  return [
    ...(payment === "authorized" && dice.chance(0.4) ? [captureOf(dice)] : []),
    ...(dice.chance(0.25) ? [editOf(dice)] : []),
    ...(dice.chance(0.1) ? [{ kind: "markAsPaid" } as const] : []),
    ...(dice.chance(0.5) ? [fulfilOf(dice)] : []),
    ...(dice.chance(0.1) ? [refundOf(dice)] : []),
  ];
}

/** Most rounds bring something, some bring two things at once. */
function laterSteps(dice: Dice, payment: OrderLife["payment"]): readonly LifeStep[] {
  const count = { none: 0, one: 1, two: 2 }[dice.weighted({ none: 20, one: 50, two: 30 })];
  return Array.from({ length: count }, () => laterStep(dice, payment)).flat();
}

/** Money that is on its way arrives in a later round, or does not. */
function withSettlements(dice: Dice, rounds: readonly (readonly LifeStep[])[]): readonly (readonly LifeStep[])[] {
  const isSlow = (step: LifeStep): boolean => "slowly" in step && step.slowly;
  return rounds.map((steps, round) => {
    const before = rounds.slice(0, round).flat();
    return before.some(isSlow) && dice.chance(0.6)
      ? [{ kind: "settle", status: dice.chance(0.9) ? "SUCCESS" : "FAILURE" }, ...steps]
      : steps;
  });
}

function laterStep(dice: Dice, payment: OrderLife["payment"]): readonly LifeStep[] {
  if (dice.chance(LATE_EDIT)) return [editOf(dice)];
  const kind = dice.weighted({
    fulfil: 28,
    markAsPaid: 10,
    capture: payment === "authorized" ? 30 : 0,
    refund: 16,
    goodwill: 7,
    openReturn: 16,
    processReturn: 14,
    cancel: 1,
  });
  switch (kind) {
    case "fulfil":
      return [fulfilOf(dice)];
    case "markAsPaid":
      return [{ kind }];
    case "capture":
      return [captureOf(dice)];
    case "refund":
      return [refundOf(dice)];
    case "goodwill":
      return [{ kind, share: dice.fraction(), slowly: dice.chance(0.2) }];
    case "openReturn":
      return [openReturnOf(dice), ...(dice.chance(0.5) ? [processReturnOf(dice)] : [])];
    case "processReturn":
      return [processReturnOf(dice)];
    case "cancel":
      return [{ kind, refund: dice.chance(0.8), restock: dice.chance(0.7) }];
  }
}

const captureOf = (dice: Dice): LifeStep => ({ kind: "capture", share: dice.chance(0.6) ? "all" : "part" });

const fulfilOf = (dice: Dice): LifeStep => ({ kind: "fulfil", share: dice.chance(0.7) ? "all" : "part" });

const editOf = (dice: Dice): LifeStep => ({
  kind: "edit",
  changes: Array.from({ length: 1 + dice.below(2) }, (): EditChange => {
    const what = dice.weighted({ addVariant: 30, setQuantity: 50, discount: 20 });
    switch (what) {
      case "addVariant":
        return { what, sku: dice.below(KNOWN_SKUS), quantity: 1 + dice.below(3) };
      case "setQuantity":
        return {
          what,
          line: dice.fraction(),
          by: dice.pick<1 | -1 | "all">([1, -1, -1, "all"]),
          restock: dice.chance(0.5),
        };
      case "discount":
        return { what, line: dice.fraction(), percent: dice.pick([5, 12.5, 20]) };
    }
  }),
});

const moneyOf = (dice: Dice): MoneyBack => dice.weighted({ worth: 65, less: 20, more: 5, none: 10 });

const refundOf = (dice: Dice): LifeStep => ({
  kind: "refund",
  lines: Array.from({ length: dice.below(3) }, () => ({
    line: dice.fraction(),
    pieces: dice.fraction(),
    restock: dice.chance(0.7),
  })),
  shipping: dice.weighted({ none: 60, part: 20, full: 20 }),
  // Goods that are taken off without money leave the order, which is an edit: of those there are some already.
  money: dice.weighted({ worth: 70, less: 20, more: 8, none: 2 }),
  slowly: dice.chance(0.2),
});

const openReturnOf = (dice: Dice): LifeStep => ({
  kind: "openReturn",
  lines: Array.from({ length: 1 + dice.below(2) }, () => ({ line: dice.fraction(), pieces: dice.fraction() })),
  exchange: dice.chance(0.35)
    ? { sku: dice.below(KNOWN_SKUS), percent: dice.chance(0.3) ? dice.pick([10, 25]) : 0 }
    : null,
});

const processReturnOf = (dice: Dice): LifeStep => ({
  kind: "processReturn",
  pieces: dice.chance(0.75) ? "all" : "one",
  restock: dice.chance(0.75),
  money: moneyOf(dice),
  shipping: dice.chance(0.15),
});

interface Dice {
  fraction(): number;
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** A name, as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
}

function diceOf(seed: number): Dice {
  const fraction = randomOf(seed);
  const below = (end: number): number => Math.floor(fraction() * end);
  return {
    // Four digits are enough to pick by, and can be read.
    fraction: () => below(10_000) / 10_000,
    below,
    chance: (probability) => fraction() < probability,
    pick: ([first, ...rest]) => [first, ...rest][below(rest.length + 1)] ?? first,
    weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
      const entries = Object.entries(weights) as [K, number][];
      let left = fraction() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      const chosen = entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1);
      if (chosen === undefined) throw new Error("There is nothing to choose from");
      return chosen[0];
    },
  };
}
