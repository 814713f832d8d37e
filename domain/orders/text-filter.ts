/**
 * Filters as they are typed in Business Central (Microsoft Learn: "Sorting, searching, and filtering", filter criteria and operators):
 * `*` and `?` wildcards, a leading `@` ignores case, `<>` not, `|` or, `&` and (binds tighter), `a..b` range, `>` `>=` `<` `<=`,
 * `'…'` takes signs literally (`''` is blank).
 */
export type TextFilter = readonly (readonly TextTerm[])[];

export type TextTerm =
  | {
      readonly kind: "like";
      readonly negated: boolean;
      readonly ignoreCase: boolean;
      readonly pattern: readonly PatternPart[];
    }
  | { readonly kind: "compare"; readonly operator: Comparison; readonly ignoreCase: boolean; readonly value: string }
  | { readonly kind: "range"; readonly ignoreCase: boolean; readonly from: string; readonly to: string };

export type Comparison = ">" | ">=" | "<" | "<=";

/** One sign of a pattern: a letter, `any` for `?`, `many` for `*`. */
type PatternPart =
  { readonly kind: "letter"; readonly letter: string } | { readonly kind: "any" } | { readonly kind: "many" };

export type ParsedTextFilter =
  { readonly ok: true; readonly filter: TextFilter } | { readonly ok: false; readonly problem: string };

/** A letter, and whether it was quoted: a quoted sign has no meaning of its own. */
interface Sign {
  readonly letter: string;
  readonly quoted: boolean;
}

/** Reads a filter expression. A blank expression filters nothing. */
export function parseTextFilter(expression: string): ParsedTextFilter {
  if (expression.trim() === "") return { ok: true, filter: [] };
  const signs = readSigns(expression);
  if (signs === undefined) return { ok: false, problem: "a quote is opened and not closed" };
  const alternatives: TextTerm[][] = [];
  for (const alternative of split(signs, "|")) {
    const terms: TextTerm[] = [];
    for (const part of split(alternative, "&")) {
      const term = readTerm(trim(part));
      if (typeof term === "string") return { ok: false, problem: term };
      terms.push(term);
    }
    alternatives.push(terms);
  }
  return { ok: true, filter: alternatives };
}

/** Whether `value` passes the filter. */
export function matchesText(filter: TextFilter, value: string): boolean {
  return filter.length === 0 || filter.some((terms) => terms.every((term) => matchesTerm(term, value)));
}

function readSigns(expression: string): readonly Sign[] | undefined {
  const signs: Sign[] = [];
  let quoted = false;
  const letters = Array.from(expression);
  for (let index = 0; index < letters.length; index += 1) {
    const letter = letters[index] ?? "";
    if (letter !== "'") {
      signs.push({ letter, quoted });
    } else if (quoted && letters[index + 1] === "'") {
      signs.push({ letter: "'", quoted: true });
      index += 1;
    } else {
      quoted = !quoted;
      // An empty pair of quotes stands for blank: leave a trace that something was written.
      signs.push({ letter: "", quoted: true });
    }
  }
  return quoted ? undefined : signs;
}

function split(signs: readonly Sign[], separator: "|" | "&"): readonly (readonly Sign[])[] {
  const parts: Sign[][] = [[]];
  for (const sign of signs) {
    if (!sign.quoted && sign.letter === separator) parts.push([]);
    else parts.at(-1)?.push(sign);
  }
  return parts;
}

function trim(signs: readonly Sign[]): readonly Sign[] {
  const isContent = (sign: Sign): boolean => sign.quoted || sign.letter.trim() !== "";
  const first = signs.findIndex(isContent);
  return first < 0 ? [] : signs.slice(first, signs.findLastIndex(isContent) + 1);
}

const OPERATORS = ["<>", ">=", "<=", ">", "<", "="] as const;

function readTerm(signs: readonly Sign[]): TextTerm | string {
  if (signs.length === 0) return "a condition is missing next to | or &";
  const operator = OPERATORS.find((candidate) => startsWith(signs, candidate));
  let rest = trim(operator === undefined ? signs : signs.slice(operator.length));
  if (rest.length === 0) return `a value is missing after ${operator ?? ""}`;
  const ignoreCase = startsWith(rest, "@");
  if (ignoreCase) rest = rest.slice(1);
  switch (operator) {
    case ">":
    case ">=":
    case "<":
    case "<=":
      return { kind: "compare", operator, ignoreCase, value: text(rest) };
    case "<>":
    case "=":
    case undefined: {
      const dots = operator === undefined ? rest.findIndex((_, index) => startsWith(rest.slice(index), "..")) : -1;
      if (dots >= 0) {
        const [from, to] = [text(trim(rest.slice(0, dots))), text(trim(rest.slice(dots + 2)))];
        return from === "" && to === ""
          ? "a range needs a beginning or an end"
          : { kind: "range", ignoreCase, from, to };
      }
      return { kind: "like", negated: operator === "<>", ignoreCase, pattern: readPattern(rest) };
    }
  }
}

function startsWith(signs: readonly Sign[], start: string): boolean {
  return Array.from(start).every((letter, index) => signs[index]?.letter === letter && !signs[index].quoted);
}

function text(signs: readonly Sign[]): string {
  return signs.map((sign) => sign.letter).join("");
}

function readPattern(signs: readonly Sign[]): readonly PatternPart[] {
  return signs
    .filter((sign) => sign.letter !== "")
    .map((sign) => {
      if (!sign.quoted && sign.letter === "*") return { kind: "many" };
      if (!sign.quoted && sign.letter === "?") return { kind: "any" };
      return { kind: "letter", letter: sign.letter };
    });
}

function matchesTerm(term: TextTerm, value: string): boolean {
  const fold = (text: string): string => (term.ignoreCase ? text.toLowerCase() : text);
  switch (term.kind) {
    case "like":
      return isLike(term.pattern, Array.from(value), fold) !== term.negated;
    case "compare":
      return compares(fold(value), term.operator, fold(term.value));
    case "range":
      return (term.from === "" || fold(value) >= fold(term.from)) && (term.to === "" || fold(value) <= fold(term.to));
  }
}

function compares(left: string, operator: Comparison, right: string): boolean {
  switch (operator) {
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

/** Wildcard match without regular expressions: going back only to the last `*` keeps it linear in pattern times text. */
function isLike(pattern: readonly PatternPart[], letters: readonly string[], fold: (text: string) => string): boolean {
  let part = 0;
  let letter = 0;
  let star = -1;
  let resume = 0;
  while (letter < letters.length) {
    const wanted = pattern[part];
    if (wanted?.kind === "many") {
      star = part;
      part += 1;
      resume = letter;
    } else if (wanted !== undefined && (wanted.kind === "any" || fold(wanted.letter) === fold(letters[letter] ?? ""))) {
      part += 1;
      letter += 1;
    } else if (star >= 0) {
      resume += 1;
      letter = resume;
      part = star + 1;
    } else {
      return false;
    }
  }
  return pattern.slice(part).every((rest) => rest.kind === "many");
}
