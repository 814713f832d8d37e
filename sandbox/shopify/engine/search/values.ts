/** Compares what a term asks for with what a record has, by the documented type of the filter. */
import type { Comparator, SearchTerm } from "./parse.ts";

export type SearchValue = string | number | boolean | null;

/** Times are milliseconds, ids numbers. A list matches when one of its values does. */
export type SearchValues = SearchValue | readonly SearchValue[];

/** Null: the value is not understood, the term is ignored. */
export type ValueTest = (values: SearchValues) => boolean;

const listOf = (values: SearchValues): readonly SearchValue[] =>
  typeof values === "object" && values !== null ? values : [values];

/** How a term tests values of a filter's type; null when the term's value is none of that type. */
export function valueTest(type: string, term: SearchTerm, isText: boolean): ValueTest | null {
  if (term.isPrefix && term.value === "")
    return (values) => listOf(values).some((value) => value !== null && value !== "");
  switch (type) {
    case "time":
    case "date":
      return timeTest(term);
    case "id":
      return numberTest(
        term,
        Number(/^(?:gid:\/\/shopify\/[A-Za-z]+\/)?(\d+)(?:\?.*)?$/.exec(term.value)?.[1] ?? "NaN"),
      );
    case "integer":
    case "float":
    case "bigdecimal":
      return numberTest(term, term.value.trim() === "" ? Number.NaN : Number(term.value));
    case "boolean":
      return booleanTest(term);
    default:
      return isText ? wordTest(term) : textTest(term);
  }
}

/** Bounds in milliseconds that a time term sets: from `from` on, before `before`; null when the value is no time. */
export function timeBounds(term: SearchTerm): { readonly from: number; readonly before: number } | null {
  const second = secondOf(term.value);
  if (second === null) return null;
  // A date alone means its whole day, a time its second: Shopify compares at one-second precision.
  const next = second + (isDateOnly(term.value) && term.comparator === "=" ? 86_400 : 1);
  switch (term.comparator) {
    case "=":
      return { from: second * 1000, before: next * 1000 };
    case ">=":
      return { from: second * 1000, before: Infinity };
    case ">":
      return { from: next * 1000, before: Infinity };
    case "<=":
      return { from: -Infinity, before: next * 1000 };
    case "<":
      return { from: -Infinity, before: second * 1000 };
  }
}

const isDateOnly = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

function secondOf(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.test(text)) return null;
  const iso = text.replace(" ", "T");
  const milliseconds = Date.parse(isDateOnly(iso) || /(?:Z|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso}Z`);
  return Number.isNaN(milliseconds) ? null : Math.floor(milliseconds / 1000);
}

function timeTest(term: SearchTerm): ValueTest | null {
  const bounds = timeBounds(term);
  if (bounds === null) return null;
  return (values) =>
    listOf(values).some((value) => typeof value === "number" && value >= bounds.from && value < bounds.before);
}

function compare<T extends number | string>(comparator: Comparator, left: T, right: T): boolean {
  switch (comparator) {
    case "=":
      return left === right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    case "<":
      return left < right;
    case "<=":
      return left <= right;
  }
}

function numberTest(term: SearchTerm, wanted: number): ValueTest | null {
  if (Number.isNaN(wanted)) return null;
  return (values) =>
    listOf(values).some((value) => value !== null && value !== "" && compare(term.comparator, Number(value), wanted));
}

function booleanTest(term: SearchTerm): ValueTest | null {
  const wanted = term.value.toLowerCase();
  if (wanted !== "true" && wanted !== "false") return null;
  return (values) => listOf(values).some((value) => (value === true) === (wanted === "true"));
}

const folded = (value: SearchValue): string => String(value).toLowerCase();

function textTest(term: SearchTerm): ValueTest {
  const wanted = term.value.toLowerCase();
  if (term.isPrefix)
    return (values) => listOf(values).some((value) => value !== null && folded(value).startsWith(wanted));
  return (values) => listOf(values).some((value) => value !== null && compare(term.comparator, folded(value), wanted));
}

const wordsOf = (text: string): readonly string[] => text.split(/[^\p{L}\p{N}@._+-]+/u).filter((word) => word !== "");

/** Every word of the term occurs in the text; a prefix term ends in the beginning of one. */
function wordTest(term: SearchTerm): ValueTest {
  const wanted = wordsOf(term.value.toLowerCase());
  const last = wanted.at(-1) ?? "";
  const whole = term.isPrefix ? wanted.slice(0, -1) : wanted;
  return (values) =>
    listOf(values).some((value) => {
      if (value === null) return false;
      const words = wordsOf(folded(value));
      return (
        whole.every((word) => words.includes(word)) && (!term.isPrefix || words.some((word) => word.startsWith(last)))
      );
    });
}
