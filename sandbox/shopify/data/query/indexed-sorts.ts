/** The sorts every table has an index for. */
import type { SearchSort } from "../../engine/search-page.ts";
import type { Table, Timed } from "../table.ts";

export const indexedSorts = <R extends Timed>(
  table: Table<R>,
): Readonly<Record<"ID" | "RELEVANCE" | "CREATED_AT" | "UPDATED_AT", SearchSort<R>>> => ({
  ID: { kind: "number", valueOf: (record) => record.id, sorted: () => table.byId.all() },
  RELEVANCE: { kind: "number", valueOf: (record) => record.id, sorted: () => table.byId.all() },
  CREATED_AT: {
    kind: "time",
    valueOf: (record) => record.createdAt,
    sorted: () => table.byCreatedAt.all(),
    filter: "created_at",
  },
  UPDATED_AT: {
    kind: "time",
    valueOf: (record) => record.updatedAt,
    sorted: () => table.byUpdatedAt.all(),
    filter: "updated_at",
  },
});
