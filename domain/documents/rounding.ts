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
 * Splits `total` in proportion to `weights`, none of which has another sign than the others, so that the parts add up to it exactly. Every part
 * is cut to `decimals`; what is left goes to the largest weights, one unit each, the first of equals first. So a part is never more than a unit
 * above its exact share: many small lines leave a lot over, which is not one line's to bear. Without any weight the first part is the whole.
 */
export function spread(total: Decimal, weights: readonly Decimal[], decimals: number): readonly Decimal[] {
  const whole = sum(weights);
  if (whole.isZero()) return weights.map((_, index) => (index === 0 ? total : ZERO));
  const parts = weights.map((weight) =>
    total.times(weight).dividedBy(whole).toDecimalPlaces(decimals, Decimal.ROUND_DOWN),
  );
  let rest = total.minus(sum(parts));
  const unit = new Decimal(10).pow(-decimals);
  for (const index of largestFirst(weights)) {
    const more = Decimal.min(rest.abs(), unit).times(Decimal.sign(rest));
    parts[index] = (parts[index] ?? ZERO).plus(more);
    rest = rest.minus(more);
  }
  return parts;
}

/** Positions of the values, the largest magnitude first; equal ones keep their order. */
export function largestFirst(values: readonly Decimal[]): readonly number[] {
  const magnitude = (index: number) => (values[index] ?? ZERO).abs();
  return values.map((_, index) => index).toSorted((a, b) => magnitude(b).comparedTo(magnitude(a)));
}
