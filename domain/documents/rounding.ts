import { Decimal } from "decimal.js";

export const ZERO = new Decimal(0);

/** Rounds to the currency's decimals, half away from zero: 0.125 → 0.13, -0.125 → -0.13. */
export function roundAmount(value: Decimal, decimals: number): Decimal {
  return value.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP);
}

export function sum(values: readonly Decimal[]): Decimal {
  return values.reduce((total, value) => total.plus(value), ZERO);
}

/**
 * Splits `total` in proportion to `weights` so that the parts add up to it exactly. Every part is cut to `decimals`; what
 * is left goes to the largest weight, the first of equals.
 */
export function spread(total: Decimal, weights: readonly Decimal[], decimals: number): readonly Decimal[] {
  const whole = sum(weights);
  const parts = weights.map((weight) =>
    whole.isZero() ? ZERO : total.times(weight).dividedBy(whole).toDecimalPlaces(decimals, Decimal.ROUND_DOWN),
  );
  const rest = total.minus(sum(parts));
  const largest = largestFirst(weights)[0];
  return parts.map((part, index) => (index === largest ? part.plus(rest) : part));
}

/** Positions of the values, the largest magnitude first; equal ones keep their order. */
export function largestFirst(values: readonly Decimal[]): readonly number[] {
  const magnitude = (index: number) => (values[index] ?? ZERO).abs();
  return values.map((_, index) => index).toSorted((a, b) => magnitude(b).comparedTo(magnitude(a)));
}
