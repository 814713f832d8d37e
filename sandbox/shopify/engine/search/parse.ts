/** Reads the search syntax: terms, quotes, comparators, AND/OR/NOT, prefix `*`, parentheses ("Shopify: API search syntax"). It never fails. */
export type Comparator = "=" | ">" | "<" | ">=" | "<=";

export interface SearchTerm {
  readonly kind: "term";
  /** Null: the text is searched for in the default fields. */
  readonly field: string | null;
  readonly comparator: Comparator;
  readonly value: string;
  /** The value ended in an unquoted `*`; with an empty value: any value. */
  readonly isPrefix: boolean;
  /** An unquoted value broke at a colon, as an unquoted time of day does. */
  readonly isBroken: boolean;
}

export type SearchNode =
  | SearchTerm
  | { readonly kind: "and" | "or"; readonly nodes: readonly SearchNode[] }
  | { readonly kind: "not"; readonly node: SearchNode };

type Token = SearchTerm | { readonly kind: "(" | ")" | "AND" | "OR" | "NOT" };

/** Null: the query says nothing. */
export function parseSearch(query: string): SearchNode | null {
  const tokens = tokenize(query);
  let position = 0;
  const peek = () => tokens[position]?.kind;

  const parseOr = (): SearchNode | null => {
    const nodes = [parseAnd()];
    while (peek() === "OR") {
      position += 1;
      nodes.push(parseAnd());
    }
    return joined("or", nodes);
  };
  const parseAnd = (): SearchNode | null => {
    const nodes: (SearchNode | null)[] = [];
    for (let kind = peek(); kind !== undefined && kind !== ")" && kind !== "OR"; kind = peek()) {
      if (kind === "AND") position += 1;
      else nodes.push(parseOne());
    }
    return joined("and", nodes);
  };
  const parseOne = (): SearchNode | null => {
    const token = tokens[position];
    position += 1;
    if (token === undefined) return null;
    switch (token.kind) {
      case "term":
        return token;
      case "NOT": {
        const node = parseOne();
        return node === null ? null : { kind: "not", node };
      }
      case "(": {
        const inner = parseOr();
        if (peek() === ")") position += 1;
        return inner;
      }
      case ")":
      case "AND":
      case "OR":
        return null;
    }
  };

  const parts: (SearchNode | null)[] = [];
  while (position < tokens.length) {
    parts.push(parseOr());
    if (peek() === ")") position += 1;
  }
  return joined("and", parts);
}

function joined(kind: "and" | "or", nodes: readonly (SearchNode | null)[]): SearchNode | null {
  const said = nodes.filter((node) => node !== null);
  const [only] = said;
  if (only === undefined) return null;
  return said.length === 1 ? only : { kind, nodes: said };
}

const FIELD = /([A-Za-z0-9_][\w.$-]*)\s*:\s*(>=|<=|>|<)?\s*/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"?|'((?:[^'\\]|\\.)*)'?/y;
const BARE = /(?:\\.|[^\s()])+/y;
const WORD = /(AND|OR|NOT)(?=[\s()]|$)/y;

function tokenize(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(query);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };

  while (at < query.length) {
    const character = query.charAt(at);
    if (/\s/.test(character)) {
      at += 1;
    } else if (character === "(" || character === ")") {
      tokens.push({ kind: character });
      at += 1;
    } else if (character === "-" && /[^\s]/.test(query.charAt(at + 1))) {
      tokens.push({ kind: "NOT" });
      at += 1;
    } else {
      const word = take(WORD)?.[1];
      if (word === "AND" || word === "OR" || word === "NOT") tokens.push({ kind: word });
      else tokens.push(takeTerm(take, query, () => at));
    }
  }
  return tokens;
}

function takeTerm(take: (pattern: RegExp) => RegExpExecArray | null, query: string, at: () => number): SearchTerm {
  const [, field, comparator] = take(FIELD) ?? [];
  const operator = (comparator ?? "=") as Comparator;
  const head = { kind: "term", field: field ?? null, comparator: operator } as const;
  if (query.charAt(at()) === '"' || query.charAt(at()) === "'") {
    const [, double, single] = take(QUOTED) ?? [];
    return { ...head, value: unescaped(double ?? single ?? ""), isPrefix: false, isBroken: false };
  }
  const bare = take(BARE)?.[0] ?? "";
  const isPrefix = bare.endsWith("*") && !bare.endsWith("\\*");
  const isBroken = /(^|[^\\]):/.test(bare);
  return { ...head, value: unescaped(isPrefix ? bare.slice(0, -1) : bare), isPrefix, isBroken };
}

const unescaped = (text: string): string => text.replaceAll(/\\(.)/g, "$1");
