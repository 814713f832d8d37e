import type { DateTime } from "luxon";

type Unit = "D" | "W" | "M" | "Q" | "Y";

/** One term of a date formula, e.g. of `1D+CM`: a day later, then the end of the current month. */
export type FormulaTerm =
  | { readonly kind: "add"; readonly count: number; readonly unit: Unit }
  | { readonly kind: "endOf"; readonly unit: Unit }
  | { readonly kind: "dayOfMonth"; readonly day: number }
  | { readonly kind: "weekday"; readonly weekday: number };

const TERM = /^(?:(?<count>\d{1,3})(?<unit>[DWMQY])|C(?<current>[DWMQY])|WD(?<weekday>[1-7])|D(?<day>\d{1,2}))$/;

/**
 * The terms of a date formula of Business Central ("Use date formulas"), in any case and with blanks. Undefined: it is none, or it
 * goes back in time, which no next run does.
 */
export function parseDateFormula(formula: string): readonly FormulaTerm[] | undefined {
  const terms = formula.toUpperCase().replaceAll(" ", "").split("+").map(termOf);
  return terms.every((term) => term !== undefined) ? terms : undefined;
}

function termOf(text: string): FormulaTerm | undefined {
  const { count, unit, current, weekday, day } = TERM.exec(text)?.groups ?? {};
  if (count !== undefined) return { kind: "add", count: Number(count), unit: unit as Unit };
  if (current !== undefined) return { kind: "endOf", unit: current as Unit };
  if (weekday !== undefined) return { kind: "weekday", weekday: Number(weekday) };
  const dayOfMonth = Number(day);
  return dayOfMonth >= 1 && dayOfMonth <= 31 ? { kind: "dayOfMonth", day: dayOfMonth } : undefined;
}

const units = { D: "day", W: "week", M: "month", Q: "quarter", Y: "year" } as const;

/** The day a formula leads to from the day of `from`, at midnight. A day of the month and a weekday are the next ones after it. */
export const applyDateFormula = (terms: readonly FormulaTerm[], from: DateTime<true>): DateTime<true> =>
  terms.reduce<DateTime<true>>(applyTerm, from.startOf("day"));

function applyTerm(date: DateTime<true>, term: FormulaTerm): DateTime<true> {
  switch (term.kind) {
    case "add":
      return date.plus({ [units[term.unit]]: term.count });
    case "endOf":
      return date.endOf(units[term.unit]).startOf("day");
    case "weekday":
      return date.plus({ days: ((term.weekday - date.weekday + 6) % 7) + 1 });
    case "dayOfMonth": {
      let next = date.plus({ days: 1 });
      while (next.day !== term.day) next = next.plus({ days: 1 });
      return next;
    }
  }
}
