import { Decimal } from "decimal.js";
import { parseTextFilter, type Comparison, type TextTerm } from "./text-filter.ts";

/** A filter on an amount: the operators of text filters, on numbers (`10..20`, `>=99.90`, `<>0`). */
export type AmountFilter = readonly (readonly AmountTerm[])[];

type AmountTerm =
  | { readonly kind: "equal"; readonly negated: boolean; readonly value: Decimal }
  | { readonly kind: "compare"; readonly operator: Comparison; readonly value: Decimal }
  | { readonly kind: "range"; readonly from: Decimal | null; readonly to: Decimal | null };

export type ParsedAmountFilter =
  { readonly ok: true; readonly filter: AmountFilter } | { readonly ok: false; readonly problem: string };

/** Reads an amount filter such as `0`, `<>0`, `10..20` or `<5|>100`. */
export function parseAmountFilter(expression: string): ParsedAmountFilter {
  const parsed = parseTextFilter(expression);
  if (!parsed.ok) return parsed;
  const filter: AmountTerm[][] = [];
  for (const terms of parsed.filter) {
    const numbers = terms.map(toAmountTerm);
    const known = numbers.filter((term) => term !== undefined);
    if (known.length < numbers.length)
      return { ok: false, problem: "an amount is a number with a decimal point, such as 12.50" };
    filter.push(known);
  }
  return { ok: true, filter };
}

/** Whether an amount passes the filter. */
export function matchesAmount(filter: AmountFilter, amount: string): boolean {
  const value = new Decimal(amount);
  return filter.length === 0 || filter.some((terms) => terms.every((term) => matchesTerm(term, value)));
}

function toAmountTerm(term: TextTerm): AmountTerm | undefined {
  switch (term.kind) {
    case "like": {
      const letters = term.pattern.map((part) => (part.kind === "letter" ? part.letter : "*")).join("");
      const value = number(letters);
      return value && { kind: "equal", negated: term.negated, value };
    }
    case "compare": {
      const value = number(term.value);
      return value && { kind: "compare", operator: term.operator, value };
    }
    case "range": {
      const [from, to] = [number(term.from), number(term.to)];
      if ((term.from !== "" && from === undefined) || (term.to !== "" && to === undefined)) return undefined;
      return { kind: "range", from: from ?? null, to: to ?? null };
    }
  }
}

function number(text: string): Decimal | undefined {
  return /^-?\d+(?:\.\d+)?$/u.test(text.trim()) ? new Decimal(text.trim()) : undefined;
}

function matchesTerm(term: AmountTerm, value: Decimal): boolean {
  switch (term.kind) {
    case "equal":
      return value.equals(term.value) !== term.negated;
    case "range":
      return (term.from === null || value.gte(term.from)) && (term.to === null || value.lte(term.to));
    case "compare":
      switch (term.operator) {
        case ">":
          return value.gt(term.value);
        case ">=":
          return value.gte(term.value);
        case "<":
          return value.lt(term.value);
        case "<=":
          return value.lte(term.value);
      }
  }
}
