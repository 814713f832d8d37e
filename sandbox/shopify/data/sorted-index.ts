/**
 * Records in the order of (key, id), kept while they change.
 *
 * Seeding appends a hundred thousand records before anybody reads, so `add` only appends and the next read sorts once;
 * afterwards a write moves one record with two binary searches.
 */
export interface SortedIndex<R> {
  add(record: R): void;
  /** Must be called before the key of the record changes. */
  remove(record: R): void;
  all(): readonly R[];
}

export function createSortedIndex<R extends { readonly id: number }>(keyOf: (record: R) => number): SortedIndex<R> {
  const sorted: R[] = [];
  let isSorted = true;
  const compare = (a: R, b: R) => keyOf(a) - keyOf(b) || a.id - b.id;

  const sortOnce = () => {
    if (!isSorted) sorted.sort(compare);
    isSorted = true;
  };
  const firstAtLeast = (isBelow: (record: R) => boolean): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const record = sorted[middle];
      if (record !== undefined && isBelow(record)) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    add(record) {
      const last = sorted.at(-1);
      if (last === undefined || !isSorted || compare(last, record) < 0) {
        sorted.push(record);
        return;
      }
      // A few late records are put in place; many of them (a seed in random order) are cheaper to sort at the next read.
      if (sorted.length < 64) {
        sorted.push(record);
        isSorted = false;
        return;
      }
      sorted.splice(
        firstAtLeast((other) => compare(other, record) < 0),
        0,
        record,
      );
    },
    remove(record) {
      sortOnce();
      const position = firstAtLeast((other) => compare(other, record) < 0);
      if (sorted[position] === record) sorted.splice(position, 1);
    },
    all() {
      sortOnce();
      return sorted;
    },
  };
}
