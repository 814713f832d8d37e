/**
 * Money of an order in shop and presentment currency, as whole ten-thousandths.
 *
 * A hundred thousand orders carry millions of amounts. A bag is one number when both currencies agree (nearly always) and a
 * pair when they differ, which keeps an order at a few kilobytes; the `MoneyBag` objects exist only while an answer is written.
 */
export type Bag = number | readonly [shop: number, presentment: number];

/** The two currencies every amount of an order is in. */
export interface Currencies {
  readonly currencyCode: string;
  readonly presentmentCurrencyCode: string;
}

export interface MoneyV2 {
  readonly amount: string;
  readonly currencyCode: string;
}

export interface MoneyBag {
  readonly shopMoney: MoneyV2;
  readonly presentmentMoney: MoneyV2;
}

const UNITS = 10_000;
const WITHOUT_DECIMALS = new Set(["JPY", "KRW", "VND", "CLP", "ISK", "UGX", "XAF", "XOF", "PYG", "RWF"]);
const WITH_THREE_DECIMALS = new Set(["BHD", "KWD", "OMR", "JOD", "TND"]);

const decimalsOf = (currencyCode: string): number => {
  if (WITHOUT_DECIMALS.has(currencyCode)) return 0;
  return WITH_THREE_DECIMALS.has(currencyCode) ? 3 : 2;
};

export const shopOf = (bag: Bag): number => (typeof bag === "number" ? bag : bag[0]);
export const presentmentOf = (bag: Bag): number => (typeof bag === "number" ? bag : bag[1]);

export const bagOf = (shop: number, presentment: number): Bag => (shop === presentment ? shop : [shop, presentment]);

export const addBags = (a: Bag, b: Bag): Bag =>
  typeof a === "number" && typeof b === "number"
    ? a + b
    : bagOf(shopOf(a) + shopOf(b), presentmentOf(a) + presentmentOf(b));

export const subtractBags = (a: Bag, b: Bag): Bag =>
  typeof a === "number" && typeof b === "number"
    ? a - b
    : bagOf(shopOf(a) - shopOf(b), presentmentOf(a) - presentmentOf(b));

export const timesBag = (bag: Bag, factor: number): Bag =>
  typeof bag === "number" ? bag * factor : bagOf(bag[0] * factor, bag[1] * factor);

export const sumBags = <T>(items: Iterable<T>, bagOfItem: (item: T) => Bag): Bag => {
  let sum: Bag = 0;
  for (const item of items) sum = addBags(sum, bagOfItem(item));
  return sum;
};

export const isZero = (bag: Bag): boolean => shopOf(bag) === 0 && presentmentOf(bag) === 0;

/** Rounds half away from zero to the smallest coin of the currency. */
export const roundUnits = (units: number, currencyCode: string): number => {
  const coin = UNITS / 10 ** decimalsOf(currencyCode);
  return Math.sign(units) * Math.round(Math.abs(units) / coin + 1e-9) * coin;
};

/** A share of a bag (tax, percentage discount), rounded in each currency on its own as Shopify does [A]. */
export const shareOfBag = (bag: Bag, share: number, currencies: Currencies): Bag =>
  bagOf(
    roundUnits(shopOf(bag) * share, currencies.currencyCode),
    roundUnits(presentmentOf(bag) * share, currencies.presentmentCurrencyCode),
  );

/** Reads a decimal string; more than four decimals are rounded. */
export const unitsOf = (amount: string | number): number => Math.round(Number(amount) * UNITS);

/** `MoneyV2.amount`: at least one decimal, no trailing zeros: "25.0", "19.99" [M]. */
const decimalText = (units: number): string => {
  const absolute = Math.abs(units);
  const whole = Math.floor(absolute / UNITS);
  const fraction = String(absolute % UNITS)
    .padStart(4, "0")
    .replace(/0+$/, "");
  return `${units < 0 ? "-" : ""}${whole}.${fraction === "" ? "0" : fraction}`;
};

/** The older `Money` scalar: always with the currency's decimals, "25.00" [M]. */
export const moneyText = (units: number, currencyCode: string): string =>
  (units / UNITS).toFixed(decimalsOf(currencyCode));

export const moneyV2 = (units: number, currencyCode: string): MoneyV2 => ({ amount: decimalText(units), currencyCode });

export const moneyBag = (bag: Bag, currencies: Currencies): MoneyBag => ({
  shopMoney: moneyV2(shopOf(bag), currencies.currencyCode),
  presentmentMoney: moneyV2(presentmentOf(bag), currencies.presentmentCurrencyCode),
});
