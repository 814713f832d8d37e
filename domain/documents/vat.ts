import { Decimal } from "decimal.js";
import { largestFirst, roundAmount, spread, sum, ZERO } from "./rounding.ts";

/** A line as VAT sees it. `amount` is after all discounts, with VAT when the document's prices include it. */
export interface VatLine {
  readonly vatIdentifier: string;
  readonly vatPercent: Decimal;
  readonly amount: Decimal;
}

/** What lines are taxed together by: the identifier; a set-up that gives it two rates gets two groups. */
export const vatKey = (line: Pick<VatLine, "vatIdentifier" | "vatPercent">): string =>
  `${line.vatIdentifier} ${line.vatPercent.toString()}`;

/** VAT of all lines with one identifier. */
export interface VatGroup {
  readonly vatIdentifier: string;
  readonly vatPercent: Decimal;
  /** Without VAT. */
  readonly base: Decimal;
  readonly vat: Decimal;
  readonly amountIncludingVat: Decimal;
}

/** Shopify's tax of all lines with one rate, and of how many separately rounded tax lines it is the sum. */
export interface RateTax {
  readonly percent: Decimal;
  readonly amount: Decimal;
  readonly taxLines: number;
}

/**
 * VAT is computed once per identifier on the sum of its lines: gross · p / (100 + p) where prices include VAT, net · p / 100
 * where they do not. Groups come in the order of their identifiers, so the order of lines makes no difference.
 */
export function vatGroups(lines: readonly VatLine[], pricesIncludeVat: boolean, decimals: number): readonly VatGroup[] {
  const byKey = new Map(lines.map((line) => [vatKey(line), line]));
  return [...byKey]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { vatIdentifier, vatPercent }]) => {
      const amount = sum(lines.filter((line) => vatKey(line) === key).map((line) => line.amount));
      const vat = vatOf(amount, vatPercent, pricesIncludeVat, decimals);
      return pricesIncludeVat
        ? { vatIdentifier, vatPercent, base: amount.minus(vat), vat, amountIncludingVat: amount }
        : { vatIdentifier, vatPercent, base: amount, vat, amountIncludingVat: amount.plus(vat) };
    });
}

function vatOf(amount: Decimal, percent: Decimal, pricesIncludeVat: boolean, decimals: number): Decimal {
  const divisor = pricesIncludeVat ? percent.plus(100) : 100;
  return roundAmount(amount.times(percent).dividedBy(divisor), decimals);
}

/**
 * The share of each line in the VAT of its group; they add up to it. Where amounts of both signs meet (goods that came back and goods sent
 * instead), their sum says nothing about the lines: the smaller side has the VAT of its own sum, and the larger one the rest.
 */
export function shareVat(
  group: VatGroup,
  amounts: readonly Decimal[],
  pricesIncludeVat: boolean,
  decimals: number,
): readonly Decimal[] {
  const positive = amounts.map((amount) => Decimal.max(amount, ZERO));
  const negative = amounts.map((amount) => Decimal.min(amount, ZERO));
  const isPositiveLarger = sum(positive).greaterThanOrEqualTo(sum(negative).abs());
  const [larger, smaller] = isPositiveLarger ? [positive, negative] : [negative, positive];
  const vat = vatOf(sum(smaller), group.vatPercent, pricesIncludeVat, decimals);
  const ofSmaller = spread(vat, smaller, decimals);
  return spread(group.vat.minus(vat), larger, decimals).map((share, index) => share.plus(ofSmaller[index] ?? ZERO));
}

/**
 * Books Shopify's tax instead of ours where prices exclude tax and the two differ by rounding only. Shopify rounds every tax
 * line, we round a sum: the difference is at most the currency's smallest unit (0.01) per tax line of that rate. A larger
 * difference is no rounding, so our VAT stays and the totals will say so. Of several groups with one rate the one with the
 * most VAT takes the difference; what it cannot give without becoming negative, the next one gives. What is taken back may have negative VAT.
 */
export function bookShopifyTaxes(
  groups: readonly VatGroup[],
  taxes: readonly RateTax[],
  decimals: number,
): readonly VatGroup[] {
  const unit = new Decimal(10).pow(-decimals);
  const booked = [...groups];
  for (const tax of taxes) {
    const sameRate = booked.map((group) => (group.vatPercent.equals(tax.percent) ? group.vat : ZERO));
    let difference = tax.amount.minus(sum(sameRate));
    if (difference.abs().greaterThan(unit.times(tax.taxLines))) continue;
    for (const index of largestFirst(sameRate)) {
      const group = booked[index];
      if (group?.vatPercent.equals(tax.percent) !== true) continue;
      const isTakenBack = group.base.lessThanOrEqualTo(ZERO) || group.vat.lessThan(ZERO);
      const taken = isTakenBack ? difference : Decimal.max(difference, group.vat.negated());
      difference = difference.minus(taken);
      const vat = group.vat.plus(taken);
      booked[index] = { ...group, vat, amountIncludingVat: group.base.plus(vat) };
    }
  }
  return booked;
}
