/** Pages of a connection: stable order by (value, id), cursors, the wall of 25,000 objects ("Shopify: Pagination with GraphQL"). */
import type { Arguments } from "./contract.ts";
import { readCursor, writeCursor, type Position, type SortKind, type SortValue } from "./cursor.ts";

/** A connection ends after this many objects. */
const CONNECTION_END = 25_000;

export interface Sort<R> {
  readonly kind: SortKind;
  /** Times in milliseconds. Null comes first. */
  valueOf(record: R): SortValue;
}

export interface ConnectionSource<R> {
  readonly records: readonly R[];
  readonly sort: Sort<R>;
  /** The records are already in ascending order of (value, id): then a page costs two binary searches and its own length. */
  readonly isSorted?: boolean;
  idOf(record: R): number;
  readonly filter?: ((record: R) => boolean) | null;
  /** Only records whose sort value is at least `from` and less than `before` can match (saves reading the others). */
  readonly range?: { readonly from: number; readonly before: number };
  /** The object of the schema. Called once for each record of the page, when it is asked for. */
  toNode(record: R): object;
}

export interface Connection {
  readonly nodes: readonly object[];
  readonly edges: readonly { readonly cursor: string; readonly node: object }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** Reads `first`, `last`, `after`, `before` and `reverse`; the engine has checked `first` and `last` before. */
export function connectionOf<R>(args: Arguments, source: ConnectionSource<R>): Connection {
  const { sort, idOf } = source;
  const sorted = source.isSorted === true ? source.records : sortedBy(source);
  const isReverse = args["reverse"] === true;
  const total = sorted.length;
  const at = (position: number): R => sorted[isReverse ? total - 1 - position : position] as R;
  const matches = source.filter ?? (() => true);

  // Positions count in reading direction from here on.
  const [low, high] = rangeOf(sorted, source);
  const begin = isReverse ? total - high : low;
  const wall = wallAfter(at, begin, isReverse ? total - low : high, source.filter ?? null);
  const placeOf = (cursor: unknown, otherwise: number, isAfter: boolean): number => {
    if (typeof cursor !== "string") return otherwise;
    const position = readCursor(cursor, sort.kind);
    return firstWhere(total, (index) => {
      const order = compare(positionOf(at(index)), position) * (isReverse ? -1 : 1);
      return isAfter ? order > 0 : order >= 0;
    });
  };
  const positionOf = (record: R): Position => ({ id: idOf(record), value: sort.valueOf(record) });
  const start = Math.max(begin, placeOf(args["after"], begin, true));
  const end = Math.min(wall, placeOf(args["before"], wall, false));

  const page = typeof args["last"] === "number" ? lastOf(args["last"]) : firstOf(Number(args["first"]));
  function firstOf(wanted: number): number[] {
    const found: number[] = [];
    for (let index = start; index < end && found.length < wanted; index += 1) if (matches(at(index))) found.push(index);
    return found;
  }
  function lastOf(wanted: number): number[] {
    const found: number[] = [];
    for (let index = end - 1; index >= start && found.length < wanted; index -= 1)
      if (matches(at(index))) found.push(index);
    return found.toReversed();
  }
  const isAny = (from: number, to: number): boolean => {
    for (let index = from; index < to; index += 1) if (matches(at(index))) return true;
    return false;
  };

  const records = page.map(at);
  const firstIndex = page[0] ?? start;
  const lastIndex = page.at(-1) ?? firstIndex - 1;
  return asConnection(records, {
    cursorOf: (record) => writeCursor(positionOf(record), sort.kind),
    toNode: (record) => source.toNode(record),
    hasNextPage: () => isAny(lastIndex + 1, wall),
    hasPreviousPage: () => isAny(begin, firstIndex),
  });
}

/**
 * A connection over the children of one record (order lines, refunds …), in the order they are given. A cursor goes on after the child
 * with its id, or at its place when that child has gone.
 */
export function listConnection<R>(
  args: Arguments,
  children: readonly R[],
  idOf: (child: R) => number,
  toNode: (child: R) => object,
): Connection {
  const directed = args["reverse"] === true ? children.toReversed() : children;
  const placeOf = (cursor: unknown, isAfter: boolean): number | null => {
    if (typeof cursor !== "string") return null;
    const { id, value } = readCursor(cursor, "number");
    const index = directed.findIndex((child) => idOf(child) === id);
    return index === -1 ? Math.min(Number(value), directed.length) : index + (isAfter ? 1 : 0);
  };
  const wall = Math.min(directed.length, CONNECTION_END);
  const after = placeOf(args["after"], true) ?? 0;
  const before = Math.min(wall, placeOf(args["before"], false) ?? wall);
  const { first, last } = args;
  const start = typeof last === "number" ? Math.max(after, before - last) : after;
  const end = typeof first === "number" ? Math.min(before, after + first) : before;
  const page = directed.slice(start, end);
  return asConnection(page, {
    cursorOf: (child, index) => writeCursor({ id: idOf(child), value: start + index }, "number"),
    toNode,
    hasNextPage: () => end < wall,
    hasPreviousPage: () => start > 0,
  });
}

interface PageParts<R> {
  cursorOf(record: R, index: number): string;
  toNode(record: R): object;
  hasNextPage(): boolean;
  hasPreviousPage(): boolean;
}

/** `nodes` and `edges` share their objects, and nobody pays for what is not selected. */
function asConnection<R>(records: readonly R[], parts: PageParts<R>): Connection {
  let nodes: readonly object[] | undefined;
  const cursorAt = (index: number): string | null => {
    const record = records.at(index);
    return record === undefined ? null : parts.cursorOf(record, index < 0 ? records.length + index : index);
  };
  return {
    get nodes() {
      return (nodes ??= records.map((record) => parts.toNode(record)));
    },
    get edges() {
      return this.nodes.map((node, index) => ({ cursor: cursorAt(index) ?? "", node }));
    },
    pageInfo: {
      get hasNextPage() {
        return parts.hasNextPage();
      },
      get hasPreviousPage() {
        return parts.hasPreviousPage();
      },
      get startCursor() {
        return cursorAt(0);
      },
      get endCursor() {
        return cursorAt(-1);
      },
    },
  };
}

function sortedBy<R>({ records, sort, idOf }: ConnectionSource<R>): readonly R[] {
  return records
    .map((record) => ({ record, id: idOf(record), value: sort.valueOf(record) }))
    .toSorted(compare)
    .map(({ record }) => record);
}

function compare(left: Position, right: Position): number {
  if (left.value !== right.value) {
    if (left.value === null) return -1;
    if (right.value === null) return 1;
    if (left.value < right.value) return -1;
    if (left.value > right.value) return 1;
  }
  return left.id - right.id;
}

/** The first position for which the statement holds; it holds for all later ones. */
function firstWhere(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function rangeOf<R>(sorted: readonly R[], { range, sort }: ConnectionSource<R>): readonly [number, number] {
  if (range === undefined) return [0, sorted.length];
  const isAtLeast = (bound: number) => (index: number) => {
    const value = sort.valueOf(sorted[index] as R);
    return typeof value === "number" && value >= bound;
  };
  return [firstWhere(sorted.length, isAtLeast(range.from)), firstWhere(sorted.length, isAtLeast(range.before))];
}

/** Where the 25,000th matching object has been read. Counting is only needed when so many can match. */
function wallAfter<R>(
  at: (position: number) => R,
  begin: number,
  end: number,
  filter: ((record: R) => boolean) | null,
): number {
  if (end - begin <= CONNECTION_END) return end;
  if (filter === null) return begin + CONNECTION_END;
  let matching = 0;
  for (let index = begin; index < end; index += 1) {
    if (!filter(at(index))) continue;
    matching += 1;
    if (matching === CONNECTION_END) return index + 1;
  }
  return end;
}
