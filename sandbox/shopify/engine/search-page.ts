/** Connections and counts with a `query:` argument: parse, warn, narrow, page. */
import type { GraphQLResolveInfo } from "graphql";
import { pathToArray } from "graphql/jsutils/Path.js";
import { connectionOf, type Connection, type Sort } from "./connection.ts";
import type { Arguments, RequestContext } from "./contract.ts";
import { notImplemented } from "./errors.ts";
import { compileSearch, type SearchFields } from "./search/compile.ts";
import { filtersOf } from "./search/filters.ts";

export interface SearchSort<R> extends Sort<R> {
  /** All records, ascending by (value, id); read when the sort is chosen. Left out: `records` are sorted for each page. */
  readonly sorted?: () => readonly R[];
  /** The time filter with the same value as this sort (`updated_at`): its bounds are then found by binary search. */
  readonly filter?: string;
}

export interface SearchSource<R> {
  readonly records: () => readonly R[];
  /** By value of the `sortKey` argument, `ID` among them; the schema has the default. */
  readonly sorts: Readonly<Record<string, SearchSort<R>>>;
  readonly fields: SearchFields<R>;
  idOf(record: R): number;
  /** When it last changed (milliseconds): what the search index does not know yet is left out (fault `indexLag`). */
  changedAt?(record: R): number;
  /** What is listed at all (rule of 60 days, for example). */
  readonly isListed?: ((record: R) => boolean) | null;
  toNode(record: R): object;
}

interface Found<R> {
  readonly filter: ((record: R) => boolean) | null;
  bounds(field: string): { readonly from: number; readonly before: number };
}

/** Answers a connection field with `query`, `sortKey`, `reverse` and paging arguments. */
export function searchPage<D, R>(
  args: Arguments,
  context: RequestContext<D>,
  info: GraphQLResolveInfo,
  source: SearchSource<R>,
): Connection {
  const place = `${info.parentType.name}.${info.fieldName}`;
  const sortKey = typeof args["sortKey"] === "string" ? args["sortKey"] : "ID";
  const sort = Object.hasOwn(source.sorts, sortKey) ? source.sorts[sortKey] : undefined;
  if (sort === undefined) throw notImplemented(`${place}(sortKey: ${sortKey})`);
  const found = search(args, context, info, source);
  return connectionOf(args, {
    records: (sort.sorted ?? source.records)(),
    isSorted: sort.sorted !== undefined,
    sort,
    idOf: source.idOf,
    filter: found.filter,
    ...(sort.filter === undefined ? {} : { range: found.bounds(sort.filter) }),
    toNode: source.toNode,
  });
}

/** Answers a `…Count` field: counting stops at `limit` (10,000 unless raised). */
export function searchCount<D, R>(
  args: Arguments,
  context: RequestContext<D>,
  info: GraphQLResolveInfo,
  source: SearchSource<R>,
): { readonly count: number; readonly precision: "EXACT" | "AT_LEAST" } {
  const { filter } = search(args, context, info, source);
  const limit = typeof args["limit"] === "number" ? args["limit"] : args["limit"] === null ? Infinity : 10_000;
  let count = 0;
  for (const record of source.records()) {
    if (filter !== null && !filter(record)) continue;
    if (count >= limit) return { count, precision: "AT_LEAST" };
    count += 1;
  }
  return { count, precision: "EXACT" };
}

function search<D, R>(
  args: Arguments,
  context: RequestContext<D>,
  info: GraphQLResolveInfo,
  source: SearchSource<R>,
): Found<R> {
  const tests: ((record: R) => boolean)[] = [];
  const { isListed } = source;
  if (isListed) tests.push(isListed);
  const changedAt = source.changedAt?.bind(source);
  if (changedAt !== undefined && context.indexedUntil !== Infinity)
    tests.push((record) => changedAt(record) <= context.indexedUntil);

  const query = typeof args["query"] === "string" ? args["query"] : "";
  let bounds: Found<R>["bounds"] = () => ({ from: -Infinity, before: Infinity });
  if (query.trim() !== "") {
    const type = info.parentType.name;
    // A count understands the filters of its list; not every count has an entry of its own.
    const filters = filtersOf(type, info.fieldName) ?? filtersOf(type, info.fieldName.replace(/Count$/, "s")) ?? {};
    const compiled = compileSearch(query, filters, source.fields, `${type}.${info.fieldName}`);
    context.noteSearch({
      path: pathToArray(info.path),
      query,
      parsed: compiled.parsed,
      warnings: compiled.warnings,
    });
    if (compiled.test !== null) tests.push(compiled.test);
    bounds = (field) => compiled.bounds(field);
  }
  const [only] = tests;
  const filter =
    only === undefined ? null : tests.length === 1 ? only : (record: R) => tests.every((test) => test(record));
  return { filter, bounds };
}
