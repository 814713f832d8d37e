import { lazily, readDataFile } from "../data-files.ts";

export interface Filter {
  readonly type: string;
  readonly values?: readonly string[];
}

/** Filter name → what it takes. Names such as `metafields.{namespace}.{key}` are patterns. */
export type Filters = Readonly<Record<string, Filter>>;

const load = lazily(
  () =>
    (
      JSON.parse(readDataFile("search-filters-2026-07.json.gz")) as {
        readonly filters: Readonly<Record<string, Readonly<Record<string, Filters>>>>;
      }
    ).filters,
);

/** Filters that the `query:` argument of a field understands; undefined when none are documented. */
export const filtersOf = (type: string, field: string): Filters | undefined => load()[type]?.[field];

/** The documented filter a name of a query stands for, with its (pattern) name. */
export function findFilter(
  filters: Filters,
  name: string,
): { readonly name: string; readonly filter: Filter } | undefined {
  const exact = Object.hasOwn(filters, name) ? filters[name] : undefined;
  if (exact !== undefined) return { name, filter: exact };
  for (const [pattern, filter] of Object.entries(filters)) {
    if (pattern.includes("{") && patternOf(pattern).test(name)) return { name: pattern, filter };
  }
  return undefined;
}

const patternOf = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/\{[^}]*\}/g, "[^.]+")}$`);
