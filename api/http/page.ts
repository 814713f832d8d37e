import { isStorable } from "#database/storable";
import { moment } from "../contract/shared.ts";
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

/** What parts of keys are: an id or number of digits, a moment as ISO text, any other text. */
type KeyPart = "id" | "moment" | "text";

/** Where the page begins: after this key of the list's order. */
type Key<Parts extends readonly KeyPart[]> = { readonly [Index in keyof Parts]: string };

/**
 * Answers one page of a list in the order of a unique key: `read` gets the key the page begins after and how many rows to give,
 * `keyOf` names a row's own. A page that is read again after changes neither repeats nor leaves out what stayed.
 */
export async function pageOfRows<Row, Item, const Parts extends readonly KeyPart[]>(
  query: PageQuery,
  list: {
    readonly key: Parts;
    readonly read: (after: Key<Parts> | undefined, limit: number) => Promise<readonly Row[]>;
    readonly keyOf: (row: Row) => Key<Parts>;
    readonly show: (row: Row) => Item;
    readonly count: () => Promise<number>;
  },
): Promise<Page<Item>> {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, list.key);
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

/** A key as the text that the next request sends back. */
export const writeCursor = (key: readonly string[]): string => Buffer.from(JSON.stringify(key)).toString("base64url");

/** Throws the problem of a cursor that was not made by us, or for another list: what the database could not compare. */
export function readCursor<const Parts extends readonly KeyPart[]>(cursor: string, parts: Parts): Key<Parts> {
  const key = decoded(cursor);
  if (!Array.isArray(key) || key.length !== parts.length) throw foreignCursor();
  for (const [index, part] of parts.entries()) if (!fits[part](key[index])) throw foreignCursor();
  return key as unknown as Key<Parts>;
}

const isText = (part: unknown): part is string => typeof part === "string" && isStorable(part);
const fits: Readonly<Record<KeyPart, (part: unknown) => boolean>> = {
  id: (part) => isText(part) && /^\d{1,18}$/.test(part),
  moment: (part) => moment.safeParse(part).success,
  text: isText,
};

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return undefined;
  }
}

export const foreignCursor = () =>
  invalid([
    { in: "query", pointer: "/cursor", code: "cursor-invalid", detail: "Use the nextCursor of the page before" },
  ]);
