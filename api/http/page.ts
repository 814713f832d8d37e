import { invalid } from "./problem.ts";

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  readonly total?: number;
}

/** What a list's query says about the page. */
export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly count?: boolean | undefined;
}

/** Where the page begins: after this key of the list's order. */
export type Key = readonly string[];

/**
 * Answers one page of a list in the order of a unique key: `read` gets the key the page begins after and how many rows to give,
 * `keyOf` names a row's own. A page that is read again after changes neither repeats nor leaves out what stayed.
 */
export async function pageOfRows<Row, Item>(
  query: PageQuery,
  list: {
    readonly read: (after: Key | undefined, limit: number) => Promise<readonly Row[]>;
    readonly keyOf: (row: Row) => Key;
    readonly show: (row: Row) => Item;
    readonly count: () => Promise<number>;
  },
): Promise<Page<Item>> {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const [rows, total] = await Promise.all([
    // One more than shown tells whether there is a next page.
    list.read(after, query.limit + 1),
    query.count === true ? list.count() : undefined,
  ]);
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(list.show),
    nextCursor: last === undefined ? null : writeCursor(list.keyOf(last)),
    ...(total === undefined ? {} : { total }),
  };
}

const writeCursor = (key: Key): string => Buffer.from(JSON.stringify(key)).toString("base64url");

/** The key as so many texts as its list has; undefined at the beginning. */
export function keyOfTexts<const Shape extends readonly string[]>(
  key: Key | undefined,
  shape: Shape,
): { readonly [Index in keyof Shape]: string } | undefined {
  if (key === undefined) return undefined;
  if (key.length !== shape.length) throw foreignCursor();
  return key as { readonly [Index in keyof Shape]: string };
}

/** Throws the problem of a cursor that was not made by us. */
function readCursor(cursor: string): Key {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (Array.isArray(key) && key.length > 0 && key.every((part) => typeof part === "string")) return key;
  } catch {
    // Not JSON: as good as a key of the wrong shape.
  }
  throw foreignCursor();
}

const foreignCursor = () =>
  invalid([
    { in: "query", pointer: "/cursor", code: "cursor-invalid", detail: "Use the nextCursor of the page before" },
  ]);
