/** Turns a search query into a test of records, leaving out what Shopify would ignore and reporting it. */
import { notImplemented } from "../errors.ts";
import { findFilter, type Filters } from "./filters.ts";
import { parseSearch, type SearchNode, type SearchTerm } from "./parse.ts";
import type { ParsedSearch, SearchWarning } from "./report.ts";
import { timeBounds, valueTest, type SearchValues } from "./values.ts";

/**
 * What a filter looks at: the record's value(s), or a test of its own where a value is not enough (`tag_not`). The name is the one
 * the query used, for patterns such as `metafields.{namespace}.{key}`.
 */
type SearchField<R> =
  ((record: R, name: string) => SearchValues) | { readonly matches: (record: R, value: string) => boolean };

/** Filter name → what it looks at; `default` is searched by terms without a field. */
export type SearchFields<R> = Readonly<Record<string, SearchField<R>>>;

export interface CompiledSearch<R> {
  /** Null: everything matches. */
  readonly test: ((record: R) => boolean) | null;
  readonly parsed: ParsedSearch;
  readonly warnings: readonly SearchWarning[];
  /** Bounds (milliseconds) every match keeps in a time filter, for reading a sorted index from the right place. */
  bounds(field: string): { readonly from: number; readonly before: number };
}

type Test<R> = (record: R) => boolean;

/**
 * @param place `Type.field` of the schema, for the error about a documented filter that the data does not simulate.
 * @throws GraphQLError SANDBOX_NOT_IMPLEMENTED for such a filter.
 */
export function compileSearch<R>(
  query: string,
  filters: Filters,
  fields: SearchFields<R>,
  place: string,
): CompiledSearch<R> {
  const warnings: SearchWarning[] = [];
  const kept: SearchTerm[] = [];

  const compileTerm = (term: SearchTerm): Test<R> | null => {
    const name = term.field ?? "default";
    const known = findFilter(filters, name);
    if (known === undefined) {
      warnings.push({ field: name, message: "Invalid search field for this query.", code: "invalid_field" });
      return null;
    }
    const invalidValue = (): null => {
      const message = `Input \`${term.value}\` is not an accepted value.`;
      warnings.push({ field: name, message, code: term.isBroken ? "invalid_field" : "invalid_value" });
      return null;
    };
    if (term.isBroken || !isAccepted(term, known.filter.values)) return invalidValue();
    const field = fields[known.name];
    if (field === undefined) throw notImplemented(`${place}(query: "${name}:…")`);
    if (typeof field === "object") return (record) => field.matches(record, term.value);
    const test = valueTest(known.filter.type, term, known.name === "default");
    if (test === null) return invalidValue();
    kept.push(term);
    return (record) => test(field(record, name));
  };

  const compile = (node: SearchNode): { readonly test: Test<R>; readonly parsed: ParsedSearch } | null => {
    switch (node.kind) {
      case "term": {
        const test = compileTerm(node);
        return test === null ? null : { test, parsed: parsedTerm(node) };
      }
      case "not": {
        const inner = compile(node.node);
        return inner === null ? null : { test: (record) => !inner.test(record), parsed: { not: inner.parsed } };
      }
      case "and":
      case "or": {
        const parts = node.nodes.map(compile).filter((part) => part !== null);
        const [only] = parts;
        if (only === undefined) return null;
        if (parts.length === 1) return only;
        const tests = parts.map((part) => part.test);
        const parsed = parts.map((part) => part.parsed);
        return node.kind === "and"
          ? { test: (record) => tests.every((test) => test(record)), parsed: { and: parsed } }
          : { test: (record) => tests.some((test) => test(record)), parsed: { or: parsed } };
      }
    }
  };

  const root = parseSearch(query);
  const compiled = root === null ? null : compile(root);
  const conjuncts = root === null ? [] : root.kind === "and" ? root.nodes : [root];
  return {
    test: compiled?.test ?? null,
    parsed: compiled?.parsed ?? {},
    warnings,
    bounds(field) {
      let from = -Infinity;
      let before = Infinity;
      for (const term of conjuncts) {
        if (term.kind !== "term" || term.field !== field || !kept.includes(term) || term.isPrefix) continue;
        const bounds = timeBounds(term);
        if (bounds === null) continue;
        from = Math.max(from, bounds.from);
        before = Math.min(before, bounds.before);
      }
      return { from, before };
    },
  };
}

/** Enumerated filters refuse other values; values that are patterns (`* {channel_id}-published`) cannot be checked. */
function isAccepted(term: SearchTerm, values: readonly string[] | undefined): boolean {
  if (values === undefined || values.some((value) => value.includes("{") || value.startsWith("*"))) return true;
  if (term.isPrefix) return true;
  return values.some((value) => value.toLowerCase() === term.value.toLowerCase());
}

const RANGE = { ">": "gt", ">=": "gte", "<": "lt", "<=": "lte" } as const;

function parsedTerm(term: SearchTerm): ParsedSearch {
  const field = term.field ?? "default";
  if (term.isPrefix) return term.value === "" ? { field, exists: true } : { field, match_prefix: term.value };
  return term.comparator === "="
    ? { field, match_all: term.value }
    : { field, range: { [RANGE[term.comparator]]: term.value } };
}
