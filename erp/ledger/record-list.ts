import { sql, type RawBuilder } from "kysely";

/** Rows whose text contains the words, ignoring case; `%` and `_` stand for themselves. */
export function containing(text: RawBuilder<unknown>, search: string): RawBuilder<boolean> {
  const escaped = search.replaceAll(/[\\%_]/g, String.raw`\$&`);
  return sql<boolean>`${text} ilike ${`%${escaped}%`}`;
}

/** Blank codes are stored as null, so that foreign keys hold for all others; undefined stays "do not change". */
export const codeOrNull = (code: string | undefined): string | null | undefined => (code === "" ? null : code);
