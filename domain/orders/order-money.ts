import { Decimal } from "decimal.js";
import { malformed } from "./shopify-id.ts";

/** An amount in the shop's currency and in the buyer's. */
export interface MoneyPair {
  readonly shopMoney: { readonly amount: string };
  readonly presentmentMoney: { readonly amount: string };
}

export interface AmountPair {
  readonly amount: string;
  readonly presentmentAmount: string;
}

/** Decimals of the shop's currency and of the buyer's. */
export interface CurrencyDecimals {
  readonly shop: number;
  readonly presentment: number;
}

export const NO_AMOUNT: AmountPair = { amount: "0", presentmentAmount: "0" };

export const isZero = (amount: string): boolean => new Decimal(amount).isZero();

export const isNothing = ({ amount, presentmentAmount }: AmountPair): boolean =>
  isZero(amount) && isZero(presentmentAmount);

/** Both amounts as exact decimal text; nothing is zero. Throws `order-malformed` when one is not a number. */
export function amounts(pair: MoneyPair | null | undefined, field: string): AmountPair {
  if (pair == null) return NO_AMOUNT;
  return {
    amount: decimal(pair.shopMoney.amount, field),
    presentmentAmount: decimal(pair.presentmentMoney.amount, field),
  };
}

export function sumOf(pairs: readonly AmountPair[]): AmountPair {
  return pairs.reduce((sum, pair) => combine(sum, pair, (left, right) => left.plus(right)), NO_AMOUNT);
}

/** Works an amount out in both currencies: `of` takes a pair's amount in the currency at hand, which has so many decimals. */
export const bothAmounts = (
  decimals: CurrencyDecimals,
  compute: (of: (pair: AmountPair) => Decimal, decimals: number) => Decimal,
): AmountPair => ({
  amount: compute(({ amount }) => new Decimal(amount), decimals.shop).toFixed(),
  presentmentAmount: compute(({ presentmentAmount }) => new Decimal(presentmentAmount), decimals.presentment).toFixed(),
});

export const times = (pair: AmountPair, factor: number): AmountPair => ({
  amount: new Decimal(pair.amount).times(factor).toFixed(),
  presentmentAmount: new Decimal(pair.presentmentAmount).times(factor).toFixed(),
});

export const minus = (left: AmountPair, right: AmountPair): AmountPair =>
  combine(left, right, (minuend, subtrahend) => minuend.minus(subtrahend));

function combine(left: AmountPair, right: AmountPair, by: (left: Decimal, right: Decimal) => Decimal): AmountPair {
  return {
    amount: by(new Decimal(left.amount), new Decimal(right.amount)).toFixed(),
    presentmentAmount: by(new Decimal(left.presentmentAmount), new Decimal(right.presentmentAmount)).toFixed(),
  };
}

function decimal(text: string, field: string): string {
  if (typeof text !== "string" || !/^-?\d+(?:\.\d+)?$/u.test(text)) throw malformed(field, text);
  return new Decimal(text).toFixed();
}
