/** A typed map of records with sorted indexes; every write goes through it, so indexes and `updatedAt` cannot be forgotten. */
import { createSortedIndex, type SortedIndex } from "./sorted-index.ts";

export interface Timed {
  readonly id: number;
  createdAt: number;
  updatedAt: number;
}

export interface Table<R extends Timed> {
  readonly size: number;
  get(id: number): R | undefined;
  readonly byId: SortedIndex<R>;
  readonly byCreatedAt: SortedIndex<R>;
  readonly byUpdatedAt: SortedIndex<R>;
  /** Adds a record as it is, times included. */
  insert(record: R): void;
  /**
   * Changes a record and stamps `updatedAt` from the clock, unless the change itself sets it. A change that may be refused reads what it was given
   * before it writes: when it throws, `updatedAt` stays, and nothing else is undone.
   */
  write(record: R, change: (record: R) => void): void;
  delete(record: R): void;
}

export interface TableHooks<R> {
  /** Extra indexes kept with the table's own. */
  readonly indexes?: readonly SortedIndex<R>[];
  /** Told before a record leaves its state, and after it has a new one. */
  readonly onRemove?: (record: R) => void;
  readonly onAdd?: (record: R) => void;
}

export function createTable<R extends Timed>(now: () => number, hooks: TableHooks<R> = {}): Table<R> {
  const records = new Map<number, R>();
  const byId = createSortedIndex<R>((record) => record.id);
  const byCreatedAt = createSortedIndex<R>((record) => record.createdAt);
  const byUpdatedAt = createSortedIndex<R>((record) => record.updatedAt);
  const indexes = [byId, byCreatedAt, byUpdatedAt, ...(hooks.indexes ?? [])];

  const add = (record: R) => {
    for (const index of indexes) index.add(record);
    hooks.onAdd?.(record);
  };
  const remove = (record: R) => {
    for (const index of indexes) index.remove(record);
    hooks.onRemove?.(record);
  };

  return {
    get size() {
      return records.size;
    },
    get: (id) => records.get(id),
    byId,
    byCreatedAt,
    byUpdatedAt,
    insert(record) {
      records.set(record.id, record);
      add(record);
    },
    write(record, change) {
      remove(record);
      const before = record.updatedAt;
      record.updatedAt = Number.NaN;
      try {
        change(record);
        if (Number.isNaN(record.updatedAt)) record.updatedAt = Math.max(before, now());
      } finally {
        if (Number.isNaN(record.updatedAt)) record.updatedAt = before;
        add(record);
      }
    },
    delete(record) {
      remove(record);
      records.delete(record.id);
    },
  };
}
