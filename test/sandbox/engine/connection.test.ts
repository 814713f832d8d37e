import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { connectionOf, listConnection, type ConnectionSource } from "#sandbox/shopify/engine/connection";

interface Item {
  readonly id: number;
  readonly at: number;
}

const source = (records: readonly Item[], more: Partial<ConnectionSource<Item>> = {}): ConnectionSource<Item> => ({
  records,
  sort: { kind: "time", valueOf: (item) => item.at },
  idOf: (item) => item.id,
  toNode: (item) => item,
  ...more,
});

const items = (count: number): Item[] =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, at: 1_000 * (index % 7) }));
const idsOf = (page: { readonly nodes: readonly object[] }) => page.nodes.map((node) => (node as Item).id);

function walk(
  read: (after: string | null) => ReturnType<typeof connectionOf>,
  between: () => void = () => {},
): number[] {
  const ids: number[] = [];
  for (let after: string | null = null; ;) {
    const page = read(after);
    ids.push(...idsOf(page));
    if (!page.pageInfo.hasNextPage) return ids;
    after = page.pageInfo.endCursor;
    between();
  }
}

test("pages follow value, then id, in both directions", () => {
  const records = [
    { id: 3, at: 5_000 },
    { id: 1, at: 5_000 },
    { id: 2, at: 1_000 },
  ];

  expect(idsOf(connectionOf({ first: 10 }, source(records)))).toEqual([2, 1, 3]);
  expect(idsOf(connectionOf({ first: 2, reverse: true }, source(records)))).toEqual([3, 1]);
  expect(idsOf(connectionOf({ last: 2 }, source(records)))).toEqual([1, 3]);
});

test("cursors are base64 JSON of the last id and value, and fit one kind of sort", () => {
  const page = connectionOf(
    { first: 1 },
    source([
      { id: 7, at: Date.parse("2026-07-01T10:00:00.250Z") },
      { id: 8, at: Infinity },
    ]),
  );
  const cursor = page.pageInfo.endCursor ?? "";

  expect(JSON.parse(Buffer.from(cursor, "base64").toString())).toEqual({
    last_id: 7,
    last_value: "2026-07-01 10:00:00.250000",
  });
  expect(page.edges[0]?.cursor).toBe(cursor);
  const byNumber = source([], { sort: { kind: "number", valueOf: (item) => item.id } });
  expect(() => connectionOf({ first: 1, after: cursor }, byNumber)).toThrow(
    "Invalid cursor for current pagination sort.",
  );
});

test("before and last read a page backwards and tell what lies around it", () => {
  const records = items(10).map((item) => ({ ...item, at: item.id * 1_000 }));
  const third = connectionOf(
    { first: 1, after: connectionOf({ first: 2 }, source(records)).pageInfo.endCursor },
    source(records),
  );
  const page = connectionOf({ last: 1, before: third.pageInfo.startCursor }, source(records));

  expect(idsOf(third)).toEqual([3]);
  expect(idsOf(page)).toEqual([2]);
  expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
});

test("a sorted index and a plain list answer alike, filtered and narrowed", () => {
  const sorted = items(500).toSorted((a, b) => a.at - b.at || a.id - b.id);
  const filter = (item: Item) => item.id % 3 === 0;
  const range = { from: 2_000, before: 5_000 };
  const expected = sorted.filter((item) => filter(item) && item.at >= 2_000 && item.at < 5_000).map(({ id }) => id);
  const narrowed = source(sorted, { isSorted: true, filter, range });

  expect(walk((after) => connectionOf({ first: 7, after }, narrowed))).toEqual(expected);
  expect(walk((after) => connectionOf({ first: 7, after, reverse: true }, narrowed))).toEqual(expected.toReversed());
  const plain = source(items(500), { filter: (item) => filter(item) && item.at >= 2_000 && item.at < 5_000 });
  expect(walk((after) => connectionOf({ first: 7, after }, plain))).toEqual(expected);
});

test("each record comes once while others are written between the pages", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      fc.array(fc.record({ at: fc.integer({ min: 0, max: 9_000 }), remove: fc.integer({ min: 0, max: 100 }) }), {
        maxLength: 12,
      }),
      (first, reverse, writes) => {
        const records = items(40);
        const untouched = new Set(records.map(({ id }) => id));
        const pending = [...writes];
        const ids = walk(
          (after) => connectionOf({ first, after, reverse }, source(records)),
          () => {
            const write = pending.pop();
            if (write === undefined) return;
            records.push({ id: 1_000 + pending.length, at: write.at });
            const [removed] = records.splice(write.remove % records.length, 1);
            if (removed !== undefined) untouched.delete(removed.id);
          },
        );
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toEqual(expect.arrayContaining([...untouched]));
      },
    ),
  );
});

test("a connection ends after 25,000 objects", () => {
  const records = Array.from({ length: 30_000 }, (_, index) => ({ id: index + 1, at: index }));
  const last = { last_id: 24_990, last_value: new Date(24_989).toISOString().replace("T", " ").replace("Z", "000") };
  const after = Buffer.from(JSON.stringify(last)).toString("base64");
  const page = connectionOf({ first: 250, after }, source(records, { isSorted: true }));
  const even = connectionOf(
    { first: 250, after },
    source(records, { isSorted: true, filter: (item) => item.id % 2 === 0 }),
  );

  expect(idsOf(page).at(-1)).toBe(25_000);
  expect(page.pageInfo.hasNextPage).toBe(false);
  expect(idsOf(even)).toHaveLength(250);
});

test("children of a record keep their order and their place when one of them goes", () => {
  const children = [{ id: 9 }, { id: 4 }, { id: 6 }];
  const read = (args: object, list = children) =>
    listConnection(
      { ...args },
      list,
      ({ id }) => id,
      (child) => child,
    );
  const first = read({ first: 2 });

  expect(idsOf(first)).toEqual([9, 4]);
  expect(idsOf(read({ first: 2, after: first.pageInfo.endCursor }))).toEqual([6]);
  expect(idsOf(read({ last: 2 }))).toEqual([4, 6]);
  expect(idsOf(read({ first: 2, reverse: true }))).toEqual([6, 4]);
  expect(idsOf(read({ first: 9, after: first.pageInfo.endCursor }, [{ id: 9 }, { id: 6 }]))).toEqual([6]);
});

test("the children of one record end after 25,000, too", () => {
  const children = items(25_002);
  const read = (args: object) =>
    listConnection(
      { ...args },
      children,
      ({ id }) => id,
      (child) => child,
    );
  const { endCursor } = read({ first: 24_999 }).pageInfo;
  const end = read({ first: 10, after: endCursor });

  expect(idsOf(end)).toEqual([25_000]);
  expect(end.pageInfo.hasNextPage).toBe(false);
  expect(idsOf(read({ last: 1 }))).toEqual([25_000]);
});

test("a page of a hundred thousand records takes milliseconds", () => {
  const records = Array.from({ length: 100_000 }, (_, index) => ({ id: index + 1, at: index }));
  const range = { from: 90_000, before: Infinity };
  const startedAt = performance.now();
  for (let page = 0; page < 50; page += 1)
    expect(connectionOf({ first: 250 }, source(records, { isSorted: true, range })).nodes).toHaveLength(250);

  expect((performance.now() - startedAt) / 50).toBeLessThan(10);
});
