import { expect, test } from "@jest/globals";
import { createTable } from "#sandbox/shopify/data/table";

const aTable = () => {
  const table = createTable<{ id: number; createdAt: number; updatedAt: number }>(() => 500);
  for (const id of [1, 2, 3]) table.insert({ id, createdAt: id * 100, updatedAt: id * 100 });
  return table;
};

test("a write stamps the time of the clock, and keeps the time the change itself sets", () => {
  const table = aTable();
  const [first, second] = table.byId.all();
  if (first === undefined || second === undefined) throw new Error("two records are expected");

  table.write(first, () => {});
  table.write(second, (record) => {
    record.updatedAt = 50;
  });

  expect(table.byUpdatedAt.all().map(({ id, updatedAt }) => [id, updatedAt])).toEqual([
    [2, 50],
    [3, 300],
    [1, 500],
  ]);
});

test("a change that throws leaves the record's time and its place", () => {
  const table = aTable();
  const [first] = table.byId.all();
  if (first === undefined) throw new Error("a record is expected");

  expect(() =>
    table.write(first, () => {
      throw new Error("refused");
    }),
  ).toThrow("refused");

  expect(table.byUpdatedAt.all().map(({ id, updatedAt }) => [id, updatedAt])).toEqual([
    [1, 100],
    [2, 200],
    [3, 300],
  ]);
});
