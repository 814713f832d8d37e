/** An entry of `extensions.search`: how a `query:` argument was understood ("Shopify: API search syntax"). */
export interface SearchReport {
  readonly path: readonly (string | number)[];
  readonly query: string;
  readonly parsed: ParsedSearch;
  readonly warnings: readonly SearchWarning[];
}

export interface SearchWarning {
  readonly field: string;
  readonly message: string;
  readonly code: "invalid_field" | "invalid_value";
}

export type ParsedSearch =
  | Record<string, never>
  | { readonly and: readonly ParsedSearch[] }
  | { readonly or: readonly ParsedSearch[] }
  | { readonly not: ParsedSearch }
  | { readonly field: string; readonly match_all?: string; readonly match_prefix?: string; readonly exists?: true }
  | { readonly field: string; readonly range: Readonly<Partial<Record<"gt" | "gte" | "lt" | "lte", string>>> };
